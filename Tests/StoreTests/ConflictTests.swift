import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing
import WorkingTime

/// Conflicts in the database: found with the last decision, ended once, and never left behind an opinion.
@Suite struct ConflictTests {
    @Test func theLastDecisionOpensTheConflictAndHoldsUpTheOpinion() async throws {
        try await Cast.with { kit, cast in
            let (made, conflict) = try await cast.reconcilingCase(kit.store)
            let record = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.caseRecord(made.record.id) }
            #expect(record.state == .reconciling && conflict.state == .open && conflict.kind == .bounds && conflict.number == 1)
            #expect(conflict.members.count == 2 && conflict.members.allSatisfy { $0.demand != nil } && conflict.dueAt == nil)
            #expect(try await kit.store.transaction(as: cast.actor("owner")) { try await $0.opinion(of: made.record.id) } == nil)
            let standing = try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.lockCase(made.record.id).value.standing }
            #expect(standing.openConflicts == 1 && standing.undecidedReviews == 0)
            let told = try await kit.number("SELECT count(DISTINCT organisation_id) FROM lianshen.notice WHERE kind = 'conflict'")
            #expect(told == 8, "owner, institute, lead body and five review bodies")
            let acts = try await kit.look(
                "SELECT act FROM lianshen.audit_entry WHERE act IN ('conflict.open', 'case.reconcile', 'opinion.issue') ORDER BY audit_id")
            #expect(try acts.map { try $0("act") as String } == ["conflict.open", "case.reconcile"])
        }
    }

    @Test func theLastSettlementIssuesTheOpinionWithWhatBecameOfTheDemands() async throws {
        try await Cast.with { kit, cast in
            let (made, conflict) = try await cast.reconcilingCase(kit.store)
            let (ended, state, opinion) = try await cast.settle(conflict, kit.store)
            #expect(ended.state == .settled && state == .opinionsIssued && opinion != nil)
            let issued = try #require(try await kit.store.transaction(as: cast.actor("owner")) { try await $0.opinion(of: made.record.id) }?.opinion)
            let told = try #require(issued.conflicts?.first?.conflict)
            #expect(told.id == ended.id && told.members == ended.members && told.settlement?.decisions == ended.settlement?.decisions)
            #expect(told.settlement?.meeting == ended.settlement?.meeting && told.settlement?.meeting.minutes.isEmpty == false)
            let outcomes = issued.items.flatMap { $0.statements ?? [] }.flatMap(\.demands).map(\.outcome)
            #expect(Set(outcomes) == [.withdrawn, .stands])
            #expect(issued.items.flatMap { $0.statements ?? [] }.allSatisfy { $0.entry != nil })
            #expect(try await kit.number("SELECT count(*) FROM lianshen.job WHERE kind = 'report'") == 1)
            // Nothing that was said has changed.
            let texts = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.comments(of: made.record.id, limit: 9) }
            #expect(texts.map(\.comment.text) == ["疏散宽度不足", "开洞削弱约束边缘构件"] && Set(texts.map { $0.demands.first?.outcome }) == [.withdrawn, .stands])
        }
    }

    @Test func aPolicyOfBothTextsIssuesTheOpinionWithTheOpenConflictAndStillBlocksThePass() async throws {
        try await Cast.with { kit, cast in
            let made = try await cast.contradictingCase(kit.store)
            try await kit.database.run("UPDATE lianshen.joint_case SET conflict_policy = 'both_texts'")
            for discipline in Discipline.allCases.dropLast() { try await cast.decide(discipline, made, kit.store) }
            let last = try await cast.decide(.structural, made, kit.store)
            #expect(last.caseState == .opinionsIssued && last.opinion != nil)
            let issued = try #require(try await kit.store.transaction(as: cast.actor("owner")) { try await $0.opinion(of: made.record.id) }?.opinion)
            #expect(
                issued.conflicts?.map(\.conflict.state) == [.open]
                    && Set(issued.conflicts?.first?.sides.compactMap(\.text) ?? []) == ["疏散宽度不足", "开洞削弱约束边缘构件"])
            let value = try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.lockCase(made.record.id).value }
            #expect(throws: CaseRefusal.conflictsOpen(1)) { try value.applying(.pass, by: .lead) }
            // It is settled afterwards; the opinion that went out stays as it was.
            let conflict = try #require(issued.conflicts?.first?.conflict)
            let (ended, state, opinion) = try await cast.settle(conflict, kit.store)
            #expect(ended.state == .settled && state == .opinionsIssued && opinion == nil)
        }
    }

    @Test func aLimitForReconciliationGivesTheConflictItsDueDate() async throws {
        try await Cast.with { kit, cast in
            let rule = LimitRule(
                id: "reconciliation", stage: .reconciliation, workingDays: 3, effectiveFrom: try #require(CalendarDay("2020-01-01")),
                basis: LegalBasis(text: "样例", status: .toBeChecked))
            try await kit.store.transaction(as: .system("admin")) { tx in
                try await tx.insert(
                    NewRule(
                        kind: .limit, name: rule.id, version: 1, from: rule.effectiveFrom, to: nil,
                        body: String(decoding: try CanonicalJSON.encode(rule), as: UTF8.self), legalBasis: rule.basis.line, author: "admin",
                        approvedBy: nil),
                    id: UUID())
            }
            let (_, conflict) = try await cast.reconcilingCase(kit.store)
            let due = try #require(conflict.dueAt)
            #expect(due > conflict.openedAt.addingTimeInterval(3 * 86_400 - 3_600) && due < conflict.openedAt.addingTimeInterval(20 * 86_400))
        }
    }

    @Test func aDeclaredContradictionIsAConflictUntilItIsSettled() async throws {
        try await Cast.with { kit, cast in
            let made = try await cast.contradictingCase(kit.store)
            let plain = try await cast.publish(made.draft(nil, x: 600, "总图标高有误"), .planning, made, kit.store)
            try await cast.publish(made.draft(nil, x: 900, "口部标高须抬高", contradicts: [plain.id]), .civilDefence, made, kit.store)
            for discipline in Discipline.allCases { try await cast.decide(discipline, made, kit.store) }
            let found = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.conflicts(of: made.record.id) }
            #expect(found.map(\.kind) == [.bounds, .declared] && found[1].declared && found[1].members.allSatisfy { $0.demand == nil })
            #expect(try await cast.settle(found[1], kit.store, [.stands, .stands]).caseState == .reconciling)
            #expect(try await cast.settle(found[0], kit.store).caseState == .opinionsIssued)
        }
    }

    @Test func aSumThatIsTakenBackEndsItsConflictAndReleasesTheOpinion() async throws {
        try await Cast.with { kit, cast in
            let made = try await cast.contradictingCase(kit.store)
            let (record, sheet) = (made.record, made.sheet)
            let fire = try cast.actor("fire")
            let other = Element(id: "1#/3F/层高", building: "1#", storey: "3F", mark: "层高", kind: .storey)
            _ = try await kit.store.transaction(as: fire) { try await $0.add(other, to: record) }
            let sum = LinearSum(
                id: UUID().uuidString.lowercased(), total: .init(element: other.id, property: "height"),
                parts: [.init(element: Contradicting.door.id, property: "structural_opening_width")], unit: "mm",
                sheet: sheet.uuidString.lowercased(), declaredBy: UUID().uuidString.lowercased())
            let declared = try await kit.store.transaction(as: fire) {
                try await $0.declare(sum, id: try #require(UUID(uuidString: sum.id)), from: sheet, in: record)
            }
            let low = Demand(element: other.id, property: "height", relation: .atMost, value: "1.20", unit: "m")
            try await cast.publish(made.draft(low, x: 600, "层高超限"), .planning, made, kit.store)
            for discipline in Discipline.allCases { try await cast.decide(discipline, made, kit.store) }
            let found = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.conflicts(of: record.id) }
            #expect(Set(found.map(\.kind)) == [.bounds, .sums])
            let direct = try #require(found.first { $0.kind == .bounds })
            let through = try #require(found.first { $0.kind == .sums })
            #expect(through.sums == [declared.id])
            // Structure gives way: what fire and planning demand through the sum stays contradictory, and is for its own settlement.
            let order: [DemandOutcome] = direct.members.map { side in through.members.contains(side) ? .stands : .withdrawn }
            #expect(try await cast.settle(direct, kit.store, order).caseState == .reconciling)
            let (_, opinion) = try await kit.store.transaction(as: cast.actor("clerk")) { tx in
                let locked = try await tx.lockCase(record.id).record
                return try await tx.withdrawSum(declared.id, of: locked, reason: "读错")
            }
            #expect(opinion != nil)
            let after = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.conflicts(of: record.id) }
            #expect(Set(after.map(\.state)) == [.settled, .lapsed])
        }
    }

    @Test func ofTwoThatSettleAtTheSameTimeOneDoes() async throws {
        try await Cast.with { kit, cast in
            for _ in 0..<10 * Scale.factor {
                let (made, conflict) = try await cast.reconcilingCase(kit.store)
                let outcomes = await withTaskGroup(of: Result<UUID?, any Error>.self) { group in
                    for order in [[DemandOutcome.withdrawn, .stands], [.stands, .withdrawn]] {
                        group.addTask {
                            do { return .success(try await cast.settle(conflict, kit.store, order).opinion) } catch { return .failure(error) }
                        }
                    }
                    return await group.reduce(into: [Result<UUID?, any Error>]()) { $0.append($1) }
                }
                #expect(outcomes.count { (try? $0.get()) != nil } == 1)
                for case .failure(let error) in outcomes { #expect(error as? ConflictRefusal == .ended(.settled), "\(error)") }
                let rows = try await kit.number(
                    """
                    SELECT (SELECT count(*) FROM lianshen.settlement WHERE case_id = \(made.record.id))
                         + 10 * (SELECT count(*) FROM lianshen.opinion WHERE case_id = \(made.record.id))
                         + 100 * (SELECT count(*) FROM lianshen.settlement_decision WHERE case_id = \(made.record.id))
                    """)
                #expect(rows == 211)
            }
        }
    }

    @Test func aCorrectionAndASettlementAtTheSameTimeEndTheConflictOnce() async throws {
        try await Cast.with { kit, cast in
            for _ in 0..<10 * Scale.factor {
                let (made, conflict) = try await cast.reconcilingCase(kit.store)
                let review = try #require(made.reviews[.fire])
                let comments = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.comments(of: made.record.id, limit: 9) }
                let old = try #require(comments.first { $0.comment.discipline == .fire })
                async let settling = Result { try await cast.settle(conflict, kit.store).opinion }
                async let correcting = Result {
                    try await kit.store.transaction(as: cast.actor("fire")) { tx in
                        var draft = made.draft(nil, x: 10, "另设第二出口")
                        draft.supersedes = old.id
                        return try await tx.correctWhileReconciling(draft, id: UUID(), of: old, attempt: review.attempt, reason: "协商").opinion
                    }
                }
                let (settled, corrected) = await (settling, correcting)
                let opinions = [settled, corrected].compactMap { try? $0.get() }.compactMap { $0 }
                #expect(opinions.count == 1)
                let after = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.conflicts(of: made.record.id) }
                #expect(after.map(\.state) == [(try? corrected.get()) == nil ? .settled : .lapsed])
            }
        }
    }

    @Test func aWithdrawalAndASettlementAtTheSameTimeLeaveOneStory() async throws {
        try await Cast.with { kit, cast in
            for _ in 0..<10 * Scale.factor {
                let (made, conflict) = try await cast.reconcilingCase(kit.store)
                async let settling = Result { try await cast.settle(conflict, kit.store).opinion != nil }
                async let withdrawing = Result {
                    try await kit.store.transaction(as: cast.actor("owner")) { tx in
                        let (record, value) = try await tx.lockCase(made.record.id)
                        let action = CaseAction.withdraw(reason: "建设单位撤回")
                        return try await tx.move(record, to: value.applying(action, by: .owner), by: action).state
                    }
                }
                let (settled, withdrawn) = await (settling, withdrawing)
                // The owner may always withdraw: before the settlement, which is then refused, or after it.
                #expect((try? withdrawn.get()) == .withdrawn)
                let opinions = try await kit.number("SELECT count(*) FROM lianshen.opinion WHERE case_id = \(made.record.id)")
                switch settled {
                case .success(let issued): #expect(issued && opinions == 1)
                case .failure(let error): #expect(error as? ConflictRefusal == .caseState(.withdrawn) && opinions == 0, "\(error)")
                }
            }
        }
    }

    @Test func aDemandThatIsPublishedDuringTheLastDecisionIsInTheMergeOrRefused() async throws {
        try await Cast.with { kit, cast in
            for _ in 0..<10 * Scale.factor {
                let made = try await cast.contradictingCase(kit.store)
                for discipline in Discipline.allCases.dropLast() { try await cast.decide(discipline, made, kit.store) }
                let further = Demand(
                    element: Contradicting.door.id, property: "structural_opening_width", relation: .equal, value: "0.95", unit: "m")
                async let publishing = Result { try await cast.publish(made.draft(further, x: 900, "洞口按 0.95 m"), .structural, made, kit.store).id }
                async let deciding = Result { try await cast.decide(.structural, made, kit.store).caseState }
                let (published, decided) = await (publishing, deciding)
                #expect((try? decided.get()) == .reconciling)
                let conflicts = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.conflicts(of: made.record.id) }
                switch published {
                case .success: #expect(conflicts.count == 2, "≥ 1.30 against ≤ 1.00, and against = 0.95")
                case .failure: #expect(conflicts.count == 1)
                }
            }
        }
    }
}

extension Result where Failure == any Error, Success: Sendable {
    /// Runs something and keeps what came of it.
    fileprivate init(_ body: @Sendable () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}
