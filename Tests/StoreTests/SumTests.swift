import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing
import WorkingTime

/// Declared sums in the database: wrong ones end no conflict, and a drawing that is handed in again says what it said.
@Suite struct SumTests {
    private static let height = Element(id: "1#/3F/层高", building: "1#", storey: "3F", mark: "层高", kind: .storey)

    /// Declares that a property of the storey is the width of the door and something more.
    private func declare(
        _ constant: String?, _ property: String = "height", from sheet: UUID, _ made: Contradicting, _ kit: TestStore, _ cast: Cast
    ) async throws -> SumRecord {
        let id = UUID()
        let sum = LinearSum(
            id: id.uuidString.lowercased(), total: .init(element: Self.height.id, property: property),
            parts: [.init(element: Contradicting.door.id, property: "structural_opening_width")], constant: constant, unit: "mm",
            sheet: sheet.uuidString.lowercased(), declaredBy: try cast.acting("fire").person.uuidString.lowercased())
        return try await kit.store.transaction(as: cast.actor("fire")) { try await $0.declare(sum, id: id, from: sheet, in: made.record) }
    }

    private func withdraw(_ sum: SumRecord, _ kit: TestStore, _ cast: Cast, of id: UUID) async throws -> UUID? {
        try await kit.store.transaction(as: cast.actor("clerk")) { tx in
            try await tx.withdrawSum(sum.id, of: try await tx.lockCase(id).record, reason: "读错").opinion
        }
    }

    private func conflicts(_ kit: TestStore, _ cast: Cast, of id: UUID) async throws -> [CaseConflict] {
        try await kit.store.transaction(as: cast.actor("owner")) { try await $0.conflicts(of: id) }
    }

    private func ground(_ conflict: CaseConflict, _ kit: TestStore, _ cast: Cast) async throws -> SettlementGround {
        let meeting = try #require(CoordinationMeeting(day: CalendarDay(Date()).description, minutes: "议定。", participants: []))
        return try await kit.store.transaction(as: cast.actor("clerk")) { tx in
            try await tx.lockSettlement(of: conflict.id, meeting: meeting, decisions: [])
        }
    }

    @Test func sumsThatContradictEachOtherTakeNoOpenConflictAway() async throws {
        try await Cast.with { kit, cast in
            let made = try await cast.contradictingCase(kit.store)
            let id = made.record.id
            _ = try await kit.store.transaction(as: cast.actor("fire")) { try await $0.add(Self.height, to: made.record) }
            _ = try await declare(nil, from: made.sheet, made, kit, cast)
            let low = Demand(element: Self.height.id, property: "height", relation: .atMost, value: "1.20", unit: "m")
            try await cast.publish(made.draft(low, x: 600, "层高超限"), .planning, made, kit.store)
            for discipline in Discipline.allCases { try await cast.decide(discipline, made, kit.store) }
            let open = try await conflicts(kit, cast, of: id)
            #expect(Set(open.map(\.kind)) == [.bounds, .sums])
            // A wrong sum, and a third one whose end has the merge made again.
            let wrong = try await declare("100", from: made.sheet, made, kit, cast)
            let third = try await declare("5", "depth", from: made.sheet, made, kit, cast)
            #expect(try await withdraw(third, kit, cast, of: id) == nil)
            #expect(try await conflicts(kit, cast, of: id) == open && open.allSatisfy { $0.state == .open })
            #expect(try await kit.number("SELECT count(*) FROM lianshen.opinion WHERE case_id = \(id)") == 0)
            // What is left of either cannot be judged before the wrong one is taken back.
            let direct = try #require(open.first { $0.kind == .bounds })
            let through = try #require(open.first { $0.kind == .sums })
            let decisions = direct.members.map { side in
                SettlementDecision(
                    comment: side.comment, demand: side.demand, outcome: through.members.contains(side) ? .stands : .withdrawn, reason: "会议议定")
            }
            #expect(try await ground(direct, kit, cast).check.findings(in: decisions).map(\.code) == ["settlement.undecided"])
            #expect(try await withdraw(wrong, kit, cast, of: id) == nil)
            #expect(try await conflicts(kit, cast, of: id) == open)
            let order = decisions.map(\.outcome)
            #expect(try await cast.settle(direct, kit.store, order).caseState == .reconciling)
            #expect(try await cast.settle(through, kit.store).caseState == .opinionsIssued)
        }
    }

    /// A set for the next round: the first sheet as it was, the second as it was or in another revision.
    private func handInAgain(_ made: Contradicting, changed: Bool, _ kit: TestStore, _ cast: Cast) async throws -> (CaseRecord, [SheetRecord]) {
        let (store, id) = (kit.store, made.record.id)
        let revising = try await cast.apply(.startRevision, id, store)
        try await store.transaction(as: cast.actor("designer")) { tx in
            let (record, _) = try await tx.lockCase(id)
            for comment in try await tx.comments(of: id, limit: 100) {
                _ = try await tx.write(Answer(verdict: .notAccepted, text: "不改"), to: comment.id, in: record, of: cast.institute.id)
            }
            _ = try await tx.releaseAnswers(nil, in: record, of: cast.institute.id)
        }
        let package = try await cast.upload(revising, store)
        let sheets = (0..<2).map { ordinal in
            let sheet = Cast.sheet(ordinal, of: package)
            guard changed, ordinal == 1 else { return sheet }
            return SheetRecord(
                id: sheet.id, package: package.id, caseID: id, ordinal: ordinal, entry: sheet.entry, width: 2384, height: 1684, rotation: 0,
                fileSHA256: Array(repeating: 101, count: 32), pageDigest: nil, look: nil)
        }
        let base = try #require(try await store.transaction(as: .system("intake")) { try await $0.lastSet(before: package) })
        let set = ComposedSet(SheetSet(name: "q.zip", sha256: "", sheets: sheets.map(\.ofSet), documents: []), after: base.set)
        try await store.transaction(as: .system("intake")) { tx in
            try await tx.recordIntake(
                of: package, acceptable: true, report: "{}", entries: [], sheets: sheets, findings: [], set: set, base: base.package)
        }
        try await cast.seal(try await store.transaction(as: cast.actor("designer")) { try await $0.package(package.id) }, store)
        try await cast.apply(.confirm, id, store)
        return (try await store.transaction(as: cast.actor("owner")) { try await $0.openNextRound(of: id, by: .resubmit) }, sheets)
    }

    @Test(arguments: [false, true])
    func aSumHoldsWhileTheDrawingThatItWasReadFromIsTheSame(changed: Bool) async throws {
        try await Cast.with { kit, cast in
            let made = try await cast.contradictingCase(kit.store)
            let id = made.record.id
            try await kit.database.run("UPDATE lianshen.joint_case SET conflict_policy = 'both_texts'")
            _ = try await kit.store.transaction(as: cast.actor("fire")) { try await $0.add(Self.height, to: made.record) }
            // What somebody says of the second sheet stands on, whatever becomes of the sheet: only what is in force speaks for its sums.
            let first = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.sheets(ofCase: id, round: 1) }
            let sum = try await declare(nil, from: first[1].id, made, kit, cast)
            let said = Contradicting(record: made.record, reviews: made.reviews, sheet: first[1].id)
            try await cast.publish(said.draft(nil, x: 500, "标注不清"), .fire, said, kit.store)
            for discipline in Discipline.allCases { try await cast.decide(discipline, made, kit.store) }
            let conflict = try #require(try await conflicts(kit, cast, of: id).first)
            let (record, sheets) = try await handInAgain(made, changed: changed, kit, cast)
            #expect(record.round == 2 && record.state == .inReReview)
            let expected = changed ? [] : [sum.sum.read(from: sheets[1].id.uuidString.lowercased())]
            let merged = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.mergeRound(of: record).material.sums }
            #expect(merged == expected)
            // What is settled is judged by the same sums.
            #expect(try await ground(conflict, kit, cast).check.sums == expected)
        }
    }
}
