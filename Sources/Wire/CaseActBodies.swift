public import Foundation
public import JointReview

/// `POST /v1/cases/{id}/institutes`.
public struct InviteInstituteBody: RequestBody, Hashable {
    /// The institute.
    public var organisationId: UUID

    /// An invitation.
    public init(organisationId: UUID) {
        self.organisationId = organisationId
    }

    /// The fields.
    public static let shape = Shape(.required("organisationId", .identity))
}

/// The body of an act that needs a reason and nothing else: send back, refuse, withdraw.
public struct ReasonBody: RequestBody, Hashable {
    /// Why.
    public var reason: String

    /// A reason.
    public init(reason: String) {
        self.reason = reason
    }

    /// The fields.
    public static let shape = Shape(.required("reason", .text(1...2000)))
}

/// `POST /v1/cases/{id}/supersede`: which case takes the place of this one.
public struct SupersedeCaseBody: RequestBody, Hashable {
    /// Why.
    public var reason: String
    /// The case that takes its place; needed where something is approved.
    public var successorId: UUID?

    /// A replacement.
    public init(reason: String, successorId: UUID? = nil) { (self.reason, self.successorId) = (reason, successorId) }

    /// The fields.
    public static let shape = Shape(.required("reason", .text(1...2000)), .optional("successorId", .identity))
}

/// `POST /v1/cases/{id}/return`: one bundled notice of everything that is missing.
public struct ReturnCaseBody: RequestBody, Hashable {
    /// Why.
    public var reason: String
    /// What is missing, item by item, in words alone.
    public var items: [String]?
    /// What is missing, each with its basis and, where there is one, its place.
    public var demands: [DemandBody]?

    /// A return.
    public init(reason: String, items: [String]? = nil, demands: [DemandBody]? = nil) {
        self.reason = reason
        self.items = items
        self.demands = demands
    }

    /// The fields.
    public static let shape = Shape(
        .required("reason", .text(1...2000)), .optional("items", .list(.text(1...1000), 1...200)),
        .optional("demands", .list(.object(DemandBody.shape), 1...200)))
}

/// `POST /v1/cases/{id}/settle-dispute`: the conclusion of a re-check.
public struct SettleDisputeBody: RequestBody, Hashable {
    /// What was concluded.
    public var outcome: CaseAction.DisputeOutcome
    /// Why.
    public var reason: String

    /// A conclusion.
    public init(outcome: CaseAction.DisputeOutcome, reason: String) { (self.outcome, self.reason) = (outcome, reason) }

    /// The fields.
    public static let shape = Shape(.required("outcome", .words(of: CaseAction.DisputeOutcome.self)), .required("reason", .text(1...2000)))
}
