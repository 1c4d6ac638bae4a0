public import Foundation
public import JointReview

/// A function of an organisation, for one discipline where it is tied to one.
public struct FunctionGrantBody: RequestBody, Hashable {
    /// The function.
    public var function: OrganisationFunction
    /// The discipline, for review bodies and authorities.
    public var discipline: Discipline?

    /// A function.
    public init(function: OrganisationFunction, discipline: Discipline? = nil) {
        self.function = function
        self.discipline = discipline
    }

    /// The fields.
    public static let shape = Shape(
        .required("function", .words(of: OrganisationFunction.self)), .optional("discipline", .words(of: Discipline.self)))
}

/// A role of a person, for one discipline where it is tied to one.
public struct RoleGrantBody: RequestBody, Hashable {
    /// The role.
    public var role: Role
    /// The discipline, for reviewers and the like.
    public var discipline: Discipline?

    /// A role.
    public init(role: Role, discipline: Discipline? = nil) {
        self.role = role
        self.discipline = discipline
    }

    /// The fields.
    public static let shape = Shape(.required("role", .words(of: Role.self)), .optional("discipline", .words(of: Discipline.self)))
}

/// `POST /v1/organisations`.
public struct NewOrganisationBody: RequestBody, Hashable {
    /// Unified social credit code.
    public var creditCode: String
    /// Registered name.
    public var name: String
    /// Administrative region.
    public var region: String?
    /// What it is in the trade.
    public var functions: [FunctionGrantBody]

    /// An organisation to register.
    public init(creditCode: String, name: String, region: String? = nil, functions: [FunctionGrantBody]) {
        self.creditCode = creditCode
        self.name = name
        self.region = region
        self.functions = functions
    }

    /// The fields.
    public static let shape = Shape(
        .required("creditCode", .form(.creditCode)), .required("name", .text(1...200)), .optional("region", .text(0...100)),
        .required("functions", .list(.object(FunctionGrantBody.shape), 1...30)))
}

/// An organisation.
public struct OrganisationBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// Unified social credit code.
    public var creditCode: String
    /// Registered name.
    public var name: String
    /// Administrative region.
    public var region: String
    /// What it is in the trade.
    public var functions: [FunctionGrantBody]

    /// An organisation.
    public init(id: UUID, creditCode: String, name: String, region: String, functions: [FunctionGrantBody]) {
        self.id = id
        self.creditCode = creditCode
        self.name = name
        self.region = region
        self.functions = functions
    }
}

/// `POST /v1/people`.
public struct NewPersonBody: RequestBody, Hashable {
    /// The organisation that the account stands under.
    public var organisationId: UUID
    /// Name for signing in.
    public var signInName: String
    /// The person's name.
    public var name: String
    /// Address for notices.
    public var email: String?
    /// Telephone for notices.
    public var phone: String?
    /// What the person may be.
    public var roles: [RoleGrantBody]

    /// An account to open.
    public init(organisationId: UUID, signInName: String, name: String, email: String? = nil, phone: String? = nil, roles: [RoleGrantBody]) {
        self.organisationId = organisationId
        self.signInName = signInName
        self.name = name
        self.email = email
        self.phone = phone
        self.roles = roles
    }

    /// The fields.
    public static let shape = Shape(
        .required("organisationId", .identity), .required("signInName", .form(.signInName)), .required("name", .text(1...100)),
        .optional("email", .text(0...254)), .optional("phone", .text(0...40)), .required("roles", .list(.object(RoleGrantBody.shape), 0...40)))
}

/// A person with an account.
public struct PersonBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// The organisation that the account stands under.
    public var organisationId: UUID
    /// Name for signing in.
    public var signInName: String
    /// The person's name; absent once erased.
    public var name: String?
    /// What the person may be.
    public var roles: [RoleGrantBody]

    /// A person.
    public init(id: UUID, organisationId: UUID, signInName: String, name: String?, roles: [RoleGrantBody]) {
        self.id = id
        self.organisationId = organisationId
        self.signInName = signInName
        self.name = name
        self.roles = roles
    }
}
