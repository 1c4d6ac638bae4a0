public import Foundation

/// What an open conflict does to the opinion of its round.
public enum ConflictPolicy: String, CaseIterable, Sendable, Codable, Labelled {
    /// It is settled first.
    case blocks
    /// It goes into the opinion with the texts of all sides; pass and certificate wait.
    case bothTexts = "both_texts"

    /// Name of the policy.
    public var label: Bilingual {
        switch self {
        case .blocks: Bilingual(zh: "先协调,后出意见", en: "settled before the opinion")
        case .bothTexts: Bilingual(zh: "各方意见并列写入", en: "in the opinion with all texts")
        }
    }
}

/// One side of a conflict: a demand of a comment, or the comment itself where the conflict was only declared.
public struct ConflictMember: Hashable, Sendable, Codable {
    /// The comment.
    public let comment: UUID
    /// Its demand; nil in a conflict that was only declared.
    public let demand: UUID?

    /// One side of a conflict.
    public init(comment: UUID, demand: UUID?) { (self.comment, self.demand) = (comment, demand) }
}

/// Demands, or comments, of a case that cannot all stand: found once, then open until it is settled or nobody demands it any more.
public struct CaseConflict: Hashable, Sendable, Codable, Identifiable {
    /// Where a conflict stands.
    public enum State: String, CaseIterable, Sendable, Codable, Labelled {
        /// Nobody has settled it.
        case open
        /// The coordinator's decision ended it.
        case settled
        /// What made it is not demanded any more.
        case lapsed

        /// Name of the state.
        public var label: Bilingual {
            switch self {
            case .open: Bilingual(zh: "待协调", en: "open")
            case .settled: Bilingual(zh: "已协调", en: "settled")
            case .lapsed: Bilingual(zh: "已消除", en: "lapsed")
            }
        }
    }

    /// What is done to a conflict.
    public enum Action: String, CaseIterable, Sendable {
        case settle, lapse
    }

    /// Identity.
    public let id: UUID
    /// Number in the case, from 1; never given again.
    public let number: Int
    /// Round in which it was found.
    public let round: Int
    /// What makes the demands contradict.
    public let kind: Contradiction.Kind
    /// Whether one of the authors says so, too.
    public let declared: Bool
    /// The sides, in the order in which they were found.
    public let members: [ConflictMember]
    /// Declared sums that it runs through.
    public let sums: [UUID]
    /// Where it stands.
    public let state: State
    /// When it was found.
    public let openedAt: Date
    /// By when it is to be settled; nil where no limit is in force.
    public let dueAt: Date?
    /// The decision that ended it.
    public let settlement: Settlement?

    private enum CodingKeys: String, CodingKey {
        case id, number, round, kind, declared, members, sums, state, settlement
        case openedAt = "opened_at"
        case dueAt = "due_at"
    }

    /// A conflict of a case.
    public init(
        id: UUID, number: Int, round: Int, kind: Contradiction.Kind, declared: Bool, members: [ConflictMember], sums: [UUID] = [],
        state: State = .open, openedAt: Date, dueAt: Date? = nil, settlement: Settlement? = nil
    ) {
        (self.id, self.number, self.round, self.kind, self.declared) = (id, number, round, kind, declared)
        (self.members, self.sums, self.state, self.openedAt) = (members, sums, state, openedAt)
        (self.dueAt, self.settlement) = (dueAt, settlement)
    }

    /// The state after an act; what has ended stays as it ended.
    public func applying(_ action: Action) throws(ConflictRefusal) -> State {
        switch (state, action) {
        case (.open, .settle): return .settled
        case (.open, .lapse): return .lapsed
        case (.settled, _), (.lapsed, _): throw .ended(state)
        }
    }
}

extension CaseConflict {
    /// The conflict as it is told to the body of one of its sides, which may not open what other sides speak of: its own side, and what was decided on it.
    public func without(_ closed: Set<UUID>) -> CaseConflict {
        guard members.contains(where: { closed.contains($0.comment) }) else { return self }
        let told = settlement.map { settlement in
            Settlement(
                id: settlement.id,
                meeting: CoordinationMeeting(
                    heldOn: settlement.meeting.heldOn, minutes: "涉及限制图纸,从略 withheld: a restricted sheet",
                    participants: settlement.meeting.participants),
                decisions: settlement.decisions.filter { !closed.contains($0.comment) }, settledBy: settlement.settledBy,
                settledAt: settlement.settledAt)
        }
        return CaseConflict(
            id: id, number: number, round: round, kind: kind, declared: declared, members: members.filter { !closed.contains($0.comment) }, sums: [],
            state: state, openedAt: openedAt, dueAt: dueAt, settlement: told)
    }
}

/// Why an act on a conflict was refused.
public enum ConflictRefusal: Error, Hashable, Sendable {
    /// It has ended already.
    case ended(CaseConflict.State)
    /// The case is in a state in which nothing is settled any more, or not yet.
    case caseState(CaseState)
    /// Elements, sums and groups are entered while the case is reviewed.
    case notInReview(CaseState)
    /// The comment is no side of an open conflict.
    case noSide
    /// The register, the sums or the groups of the case are as many as may be.
    case tooMany(Int)
}

extension ConflictRefusal: Explained {
    /// Stable code of the refusal.
    public var code: String {
        switch self {
        case .ended: "conflict.ended"
        case .caseState: "conflict.case_state"
        case .notInReview: "merge.not_in_review"
        case .noSide: "conflict.no_side"
        case .tooMany: "merge.too_many"
        }
    }

    /// What is wrong, and what to do about it.
    public var explanation: Explanation {
        switch self {
        case .ended(let state):
            Explanation(
                "该冲突“\(state.label.zh)”,不能再作决定", "The conflict has ended (\(state.label.en)); nothing more is decided on it.",
                remedy: "查看已有的决定", "See what was decided.")
        case .caseState(let state):
            Explanation(
                "报审件处于“\(state.label.zh)”,不能协调冲突", "The case is \(state.label.en); conflicts are not settled now.",
                remedy: "审查意见协调中或已出具审查意见时协调", "They are settled while the case is being reconciled, or after its opinion was issued.")
        case .notInReview(let state):
            Explanation(
                "报审件处于“\(state.label.zh)”,不在审查中", "The case is \(state.label.en); it is not being reviewed.",
                remedy: "在审查期间登记构件、和式及意见的合并", "Elements, sums and groups are entered while the case is reviewed.")
        case .noSide:
            Explanation(
                "该意见不是待协调冲突的一方", "The comment is no side of an open conflict.",
                remedy: "结论作出以后,只能更正待协调冲突中的意见", "After the decision only comments of an open conflict are corrected.")
        case .tooMany(let most):
            Explanation(
                "本件已有 \(most) 项,不能再增加", "The case has \(most) of them already; there cannot be more.",
                remedy: "使用已登记的项", "Use those that are there.")
        }
    }
}

extension CaseState {
    /// Whether the coordinator settles conflicts of a case in the state.
    public var settlesConflicts: Bool {
        switch self {
        // A dispute cannot end for the applicant while demands contradict each other.
        case .reconciling, .opinionsIssued, .revising, .inReReview, .changeInReview, .changeRequested, .disputed: true
        case .draft, .awaitingOwnerConfirm, .submitted, .deficient, .refused, .accepted, .acceptedWithDebts, .inFirstReview, .passed, .certified,
            .failed, .withdrawn, .superseded, .revoked, .archived, .closed:
            false
        }
    }
}
