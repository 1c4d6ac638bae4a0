import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Locks
import Logging
import NIOCore
import Store
import Wire

/// The outermost layer: gives every request its id and client, turns every error into its problem, and writes the line and the figures of the request.
struct Answering: RouterMiddleware {
    typealias Context = SignedIn

    let interface: HTTPInterface
    let table: [Route]

    func handle(_ request: Request, context: SignedIn, next: (Request, SignedIn) async throws -> Response) async throws -> Response {
        var context = context
        let start = ContinuousClock.now
        context.sender = Sender(
            peer: context.peer, isTLS: interface.configuration.tls != nil, forwardedFor: request.headers[values: .forwardedFor],
            forwardedProto: request.headers[.forwardedProto], trusted: interface.configuration.trustedProxies)
        context.logger[metadataKey: "request.id"] = .string(context.requestID)
        let asked = AskedBy(ReceiptPatience(request))
        interface.metrics.requestBegan()
        defer { interface.metrics.requestEnded() }
        let awaited = AwaitedBody(of: request, on: context.channel)
        let request = awaited?.attached(to: request) ?? request
        var response: Response
        do {
            // Health and readiness answer to the end; everything else goes to a server that stays.
            guard !interface.draining.isOn || ["/healthz", "/readyz"].contains(request.uri.path) else {
                throw Problem(.serviceUnavailable, .draining, retryAfter: 2)
            }
            response = try await AskedBy.$current.withValue(asked) { try await next(request, context) }
        } catch {
            response = await answer(error, request, context, asked)
        }
        // Whether the body still comes after such an answer is the sender's choice; only a new connection is free of doubt.
        if let awaited, !awaited.isComing { response.headers[.connection] = "close" }
        return finished(response, request, context, start, asked)
    }

    private func answer(_ error: any Error, _ request: Request, _ context: SignedIn, _ asked: AskedBy) async -> Response {
        var problem = Problem(error)
        if problem.code == .route {
            let methods = table.methods(at: request.uri.path)
            // A path that a handler denied to have, though it has the method, stays denied.
            if !methods.isEmpty, !methods.contains(request.method.rawValue) { problem = Problem(.methodNotAllowed, .method, allow: methods) }
        }
        if problem.code == .internal {
            context.logger.error("Request failed", metadata: ["error": "\(String(reflecting: error))", "path": "\(request.uri.path)"])
        }
        if problem.isDenial || problem.code == .missing { await record(problem, request, context, asked) }
        return problem.response(requestID: context.requestID)
    }

    /// A denial is an entry in a transaction of its own: the one that was refused is gone.
    ///
    /// Reaching for an identity that is out of sight is a denied attempt, too. An unknown one is recorded like a foreign one: the time that
    /// the answer takes must not tell which it was.
    private func record(_ problem: Problem, _ request: Request, _ context: SignedIn, _ asked: AskedBy) async {
        guard let actor = asked.actor(requestID: context.requestID) else { return }
        let words = request.uri.path.split(separator: "/").map(String.init)
        let reached = asked.object
        let object = reached?.id ?? words.compactMap { UUID(uuidString: $0) }.first
        let kind = reached?.kind ?? words.dropFirst().first ?? "service"
        do {
            let isRecorded = try await interface.store.transaction(as: actor) { tx in
                if problem.code == .missing {
                    guard let object, try await !tx.isInSight(object) else { return false }
                }
                try await tx.recordDenial(
                    kind: kind, object: object,
                    detail: ["method": request.method.rawValue, "path": request.uri.path, "refusal": problem.refusal ?? problem.code.rawValue])
                return true
            }
            if isRecorded { interface.metrics.count(denials: problem.code.rawValue) }
        } catch {
            // The caller is refused all the same: failing closed needs no entry to stay closed.
            context.logger.error("A denial could not be recorded", metadata: ["error": "\(error)"])
        }
    }

    private func finished(_ response: Response, _ request: Request, _ context: SignedIn, _ start: ContinuousClock.Instant, _ asked: AskedBy)
        -> Response
    {
        var response = response
        response.headers[.requestID] = context.requestID
        // In every answer of the protocol, also in those that no handler made.
        if request.uri.path.hasPrefix(Tus.path) { response.headers[.tusResumable] = Tus.version }
        // A body behind an answer to HEAD would be read as the next answer.
        if request.method == .head { response.body = ResponseBody() }
        if interface.draining.isOn { response.headers[.connection] = "close" }
        let route = context.endpointPath ?? "none"
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        interface.metrics.count(request: request.method.rawValue, route: route, status: response.status.code, seconds: seconds)
        context.logger.log(
            level: interface.configuration.accessLogLevel, "Answered",
            metadata: [
                "http.method": "\(request.method.rawValue)", "http.path": "\(request.uri.path)", "http.status": "\(response.status.code)",
                "http.seconds": "\((seconds * 1_000_000).rounded() / 1_000_000)", "client": "\(context.sender?.address ?? "")",
                "person.id": "\(asked.person?.person.id.uuidString.lowercased() ?? "")",
            ])
        return response
    }
}

/// Who turned out to be asking, for the layer outside of the one that found out.
final class AskedBy: Sendable {
    @TaskLocal static var current: AskedBy?

    private let found = Locked<SignedInPerson?>(nil)
    private let reached = Locked<(kind: String, id: UUID?)?>(nil)
    /// For how long he waits for the receipt of what he did.
    let patience: ReceiptPatience

    init(_ patience: ReceiptPatience) { self.patience = patience }

    var person: SignedInPerson? { found.withLock { $0 } }

    /// What the request is about, as soon as a handler knows; nil while it is about nothing in particular.
    var object: (kind: String, id: UUID?)? { reached.withLock { $0 } }

    func reach(for object: ActObject) {
        if case .nothing = object { return }
        reached.withLock { $0 = object.named }
    }

    func set(_ person: SignedInPerson) { found.withLock { $0 = person } }

    /// The person in the first role held, as whom a denial is recorded.
    func actor(requestID: String) -> Actor? {
        person.map { $0.actor(as: $0.person.roles.first?.role ?? .contractor, requestID: requestID) }
    }
}
