import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Signing in with a password, and out again: `/v1/sessions`.
struct SessionRoutes: Sendable {
    let interface: HTTPInterface

    /// Takes no idempotency key: nothing that the sender may know makes a token that nobody can guess. A session that was begun twice ends by itself.
    func begin(_ request: Request, _ context: SignedIn) async throws -> Response {
        let body = try NewSessionBody.read(await request.jsonBytes(interface.configuration))
        let (door, address) = (PasswordDoor(interface: interface), context.sender?.address ?? "")
        let wrong = Problem(.unauthorized, .signedOut, refusal: Denial.wrongPassword.code, explanation: Denial.wrongPassword.explanation)
        let account = try await door.account(name: body.signInName, password: body.password, context, refusal: wrong)
        let (person, actor) = try await door.actor(of: account.person, context)
        let (token, id, limits) = (BearerToken.session(), UUID(), interface.configuration.sessions)
        let client = String((request.headers[.userAgent] ?? "").unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F }.prefix(200))
        let begun = try await interface.store.transaction(as: actor) { tx in
            guard let session = try await tx.beginSession(id, token, of: account, address: address, client: client, limits: limits) else {
                return nil as SignInSession?
            }
            try await tx.succeed(name: body.signInName, place: Network.place(of: address))
            return session
        }
        // Another password was set while this one was looked at.
        guard let begun else { throw wrong }
        return try .json(BegunSessionBody(token: token.text, session: SessionBody(begun, current: id), person: PersonBody(person)), status: .created)
    }

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.dateAndID()
        let current = try context.person.token
        let found = try await interface.store.transaction(as: context.anyActor) { try await $0.sessions(after: after, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor($0.createdAt, $0.id) }) { SessionBody($0, current: current) })
    }

    func end(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let (id, current) = (try context.id("sessionId"), try context.person.token)
        try await interface.store.transaction(as: context.anyActor) { tx in
            try await tx.end(session: id, because: id == current ? .signedOut : .endedElsewhere)
        }
        return Response(status: .noContent)
    }

    /// Ends every session of the caller but the one that asks.
    func endOthers(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let person = try context.person
        let ended = try await interface.store.transaction(as: context.anyActor) { tx in
            try await tx.endSessions(of: person.person.id, but: person.token, because: .endedElsewhere)
        }
        return try .json(EndedSessionsBody(ended: ended))
    }
}

extension SessionBody {
    fileprivate init(_ session: SignInSession, current: UUID) {
        self.init(
            id: session.id, address: session.address, client: session.client, createdAt: session.createdAt, seenAt: session.seenAt,
            idleEndsAt: session.idleEndsAt, endsAt: session.endsAt, current: session.id == current)
    }
}
