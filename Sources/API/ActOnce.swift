import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Locks
import Store
import Wire

/// Events that an act makes; they go out after its commit, and not at all when it was a replay or came to nothing.
final class Outbox: Sendable {
    private let events = Locked<[CaseEvent]>([])

    func add(_ kind: EventBody.Kind, case caseID: UUID, object: UUID) {
        events.withLock { $0.append(CaseEvent(kind: kind, caseID: caseID, objectID: object)) }
    }

    /// Forgets what an earlier run of the same closure made.
    func restart() { events.withLock { $0 = [] } }

    func take() -> [CaseEvent] { events.withLock { $0 } }
}

/// What a request is about, so that somebody who may not see it learns nothing, not even that his role would be wrong.
enum ActObject: Sendable {
    case nothing
    case project(UUID)
    case joint(UUID)
    case package(UUID)
    case review(UUID)
    case comment(UUID)
    case draft(UUID)
    case conflict(UUID)
    case draw(UUID)
    case sheet(UUID)
    case upload(UUID)

    /// Kind and identity for the log.
    var named: (kind: String, id: UUID?) {
        switch self {
        case .nothing: ("service", nil)
        case .project(let id): ("project", id)
        case .joint(let id): ("case", id)
        case .package(let id): ("package", id)
        case .review(let id): ("review", id)
        case .comment(let id): ("comment", id)
        case .draft(let id): ("draft", id)
        case .conflict(let id): ("conflict", id)
        case .draw(let id): ("draw", id)
        case .sheet(let id): ("sheet", id)
        case .upload(let id): ("upload", id)
        }
    }

    /// The same for the rule that says who reads a case no more; nil for what belongs to no case.
    private var thing: CaseThing? {
        switch self {
        case .nothing, .project, .upload: nil
        case .joint(let id): .joint(id)
        case .package(let id): .package(id)
        case .review(let id): .review(id)
        case .comment(let id): .comment(id)
        case .draft(let id): .draft(id)
        case .conflict(let id): .conflict(id)
        case .draw(let id): .draw(id)
        case .sheet(let id): .sheet(id)
        }
    }

    /// Whoever stepped aside, or had his review given to another, reads no drawing and no word of the case any more, in whatever role.
    /// - Throws: `Denial.steppedAside`; `StoreError.missing` where he does not see the object at all.
    func requireNotAside(_ tx: Tx) async throws {
        guard let thing, try await tx.hasSteppedAside(from: thing) else { return }
        try await requireVisible(tx)
        throw Denial.steppedAside
    }

    /// - Throws: `StoreError.missing` when it does not exist or is not for the actor's organisation to see.
    func requireVisible(_ tx: Tx) async throws {
        switch self {
        case .nothing: break
        case .project(let id): _ = try await tx.project(id)
        case .joint(let id): _ = try await tx.caseRecord(id)
        case .package(let id): _ = try await tx.package(id)
        case .review(let id): _ = try await tx.review(id)
        case .comment(let id): _ = try await tx.comment(id)
        case .draft(let id): _ = try await tx.draft(id)
        case .conflict(let id): _ = try await tx.conflict(id)
        case .draw(let id): _ = try await tx.draw(id)
        case .sheet(let id): _ = try await tx.sheet(id)
        case .upload(let id): _ = try await tx.upload(id)
        }
    }
}

extension HTTPInterface {
    /// The actor for an act on an object. Foreign and unknown objects look the same whatever the role; only who sees the object learns that a role is missing.
    func actor(for act: Act, on object: ActObject, _ context: SignedIn, in discipline: Discipline? = nil) async throws -> Actor {
        AskedBy.current?.reach(for: object)
        if let role = try context.role(for: act, in: discipline) {
            let actor = try context.person.actor(as: role, requestID: context.requestID)
            if Self.notAside.contains(act) { try await store.transaction(as: actor) { try await object.requireNotAside($0) } }
            return actor
        }
        try await store.transaction(as: context.anyActor) { tx in try await object.requireVisible(tx) }
        throw Denial.role(act)
    }

    /// What whoever stepped aside would go on speaking and deciding with; of the others each asks for itself whose review it is.
    private static let notAside: Set<Act> = [
        .threadWrite, .commentGroup, .sumDeclare, .sumWithdraw, .elementAdd, .specialtyAssign, .reviewAssign, .reviewReassign, .reviewSuspend,
        .reviewResume, .reviewRequeue,
    ]

    /// Reads something in one transaction.
    /// - Parameter outline: whether it is what every party knows of a case, those who stepped aside too: what it is, who is in it, whose turn it is.
    func read<Value: Sendable>(
        _ act: Act, on object: ActObject = .nothing, _ context: SignedIn, outline: Bool = false, _ body: @Sendable (Tx) async throws -> Value
    ) async throws -> Value {
        try await store.transaction(as: actor(for: act, on: object, context)) { tx in
            if !outline { try await object.requireNotAside(tx) }
            return try await body(tx)
        }
    }

    /// Does something in one transaction, at most once per idempotency key, and answers; the events go out after the commit.
    ///
    /// - Parameter body: returns the answer; nil answers 204.
    func once<Answer: Encodable & Sendable>(
        _ request: Request, as actor: Actor, bytes: [UInt8], status: HTTPResponse.Status = .ok, located path: String? = nil,
        _ body: @escaping @Sendable (Tx, Outbox) async throws -> Answer?
    ) async throws -> Response {
        let key = try request.idempotencyKey.map { IdempotentRequest(key: $0, route: request.routeForKeys, body: bytes) }
        return try await once(key, as: actor, status: status, located: path, body)
    }

    /// The same for a request whose body was not kept.
    func once<Answer: Encodable & Sendable>(
        _ key: IdempotentRequest?, as actor: Actor, status: HTTPResponse.Status, located path: String? = nil,
        _ body: @escaping @Sendable (Tx, Outbox) async throws -> Answer?
    ) async throws -> Response {
        let outbox = Outbox()
        let perform: @Sendable (Tx) async throws -> IdempotentAnswer = { tx in
            outbox.restart()
            guard let answer = try await body(tx, outbox) else { return IdempotentAnswer(status: 204, body: []) }
            return IdempotentAnswer(status: status.code, body: Array(try WireJSON.encode(answer)))
        }
        let answer = try await settled(key: key) {
            if let key { return try await store.transaction(as: actor, once: key, perform) }
            return try await store.transaction(as: actor, perform)
        }
        if answer.isNew { await hub.publish(outbox.take()) }
        let (shown, status, fields) = await receipted(answer.body, HTTPResponse.Status(code: answer.status))
        var response = Response.json(bytes: shown, status: status).tagged(answer.body)
        for field in fields { response.headers.append(field) }
        if let path { response = response.located(under: path, answer.body) }
        if !answer.isNew { response.headers[.idempotencyReplayed] = "true" }
        return response
    }

    /// A commit whose answer was lost is settled by asking again under the same key; without a key the caller is told that it is unknown.
    private func settled(key: IdempotentRequest?, _ run: () async throws -> IdempotentAnswer) async throws -> IdempotentAnswer {
        for pause in [50, 200, 800] where key != nil {
            do {
                return try await run()
            } catch StoreError.outcomeUnknown {
                try await Task.sleep(for: .milliseconds(pause))
            }
        }
        return try await run()
    }
}

extension Request {
    /// Method, path and query: what a key is bound to besides the body.
    var routeForKeys: String {
        "\(method.rawValue) \(uri.path)" + (uri.query.map { "?\($0)" } ?? "")
    }
}
