public import Foundation
public import JointReview

/// `POST /v1/reviews/{id}/suspend` and `POST /v1/cases/{id}/suspend`.
public struct SuspendBody: RequestBody, Hashable {
    /// Which of the listed causes.
    public var cause: SuspensionCause
    /// In words.
    public var reason: String

    /// Why a review is stopped.
    public init(cause: SuspensionCause, reason: String) { (self.cause, self.reason) = (cause, reason) }

    /// The fields.
    public static let shape = Shape(.required("cause", .words(of: SuspensionCause.self)), .required("reason", .text(1...2000)))
}

/// What happened to the limits of a case: what stopped its reviews, and which due dates were counted again.
public struct ClockBody: Codable, Hashable, Sendable {
    /// A review that was stopped.
    public struct Suspension: Codable, Hashable, Sendable {
        /// The review.
        public var reviewId: UUID
        /// Which of the listed causes.
        public var cause: SuspensionCause
        /// In words.
        public var reason: String
        /// Who stopped it.
        public var suspendedBy: UUID
        /// When.
        public var suspendedAt: Date
        /// Who let it go on; absent while it is stopped.
        public var resumedBy: UUID?
        /// When.
        public var resumedAt: Date?

        /// A review that was stopped.
        public init(
            reviewId: UUID, cause: SuspensionCause, reason: String, suspendedBy: UUID, suspendedAt: Date, resumedBy: UUID?, resumedAt: Date?
        ) {
            (self.reviewId, self.cause, self.reason) = (reviewId, cause, reason)
            (self.suspendedBy, self.suspendedAt, self.resumedBy, self.resumedAt) = (suspendedBy, suspendedAt, resumedBy, resumedAt)
        }
    }

    /// A due date that was counted again.
    public struct DueChange: Codable, Hashable, Sendable {
        /// The review.
        public var reviewId: UUID
        /// Why.
        public var cause: DueDates.Cause
        /// The notice of the holidays, or the cause of the suspension.
        public var source: String
        /// What it was.
        public var before: Date
        /// What it is since then.
        public var after: Date
        /// When it was counted again.
        public var changedAt: Date

        /// A due date that was counted again.
        public init(reviewId: UUID, cause: DueDates.Cause, source: String, before: Date, after: Date, changedAt: Date) {
            (self.reviewId, self.cause, self.source) = (reviewId, cause, source)
            (self.before, self.after, self.changedAt) = (before, after, changedAt)
        }
    }

    /// What stopped reviews, oldest first.
    public var suspensions: [Suspension]
    /// Due dates that were counted again, oldest first.
    public var dueChanges: [DueChange]

    /// What happened to the limits of a case.
    public init(suspensions: [Suspension], dueChanges: [DueChange]) { (self.suspensions, self.dueChanges) = (suspensions, dueChanges) }
}

/// The reviews that an act on a whole case moved.
public struct ReviewsMovedBody: Codable, Hashable, Sendable {
    /// The reviews as they stand now, in the order of their identities.
    public var items: [ReviewBody]

    /// Reviews that were moved.
    public init(items: [ReviewBody]) { self.items = items }
}
