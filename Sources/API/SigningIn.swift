import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Finds out who sends a request, by its bearer token or session, on every request anew: what was revoked or ended is refused at once.
struct SigningIn: RouterMiddleware {
    typealias Context = SignedIn

    let interface: HTTPInterface

    func handle(_ request: Request, context: SignedIn, next: (Request, SignedIn) async throws -> Response) async throws -> Response {
        var context = context
        let address = context.sender?.address ?? ""
        // Nothing that claims to be somebody: a request without a token is no attempt to sign in.
        guard request.headers.contains(.authorization) else { throw Denial.signedOut }
        guard let token = Self.token(of: request) else {
            try await refuse(nil, context, address)
            throw Denial.signedOut
        }
        let actor = Actor.system(context.requestID)
        guard let person = try await interface.store.transaction(as: actor, { tx in try await tx.signedIn(token) }) else {
            try await refuse(token, context, address)
            throw Denial.signedOut
        }
        AskedBy.current?.set(person)
        if let wait = interface.requestRate.take(for: person.token.uuidString) { throw Problem(.tooManyRequests, .rate, retryAfter: wait) }
        let acting = try await acting(person, request, context)
        AskedBy.current?.set(acting)
        context.session = acting
        context.token = token
        return try await next(request, context)
    }

    /// One entry a refused sign-in, as many as the rate lets through: a guesser must not be able to fill the log.
    /// A token that expired or was revoked is named.
    private func refuse(_ token: BearerToken?, _ context: SignedIn, _ address: String) async throws {
        interface.metrics.count(denials: "signed-out")
        if let wait = interface.signInRate.take(for: address) { throw Problem(.tooManyRequests, .rate, retryAfter: wait) }
        try await interface.store.transaction(as: .system(context.requestID)) { tx in
            let ended = if let token { try await tx.endedToken(token) } else { nil as UUID? }
            try await tx.record(.sessionSignIn, denied: true, kind: "token", object: ended, detail: ["address": address])
        }
    }

    private static func token(of request: Request) -> BearerToken? {
        let fields = request.headers[values: .authorization]
        guard fields.count == 1, let field = fields.first else { return nil }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", parts[1].wholeMatch(of: /(?:ls|lss)_[A-Za-z0-9_-]{43}/) != nil else { return nil }
        return BearerToken(text: String(parts[1]))
    }
}
