import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Locks
import Store
import Wire

/// How people come in: `/v1/bootstrap`, `/v1/people/{id}/tokens`, `/v1/tokens/{id}`.
struct TokenRoutes: Sendable {
    let interface: HTTPInterface

    /// The operator and its system administrator, with the one-time code: all in one transaction, so a code is never used up for nothing.
    ///
    /// Under an idempotency key the token follows from code and key, so that the same request, whose answer was lost, gets the same answer again.
    func bootstrap(_ request: Request, _ context: SignedIn) async throws -> Response {
        // Nobody is signed in: the code is guessed at no faster than the rate of refused sign-ins.
        if let wait = interface.signInRate.take(for: context.sender?.address ?? "") { throw Problem(.tooManyRequests, .rate, retryAfter: wait) }
        let key = try request.idempotencyKey
        let body = try BootstrapRequestBody.read(await request.jsonBytes(interface.configuration))
        let organisation = Organisation(
            id: UUID(), creditCode: try CreditCode(reading: body.organisation.creditCode).description, name: body.organisation.name, region: "",
            functions: [Organisation.Function(function: .operator)])
        let person = Person(
            id: UUID(), organisation: organisation.id, signInName: body.person.signInName, name: body.person.name,
            roles: [Person.Grant(role: .systemAdministrator)])
        let token = key.map { BearerToken(derivedFrom: body.code, for: "bootstrap/\($0)") } ?? BearerToken()
        let answer = try await recordingRefusal(context) { tx in
            do { try await tx.useBootstrapCode(body.code) } catch StoreError.missing(let what) {
                guard let made = try await Self.made(by: body.code, token, tx) else { throw StoreError.missing(what) }
                guard made.organisation.creditCode == organisation.creditCode, made.organisation.name == organisation.name,
                    made.person.signInName == person.signInName, made.person.name == person.name
                else { throw StoreError.keyReused }
                return made
            }
            try await tx.insert(organisation)
            try await tx.insert(person)
            let expiresAt = try await tx.issue(token, id: UUID(), to: person.id, label: "bootstrap", days: 30)
            return BootstrapBody(
                token: token.text, expiresAt: expiresAt, person: PersonBody(person), organisation: OrganisationBody(organisation))
        }
        return try .json(answer, status: .created)
    }

    /// A code that is not good is an attempt to sign in that was refused, and an entry of the log.
    private func recordingRefusal<Value: Sendable>(_ context: SignedIn, _ body: @escaping @Sendable (Tx) async throws -> Value) async throws -> Value
    {
        do {
            return try await interface.store.transaction(as: .system(context.requestID), body)
        } catch StoreError.missing(let what) {
            interface.metrics.count(denials: "signed-out")
            try await interface.store.transaction(as: .system(context.requestID)) { tx in
                try await tx.record(
                    .sessionSignIn, denied: true, kind: "bootstrap_code", object: nil, detail: ["address": context.sender?.address ?? ""])
            }
            throw StoreError.missing(what)
        }
    }

    /// What an earlier try of the same request made.
    private static func made(by code: String, _ token: BearerToken, _ tx: Tx) async throws -> BootstrapBody? {
        guard try await tx.wasUsed(bootstrapCode: code), let valid = try await tx.valid(token), let holder = try await tx.signedIn(token) else {
            return nil
        }
        let organisation = try await tx.organisation(holder.person.organisation)
        return BootstrapBody(
            token: token.text, expiresAt: valid.expiresAt, person: PersonBody(holder.person), organisation: OrganisationBody(organisation))
    }

    /// The answer is the only place where the token is ever shown, and it is kept nowhere. Under an idempotency key the token follows from the caller's
    /// own and the key, so that the same request gets the same answer again; somebody who comes with another token is told that it was shown.
    func issue(_ request: Request, _ context: SignedIn) async throws -> Response {
        let target = try context.id("personId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try NewTokenBody.read(bytes)
        let actor = try Self.actor(context, for: target)
        try await requirePassword(body.password, context)
        // Without the password: what a key is bound to is kept.
        let said = Array(try WireJSON.encode(NewTokenBody(label: body.label, days: body.days)))
        let key = try request.idempotencyKey.map { IdempotentRequest(key: $0, route: request.routeForKeys, body: said) }
        guard let own = context.token else { throw Denial.signedOut }
        let token = key.map { BearerToken(derivedFrom: own.text, for: "token/\(target.text)/\($0.key)") } ?? BearerToken()
        let (id, issued) = (UUID(), Issued())
        let perform: @Sendable (Tx) async throws -> IdempotentAnswer = { tx in
            try await tx.requireMayIssueToken(to: try await tx.person(target))
            let expiresAt = try await tx.issue(token, id: id, to: target, label: body.label, days: body.days)
            issued.set(expiresAt)
            return IdempotentAnswer(status: 201, body: Array("{\"tokenId\":\"\(id.text)\"}".utf8))
        }
        guard let key else {
            _ = try await interface.store.transaction(as: actor, perform)
            return try Self.shown(token, id, issued.at)
        }
        let answer = try await interface.store.transaction(as: actor, once: key, perform)
        if answer.isNew { return try Self.shown(token, id, issued.at) }
        let kept = String(decoding: answer.body, as: UTF8.self)
        guard let valid = try await interface.store.transaction(as: actor, { try await $0.valid(token) }), kept.contains(valid.id.text) else {
            throw Self.shownOnce(kept)
        }
        var response = try Self.shown(token, valid.id, valid.expiresAt)
        response.headers[.idempotencyReplayed] = "true"
        return response
    }

    /// A token outlives the session that it was issued from, and a change of the password: who found a session open must not make himself one.
    private func requirePassword(_ password: String?, _ context: SignedIn) async throws {
        let person = try context.person
        guard person.isSession else { return }
        guard let password else { throw Problem(.unprocessableContent, .invalid, findings: [Self.passwordMissing]) }
        _ = try await PasswordDoor(interface: interface)
            .account(name: person.person.signInName, password: password, context, refusal: Denial.wrongPassword)
    }

    private static let passwordMissing = Finding(
        code: "token.password_missing", severity: .reject, file: "/password",
        message: Bilingual(zh: "以会话登录时签发令牌须再次输入密码", en: "Whoever comes with a session gives his password to issue a token."),
        remedy: Bilingual(zh: "在 password 中填写本人密码", en: "Give your own password in password."))

    private static func shown(_ token: BearerToken, _ id: UUID, _ expiresAt: Date?) throws -> Response {
        guard let expiresAt else { throw StoreError.missing("token \(id)") }
        return try .json(IssuedTokenBody(token: token.text, tokenId: id, expiresAt: expiresAt), status: .created)
    }

    func revoke(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("tokenId")
        let roles = try context.person.person.roles.map(\.role)
        let administrator = roles.first { [.securityAdministrator, .systemAdministrator].contains($0) }
        let actor = try administrator.map { try context.person.actor(as: $0, requestID: context.requestID) } ?? context.anyActor
        try await interface.store.transaction(as: actor) { tx in
            if administrator != nil { try tx.requireMayRevokeToken(of: try await tx.person(try await tx.holder(ofToken: id))) }
            try await tx.revoke(token: id, anybody: administrator != nil)
        }
        return Response(status: .noContent)
    }

    /// For somebody else only administrators may; to everybody else, another person's account does not exist.
    static func actor(_ context: SignedIn, for target: UUID) throws -> Actor {
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
    private let moment = Locked<Date?>(nil)

    var at: Date? { moment.withLock { $0 } }

    func set(_ date: Date) { moment.withLock { $0 = date } }
}
