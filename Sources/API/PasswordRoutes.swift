import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Passwords
import Store
import Wire

/// Setting passwords, and letting people in or not: `/v1/me/password`, `/v1/invitations/accept`, `/v1/people/{id}/invitation`, `…/disable`, `…/enable`.
struct PasswordRoutes: Sendable {
    let interface: HTTPInterface

    /// Changes the own password; every other session ends.
    func change(_ request: Request, _ context: SignedIn) async throws -> Response {
        let body = try ChangePasswordBody.read(await request.jsonBytes(interface.configuration))
        let person = try context.person
        // In the holder's own name: whoever found a session open does not know the password.
        let account = try await PasswordDoor(interface: interface)
            .account(name: person.person.signInName, password: body.oldPassword, context, refusal: Denial.wrongPassword)
        let known = try await interface.store.transaction(as: context.anyActor) { try await $0.known()?.known ?? [] }
        try Self.require(body.newPassword, known: known, at: "/newPassword")
        guard body.newPassword != body.oldPassword else { throw Problem(.unprocessableContent, .invalid, findings: [Self.unchanged]) }
        let hash = try await interface.passwords.hash(body.newPassword)
        let kept = person.isSession ? person.token : nil
        let place = Network.place(of: context.sender?.address ?? "")
        let changed = try await interface.store.transaction(as: context.anyActor) { tx in
            guard try await tx.changePassword(of: account, phc: hash.text, keeping: kept) else { return false }
            try await tx.succeed(name: person.person.signInName, place: place)
            return true
        }
        guard changed else { throw StoreError.stale("password") }
        return Response(status: .noContent)
    }

    /// Sets the first password, or another for a forgotten one, with a one-time code. A password that will not do leaves the code as it is.
    func accept(_ request: Request, _ context: SignedIn) async throws -> Response {
        let address = context.sender?.address ?? ""
        if let wait = interface.signInRate.take(for: address) { throw Problem(.tooManyRequests, .rate, retryAfter: wait) }
        let body = try AcceptInvitationBody.read(await request.jsonBytes(interface.configuration))
        let code = BearerToken(text: body.code)
        let store = interface.store
        guard let invited = try await store.transaction(as: .system(context.requestID), { try await $0.invited(by: code) }) else {
            return try await refuse(context, address)
        }
        try Self.require(body.password, known: invited.known, at: "/password")
        let hash = try await interface.passwords.hash(body.password)
        let (person, actor) = try await PasswordDoor(interface: interface).actor(of: invited.person, context)
        do {
            try await store.transaction(as: actor) { tx in
                try await tx.setPassword(by: code, phc: hash.text)
                // Whoever has the code is the one who was invited: the way in for somebody whose name others keep trying.
                try await tx.succeed(name: invited.signInName, place: Network.place(of: address))
            }
        } catch StoreError.missing {
            return try await refuse(context, address)
        }
        interface.signInRate.giveBack(for: address)
        return try .json(PersonBody(person))
    }

    private func refuse(_ context: SignedIn, _ address: String) async throws -> Response {
        interface.metrics.count(denials: "signed-out")
        try await interface.store.transaction(as: .system(context.requestID)) { tx in
            try await tx.record(.passwordSet, denied: true, kind: "invitation", object: nil, detail: ["address": address])
        }
        throw StoreError.missing("invitation")
    }

    /// The code is shown once, as a token is: under an idempotency key it follows from the caller's own token and the key.
    func invite(_ request: Request, _ context: SignedIn) async throws -> Response {
        let target = try context.id("personId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewInvitationBody.read(bytes)
        let actor = try TokenRoutes.actor(context, for: target)
        guard let own = context.token, actor.person != target else { throw Denial.ownAccount }
        let key = try request.idempotencyKey.map { IdempotentRequest(key: $0, route: request.routeForKeys, body: bytes) }
        let code = key.map { BearerToken(derivedFrom: own.text, for: "invitation/\(target.text)/\($0.key)") } ?? BearerToken()
        let id = UUID()
        let perform: @Sendable (Tx) async throws -> IdempotentAnswer = { tx in
            try await tx.requireMayIssueToken(to: try await tx.person(target))
            let expiresAt = try await tx.invite(target, code, id: id, hours: body.hours)
            // Without the code: what is kept for a repetition must not open anything.
            return IdempotentAnswer(
                status: 201, body: Array(try WireJSON.encode(InvitationBody(code: "", invitationId: id, expiresAt: expiresAt))))
        }
        let answer: IdempotentAnswer
        if let key {
            answer = try await interface.store.transaction(as: actor, once: key, perform)
        } else {
            answer = try await interface.store.transaction(as: actor, perform)
        }
        if !answer.isNew, try await !interface.store.transaction(as: actor, { try await $0.isInvitation(code) }) { throw StoreError.keyReused }
        var invitation = try WireJSON.decode(InvitationBody.self, from: Data(answer.body))
        invitation.code = code.text
        var response = try Response.json(invitation, status: .created)
        if !answer.isNew { response.headers[.idempotencyReplayed] = "true" }
        return response
    }

    func disable(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await stand(request, context) { try await $0.disable($1, reason: $2) }
    }

    func enable(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await stand(request, context) { try await $0.enable($1, reason: $2) }
    }

    /// Erases the personal data of somebody whose account is disabled.
    func erase(_ request: Request, _ context: SignedIn) async throws -> Response {
        let target = try context.id("personId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        let actor = try context.actor(for: .personErase)
        guard actor.person != target else { throw Denial.ownAccount }
        return try await interface.once(request, as: actor, bytes: bytes, status: .ok) { tx, _ in
            _ = try await tx.person(target)
            guard try await tx.isDisabled(target) else { throw Problem(.unprocessableContent, .invalid, findings: [Self.stillActive]) }
            try await tx.erase(target, reason: body.reason)
            return PersonBody(try await tx.person(target))
        }
    }

    private static let stillActive = Finding(
        code: "person.active", severity: .reject, file: "/",
        message: Bilingual(zh: "账户仍在使用", en: "The account is still in use."),
        remedy: Bilingual(zh: "先交接并停用账户,再删除个人信息", en: "Hand over what is in hand and disable the account first."))

    private func stand(
        _ request: Request, _ context: SignedIn, _ act: @escaping @Sendable (Tx, UUID, String) async throws -> Void
    ) async throws -> Response {
        let target = try context.id("personId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        let actor = try TokenRoutes.actor(context, for: target)
        guard actor.person != target else { throw Denial.ownAccount }
        return try await interface.once(request, as: actor, bytes: bytes, status: .ok) { tx, _ in
            let person = try await tx.person(target)
            try tx.requireMayRevokeToken(of: person)
            try await act(tx, target, body.reason)
            return PersonBody(person)
        }
    }

    private static let unchanged = Finding(
        code: "password.unchanged", severity: .reject, file: "/newPassword",
        message: Bilingual(zh: "新密码与旧密码相同", en: "The new password is the old one."), remedy: Bilingual(zh: "另选一个", en: "Choose another."))

    private static func require(_ password: String, known: [String], at place: String) throws {
        let findings = PasswordRule.findings(in: password, known: known, at: place)
        guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
    }
}
