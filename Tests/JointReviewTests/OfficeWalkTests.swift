import Foundation
import JointReview
import Testing

/// Seeded walks of 100,000 steps over all pure rules together: cases, reviews, rounds, conflicts, changes. A failure names its seed and its step.
@Suite struct OfficeWalkTests {
    private static let seeds = 20
    private static let steps = 5_000

    @Test(arguments: 0..<seeds)
    func whateverIsTriedInWhateverOrderTheRulesHold(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed) &* 7_919 &+ 11)
        var model = Self.fresh(seed)
        var reached: Set<CaseState> = []
        for step in 0..<Self.steps {
            let before = model
            Self.act(&model, &random)
            reached.insert(model.state.state)
            check(model, after: before, "seed \(seed) step \(step)")
            if model.state.state.isTerminal { model = Self.fresh(seed) }
        }
        #expect(reached.count >= 9, "seed \(seed) went nowhere: \(reached.map(\.rawValue).sorted())")
    }

    @Test func theWalksTogetherReachEveryStateOfAChange() {
        var reached: Set<CaseState> = []
        for seed in 0..<Self.seeds {
            var random = SplitMix64(seed: UInt64(seed) &* 7_919 &+ 11)
            var model = Self.fresh(seed)
            for _ in 0..<1_000 {
                Self.act(&model, &random)
                reached.insert(model.state.state)
                if model.state.state.isTerminal { model = Self.fresh(seed) }
            }
        }
        #expect(reached.isSuperset(of: [.reconciling, .inReReview, .passed, .certified, .changeRequested, .changeInReview, .revising]), "\(reached)")
    }

    private static func fresh(_ seed: Int) -> OfficeModel { OfficeModel(policy: seed.isMultiple(of: 3) ? .bothTexts : .blocks, roundLimit: 3) }

    // MARK: steps

    private static func act(_ model: inout OfficeModel, _ random: inout SplitMix64) {
        switch Int.random(in: 0..<20, using: &random) {
        case 0..<7: move(&model, &random)
        case 7..<16: review(&model, &random)
        case 16: say(&model, &random)
        case 17: verify(&model, &random)
        case 18: for index in model.comments.indices where model.state.state.preparesNextRound { model.comments[index].isAnswered = true }
        default:
            if model.conflicts > 0, model.state.state.settlesConflicts {
                model.conflicts -= 1
                if [.reconciling, .changeInReview].contains(model.state.state) { model.conclude(&random) }
            } else if model.state.state.isInReview, Int.random(in: 0..<4, using: &random) == 0 {
                model.conflicts += 1
            }
        }
    }

    private static let rare: Set<CaseAction.Kind> = [.withdraw, .supersede, .revoke, .archive, .close, .refuse, .fail]

    private static func move(_ model: inout OfficeModel, _ random: inout SplitMix64) {
        // Mostly what leads on; now and then anything at all, by anybody.
        let isWild = Int.random(in: 0..<10, using: &random) == 0
        let fitting = CaseAction.samples.filter { action in
            isWild || model.state.state.actions.contains(action.kind) && (!rare.contains(action.kind) || Int.random(in: 0..<40, using: &random) == 0)
        }
        guard let action = fitting.randomElement(using: &random) else { return }
        // Conclusions are the service's own: they follow from decisions and settlements.
        guard ![.reconcile, .issueOpinion].contains(action.kind) else { return }
        let roles = isWild ? Role.allCases : Role.allCases.filter(action.kind.act.roles.contains)
        guard let role = roles.randomElement(using: &random), let after = try? model.now.applying(action, by: role) else { return }
        model.carryOut(action, after, &random)
    }

    private static func review(_ model: inout OfficeModel, _ random: inout SplitMix64) {
        guard model.state.state.isInReview, model.state.state != .reconciling, let discipline = Discipline.allCases.randomElement(using: &random),
            let review = model.present[discipline]
        else { return }
        // Late states are the case's own acts.
        let own: Set<ReviewAction.Kind> = [.cancel, .makeNotApplicable, .outdate, .verify, .reopen]
        // Mostly what leads to a decision; now and then what leads away from it.
        let away: Set<ReviewAction.Kind> = [.release, .reassign, .recuse, .replaceBody, .suspend, .returnDraft]
        let strays = Int.random(in: 0..<8, using: &random) == 0
        let fitting = ReviewAction.samples.filter { action in
            review.state.actions.contains(action.kind) && !own.contains(action.kind) && (strays || !away.contains(action.kind))
        }
        guard var action = fitting.randomElement(using: &random), let people = model.people[discipline] else { return }
        if case .assign = action { action = .assign(to: people[Int.random(in: 0..<2, using: &random)]) }
        if case .reassign = action { action = .reassign(to: people[Int.random(in: 0..<2, using: &random)], reason: "r") }
        let roles = action.kind.act.roles.subtracting([.system]).sorted { $0.rawValue < $1.rawValue }
        guard let role = roles.randomElement(using: &random), let body = model.bodies[discipline] else { return }
        let holds = review.state != .opinionDrafted && Int.random(in: 0..<4, using: &random) > 0
        let person = holds ? review.reviewer ?? people[0] : people[Int.random(in: 0..<3, using: &random)]
        let actor = ActingPerson(person: person, organisation: body, role: role)
        guard let after = try? model.counted(review).applying(action, by: actor, attempt: review.attempt) else { return }
        model.reviews[model.state.round]?[discipline] = after
        guard let decision = after.decision, review.decision == nil else { return }
        model.made.append(.init(discipline: discipline, round: model.state.round, decision: decision))
        model.conclude(&random)
    }

    private static func say(_ model: inout OfficeModel, _ random: inout SplitMix64) {
        guard model.state.state.isInReview, let discipline = Discipline.allCases.randomElement(using: &random),
            [.inReview, .verifying].contains(model.present[discipline]?.state), Bool.random(using: &random)
        else { return }
        model.comments.append(
            .init(discipline: discipline, round: model.state.round, severity: Severity.allCases.randomElement(using: &random) ?? .advice))
    }

    private static func verify(_ model: inout OfficeModel, _ random: inout SplitMix64) {
        for index in model.comments.indices where model.comments[index].round < model.state.round {
            let discipline = model.comments[index].discipline
            guard model.stands(model.comments[index]), [.inReview, .verifying].contains(model.present[discipline]?.state) else { continue }
            model.comments[index].wasChecked.insert(model.state.round)
            model.comments[index].isClosed = Int.random(in: 0..<4, using: &random) > 0
        }
    }

    // MARK: invariants

    private func check(_ model: OfficeModel, after before: OfficeModel, _ place: String) {
        let new = model.log.dropFirst(before.log.count)
        noOpinionIsIssuedWhileADisciplineIsOpen(model, new, place)
        nothingPassesWhileSomethingBlocks(model, before, new, place)
        decisionsNeverVanish(model, before, place)
        handsNeverMoveADueDate(model, before, place)
        roundsOnlyGrow(model, before, place)
        whatIsApprovedStaysInForce(model, before, place)
        reviewerAndCheckerAreTwoPersons(model, place)
        if before.state.state.isTerminal { #expect(model.state.state == before.state.state, "\(place)") }
    }

    private func noOpinionIsIssuedWhileADisciplineIsOpen(_ model: OfficeModel, _ new: ArraySlice<CaseAction.Kind>, _ place: String) {
        guard new.contains(.issueOpinion) else { return }
        #expect(model.present.values.allSatisfy { $0.decision != nil }, "\(place)")
        #expect(model.policy == .bothTexts || model.conflicts == 0, "\(place)")
    }

    private func nothingPassesWhileSomethingBlocks(_ model: OfficeModel, _ before: OfficeModel, _ new: ArraySlice<CaseAction.Kind>, _ place: String) {
        guard new.contains(.pass) || new.contains(.certify) else { return }
        let standing = before.standing
        #expect(standing.undecidedReviews == 0 && standing.failedReviews == 0 && standing.blockingComments == 0, "\(place)")
        #expect(standing.openConflicts == 0 && standing.openDebts == 0, "\(place)")
    }

    private func decisionsNeverVanish(_ model: OfficeModel, _ before: OfficeModel, _ place: String) {
        #expect(model.made.starts(with: before.made), "\(place)")
        for (round, reviews) in before.reviews where round < before.state.round {
            #expect(model.reviews[round]?.mapValues(\.decision) == reviews.mapValues(\.decision), "\(place) round \(round)")
        }
        for (discipline, review) in before.present where review.decision != nil {
            #expect(model.reviews[before.state.round]?[discipline]?.decision == review.decision, "\(place) \(discipline)")
        }
    }

    private func handsNeverMoveADueDate(_ model: OfficeModel, _ before: OfficeModel, _ place: String) {
        for (round, dates) in before.due { #expect(model.due[round] == dates, "\(place)") }
        for (discipline, review) in before.present {
            guard model.state.round == before.state.round, let after = model.present[discipline] else { continue }
            #expect(after.id == review.id && after.attempt >= review.attempt && after.attempt <= review.attempt + 1, "\(place)")
        }
    }

    private func roundsOnlyGrow(_ model: OfficeModel, _ before: OfficeModel, _ place: String) {
        #expect(model.state.round == before.state.round || model.state.round == before.state.round + 1, "\(place)")
        guard model.log.last == .resubmit, model.state.round > before.state.round else { return }
        #expect(model.state.round <= model.roundLimit || model.state.escalatedRound >= model.state.round, "\(place): beyond the limit unescalated")
    }

    private func whatIsApprovedStaysInForce(_ model: OfficeModel, _ before: OfficeModel, _ place: String) {
        guard model.approvedRound != nil, ![CaseState.revoked, .superseded].contains(model.state.state) else { return }
        for number in 0..<3 {
            let inForce = model.revisions.filter { $0.number == number && model.status($0).isInForce }
            #expect(inForce.count == 1, "\(place): sheet \(number) has \(inForce.count) revisions in force")
        }
        if model.log.count == before.log.count || model.log.last != .certify {
            #expect(model.revisions.filter { $0.approved != nil } == before.revisions.filter { $0.approved != nil }, "\(place)")
        }
    }

    private func reviewerAndCheckerAreTwoPersons(_ model: OfficeModel, _ place: String) {
        for review in model.present.values where review.needsChecker && review.decision != nil && review.checker != nil {
            #expect(review.checker != review.reviewer, "\(place)")
        }
    }
}
