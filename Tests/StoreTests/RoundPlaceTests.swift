import Foundation
import JointReview
import Store
import TestDatabase
import TestStore
import Testing

/// What is asked again when a round opens, because the revised set may say otherwise than the drafts did.
@Suite struct RoundPlaceTests {
    /// A case in revision with one blocking comment, and the next round's package with 建施-01 in another size and look.
    private func revised(_ cast: Cast, _ store: Store, width: Double, look: String?) async throws -> (id: UUID, comment: UUID, sheet: SheetRecord) {
        let accepted = try await cast.acceptedCase(store)
        let owner = try cast.actor("owner")
        let sheet = try #require(try await store.transaction(as: owner) { try await $0.sheets(ofCase: accepted.id, round: 1) }.last)
        for discipline in Discipline.allCases {
            _ = try await cast.review(discipline, discipline == .fire ? .fail : .passWithAdvice, sheet: sheet.id, store)
        }
        try await cast.apply(.startRevision, accepted.id, store)
        let comments = try await store.transaction(as: owner) { try await $0.comments(of: accepted.id, limit: 10) }
        let fire = try #require(comments.first { $0.comment.discipline == .fire }).id
        try await store.transaction(as: cast.actor("designer")) { tx in
            let (record, _) = try await tx.lockCase(accepted.id)
            for comment in comments {
                // At the right edge of the sheet as it is.
                let place = Answer.Place(sheetNumber: sheet.entry.number, x: 2300, y: 10, width: 60, height: 50)
                let answer = comment.id == fire ? Answer(verdict: .accepted, text: "已改", place: place) : Answer(verdict: .notAccepted, text: "按原设计")
                _ = try await tx.write(answer, to: comment.id, in: record, of: cast.institute.id)
            }
            _ = try await tx.releaseAnswers(nil, in: record, of: cast.institute.id)
        }
        let record = try await store.transaction(as: owner) { try await $0.caseRecord(accepted.id) }
        let package = try await cast.upload(record, store)
        let sheets = (0..<2).map { ordinal in
            let made = Cast.sheet(ordinal, of: package)
            return SheetRecord(
                id: made.id, package: package.id, caseID: record.id, ordinal: ordinal, entry: made.entry, width: ordinal == 1 ? width : 2384,
                height: 1684,
                rotation: 0, fileSHA256: Array(repeating: UInt8(40 + ordinal), count: 32), pageDigest: "pd3:\(ordinal)", look: look)
        }
        try await store.transaction(as: .system("intake")) { tx in
            try await tx.recordIntake(of: package, acceptable: true, report: "{}", entries: [], sheets: sheets, findings: [])
        }
        try await cast.seal(package, store)
        return (accepted.id, fire, sheets[1])
    }

    @Test func anAnswersPlaceIsLookedAtAgainWhenTheSheetHasBecomeSmaller() async throws {
        try await Cast.with { kit, cast in
            let (id, _, _) = try await revised(cast, kit.store, width: 1191, look: nil)
            await #expect(throws: CaseRefusal.itemsUnanswered(1)) { try await cast.apply(.confirm, id, kit.store) }
            let turns = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.turns(of: id) }
            #expect(turns.contains { $0.task == .writeAnswer })
            let (other, _, _) = try await revised(cast, kit.store, width: 2384, look: nil)
            #expect(try await cast.apply(.confirm, other, kit.store).confirmedAt != nil)
        }
    }

    @Test func whatBlocksIsLateOnASheetThatLooksTheSame() async throws {
        try await Cast.with { kit, cast in
            let (id, _, sheet) = try await revised(cast, kit.store, width: 2384, look: "lk1:00")
            try await kit.database.run("UPDATE lianshen.sheet SET look = 'lk1:00' WHERE case_id = '\(id)'")
            try await cast.apply(.confirm, id, kit.store)
            _ = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.openNextRound(of: id, by: .resubmit) }
            let answers = try await kit.store.transaction(as: cast.actor("fire")) { tx in
                (try await tx.isUnchanged(sheet.id, in: 2, blocks: true), try await tx.isUnchanged(sheet.id, in: 2))
            }
            #expect(answers == (true, false))
        }
    }
}
