public import Foundation

/// `POST /v1/bootstrap`: the first organisation and its system administrator, with the one-time code of `admin bootstrap`.
public struct BootstrapRequestBody: RequestBody, Hashable {
    /// The organisation that runs the service.
    public struct Organisation: RequestBody, Hashable {
        /// Unified social credit code.
        public var creditCode: String
        /// Registered name.
        public var name: String

        /// The operator.
        public init(creditCode: String, name: String) {
            self.creditCode = creditCode
            self.name = name
        }

        /// The fields.
        public static let shape = Shape(.required("creditCode", .form(.creditCode)), .required("name", .text(1...200)))
    }

    /// The first system administrator.
    public struct Person: RequestBody, Hashable {
        /// Name for signing in.
        public var signInName: String
        /// The person's name.
        public var name: String

        /// The administrator.
        public init(signInName: String, name: String) {
            self.signInName = signInName
            self.name = name
        }

        /// The fields.
        public static let shape = Shape(.required("signInName", .form(.signInName)), .required("name", .text(1...100)))
    }

    /// The one-time code.
    public var code: String
    /// The organisation that runs the service.
    public var organisation: Organisation
    /// The first system administrator.
    public var person: Person

    /// The first request that a new service takes.
    public init(code: String, organisation: Organisation, person: Person) {
        self.code = code
        self.organisation = organisation
        self.person = person
    }

    /// The fields.
    public static let shape = Shape(
        .required("code", .text(1...200)), .required("organisation", .object(Organisation.shape)), .required("person", .object(Person.shape)))
}

/// The answer to a bootstrap.
public struct BootstrapBody: Codable, Hashable, Sendable {
    /// The administrator's token, shown once.
    public var token: String
    /// When it ends.
    public var expiresAt: Date
    /// The administrator.
    public var person: PersonBody
    /// The operator.
    public var organisation: OrganisationBody

    /// An answer.
    public init(token: String, expiresAt: Date, person: PersonBody, organisation: OrganisationBody) {
        self.token = token
        self.expiresAt = expiresAt
        self.person = person
        self.organisation = organisation
    }
}

/// Who is signed in.
public struct MeBody: Codable, Hashable, Sendable {
    /// The person.
    public var person: PersonBody
    /// The person's organisation.
    public var organisation: OrganisationBody
    /// What the person may be.
    public var roles: [RoleGrantBody]
    /// What the organisation is in the trade.
    public var functions: [FunctionGrantBody]

    /// Who is signed in.
    public init(person: PersonBody, organisation: OrganisationBody) {
        self.person = person
        self.organisation = organisation
        roles = person.roles
        functions = organisation.functions
    }
}

/// `POST /v1/people/{id}/tokens`.
public struct NewTokenBody: RequestBody, Hashable {
    /// What the token is for, in the holder's words.
    public var label: String
    /// How long it lives.
    public var days: Int
    /// The caller's own password; needed where he comes with a session.
    public var password: String?

    /// A token to issue.
    public init(label: String, days: Int, password: String? = nil) {
        self.label = label
        self.days = days
        self.password = password
    }

    /// The fields.
    public static let shape = Shape(
        .required("label", .text(0...100)), .required("days", .integer(1...365)), .optional("password", .text(1...1000)))
}

/// A token, shown this once.
public struct IssuedTokenBody: Codable, Hashable, Sendable {
    /// What the client sends.
    public var token: String
    /// Identity, for revoking it.
    public var tokenId: UUID
    /// When it ends.
    public var expiresAt: Date

    /// An issued token.
    public init(token: String, tokenId: UUID, expiresAt: Date) {
        self.token = token
        self.tokenId = tokenId
        self.expiresAt = expiresAt
    }
}
