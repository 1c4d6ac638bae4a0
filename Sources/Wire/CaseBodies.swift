public import Foundation
public import JointReview

/// `POST /v1/cases`.
public struct NewCaseBody: RequestBody, Hashable {
    /// Project that is reviewed.
    public var projectId: UUID
    /// Title of the case.
    public var title: String
    /// Lead body that accepts and coordinates.
    public var leadId: UUID
    /// Rule profile, e.g. `huaian-2016`; the service's own default when absent.
    public var profile: String?
    /// The owner declares the drawings non-classified; never false.
    public var nonClassified: Bool

    /// A case to open. Sending it declares the drawings non-classified.
    public init(projectId: UUID, title: String, leadId: UUID, profile: String? = nil) {
        self.projectId = projectId
        self.title = title
        self.leadId = leadId
        self.profile = profile
        nonClassified = true
    }

    /// The fields.
    public static let shape = Shape(
        .required("projectId", .identity), .required("title", .text(1...200)), .required("leadId", .identity), .optional("profile", .text(1...64)),
        .required("nonClassified", .declaration))
}

/// An organisation's part in a case.
public struct PartyBody: Codable, Hashable, Sendable {
    /// The organisation.
    public var organisationId: UUID
    /// Its name.
    public var name: String
    /// What it is in this case.
    public var roles: [OrganisationFunction]
    /// When its seat ended: it was invited to review, and another body got the review. Absent while it has a seat.
    public var endedAt: Date?

    /// A party.
    public init(organisationId: UUID, name: String, roles: [OrganisationFunction], endedAt: Date? = nil) {
        self.organisationId = organisationId
        self.name = name
        self.roles = roles
        self.endedAt = endedAt
    }
}

/// A case (报审件).
public struct CaseBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// Number for people.
    public var number: String
    /// Title.
    public var title: String
    /// Project that is reviewed.
    public var projectId: UUID
    /// The owner.
    public var ownerId: UUID
    /// The lead body.
    public var leadId: UUID
    /// Where it stands.
    public var state: CaseState
    /// Rule profile.
    public var profile: String
    /// Round; 1 is the first review.
    public var round: Int
    /// Reviews of the round without a decision.
    public var remaining: Int
    /// Grows with every move; the ETag.
    public var version: Int
    /// When it was opened.
    public var createdAt: Date
    /// When the owner confirmed the set.
    public var confirmedAt: Date?
    /// When the owner submitted.
    public var submittedAt: Date?
    /// When it was accepted.
    public var acceptedAt: Date?
    /// End of the last working day of the limit.
    public var dueAt: Date?
    /// Reason of the last move that needed one.
    public var reason: String?
    /// When the applicant sees comments.
    public var openness: Openness?
    /// Round whose set is approved and in force; absent while nothing is certified.
    public var approvedRound: Int?
    /// The case that takes its place; until that one is certified what is approved here stays in force.
    public var successorId: UUID?
    /// Who takes part; in the answer for one case only.
    public var parties: [PartyBody]?
    /// Who approved the green channel, and why; in the answer for one case only.
    public var greenChannel: GreenChannelBody?
    /// Receipt of its acceptance or certification, in the answer to the act.
    public var receipt: ReceiptBody?

    /// A case.
    public init(
        id: UUID, number: String, title: String, projectId: UUID, ownerId: UUID, leadId: UUID, state: CaseState, profile: String, round: Int,
        remaining: Int, version: Int, createdAt: Date, confirmedAt: Date? = nil, submittedAt: Date? = nil, acceptedAt: Date? = nil,
        dueAt: Date? = nil, reason: String? = nil, approvedRound: Int? = nil, parties: [PartyBody]? = nil, greenChannel: GreenChannelBody? = nil
    ) {
        self.id = id
        self.number = number
        self.title = title
        self.projectId = projectId
        self.ownerId = ownerId
        self.leadId = leadId
        self.state = state
        self.profile = profile
        self.round = round
        self.remaining = remaining
        self.version = version
        self.createdAt = createdAt
        self.confirmedAt = confirmedAt
        self.submittedAt = submittedAt
        self.acceptedAt = acceptedAt
        self.dueAt = dueAt
        self.reason = reason
        self.approvedRound = approvedRound
        self.parties = parties
        self.greenChannel = greenChannel
    }
}

/// That a case goes through the green channel.
public struct GreenChannelBody: Codable, Hashable, Sendable {
    /// Who approved it.
    public var approverId: UUID
    /// For which organisation.
    public var organisationId: UUID
    /// Why.
    public var reason: String
    /// When.
    public var approvedAt: Date

    /// An approval.
    public init(approverId: UUID, organisationId: UUID, reason: String, approvedAt: Date) {
        self.approverId = approverId
        self.organisationId = organisationId
        self.reason = reason
        self.approvedAt = approvedAt
    }
}
