public import Foundation
public import JointReview

/// One item of the newest opinion, with everything that became of it.
public struct ItemBody: Codable, Hashable, Sendable {
    /// One comment of an item.
    public struct Source: Codable, Hashable, Sendable {
        /// The comment.
        public var comment: CommentBody
        /// Institute whose sheet it is about, and who answers.
        public var instituteId: UUID
        /// Who writes the answer.
        public var assignedTo: UUID?
        /// Answers, newest round first.
        public var answers: [AnswerBody]
        /// What the body found, newest round first.
        public var backchecks: [BackcheckBody]
        /// Where its place is on later revisions, newest round first.
        public var followed: [FollowedRegionBody]

        /// A comment with what became of it.
        public init(
            comment: CommentBody, instituteId: UUID, assignedTo: UUID?, answers: [AnswerBody], backchecks: [BackcheckBody],
            followed: [FollowedRegionBody] = []
        ) {
            (self.comment, self.instituteId, self.assignedTo) = (comment, instituteId, assignedTo)
            (self.answers, self.backchecks, self.followed) = (answers, backchecks, followed)
        }
    }

    /// Number in the opinion.
    public var number: Int
    /// Number of the sheet that it is about.
    public var sheetNumber: String
    /// Title of that sheet.
    public var sheetTitle: String
    /// Whether every comment of it is closed by its body.
    public var isClosed: Bool
    /// The comments that it comes from.
    public var sources: [Source]

    /// An item.
    public init(number: Int, sheetNumber: String, sheetTitle: String, isClosed: Bool, sources: [Source]) {
        (self.number, self.sheetNumber, self.sheetTitle) = (number, sheetNumber, sheetTitle)
        (self.isClosed, self.sources) = (isClosed, sources)
    }
}

/// Where a comment's place is on a later revision of its sheet: a hint with its certainty.
public struct FollowedRegionBody: Codable, Hashable, Sendable {
    /// Round in whose set it was looked for.
    public var round: Int
    /// The revision; absent where the sheet was taken away.
    public var sheetId: UUID?
    /// What became of it.
    public var fate: FollowedRegion.Fate
    /// How sure that is, 0 to 1.
    public var certainty: Double
    /// Where it is now.
    public var region: Region?

    /// What was found.
    public init(round: Int, sheetId: UUID?, found: FollowedRegion) {
        (self.round, self.sheetId, fate, certainty, region) = (round, sheetId, found.fate, found.certainty, found.region)
    }
}

/// What became of a decision when a later set was handed in.
public struct CarryOverBody: Codable, Hashable, Sendable {
    /// One reason.
    public struct Reason: Codable, Hashable, Sendable {
        /// `sheet`, `document` or `decision`.
        public var kind: String
        /// Number of the sheet, or title of the document.
        public var name: String?
        /// Why.
        public var ground: CarryGround
        /// The same in words.
        public var message: Bilingual

        /// A reason.
        public init(_ reason: CarryOver.Reason) {
            switch reason.subject {
            case .sheet(let number): (kind, name) = ("sheet", number)
            case .document(let title): (kind, name) = ("document", title)
            case .decision: (kind, name) = ("decision", nil)
            }
            ground = reason.ground
            message = reason.ground.label
        }
    }

    /// Discipline.
    public var discipline: Discipline
    /// Review of the new round.
    public var reviewId: UUID
    /// Review whose decision it was.
    public var beforeId: UUID
    /// `keeps`, `waits` or `drops`.
    public var effect: String
    /// Version of the relevance matrix that was used.
    public var relevance: Int
    /// Every reason.
    public var reasons: [Reason]

    /// What became of it.
    public init(discipline: Discipline, reviewId: UUID, beforeId: UUID, effect: String, relevance: Int, reasons: [Reason]) {
        (self.discipline, self.reviewId, self.beforeId) = (discipline, reviewId, beforeId)
        (self.effect, self.relevance, self.reasons) = (effect, relevance, reasons)
    }
}

/// One round of a case.
public struct RoundBody: Codable, Hashable, Sendable {
    /// Late findings of one body.
    public struct LateCount: Codable, Hashable, Sendable {
        /// Discipline.
        public var discipline: Discipline
        /// The body.
        public var bodyId: UUID
        /// How many.
        public var count: Int

        /// A count.
        public init(discipline: Discipline, bodyId: UUID, count: Int) { (self.discipline, self.bodyId, self.count) = (discipline, bodyId, count) }
    }

    /// Round, 1 is the first review.
    public var round: Int
    /// Packages in force in it.
    public var packageIds: [UUID]
    /// Its reviews.
    public var reviews: [ReviewBody]
    /// Which decisions of the round before stand in it, and why; empty in the first.
    public var carryOver: [CarryOverBody]
    /// Comments that should have been made earlier, by body.
    public var lateFindings: [LateCount]
    /// Its opinion, once issued.
    public var opinionId: UUID?
    /// The opinion's verdict.
    public var verdict: Decision?

    /// A round.
    public init(
        round: Int, packageIds: [UUID], reviews: [ReviewBody], carryOver: [CarryOverBody], lateFindings: [LateCount], opinionId: UUID?,
        verdict: Decision?
    ) {
        (self.round, self.packageIds, self.reviews, self.carryOver) = (round, packageIds, reviews, carryOver)
        (self.lateFindings, self.opinionId, self.verdict) = (lateFindings, opinionId, verdict)
    }
}

/// The rounds of a case.
public struct RoundsBody: Codable, Hashable, Sendable {
    /// Oldest first.
    public var items: [RoundBody]

    /// The rounds.
    public init(items: [RoundBody]) { self.items = items }
}

/// `POST /v1/reviews/{id}/confirm-look`.
public struct ConfirmLookBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds.
    public var attempt: Int
    /// The sheet as it is now.
    public var sheetId: UUID

    /// A reviewer's word.
    public init(attempt: Int, sheetId: UUID) { (self.attempt, self.sheetId) = (attempt, sheetId) }

    /// The fields.
    public static let shape = Shape(.required("attempt", .integer(0...Int.max)), .required("sheetId", .identity))
}

/// What a reviewer's word brought about.
public struct ConfirmedLookBody: Codable, Hashable, Sendable {
    /// What the rule says now.
    public var carryOver: CarryOverBody
    /// The review; decided as before when this was the last word wanted.
    public var review: ReviewBody
    /// The case.
    public var `case`: CaseBody

    /// What it brought about.
    public init(carryOver: CarryOverBody, review: ReviewBody, case: CaseBody) {
        (self.carryOver, self.review, self.case) = (carryOver, review, `case`)
    }
}
