public import Foundation
public import JointReview

/// `POST /v1/cases/{id}/groupings`.
public struct NewGroupingBody: RequestBody, Hashable {
    /// Join or split.
    public var act: Grouping.Act
    /// The comments: two or more to join, one or more to split.
    public var comments: [UUID]
    /// Why.
    public var reason: String

    /// A record.
    public init(act: Grouping.Act, comments: [UUID], reason: String) { (self.act, self.comments, self.reason) = (act, comments, reason) }

    /// The fields.
    public static let shape = Shape(
        .required("act", .words(of: Grouping.Act.self)), .required("comments", .list(.identity, 1...1000)), .required("reason", .text(1...2000)))
}

/// What a person recorded about which comments say the same.
public struct GroupingBody: Codable, Hashable, Sendable {
    /// Place in the order; a later record wins.
    public var sequence: Int
    /// Join or split.
    public var act: Grouping.Act
    /// The comments.
    public var comments: [UUID]
    /// Who.
    public var personId: UUID
    /// Why.
    public var reason: String
    /// When.
    public var recordedAt: Date

    /// A record.
    public init(sequence: Int, act: Grouping.Act, comments: [UUID], personId: UUID, reason: String, recordedAt: Date) {
        (self.sequence, self.act, self.comments) = (sequence, act, comments)
        (self.personId, self.reason, self.recordedAt) = (personId, reason, recordedAt)
    }
}

/// `GET /v1/cases/{id}/merge`: the round's comments merged as they stand now.
public struct MergeViewBody: Codable, Hashable, Sendable {
    /// Case.
    public var caseId: UUID
    /// Round.
    public var round: Int
    /// True until the opinion of the round is issued.
    public var provisional: Bool
    /// The merged list, its conflicts and its hints, in the form of `Schemas/merge/1/merge.schema.json`.
    public var merge: MergeReport

    /// A merged round.
    public init(caseId: UUID, round: Int, provisional: Bool, merge: MergeReport) {
        (self.caseId, self.round, self.provisional, self.merge) = (caseId, round, provisional, merge)
    }
}
