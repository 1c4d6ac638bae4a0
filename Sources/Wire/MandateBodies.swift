public import Foundation
public import JointReview

/// `POST /v1/mandates`.
public struct NewMandateBody: RequestBody, Hashable {
    /// To a colleague, or to a person of another organisation.
    public var kind: Mandate.Kind
    /// Who is to act.
    public var holderId: UUID
    /// In which roles.
    public var roles: [Role]
    /// Cases that it is limited to; left out for all.
    public var caseIds: [UUID]?
    /// From when on; left out for now.
    public var from: Date?
    /// Until when.
    public var until: Date
    /// Why.
    public var reason: String

    /// A mandate to give.
    public init(kind: Mandate.Kind, holderId: UUID, roles: [Role], caseIds: [UUID]? = nil, from: Date? = nil, until: Date, reason: String) {
        self.kind = kind
        self.holderId = holderId
        self.roles = roles
        self.caseIds = caseIds
        self.from = from
        self.until = until
        self.reason = reason
    }

    /// The fields.
    public static let shape = Shape(
        .required("kind", .words(of: Mandate.Kind.self)), .required("holderId", .identity), .required("roles", .list(.words(of: Role.self), 1...20)),
        .optional("caseIds", .list(.identity, 0...100)), .optional("from", .text(1...40)), .required("until", .text(1...40)),
        .required("reason", .text(1...1000)))
}

/// A mandate.
public struct MandateBody: Codable, Hashable, Sendable {
    /// Identity: what the holder names in `Lianshen-Mandate`.
    public var id: UUID
    /// To a colleague, or to a person of another organisation.
    public var kind: Mandate.Kind
    /// Organisation whose authority it is.
    public var organisationId: UUID
    /// Who gave it.
    public var giverId: UUID
    /// Who holds it.
    public var holderId: UUID
    /// In which roles.
    public var roles: [Role]
    /// Cases that it is limited to.
    public var caseIds: [UUID]?
    /// From when on.
    public var from: Date
    /// Until when.
    public var until: Date
    /// When it was taken back.
    public var revokedAt: Date?
    /// Why it was given.
    public var reason: String
    /// When it was given.
    public var createdAt: Date

    /// A mandate.
    public init(_ mandate: Mandate, organisation: UUID, reason: String, createdAt: Date) {
        id = mandate.id
        kind = mandate.kind
        organisationId = organisation
        giverId = mandate.giver
        holderId = mandate.holder
        roles = mandate.roles.sorted { $0.rawValue < $1.rawValue }
        caseIds = mandate.cases?.sorted { $0.uuidString < $1.uuidString }
        from = mandate.from
        until = mandate.until
        revokedAt = mandate.revokedAt
        self.reason = reason
        self.createdAt = createdAt
    }
}
