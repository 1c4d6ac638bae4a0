import Foundation
import JointReview
import Testing

@Suite struct SpecialtyTests {
    static let body = UUID()
    static let (reviewer, checker, other, chief) = (UUID(), UUID(), UUID(), UUID())

    private func actor(_ person: UUID, _ role: Role, of body: UUID = Self.body, standingFor: UUID? = nil) -> ActingPerson {
        ActingPerson(person: person, organisation: body, role: role, standingFor: standingFor)
    }

    private func review(_ state: ReviewState = .inReview, standing: Review.Standing = Review.Standing()) -> Review {
        Review(
            id: UUID(), discipline: .structural, body: Self.body, state: state, reviewer: Self.chief, attempt: 1,
            decision: state.isIssued ? .pass : nil, standing: standing)
    }

    private func specialty(_ state: SpecialtyReview.State, bound: Set<UUID> = []) -> SpecialtyReview {
        SpecialtyReview(
            specialty: "电气", state: state, reviewer: state == .waiting ? nil : Self.reviewer, checker: Self.checker,
            attempt: state == .waiting ? 0 : 1, boundPersons: bound)
    }

    private func action(_ kind: SpecialtyAction.Kind) -> (SpecialtyAction, ActingPerson) {
        switch kind {
        case .assign: (.assign(reviewer: Self.other, checker: nil, reason: "r"), actor(UUID(), .dispatcher))
        case .claim: (.claim, actor(Self.reviewer, .reviewer))
        case .finish: (.finish, actor(Self.reviewer, .reviewer))
        case .check: (.check, actor(Self.checker, .checker))
        case .sendBack: (.sendBack(reason: "r"), actor(Self.checker, .checker))
        case .release: (.release(reason: "r"), actor(Self.reviewer, .reviewer))
        case .recuse: (.recuse(reason: "r"), actor(Self.reviewer, .reviewer))
        }
    }

    @Test(arguments: SpecialtyReview.State.allCases, SpecialtyAction.Kind.allCases)
    func onlyTheseMovesExist(from state: SpecialtyReview.State, _ kind: SpecialtyAction.Kind) {
        let (action, person) = action(kind)
        let attempt: Int? = [.finish, .release, .recuse].contains(kind) ? 1 : nil
        let after = try? specialty(state).applying(action, by: person, attempt: attempt, in: review()).state
        let expected: SpecialtyReview.State? =
            switch (state, kind) {
            case (.waiting, .assign), (.assigned, .assign), (.inReview, .assign), (.finished, .assign): .assigned
            case (.waiting, .claim), (.assigned, .claim): .inReview
            case (.inReview, .finish): .finished
            case (.finished, .check): .checked
            case (.finished, .sendBack), (.checked, .sendBack): .inReview
            case (.assigned, .release), (.inReview, .release), (.assigned, .recuse), (.inReview, .recuse), (.finished, .recuse): .waiting
            default: nil
            }
        #expect(after == expected, "\(state) \(kind)")
        #expect((expected != nil) == state.actions.contains(kind))
    }

    @Test(arguments: ReviewState.allCases)
    func aSpecialtyIsWorkedOnOnlyWhileItsReviewIsInHand(_ state: ReviewState) {
        let claimed = try? specialty(.waiting).applying(.claim, by: actor(Self.reviewer, .reviewer), in: review(state))
        #expect((claimed != nil) == [.inReview, .verifying].contains(state), "\(state)")
    }

    @Test func nobodyChecksWhatHeReviewedStoodForOrDecides() {
        let open = SpecialtyReview(specialty: "电气", state: .finished, reviewer: Self.reviewer, attempt: 1, boundPersons: [Self.other])
        for (person, refusal) in [
            (actor(Self.reviewer, .checker), ReviewRefusal.checkerIsReviewer), (actor(Self.other, .checker), .checkerTookPart),
            (actor(Self.chief, .technicalHead), .checkerDecides), (actor(UUID(), .checker, standingFor: Self.reviewer), .checkerIsReviewer),
        ] {
            #expect(throws: refusal) { try open.applying(.check, by: person, in: review()) }
        }
        #expect((try? open.applying(.check, by: actor(Self.checker, .checker), in: review()))?.checker == Self.checker)
        // Who is named as checker does not claim; who claims is not named afterwards.
        #expect(throws: ReviewRefusal.checkerIsReviewer) {
            try specialty(.waiting).applying(.claim, by: actor(Self.checker, .reviewer), in: review())
        }
        let naming = SpecialtyAction.assign(reviewer: nil, checker: Self.reviewer, reason: nil)
        #expect(throws: ReviewRefusal.checkerIsReviewer) { try specialty(.inReview).applying(naming, by: actor(UUID(), .dispatcher), in: review()) }
        let deciding = SpecialtyAction.assign(reviewer: nil, checker: Self.chief, reason: nil)
        #expect(throws: ReviewRefusal.checkerDecides) { try specialty(.inReview).applying(deciding, by: actor(UUID(), .dispatcher), in: review()) }
    }

    @Test func whoseSpecialtyIsGivenToAnotherIsNotNamedItsCheckerWithIt() throws {
        let swapping = SpecialtyAction.assign(reviewer: Self.other, checker: Self.reviewer, reason: "r")
        for state in [SpecialtyReview.State.inReview, .finished] {
            #expect(throws: ReviewRefusal.checkerTookPart) { try specialty(state).applying(swapping, by: actor(UUID(), .dispatcher), in: review()) }
        }
        // Who has not taken it up has no part in it yet.
        #expect(try specialty(.assigned).applying(swapping, by: actor(UUID(), .dispatcher), in: review()).checker == Self.reviewer)
    }

    @Test func whileAReviewIsStoppedItsSpecialtiesAreOnlyGivenToOthers() throws {
        let given = try specialty(.inReview).applying(
            .assign(reviewer: Self.other, checker: nil, reason: "离职"), by: actor(UUID(), .dispatcher), in: review(.suspended))
        #expect(given.reviewer == Self.other && given.state == .assigned)
        for kind in SpecialtyAction.Kind.allCases where kind != .assign {
            let (action, person) = action(kind)
            #expect(throws: ReviewRefusal.specialty(.closed(.suspended))) {
                try specialty(.inReview).applying(action, by: person, attempt: 1, in: review(.suspended))
            }
        }
    }

    @Test func whatIsBegunIsSaidBeforeASpecialtyIsFinished() {
        let open = SpecialtyReview(specialty: "电气", state: .inReview, reviewer: Self.reviewer, attempt: 1, unpublishedDrafts: 2)
        #expect(throws: ReviewRefusal.draftsLeft(2)) {
            try open.applying(.finish, by: actor(Self.reviewer, .reviewer), attempt: 1, in: review())
        }
    }

    @Test func theNamedCheckerChecksAndNobodyElse() {
        #expect(throws: ReviewRefusal.heldByAnother) { try specialty(.finished).applying(.check, by: actor(UUID(), .checker), in: review()) }
        #expect(throws: ReviewRefusal.otherBody) {
            try specialty(.finished).applying(.check, by: actor(Self.checker, .checker, of: UUID()), in: review())
        }
    }

    @Test func aLateActAndADisplacementWithoutReasonAreRefused() {
        #expect(throws: ReviewRefusal.staleAttempt(current: 1)) {
            try specialty(.inReview).applying(.finish, by: actor(Self.reviewer, .reviewer), attempt: 0, in: review())
        }
        #expect(throws: ReviewRefusal.specialty(.attemptMissing)) {
            try specialty(.inReview).applying(.finish, by: actor(Self.reviewer, .reviewer), in: review())
        }
        let silently = SpecialtyAction.assign(reviewer: Self.other, checker: nil, reason: nil)
        #expect(throws: ReviewRefusal.specialty(.reasonMissing(.assign))) {
            try specialty(.inReview).applying(silently, by: actor(UUID(), .dispatcher), in: review())
        }
    }

    @Test func whoSteppedAsideOrHasAnInterestGetsNoSpecialty() {
        let recused = review(standing: Review.Standing(interests: Interests(recused: [Self.reviewer])))
        #expect(throws: ReviewRefusal.recusedEarlier) { try specialty(.waiting).applying(.claim, by: actor(Self.reviewer, .reviewer), in: recused) }
        let interested = review(standing: Review.Standing(interests: Interests(organisations: [Self.body])))
        for kind in [SpecialtyAction.Kind.claim, .finish, .check] {
            let (action, person) = action(kind)
            let state: SpecialtyReview.State = kind == .claim ? .waiting : kind == .finish ? .inReview : .finished
            #expect(throws: ReviewRefusal.conflictOfInterest) {
                try specialty(state).applying(action, by: person, attempt: kind == .finish ? 1 : nil, in: interested)
            }
        }
    }

    @Test func aReviewDecidesOnlyWhenEverySpecialtyIsChecked() throws {
        let open = review(standing: Review.Standing(openSpecialties: ["结构", "电气"]))
        let chief = actor(Self.chief, .reviewer)
        #expect(throws: ReviewRefusal.specialty(.open(["结构", "电气"]))) { try open.applying(.decide(.pass), by: chief, attempt: 1) }
        #expect(try review().applying(.decide(.pass), by: chief, attempt: 1).state == .issuedPass)
        let own = review(standing: Review.Standing(specialtyCheckers: [Self.chief]))
        #expect(throws: ReviewRefusal.checksSpecialty) { try own.applying(.decide(.pass), by: chief, attempt: 1) }
        // Nor is it given to one of them.
        let checked = review(standing: Review.Standing(specialtyCheckers: [Self.checker]))
        #expect(throws: ReviewRefusal.checksSpecialty) {
            try checked.applying(.reassign(to: Self.checker, reason: "r"), by: actor(UUID(), .dispatcher))
        }
        let left = review(standing: Review.Standing(unpublishedDrafts: 1))
        #expect(throws: ReviewRefusal.draftsLeft(1)) { try left.applying(.decide(.pass), by: chief, attempt: 1) }
    }

    @Test func profilesNameSpecialtiesWithTheirBasis() throws {
        let profiles = try ShippedRules.profiles()
        let plain = try profiles.profile("national-current")
        for discipline in Discipline.allCases { #expect(plain.specialties(of: discipline).isEmpty && !plain.needsSecondPerson(in: discipline)) }
        let whole = try profiles.profile("national-by-specialty")
        #expect(whole.specialties(of: .structural) == ["建筑", "结构", "给排水", "暖通", "电气"])
        // Everybody is looked over by a second person, specialty by specialty or as a whole.
        for discipline in Discipline.allCases { #expect(whole.specialties(of: discipline).isEmpty == whole.needsSecondPerson(in: discipline)) }
    }

    @Test func everyRefusalOfASpecialtySpeaksBothLanguages() {
        let refusals: [SpecialtyRefusal] = [
            .open(["电气"]), .unknown(of: []), .unknown(of: ["电气"]), .notAllowed(.check, from: .waiting), .roleMayNot(.assign, .reviewer),
            .reasonMissing(.assign), .closed(.pending),
        ]
        for refusal in refusals {
            let text = refusal.explanation
            #expect([text.message, text.remedy].allSatisfy { !$0.zh.isEmpty && !$0.en.isEmpty })
        }
        #expect(Set(refusals.map(\.code)).count == refusals.count - 1)
    }
}
