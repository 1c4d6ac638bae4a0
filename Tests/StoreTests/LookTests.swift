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
}
