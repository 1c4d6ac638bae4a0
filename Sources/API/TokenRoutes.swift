import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Synchronization
import Wire

/// How people come in: `/v1/bootstrap`, `/v1/people/{id}/tokens`, `/v1/tokens/{id}`.
struct TokenRoutes: Sendable {
    let interface: HTTPInterface

    /// The operator and its system administrator, with the one-time code: all in one transaction, so a code is never used up for nothing.
    func bootstrap(_ request: Request, _ context: SignedIn) async throws -> Response {
        // Nobody is signed in: the code is guessed at no faster than the rate of refused sign-ins.
        if let wait = interface.signInRate.take(for: context.sender?.address ?? "") { throw Problem(.tooManyRequests, .rate, retryAfter: wait) }
        let body = try BootstrapRequestBody.read(await request.jsonBytes(interface.configuration))
        let organisation = Organisation(
            id: UUID(), creditCode: try CreditCode(reading: body.organisation.creditCode).description, name: body.organisation.name, region: "",
            functions: [Organisation.Function(function: .operator)])
        let person = Person(
            id: UUID(), organisation: organisation.id, signInName: body.person.signInName, name: body.person.name,
            roles: [Person.Grant(role: .systemAdministrator)])
        let token = BearerToken()
        let expiresAt = try await interface.store.transaction(as: .system(context.requestID)) { tx in
            try await tx.useBootstrapCode(body.code)
            try await tx.insert(organisation)
            try await tx.insert(person)
            return try await tx.issue(token, id: UUID(), to: person.id, label: "bootstrap", days: 30)
        }
        let answer = BootstrapBody(
            token: token.text, expiresAt: expiresAt, person: PersonBody(person), organisation: OrganisationBody(organisation))
        return try .json(answer, status: .created)
    }

    /// The answer is the only place where the token is ever shown: under an idempotency key it is kept without the token, and a repetition says so.
    func issue(_ request: Request, _ context: SignedIn) async throws -> Response {
        let target = try context.id("personId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewTokenBody.read(bytes)
        let actor = try tokenActor(context, for: target)
        let (token, id, issued) = (BearerToken(), UUID(), Issued())
        let key = try request.idempotencyKey.map { IdempotentRequest(key: $0, route: request.routeForKeys, body: bytes) }
        let perform: @Sendable (Tx) async throws -> IdempotentAnswer = { tx in
            try await tx.requireMayIssueToken(to: try await tx.person(target))
            let expiresAt = try await tx.issue(token, id: id, to: target, label: body.label, days: body.days)
            issued.set(expiresAt)
            return IdempotentAnswer(status: 201, body: Array("{\"tokenId\":\"\(id.text)\"}".utf8))
        }
        let answer: IdempotentAnswer
        if let key {
            answer = try await interface.store.transaction(as: actor, once: key, perform)
        } else {
            answer = try await interface.store.transaction(as: actor, perform)
        }
        guard answer.isNew, let expiresAt = issued.at else { throw Self.shownOnce(String(decoding: answer.body, as: UTF8.self)) }
        return try .json(IssuedTokenBody(token: token.text, tokenId: id, expiresAt: expiresAt), status: .created)
    }

    func revoke(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("tokenId")
        let roles = try context.person.person.roles.map(\.role)
        let administrator = roles.first { [.securityAdministrator, .systemAdministrator].contains($0) }
        let actor = try administrator.map { try context.person.actor(as: $0, requestID: context.requestID) } ?? context.anyActor
        try await interface.store.transaction(as: actor) { tx in try await tx.revoke(token: id, anybody: administrator != nil) }
        return Response(status: .noContent)
    }

    /// For somebody else only administrators may; to everybody else, another person's account does not exist.
    private func tokenActor(_ context: SignedIn, for target: UUID) throws -> Actor {
        let person = try context.person
        guard target != person.person.id else { return try context.anyActor }
        guard let role = person.person.roles.map(\.role).first(where: { [.securityAdministrator, .systemAdministrator].contains($0) }) else {
            throw StoreError.missing("person")
        }
        return person.actor(as: role, requestID: context.requestID)
    }

    private static func shownOnce(_ kept: String) -> Problem {
        Problem(
            .conflict, .exists, refusal: "token.shown_once",
            explanation: Explanation(
                message: Bilingual(zh: "该令牌已签发,只显示一次:\(kept)。", en: "The token was issued, and a token is shown only once: \(kept)."),
                remedy: Bilingual(zh: "吊销它,用新的幂等键另签一个。", en: "Revoke it and issue another under a new key.")))
    }
}

/// When a token that was issued ends, carried out of its transaction.
private final class Issued: Sendable {
    private let moment = Mutex<Date?>(nil)

    var at: Date? { moment.withLock { $0 } }

    func set(_ date: Date) { moment.withLock { $0 = date } }
}
