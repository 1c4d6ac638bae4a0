public import Foundation

/// `POST /v1/sessions`.
public struct NewSessionBody: RequestBody, Hashable {
    /// Name for signing in.
    public var signInName: String
    /// The password.
    public var password: String

    /// Somebody who wants to come in.
    public init(signInName: String, password: String) {
        self.signInName = signInName
        self.password = password
    }

    /// The fields. Any text is taken for a name: a password that was typed there must not come back in a finding.
    public static let shape = Shape(.required("signInName", .text(1...200)), .required("password", .text(1...1000)))
}

/// A session that has not ended.
public struct SessionBody: Codable, Hashable, Sendable {
    /// Identity, for ending it.
    public var id: UUID
    /// Address that it was begun from.
    public var address: String
    /// Program that it was begun with, as it called itself.
    public var client: String
    /// When it began.
    public var createdAt: Date
    /// When it was last used, to the minute.
    public var seenAt: Date
    /// When it ends unless it is used.
    public var idleEndsAt: Date
    /// When it ends in any case.
    public var endsAt: Date
    /// Whether it is the one that asks.
    public var current: Bool

    /// A session.
    public init(
        id: UUID, address: String, client: String, createdAt: Date, seenAt: Date, idleEndsAt: Date, endsAt: Date, current: Bool
    ) {
        self.id = id
        self.address = address
        self.client = client
        self.createdAt = createdAt
        self.seenAt = seenAt
        self.idleEndsAt = idleEndsAt
        self.endsAt = endsAt
        self.current = current
    }
}

/// The answer to a sign-in; the only place where the session's token is ever shown.
public struct BegunSessionBody: Codable, Hashable, Sendable {
    /// What the client sends from now on.
    public var token: String
    /// The session.
    public var session: SessionBody
    /// Who signed in.
    public var person: PersonBody

    /// A session that began.
    public init(token: String, session: SessionBody, person: PersonBody) {
        self.token = token
        self.session = session
        self.person = person
    }
}

/// How many sessions were ended.
public struct EndedSessionsBody: Codable, Hashable, Sendable {
    /// How many.
    public var ended: Int

    /// So many.
    public init(ended: Int) {
        self.ended = ended
    }
}

/// `POST /v1/me/password`.
public struct ChangePasswordBody: RequestBody, Hashable {
    /// The password that holds now.
    public var oldPassword: String
    /// The one that is to hold.
    public var newPassword: String

    /// A change of the own password.
    public init(oldPassword: String, newPassword: String) {
        self.oldPassword = oldPassword
        self.newPassword = newPassword
    }

    /// The fields.
    public static let shape = Shape(.required("oldPassword", .text(1...1000)), .required("newPassword", .text(1...1000)))
}

/// `POST /v1/people/{id}/invitation`.
public struct NewInvitationBody: RequestBody, Hashable {
    /// How long the code is good.
    public var hours: Int

    /// An invitation to set a password.
    public init(hours: Int) {
        self.hours = hours
    }

    /// The fields.
    public static let shape = Shape(.required("hours", .integer(1...168)))
}

/// An invitation; the only place where its code is ever shown.
public struct InvitationBody: Codable, Hashable, Sendable {
    /// What the invited person sends with the password.
    public var code: String
    /// Identity, as the log names it.
    public var invitationId: UUID
    /// When it ends.
    public var expiresAt: Date

    /// An invitation.
    public init(code: String, invitationId: UUID, expiresAt: Date) {
        self.code = code
        self.invitationId = invitationId
        self.expiresAt = expiresAt
    }
}

/// `POST /v1/invitations/accept`.
public struct AcceptInvitationBody: RequestBody, Hashable {
    /// The code.
    public var code: String
    /// The password that is to hold.
    public var password: String

    /// The first password, or another for a forgotten one.
    public init(code: String, password: String) {
        self.code = code
        self.password = password
    }

    /// The fields.
    public static let shape = Shape(.required("code", .text(1...200)), .required("password", .text(1...1000)))
}
