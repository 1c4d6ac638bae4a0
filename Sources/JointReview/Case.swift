public import Foundation

/// A case (报审件): what an owner submits once and five disciplines review at the same time. The part that its rules look at.
public struct Case: Hashable, Sendable, Identifiable {
    /// What the guards count, read by the store under the case row's lock, never taken from a request.
    public struct Standing: Hashable, Sendable {
        /// Invited institutes that have not sealed their part of this round's package.
        public var unsealedParts: Int
        /// Whether every part of this round's package was read and none has a finding that rejects.
        public var packageIsAcceptable: Bool
        /// Partial packages of this round whose composed set owner and institute have not both confirmed.
        public var unconfirmedSets: Int
        /// Applicable reviews of this round without a decision.
        public var undecidedReviews: Int
        /// Applicable reviews of this round that decided `fail`, unless a re-check overruled them.
        public var failedReviews: Int
        /// Blocking comments that stand, of any round.
        public var blockingComments: Int
        /// Items of the opinion that ask for something and have no released answer.
        public var unansweredItems: Int
        /// Numbers of the items that were answered "accepted" and point to a sheet which the coming set has as it was.
        public var unrevisedItems: [Int]
        /// Conflicts between disciplines that nobody has settled.
        public var openConflicts: Int
        /// Whether they hold up the opinion, or stand in it with all texts; pass and certificate wait for them in any case.
        public var conflictPolicy: ConflictPolicy
        /// Items that acceptance with debts left owing.
        public var openDebts: Int
        /// Rounds that a case may have before the lead must escalate it; nil where no limit is in force.
        public var roundLimit: Int?

        /// Whether nothing was handed in for the change that is requested.
        public var changeLacksSet: Bool

        /// Counts of a case; all zero unless said otherwise.
        public init(
            unsealedParts: Int = 0, packageIsAcceptable: Bool = false, unconfirmedSets: Int = 0, undecidedReviews: Int = 0,
            failedReviews: Int = 0, blockingComments: Int = 0, unansweredItems: Int = 0, openConflicts: Int = 0, openDebts: Int = 0,
            conflictPolicy: ConflictPolicy = .blocks, roundLimit: Int? = nil, unrevisedItems: [Int] = [], changeLacksSet: Bool = false
        ) {
            self.unsealedParts = unsealedParts
            self.packageIsAcceptable = packageIsAcceptable
            self.unconfirmedSets = unconfirmedSets
            self.undecidedReviews = undecidedReviews
            self.failedReviews = failedReviews
            self.blockingComments = blockingComments
            self.unansweredItems = unansweredItems
            self.openConflicts = openConflicts
            self.openDebts = openDebts
            self.conflictPolicy = conflictPolicy
            self.roundLimit = roundLimit
            self.unrevisedItems = unrevisedItems
            self.changeLacksSet = changeLacksSet
        }
    }

    /// Identity.
    public let id: UUID
    /// Where it stands.
    public let state: CaseState
    /// Round: 1 is the first review; each resubmission after an opinion adds one.
    public let round: Int
    /// Whether the owner has confirmed the set of this round; a change of the set takes it back.
    public let isConfirmed: Bool
    /// The last round that the lead allowed beyond the limit; 0 for none.
    public let escalatedRound: Int
    /// What the guards count.
    public let standing: Standing

    /// A case as read under its lock.
    public init(id: UUID, state: CaseState, round: Int = 1, isConfirmed: Bool = false, escalatedRound: Int = 0, standing: Standing = Standing()) {
        self.id = id
        self.state = state
        self.round = round
        self.isConfirmed = isConfirmed
        self.escalatedRound = escalatedRound
        self.standing = standing
    }
}
