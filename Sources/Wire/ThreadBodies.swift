public import Foundation
public import JointReview

/// `POST /v1/comments/{commentId}/thread`.
public struct NewMessageBody: RequestBody, Hashable {
    /// Who reads it.
    public var visibility: ThreadVisibility
    /// What it says.
    public var text: String

    /// A message.
    public init(visibility: ThreadVisibility, text: String) {
        (self.visibility, self.text) = (visibility, text)
    }

    /// The fields.
    public static let shape = Shape(.required("visibility", .words(of: ThreadVisibility.self)), .required("text", .text(1...4000)))
}

/// A message about a comment: on record, and never a demand.
public struct MessageBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// Comment that it is about.
    public var commentId: UUID
    /// Organisation of the writer.
    public var organisationId: UUID
    /// Who wrote it.
    public var personId: UUID
    /// In which role.
    public var role: Role
    /// Who reads it.
    public var visibility: ThreadVisibility
    /// What it says.
    public var text: String
    /// When.
    public var writtenAt: Date

    /// A message.
    public init(
        id: UUID, commentId: UUID, organisationId: UUID, personId: UUID, role: Role, visibility: ThreadVisibility, text: String, writtenAt: Date
    ) {
        (self.id, self.commentId, self.organisationId, self.personId) = (id, commentId, organisationId, personId)
        (self.role, self.visibility, self.text, self.writtenAt) = (role, visibility, text, writtenAt)
    }
}

/// `PUT /v1/cases/{caseId}/openness`.
public struct OpennessBody: RequestBody, Hashable {
    /// When the applicant sees comments.
    public var openness: Openness
    /// Why.
    public var reason: String

    /// A policy.
    public init(openness: Openness, reason: String) {
        (self.openness, self.reason) = (openness, reason)
    }

    /// The fields.
    public static let shape = Shape(.required("openness", .words(of: Openness.self)), .required("reason", .text(1...2000)))
}

/// That a reviewer has read a comment of another body.
public struct SeenBody: Codable, Hashable, Sendable {
    /// The comment.
    public var commentId: UUID
    /// Discipline that made it.
    public var discipline: Discipline
    /// Who read it.
    public var personId: UUID
    /// His organisation.
    public var organisationId: UUID
    /// When he read it first.
    public var seenAt: Date

    /// A reading.
    public init(commentId: UUID, discipline: Discipline, personId: UUID, organisationId: UUID, seenAt: Date) {
        (self.commentId, self.discipline) = (commentId, discipline)
        (self.personId, self.organisationId, self.seenAt) = (personId, organisationId, seenAt)
    }
}

/// What a reviewer had not read when he decided.
public struct UnseenBody: Codable, Hashable, Sendable {
    /// Review that the decision ended.
    public var reviewId: UUID
    /// Its discipline.
    public var discipline: Discipline
    /// Its round.
    public var round: Int
    /// Who decided.
    public var reviewerId: UUID
    /// When.
    public var decidedAt: Date
    /// Comments of other bodies that were published and not read; absent for a decision of before this was recorded.
    public var commentIds: [UUID]?

    /// A decision.
    public init(reviewId: UUID, discipline: Discipline, round: Int, reviewerId: UUID, decidedAt: Date, commentIds: [UUID]?) {
        (self.reviewId, self.discipline, self.round) = (reviewId, discipline, round)
        (self.reviewerId, self.decidedAt, self.commentIds) = (reviewerId, decidedAt, commentIds)
    }
}
