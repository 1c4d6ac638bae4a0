public import Foundation
import NIOHTTP1
public import Wire

extension LianshenClient {
    /// Signs in with a password. When the answer is lost a session may have begun that nobody uses; it ends by itself.
    public func beginSession(_ body: NewSessionBody) async throws -> BegunSessionBody {
        var call = try Call.post("/v1/sessions", body)
        call.key = nil
        return try await send(call)
    }

    /// Sessions of the caller that have not ended, the latest first.
    public func sessions(limit: Int? = nil, after: String? = nil) async throws -> PageBody<SessionBody> {
        try await send(.get("/v1/sessions", page(limit, after)))
    }

    /// Ends one session of the caller.
    public func endSession(_ id: UUID) async throws {
        try await send(Call(method: .DELETE, path: "/v1/sessions/\(id.text)"))
    }

    /// Ends every session of the caller but the one that asks.
    public func endOtherSessions() async throws -> EndedSessionsBody {
        try await send(Call(method: .DELETE, path: "/v1/sessions"))
    }

    /// Changes the caller's password; every other session ends.
    public func changePassword(_ body: ChangePasswordBody) async throws {
        var call = try Call.post("/v1/me/password", body)
        (call.method, call.key) = (.PUT, nil)
        try await send(call)
    }

    /// Invites a person to set a password; the answer is the only place where the code is ever shown.
    public func invite(_ person: UUID, _ body: NewInvitationBody, key: String? = nil) async throws -> InvitationBody {
        try await send(.post("/v1/people/\(person.text)/invitation", body, key: key))
    }

    /// Sets a password with an invitation's code.
    public func acceptInvitation(_ body: AcceptInvitationBody) async throws -> PersonBody {
        var call = try Call.post("/v1/invitations/accept", body)
        call.key = nil
        return try await send(call)
    }

    /// Disables an account: its sessions, tokens and invitations end at once.
    public func disable(_ person: UUID, _ body: ReasonBody, key: String? = nil) async throws -> PersonBody {
        try await send(.post("/v1/people/\(person.text)/disable", body, key: key))
    }

    /// Erases the personal data of a disabled account, for good.
    public func erase(_ person: UUID, _ body: ReasonBody, key: String? = nil) async throws -> PersonBody {
        try await send(.post("/v1/people/\(person.text)/erase", body, key: key))
    }

    /// Lets a disabled account in again.
    public func enable(_ person: UUID, _ body: ReasonBody, key: String? = nil) async throws -> PersonBody {
        try await send(.post("/v1/people/\(person.text)/enable", body, key: key))
    }

    /// Gives every review that a person has in hand to another; due dates stay.
    public func handOver(from person: UUID, _ body: HandOverBody, key: String? = nil) async throws -> HandedOverBody {
        try await send(.post("/v1/people/\(person.text)/hand-over", body, key: key))
    }

    /// Gives somebody authority for a while.
    public func giveMandate(_ body: NewMandateBody, key: String? = nil) async throws -> MandateBody {
        try await send(.post("/v1/mandates", body, key: key))
    }

    /// Mandates that the caller gave or holds, the latest first.
    public func mandates(limit: Int? = nil, after: String? = nil) async throws -> PageBody<MandateBody> {
        try await send(.get("/v1/mandates", page(limit, after)))
    }

    /// Takes a mandate back, or lays it down.
    public func revokeMandate(_ id: UUID) async throws {
        try await send(Call(method: .DELETE, path: "/v1/mandates/\(id.text)"))
    }
}
