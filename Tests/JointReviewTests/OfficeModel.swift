import Foundation
import JointReview

/// A whole joint review in memory, moved only by the pure rules: one case, five reviews a round, comments, conflicts, a set of sheets and its approvals.
/// What the guards count is counted from it, never made up.
struct OfficeModel {
    struct Said: Hashable {
        var discipline: Discipline
        var round: Int
        var severity: Severity
        var isClosed = false
        var isAnswered = false
        var wasChecked: Set<Int> = []
    }

    struct Made: Hashable {
        var discipline: Discipline
        var round: Int
        var decision: Decision
    }

    struct Revision: Hashable {
        var number: Int
        var round: Int
        var approved: Int?
        var superseded: Int?
    }

    var state = Case(id: UUID(), state: .draft)
    var reviews: [Int: [Discipline: Review]] = [:]
    var due: [Int: [Discipline: Int]] = [:]
    var comments: [Said] = []
    var conflicts = 0
    var unsealed = 1
    var made: [Made] = []
    var revisions: [Revision] = (0..<3).map { Revision(number: $0, round: 1) }
    /// Which revision of each sheet is in the set of a round.
    var sets: [Int: [Int: Int]] = [1: [0: 1, 1: 1, 2: 1]]
    var approvedRound: Int?
    var dropped: Set<Int> = []
    var changeRounds: Set<Int> = []
    var log: [CaseAction.Kind] = []
    let people: [Discipline: [UUID]] = Dictionary(uniqueKeysWithValues: Discipline.allCases.map { ($0, [UUID(), UUID(), UUID()]) })
    let bodies: [Discipline: UUID] = Dictionary(uniqueKeysWithValues: Discipline.allCases.map { ($0, UUID()) })
    let policy: ConflictPolicy
    let roundLimit: Int

    init(policy: ConflictPolicy, roundLimit: Int) { (self.policy, self.roundLimit) = (policy, roundLimit) }

    var present: [Discipline: Review] { reviews[state.round] ?? [:] }

    func stands(_ said: Said) -> Bool { !said.isClosed && !dropped.contains(said.round) }

    var standing: Case.Standing {
        let answerable = comments.filter { said in
            stands(said) && said.severity != .information && (state.state != .changeRequested || said.round > approvedRound ?? 0)
        }
        return Case.Standing(
            unsealedParts: unsealed, packageIsAcceptable: unsealed == 0, undecidedReviews: present.values.count { $0.decision == nil },
            failedReviews: present.values.count { $0.decision == .fail },
            blockingComments: comments.count { stands($0) && $0.severity.blocks },
            unansweredItems: state.state.preparesNextRound ? answerable.count { !$0.isAnswered } : 0, openConflicts: conflicts, openDebts: 0,
            conflictPolicy: policy, roundLimit: roundLimit)
    }

    var now: Case {
        Case(
            id: state.id, state: state.state, round: state.round, isConfirmed: state.isConfirmed, escalatedRound: state.escalatedRound,
            standing: standing)
    }

    /// A review with its counts as they are.
    func counted(_ review: Review) -> Review {
        let own = comments.filter { $0.discipline == review.discipline && stands($0) }
        return Review(
            id: review.id, discipline: review.discipline, body: review.body, state: review.state, reviewer: review.reviewer, attempt: review.attempt,
            decision: review.decision, drafted: review.drafted, needsChecker: review.needsChecker, checker: review.checker,
            resumesTo: review.resumesTo,
            standing: Review.Standing(
                blockingComments: own.count { $0.severity.blocks },
                uncheckedComments: own.count { $0.severity.blocks && $0.round < state.round && !$0.wasChecked.contains(state.round) },
                adviceComments: own.count { $0.severity == .advice }, informationComments: own.count { $0.severity == .information }))
    }

    // MARK: what follows from an act, as the store does it

    mutating func carryOut(_ action: CaseAction, _ after: Case, _ random: inout SplitMix64) {
        let before = state
        state = after
        log.append(action.kind)
        switch action.kind {
        case .sealPart: unsealed -= 1
        case .sendBack: unsealed = 1
        case .return: unsealed = Int.random(in: 0...1, using: &random)
        case .openReviews: open(carrying: nil, &random)
        case .startRevision, .requestChange: draw(&random)
        case .resubmit where before.state == .revising: open(carrying: before.round, &random)
        case .settleDispute where after.round > before.round:
            sets[after.round] = sets[before.round]
            open(carrying: before.round, &random)
        case .openChange:
            changeRounds.insert(after.round)
            open(carrying: changeRounds.contains(before.round) && !dropped.contains(before.round) ? before.round : approvedRound, &random)
        case .certify: approve()
        case .dropChange: dropChange()
        case .withdraw, .fail, .supersede: cancel()
        default: break
        }
    }

    /// The institutes draw the next set: some sheets in a new revision.
    private mutating func draw(_ random: inout SplitMix64) {
        let base =
            state.state == .changeRequested && !(changeRounds.contains(state.round) && !dropped.contains(state.round))
            ? approvedRound ?? state.round : state.round
        var set = sets[base] ?? [:]
        for number in 0..<3 where Bool.random(using: &random) {
            revisions.append(Revision(number: number, round: state.round + 1))
            set[number] = state.round + 1
        }
        // What an earlier draft of the same round drew was never handed in.
        revisions.removeAll { $0.round == state.round + 1 && set[$0.number] != $0.round }
        sets[state.round + 1] = set
        unsealed = 1
        for index in comments.indices { comments[index].isAnswered = false }
    }

    private mutating func open(carrying base: Int?, _ random: inout SplitMix64) {
        let service = ActingPerson(person: UUID(), organisation: UUID(), role: .system)
        var opened: [Discipline: Review] = [:]
        for discipline in Discipline.allCases {
            let fresh = Review(
                id: UUID(), discipline: discipline, body: bodies[discipline], state: .pending, needsChecker: discipline == .structural)
            guard let base, let old = reviews[base]?[discipline] else {
                opened[discipline] = fresh
                continue
            }
            let effect: CarryGround.Effect = old.decision == .fail ? .drops : [.keeps, .drops].randomElement(using: &random) ?? .drops
            let next = try? old.nextRound(effect, reviewerStays: Bool.random(using: &random), by: service)
            opened[discipline] = next.map {
                Review(
                    id: UUID(), discipline: discipline, body: $0.body, state: $0.state, reviewer: $0.reviewer, attempt: $0.attempt,
                    decision: $0.decision,
                    needsChecker: old.needsChecker)
            }
        }
        reviews[state.round] = opened
        due[state.round] = Dictionary(uniqueKeysWithValues: Discipline.allCases.map { ($0, state.round * 100 + $0.rawValue.count) })
        conclude(&random)
    }

    /// With the last decision the opinion goes out, unless conflicts hold it up.
    mutating func conclude(_ random: inout SplitMix64) {
        guard state.state.isInReview, present.values.allSatisfy({ $0.decision != nil }) else { return }
        if conflicts > 0, policy == .blocks {
            if state.state != .reconciling, state.state != .changeInReview, let held = try? now.applying(.reconcile, by: .system) {
                carryOut(.reconcile, held, &random)
            }
        } else if let issued = try? now.applying(.issueOpinion, by: .system) {
            carryOut(.issueOpinion, issued, &random)
        }
    }

    private mutating func approve() {
        let set = sets[state.round] ?? [:]
        for index in revisions.indices {
            let isIn = set[revisions[index].number] == revisions[index].round
            if isIn, revisions[index].approved == nil { revisions[index].approved = state.round }
            if !isIn, revisions[index].approved != nil, revisions[index].superseded == nil { revisions[index].superseded = state.round }
        }
        approvedRound = state.round
    }

    private mutating func dropChange() {
        cancel()
        dropped.formUnion(changeRounds.filter { $0 > approvedRound ?? 0 && $0 <= state.round })
        revisions.removeAll { $0.round > state.round }
        sets = sets.filter { $0.key <= state.round }
        conflicts = 0
    }

    private mutating func cancel() {
        let service = ActingPerson(person: UUID(), organisation: UUID(), role: .system)
        for (discipline, review) in present where review.decision == nil {
            if let after = try? counted(review).applying(.cancel(reason: "r"), by: service) { reviews[state.round]?[discipline] = after }
        }
    }

    /// What every revision is worth.
    func status(_ revision: Revision) -> SheetStatus {
        SheetStatus(
            .init(
                approvedRound: revision.approved, supersededRound: revision.superseded, state: state.state,
                isInPresentSet: sets[state.round]?[revision.number] == revision.round))
    }
}
