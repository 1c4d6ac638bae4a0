import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Finds out who sends a request, by its bearer token, on every request anew: a token that was revoked is refused at once.
struct SigningIn: RouterMiddleware {
    typealias Context = SignedIn

    let interface: HTTPInterface

    func handle(_ request: Request, context: SignedIn, next: (Request, SignedIn) async throws -> Response) async throws -> Response {
        var context = context
        let address = context.sender?.address ?? ""
        guard let token = Self.token(of: request) else { throw Denial.signedOut }
        let actor = Actor.system(context.requestID)
        guard let person = try await interface.store.transaction(as: actor, { tx in try await tx.signedIn(token) }) else {
            try await refuse(context, address)
            throw Denial.signedOut
        }
        AskedBy.current?.set(person)
        if let wait = interface.requestRate.take(for: person.token.uuidString) { throw Problem(.tooManyRequests, .rate, retryAfter: wait) }
        context.session = person
        context.token = token
        return try await next(request, context)
    }

    /// One entry a refused sign-in, as many as the rate lets through: a guesser must not be able to fill the log.
    private func refuse(_ context: SignedIn, _ address: String) async throws {
        interface.metrics.count(denials: "signed-out")
        if let wait = interface.signInRate.take(for: address) { throw Problem(.tooManyRequests, .rate, retryAfter: wait) }
        try await interface.store.transaction(as: .system(context.requestID)) { tx in
            try await tx.record(.sessionSignIn, denied: true, kind: "token", object: nil, detail: ["address": address])
        }
    }

    private static func token(of request: Request) -> BearerToken? {
        let fields = request.headers[values: .authorization]
        guard fields.count == 1, let field = fields.first else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].wholeMatch(of: /ls_[A-Za-z0-9_-]{43}/) != nil else { return nil }
        return BearerToken(text: String(parts[1]))
    }
}
