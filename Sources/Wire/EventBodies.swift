public import Foundation
public import JointReview

/// What a pushed event says: identities only; whoever wants more asks for it, and is authorised again.
public struct EventBody: Codable, Hashable, Sendable {
    /// What happened.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case `case`, review, comment, thread, decision, opinion, report
    }

    /// Case that it happened in.
    public var caseId: UUID
    /// Case, review, comment or other object that it happened to.
    public var objectId: UUID

    /// An event.
    public init(caseId: UUID, objectId: UUID) {
        self.caseId = caseId
        self.objectId = objectId
    }
}

/// The present state of what a client watches; sent first on every connection, so nothing that happened in between is lost.
public struct WatchedStateBody: Codable, Hashable, Sendable {
    /// A watched case.
    public struct Case: Codable, Hashable, Sendable {
        /// The case.
        public var caseId: UUID
        /// Where it stands.
        public var state: CaseState
        /// Its version.
        public var version: Int
        /// Its round.
        public var round: Int
        /// Its reviews; listed when one case is watched.
        public var reviews: [Review]
        /// Its comments; listed when one case is watched.
        public var comments: [UUID]

        /// A watched case.
        public init(caseId: UUID, state: CaseState, version: Int, round: Int, reviews: [Review] = [], comments: [UUID] = []) {
            self.caseId = caseId
            self.state = state
            self.version = version
            self.round = round
            self.reviews = reviews
            self.comments = comments
        }
    }

    /// A review of a watched case.
    public struct Review: Codable, Hashable, Sendable {
        /// The review.
        public var reviewId: UUID
        /// Its discipline.
        public var discipline: Discipline
        /// Where it stands.
        public var state: ReviewState
        /// Its version.
        public var version: Int

        /// A review of a watched case.
        public init(reviewId: UUID, discipline: Discipline, state: ReviewState, version: Int) {
            self.reviewId = reviewId
            self.discipline = discipline
            self.state = state
            self.version = version
        }
    }

    /// The cases.
    public var cases: [Case]
    /// False when there are more cases than listed: read the list again.
    public var complete: Bool

    /// The present state.
    public init(cases: [Case], complete: Bool) {
        self.cases = cases
        self.complete = complete
    }
}
