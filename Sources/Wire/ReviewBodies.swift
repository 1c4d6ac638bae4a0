public import Foundation
public import JointReview

/// One discipline's review of a case.
public struct ReviewBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// Case that it belongs to.
    public var caseId: UUID
    /// Project of the case.
    public var projectId: UUID
    /// Discipline.
    public var discipline: Discipline
    /// Round.
    public var round: Int
    /// Whether the discipline reviews.
    public var applicability: Applicability.Kind
    /// Discipline that took it over.
    public var mergedInto: Discipline?
    /// What the applicability rests on.
    public var legalBasis: String
    /// Review body; absent is the open pool.
    public var bodyId: UUID?
    /// Where it stands.
    public var state: ReviewState
    /// Who has it in hand, or decided it.
    public var reviewerId: UUID?
    /// Fence: every later act names it.
    public var attempt: Int
    /// When it was opened.
    public var openedAt: Date
    /// End of the last working day of the limit; never moves when hands change.
    public var dueAt: Date
    /// When the present reviewer took it.
    public var claimedAt: Date?
    /// The decision.
    public var decision: Decision?
    /// When it was decided.
    public var decidedAt: Date?
    /// The reviewer's closing words.
    public var summary: String?
    /// Review of an earlier round whose decision stands; absent for one that was decided in its own round.
    public var carriedFrom: UUID?
    /// How many specialties it has; absent where one person answers for the discipline.
    public var specialties: Int?
    /// Grows with every move; the ETag.
    public var version: Int

    /// A review.
    public init(
        id: UUID, caseId: UUID, projectId: UUID, discipline: Discipline, round: Int, applicability: Applicability.Kind, mergedInto: Discipline?,
        legalBasis: String, bodyId: UUID?, state: ReviewState, reviewerId: UUID?, attempt: Int, openedAt: Date, dueAt: Date, claimedAt: Date?,
        decision: Decision?, decidedAt: Date?, summary: String?, carriedFrom: UUID? = nil, specialties: Int? = nil,
        version: Int
    ) {
        self.id = id
        self.caseId = caseId
        self.projectId = projectId
        self.discipline = discipline
        self.round = round
        self.applicability = applicability
        self.mergedInto = mergedInto
        self.legalBasis = legalBasis
        self.bodyId = bodyId
        self.state = state
        self.reviewerId = reviewerId
        self.attempt = attempt
        self.openedAt = openedAt
        self.dueAt = dueAt
        self.claimedAt = claimedAt
        self.decision = decision
        self.decidedAt = decidedAt
        self.summary = summary
        self.carriedFrom = carriedFrom
        self.specialties = specialties
        self.version = version
    }
}

/// `POST /v1/reviews/{id}/assign`.
public struct AssignReviewBody: RequestBody, Hashable {
    /// The reviewer.
    public var personId: UUID

    /// An assignment.
    public init(personId: UUID) {
        self.personId = personId
    }

    /// The fields.
    public static let shape = Shape(.required("personId", .identity))
}

/// `POST /v1/reviews/{id}/reassign`.
public struct ReassignReviewBody: RequestBody, Hashable {
    /// The next reviewer.
    public var personId: UUID
    /// Why.
    public var reason: String

    /// A change of hands.
    public init(personId: UUID, reason: String) {
        self.personId = personId
        self.reason = reason
    }

    /// The fields.
    public static let shape = Shape(.required("personId", .identity), .required("reason", .text(1...2000)))
}

/// `POST /v1/reviews/{id}/release`.
public struct ReleaseReviewBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds.
    public var attempt: Int
    /// Why.
    public var reason: String

    /// A return to the queue.
    public init(attempt: Int, reason: String) {
        self.attempt = attempt
        self.reason = reason
    }

    /// The fields.
    public static let shape = Shape(.required("attempt", .integer(0...Int.max)), .required("reason", .text(1...2000)))
}

/// `POST /v1/reviews/{id}/recuse`.
public struct RecuseReviewBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds; a dispatcher names none.
    public var attempt: Int?
    /// Which interest.
    public var reason: String

    /// Stepping aside.
    public init(attempt: Int? = nil, reason: String) {
        self.attempt = attempt
        self.reason = reason
    }

    /// The fields.
    public static let shape = Shape(.optional("attempt", .integer(0...Int.max)), .required("reason", .text(1...2000)))
}

/// `POST /v1/reviews/{id}/decide`.
public struct DecideReviewBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds.
    public var attempt: Int
    /// The decision.
    public var decision: Decision
    /// Closing words.
    public var summary: String?
    /// Whether to claim the next review of the discipline in the same transaction.
    public var claimNext: Bool?

    /// A decision.
    public init(attempt: Int, decision: Decision, summary: String? = nil, claimNext: Bool? = nil) {
        self.attempt = attempt
        self.decision = decision
        self.summary = summary
        self.claimNext = claimNext
    }

    /// The fields.
    public static let shape = Shape(
        .required("attempt", .integer(0...Int.max)), .required("decision", .words(of: Decision.self)), .optional("summary", .text(0...4000)),
        .optional("claimNext", .boolean))
}

/// What a decision brought about.
public struct DecidedBody: Codable, Hashable, Sendable {
    /// The review as decided.
    public var review: ReviewBody
    /// The case; its opinion is issued when this was the last decision.
    public var `case`: CaseBody
    /// The next review, claimed in the same transaction.
    public var next: ReviewBody?
    /// Comments of other bodies of the round that the reviewer had not read; recorded with the decision.
    public var unseen: [UUID]
    /// Receipt of the decision, in the answer to the act.
    public var receipt: ReceiptBody?

    /// What a decision brought about.
    public init(review: ReviewBody, case: CaseBody, next: ReviewBody? = nil, unseen: [UUID] = []) {
        self.review = review
        self.case = `case`
        self.next = next
        self.unseen = unseen
    }
}
