import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// Sheets that were plotted again and look the same: a decision waits for its reviewer's word on each, and then stands.
@Suite struct LookTests {
    /// A reviewed case whose two sheets were plotted again, handed in for the next round: other bytes, other content, the same look.
    private func plottedAgain(_ kit: TestStore, _ cast: Cast) async throws -> (record: CaseRecord, sheets: [SheetRecord]) {
        let store = kit.store
        // One discipline demands a revision: without it there would be nothing to revise.
        let reviewed = try await cast.reviewedCase(store, failing: .structural)
        try await kit.database.run(
            "UPDATE lianshen.sheet SET look = 'lk1:' || ordinal, page_digest = 'pd3:' || ordinal WHERE case_id = '\(reviewed.id)'")
        let revising = try await cast.apply(.startRevision, reviewed.id, store)
        try await store.transaction(as: cast.actor("designer")) { tx in
            let (record, _) = try await tx.lockCase(reviewed.id)
            for comment in try await tx.comments(of: reviewed.id, limit: 100) {
                _ = try await tx.write(Answer(verdict: .notAccepted, text: "重新出图"), to: comment.id, in: record, of: cast.institute.id)
            }
            _ = try await tx.releaseAnswers(nil, in: record, of: cast.institute.id)
        }
        let package = try await cast.upload(revising, store)
        let sheets = (0..<2).map { ordinal in
            SheetRecord(
                id: UUID(), package: package.id, caseID: reviewed.id, ordinal: ordinal, entry: Cast.sheet(ordinal, of: package).entry, width: 2384,
                height: 1684, rotation: 0, fileSHA256: Array(repeating: UInt8(100 + ordinal), count: 32), pageDigest: "pd3:again-\(ordinal)",
                look: "lk1:\(ordinal)")
        }
        let base = try #require(try await store.transaction(as: .system("intake")) { try await $0.lastSet(before: package) })
        let set = ComposedSet(SheetSet(name: "q.zip", sha256: "", sheets: sheets.map(\.ofSet), documents: []), after: base.set)
        #expect(set.count(.sameLook) == 2)
        try await store.transaction(as: .system("intake")) { tx in
            try await tx.recordIntake(
                of: package, acceptable: true, report: "{}", entries: [], sheets: sheets, findings: [], set: set, base: base.package)
        }
        try await cast.seal(try await store.transaction(as: cast.actor("designer")) { try await $0.package(package.id) }, store)
        try await cast.apply(.confirm, reviewed.id, store)
        return (try await store.transaction(as: cast.actor("owner")) { try await $0.openNextRound(of: reviewed.id, by: .resubmit) }, sheets)
    }

    @Test func aDecisionStandsAgainWithTheLastWordThatIsWanted() async throws {
        try await Cast.with { kit, cast in
            let (record, sheets) = try await plottedAgain(kit, cast)
            // Floor plans do not concern meteorology, by the matrix: its decision stands at once.
            #expect(record.remaining == 4)
            let (fire, acting) = (try cast.actor("fire"), try cast.acting("fire"))
            let carry = try await kit.store.transaction(as: fire) { try await $0.carryOvers(of: record.id) }
            #expect(carry.count == 5)
            for one in carry { #expect(one.effect == (one.discipline == .meteorology ? .keeps : one.discipline == .structural ? .drops : .waits)) }
            // Given to him is not taken up: before that his word is no part of a review.
            let given = try await kit.store.transaction(as: fire) { try await $0.presentReview(of: record.id, in: .fire) }
            #expect(given.state == .assigned && given.reviewer == acting.person)
            await #expect(throws: ReviewRefusal.notAllowed(.verify, from: .assigned)) {
                _ = try await kit.store.transaction(as: fire) {
                    try await $0.confirmLook(of: sheets[0].id, in: given.id, attempt: given.attempt, as: acting)
                }
            }
            #expect(try await kit.number("SELECT count(*) FROM look_confirmation") == 0)
            let review = try await kit.store.transaction(as: fire) { tx in
                let present = try await tx.presentReview(of: record.id, in: .fire)
                let (record, value) = try await tx.lockReview(present.id)
                return try await tx.move(record, to: try value.applying(.claim, by: acting), by: .claim)
            }
            let other = try cast.acting("planning")
            await #expect(throws: ReviewRefusal.heldByAnother) {
                _ = try await kit.store.transaction(as: fire) {
                    try await $0.confirmLook(of: sheets[0].id, in: review.id, attempt: review.attempt, as: other)
                }
            }
            let first = try await kit.store.transaction(as: fire) {
                try await $0.confirmLook(of: sheets[0].id, in: review.id, attempt: review.attempt, as: acting)
            }
            #expect(first.carry.effect == .waits && first.outcome == nil)
            await #expect(throws: StoreError.missing("look of sheet \(sheets[0].id)"), "one word is one word") {
                _ = try await kit.store.transaction(as: fire) {
                    try await $0.confirmLook(of: sheets[0].id, in: review.id, attempt: review.attempt, as: acting)
                }
            }
            let last = try await kit.store.transaction(as: fire) {
                try await $0.confirmLook(of: sheets[1].id, in: review.id, attempt: review.attempt, as: acting)
            }
            #expect(last.carry.effect == .keeps && last.outcome?.review.decision == .passWithAdvice)
            let after = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.caseRecord(record.id) }
            #expect(after.remaining == 3 && after.state == .inReReview, "a word is good for one discipline")
        }
    }

    /// Takes up a review that was given to somebody.
    private func takeUp(_ review: UUID, _ actor: Actor, _ acting: ActingPerson, _ kit: TestStore) async throws -> ReviewRecord {
        try await kit.store.transaction(as: actor) { tx in
            let (record, value) = try await tx.lockReview(review)
            return try await tx.move(record, to: try value.applying(.claim, by: acting), by: .claim)
        }
    }

    @Test func whoMayNotReviewTodayGivesNoWordOnWhichADecisionWouldStand() async throws {
        try await Cast.with { kit, cast in
            let (record, sheets) = try await plottedAgain(kit, cast)
            let (fire, acting) = (try cast.actor("fire"), try cast.acting("fire"))
            let given = try await kit.store.transaction(as: fire) { try await $0.presentReview(of: record.id, in: .fire) }
            let review = try await takeUp(given.id, fire, acting, kit)
            _ = try await kit.store.transaction(as: fire) {
                try await $0.confirmLook(of: sheets[0].id, in: review.id, attempt: review.attempt, as: acting)
            }
            // His body has lost its registration since.
            try await kit.database.run("UPDATE lianshen.review SET needs_registration = true WHERE review_id = '\(review.id)'")
            await #expect(throws: ReviewRefusal.qualification(.firmNotRegistered)) {
                _ = try await kit.store.transaction(as: fire) {
                    try await $0.confirmLook(of: sheets[1].id, in: review.id, attempt: review.attempt, as: acting)
                }
            }
            #expect(try await kit.number("SELECT count(*) FROM look_confirmation") == 1)
            let after = try await kit.store.transaction(as: fire) { try await $0.review(review.id) }
            #expect(after.decision == nil && after.state == .inReview)
        }
    }

    @Test(arguments: [false, true])
    func aDecisionStandsOnItsTicksAndNotOnThoseOfSomebodyWhoSteppedAside(_ stepsAside: Bool) async throws {
        try await Cast.with { kit, cast in
            let (record, sheets) = try await plottedAgain(kit, cast)
            // What was looked at has a point of the check list, ticked in the first round.
            try await kit.database.run(
                """
                UPDATE lianshen.sheet SET kind = 'fire_site_plan' WHERE case_id = '\(record.id)';
                INSERT INTO lianshen.checkpoint_tick (tick_id, review_id, case_id, owner_id, checkpoint, verdict, evidence, person_id)
                SELECT gen_random_uuid(), r.review_id, r.case_id, r.owner_id, 'fire-design', 'met',
                       jsonb_build_array(jsonb_build_object('sheet', s.sheet_id)), r.reviewer_id
                  FROM lianshen.review r JOIN lianshen.package k ON k.case_id = r.case_id AND k.round = r.round
                  JOIN lianshen.sheet s ON s.package_id = k.package_id AND s.ordinal = 0
                 WHERE r.case_id = '\(record.id)' AND r.round = 1 AND r.discipline = 'fire'
                """)
            var (actor, acting) = (try cast.actor("fire"), try cast.acting("fire"))
            let given = try await kit.store.transaction(as: actor) { try await $0.presentReview(of: record.id, in: .fire) }
            if stepsAside {
                let person = Person(
                    id: UUID(), organisation: acting.organisation, signInName: "colleague", name: "样例人员",
                    roles: [.init(role: .reviewer, discipline: .fire)])
                let dispatcher = ActingPerson(person: UUID(), organisation: acting.organisation, role: .dispatcher)
                try await kit.store.transaction(as: .system("test")) { try await $0.insert(person) }
                try await kit.store.transaction(as: actor) { [acting] tx in
                    let (held, value) = try await tx.lockReview(given.id)
                    let recuse = ReviewAction.recuse(reason: "曾参与设计")
                    let left = try await tx.move(held, to: try value.applying(recuse, by: acting, attempt: held.attempt), by: recuse)
                    try await tx.recordRecusal(of: acting.person, from: left, reason: "曾参与设计")
                    let (open, waiting) = try await tx.lockReview(given.id)
                    let assign = ReviewAction.assign(to: person.id)
                    _ = try await tx.move(open, to: try waiting.applying(assign, by: dispatcher), by: assign)
                }
                actor = Actor(person: person.id, organisation: person.organisation, role: .reviewer, requestID: "test", commitment: actor.commitment)
                acting = ActingPerson(person: person.id, organisation: person.organisation, role: .reviewer)
            }
            let review = try await takeUp(given.id, actor, acting, kit)
            var last: DecisionOutcome?
            for sheet in sheets {
                let (carry, outcome) = try await kit.store.transaction(as: actor) { [acting] in
                    try await $0.confirmLook(of: sheet.id, in: review.id, attempt: review.attempt, as: acting)
                }
                #expect((carry.effect == .keeps) == (sheet.id == sheets.last?.id))
                last = outcome
            }
            #expect(last?.review.decision == (stepsAside ? nil : .passWithAdvice))
            let list = try await kit.store.transaction(as: actor) { try await $0.checkpoints(of: review) }
            #expect(list.points.map(\.id) == ["fire-design"] && list.open.isEmpty == !stepsAside, "his tick is another's to make")
            let after = try await kit.store.transaction(as: actor) { try await $0.review(review.id) }
            #expect(after.state == (stepsAside ? .inReview : .issuedPass))
        }
    }
}
