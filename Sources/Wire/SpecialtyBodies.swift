public import Foundation
public import JointReview

/// A specialty of a review, with its reviewer and its checker.
public struct SpecialtyBody: Codable, Hashable, Sendable {
    /// The review that it is a part of.
    public var reviewId: UUID
    /// Name of the specialty.
    public var specialty: String
    /// Where it stands.
    public var state: SpecialtyReview.State
    /// Who reviews it.
    public var reviewerId: UUID?
    /// Who checks it.
    public var checkerId: UUID?
    /// Fence: the reviewer's later acts name it.
    public var attempt: Int
    /// When the reviewer took it.
    public var takenAt: Date?
    /// When the reviewer was through.
    public var finishedAt: Date?
    /// When it was checked.
    public var checkedAt: Date?

    /// A specialty of a review.
    public init(
        reviewId: UUID, specialty: String, state: SpecialtyReview.State, reviewerId: UUID?, checkerId: UUID?, attempt: Int, takenAt: Date?,
        finishedAt: Date?, checkedAt: Date?
    ) {
        self.reviewId = reviewId
        self.specialty = specialty
        self.state = state
        self.reviewerId = reviewerId
        self.checkerId = checkerId
        self.attempt = attempt
        self.takenAt = takenAt
        self.finishedAt = finishedAt
        self.checkedAt = checkedAt
    }
}

/// The specialties of a review.
public struct SpecialtiesBody: Codable, Hashable, Sendable {
    /// In the order in which they sign.
    public var items: [SpecialtyBody]

    /// The specialties of a review.
    public init(items: [SpecialtyBody]) { self.items = items }
}

/// `POST /v1/reviews/{id}/specialties/assign`.
public struct AssignSpecialtyBody: RequestBody, Hashable {
    /// Name of the specialty.
    public var specialty: String
    /// Its reviewer; left out to leave him as he is.
    public var reviewerId: UUID?
    /// Its checker; left out to leave him as he is.
    public var checkerId: UUID?
    /// Why; needed where another reviewer has it.
    public var reason: String?

    /// Who has a specialty from now on.
    public init(specialty: String, reviewerId: UUID? = nil, checkerId: UUID? = nil, reason: String? = nil) {
        self.specialty = specialty
        self.reviewerId = reviewerId
        self.checkerId = checkerId
        self.reason = reason
    }

    /// The fields.
    public static let shape = Shape(
        .required("specialty", .text(1...40)), .optional("reviewerId", .identity), .optional("checkerId", .identity),
        .optional("reason", .text(1...2000)))
}

/// An act on one specialty that needs no reason: `…/specialties/claim`, `…/finish`, `…/check`.
public struct SpecialtyActBody: RequestBody, Hashable {
    /// Name of the specialty.
    public var specialty: String
    /// Attempt that its reviewer holds; a claim and a check name none.
    public var attempt: Int?

    /// An act on a specialty.
    public init(specialty: String, attempt: Int? = nil) {
        self.specialty = specialty
        self.attempt = attempt
    }

    /// The fields.
    public static let shape = Shape(.required("specialty", .text(1...40)), .optional("attempt", .integer(0...Int.max)))
}

/// An act on one specialty that needs a reason: `…/specialties/return`, `…/release`, `…/recuse`.
public struct ReasonedSpecialtyActBody: RequestBody, Hashable {
    /// Name of the specialty.
    public var specialty: String
    /// Attempt that its reviewer holds; checker and dispatcher name none.
    public var attempt: Int?
    /// Why.
    public var reason: String

    /// An act on a specialty, with its reason.
    public init(specialty: String, attempt: Int? = nil, reason: String) {
        self.specialty = specialty
        self.attempt = attempt
        self.reason = reason
    }

    /// The fields.
    public static let shape = Shape(
        .required("specialty", .text(1...40)), .optional("attempt", .integer(0...Int.max)), .required("reason", .text(1...2000)))
}

/// `POST /v1/reviews/{id}/draft`.
public struct DraftOpinionBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds.
    public var attempt: Int
    /// What he proposes.
    public var decision: Decision

    /// A draft for the checker.
    public init(attempt: Int, decision: Decision) {
        self.attempt = attempt
        self.decision = decision
    }

    /// The fields.
    public static let shape = Shape(.required("attempt", .integer(0...Int.max)), .required("decision", .words(of: Decision.self)))
}

/// `POST /v1/reviews/{id}/declare`.
public struct DeclareIndependenceBody: RequestBody, Hashable {
    /// Nothing ties the person to the project or its parties; never false.
    public var independent: Bool

    /// A declaration. Sending it is making it.
    public init() { independent = true }

    /// The fields.
    public static let shape = Shape(.required("independent", .declaration))
}

/// A declaration of independence as it is kept.
public struct IndependenceBody: Codable, Hashable, Sendable {
    /// The review.
    public var reviewId: UUID
    /// Who declared.
    public var personId: UUID
    /// When.
    public var declaredAt: Date

    /// A declaration.
    public init(reviewId: UUID, personId: UUID, declaredAt: Date) {
        self.reviewId = reviewId
        self.personId = personId
        self.declaredAt = declaredAt
    }
}

/// `POST /v1/reviews/{id}/reopen` and `…/set-aside`: why a discipline applies after all, or does not.
public struct DisciplineGroundsBody: RequestBody, Hashable {
    /// Why.
    public var reason: String
    /// Law, order or document that it rests on.
    public var basis: String
    /// Its article.
    public var article: String?

    /// Why, and on what it rests.
    public init(reason: String, basis: String, article: String? = nil) {
        self.reason = reason
        self.basis = basis
        self.article = article
    }

    /// The fields.
    public static let shape = Shape(.required("reason", .text(1...2000)), .required("basis", .text(1...300)), .optional("article", .text(1...100)))
}
