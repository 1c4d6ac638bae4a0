public import Foundation
public import JointReview

extension Shape {
    /// A rectangle on a sheet that is named by its number.
    static let place = Shape(
        .required("sheetNumber", .text(1...100)), .required("x", .number(above: nil)), .required("y", .number(above: nil)),
        .required("width", .number(above: 0)), .required("height", .number(above: 0)))
}

/// `PUT /v1/comments/{id}/answer`.
public struct NewAnswerBody: RequestBody, Hashable {
    /// Whether it does what the comment demands.
    public var verdict: Answer.Verdict
    /// What was done, or why not.
    public var text: String
    /// Where it can be seen; an accepted item has a place.
    public var place: Answer.Place?

    /// An answer to write.
    public init(verdict: Answer.Verdict, text: String, place: Answer.Place? = nil) {
        (self.verdict, self.text, self.place) = (verdict, text, place)
    }

    /// The answer as the domain checks it.
    public var answer: Answer { Answer(verdict: verdict, text: text, place: place) }

    /// The fields.
    public static let shape = Shape(
        .required("verdict", .words(of: Answer.Verdict.self)), .required("text", .text(1...4000)), .optional("place", .object(.place)))
}

/// `POST /v1/comments/{id}/answer/assign`.
public struct AssignAnswerBody: RequestBody, Hashable {
    /// Somebody of the institute.
    public var personId: UUID

    /// An assignment.
    public init(personId: UUID) { self.personId = personId }

    /// The fields.
    public static let shape = Shape(.required("personId", .identity))
}

/// `POST /v1/cases/{id}/answers/release`.
public struct ReleaseAnswersBody: RequestBody, Hashable {
    /// Comments whose answers go out; absent is every draft of the institute.
    public var commentIds: [UUID]?

    /// A release.
    public init(commentIds: [UUID]? = nil) { self.commentIds = commentIds }

    /// The fields.
    public static let shape = Shape(.optional("commentIds", .list(.identity, 1...1000)))
}

/// An institute's answer to a comment.
public struct AnswerBody: Codable, Hashable, Sendable {
    /// Comment that it answers.
    public var commentId: UUID
    /// Round of the opinion that it answers.
    public var round: Int
    /// The institute.
    public var instituteId: UUID
    /// Whether it does what the comment demands.
    public var verdict: Answer.Verdict
    /// What was done, or why not.
    public var text: String
    /// Where it can be seen.
    public var place: Answer.Place?
    /// Revision of the sheet that went into the next round; absent until then.
    public var sheetId: UUID?
    /// Who wrote it.
    public var authorId: UUID
    /// When it was written last.
    public var writtenAt: Date
    /// Who released it; absent for a draft, which only the institute reads.
    public var releasedBy: UUID?
    /// When it was released.
    public var releasedAt: Date?

    /// An answer as the interface shows it.
    public init(
        commentId: UUID, round: Int, instituteId: UUID, answer: Answer, sheetId: UUID?, authorId: UUID, writtenAt: Date, releasedBy: UUID?,
        releasedAt: Date?
    ) {
        (self.commentId, self.round, self.instituteId) = (commentId, round, instituteId)
        (verdict, text, place) = (answer.verdict, answer.text, answer.place)
        (self.sheetId, self.authorId, self.writtenAt) = (sheetId, authorId, writtenAt)
        (self.releasedBy, self.releasedAt) = (releasedBy, releasedAt)
    }
}

/// The answers that a release sent out.
public struct ReleasedAnswersBody: Codable, Hashable, Sendable {
    /// Those that were drafts until now.
    public var items: [AnswerBody]

    /// What was released.
    public init(items: [AnswerBody]) { self.items = items }
}

/// `POST /v1/comments/{id}/backcheck`.
public struct NewBackcheckBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds.
    public var attempt: Int
    /// What was found.
    public var verdict: BackcheckVerdict
    /// In words; needed where it stays open.
    public var text: String?

    /// What was found.
    public init(attempt: Int, verdict: BackcheckVerdict, text: String? = nil) {
        (self.attempt, self.verdict, self.text) = (attempt, verdict, text)
    }

    /// The fields.
    public static let shape = Shape(
        .required("attempt", .integer(0...Int.max)), .required("verdict", .words(of: BackcheckVerdict.self)), .optional("text", .text(1...4000)))
}

/// What the issuing body found of its comment.
public struct BackcheckBody: Codable, Hashable, Sendable {
    /// The comment.
    public var commentId: UUID
    /// Review in which it was looked at.
    public var reviewId: UUID
    /// Round of that review.
    public var round: Int
    /// What was found.
    public var verdict: BackcheckVerdict
    /// In words.
    public var text: String?
    /// Who looked.
    public var personId: UUID
    /// When.
    public var checkedAt: Date

    /// What was found.
    public init(commentId: UUID, reviewId: UUID, round: Int, verdict: BackcheckVerdict, text: String?, personId: UUID, checkedAt: Date) {
        (self.commentId, self.reviewId, self.round) = (commentId, reviewId, round)
        (self.verdict, self.text, self.personId, self.checkedAt) = (verdict, text, personId, checkedAt)
    }
}
