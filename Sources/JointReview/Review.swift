public import Foundation

/// One discipline's review of a case (专业审查任务): an item in a queue of review bodies, then in one reviewer's hands.
public struct Review: Hashable, Sendable, Identifiable {
    /// What the guards count, read by the store under the review row's lock, never taken from a request.
    public struct Standing: Hashable, Sendable {
        /// This review's blocking comments that stand: published, not superseded, not closed.
        public var blockingComments: Int
        /// Blocking comments of earlier rounds that the reviewer has not verified in this one.
        public var uncheckedComments: Int
        /// This review's standing comments of severity advice.
        public var adviceComments: Int
        /// This review's standing comments of severity information.
        public var informationComments: Int
        /// Points of the check list that nobody has ticked; read for a decision that passes.
        public var openCheckpoints: [CheckRules.Point] = []
        /// Who made or submitted what is reviewed, or stepped aside from this review: none of them has a hand in it.
        public var interests: Interests
        /// Persons who check nothing of the reviewer's: a mandate that is in force or was used in the case ties them to him, the review or a
        /// specialty of it was given away from them, or they left something in it: a comment or its draft, a tick, a word on an earlier comment or on
        /// a sheet.
        public var boundPersons: Set<UUID>
        /// Specialties of the review that no checker has looked over yet, in their order.
        public var openSpecialties: [String]
        /// Those who check its specialties: none of them has the review, or decides.
        public var specialtyCheckers: Set<UUID>
        /// Comments that the reviewer has begun and not published: what is not said yet is not decided over.
        public var unpublishedDrafts: Int

        /// Counts of a review; empty unless said otherwise.
        public init(
            blockingComments: Int = 0, uncheckedComments: Int = 0, adviceComments: Int = 0, informationComments: Int = 0,
            interests: Interests = Interests(), boundPersons: Set<UUID> = [], openSpecialties: [String] = [], specialtyCheckers: Set<UUID> = [],
            unpublishedDrafts: Int = 0
        ) {
            self.blockingComments = blockingComments
            self.uncheckedComments = uncheckedComments
            self.adviceComments = adviceComments
            self.informationComments = informationComments
            self.interests = interests
            self.boundPersons = boundPersons
            self.openSpecialties = openSpecialties
            self.specialtyCheckers = specialtyCheckers
            self.unpublishedDrafts = unpublishedDrafts
        }
    }

    /// Identity.
    public let id: UUID
    /// Discipline.
    public let discipline: Discipline
    /// Review body that it waits for; nil is the discipline's open pool.
    public let body: UUID?
    /// Where it stands.
    public let state: ReviewState
    /// Person in whose hands it is: assignee or reviewer; nil while it waits.
    public let reviewer: UUID?
    /// Number of times that it came into somebody's hands. (review, reviewer, attempt) fences late acts.
    public let attempt: Int
    /// What was decided; set exactly in the two issued states.
    public let decision: Decision?
    /// What the reviewer proposed to the checker; set while an opinion is drafted or checked.
    public let drafted: Decision?
    /// Whether a second person must check before the decision goes out.
    public let needsChecker: Bool
    /// Person who checked the draft.
    public let checker: UUID?
    /// State to which a suspended review returns.
    public let resumesTo: ReviewState?
    /// What the guards count.
    public let standing: Standing

    /// A review as read under its lock.
    public init(
        id: UUID, discipline: Discipline, body: UUID? = nil, state: ReviewState, reviewer: UUID? = nil, attempt: Int = 0,
        decision: Decision? = nil, drafted: Decision? = nil, needsChecker: Bool = false, checker: UUID? = nil, resumesTo: ReviewState? = nil,
        standing: Standing = Standing()
    ) {
        self.id = id
        self.discipline = discipline
        self.body = body
        self.state = state
        self.reviewer = reviewer
        self.attempt = attempt
        self.decision = decision
        self.drafted = drafted
        self.needsChecker = needsChecker
        self.checker = checker
        self.resumesTo = resumesTo
        self.standing = standing
    }
}
