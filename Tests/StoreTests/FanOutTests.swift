import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

@Suite struct FanOutTests {
    @Test func acceptanceOpensAllFiveReviewsWithTheirEntriesInOneTransaction() async throws {
        try await TestStore.with { kit in
            let cast = Cast()
            try await cast.enter(kit.store)
            let submitted = try await cast.submittedCase(kit.store)

            let accepted = try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.accept(submitted.id) }

            #expect(accepted.state == .inFirstReview)
            #expect(accepted.remaining == 5)
            let reviews = try await kit.store.transaction(as: cast.actor("regulator")) { try await $0.reviews(of: submitted.id) }
            #expect(Set(reviews.map(\.discipline)) == Set(Discipline.allCases))
            #expect(reviews.allSatisfy { $0.state == .pending && $0.dueAt == accepted.dueAt && !$0.legalBasis.isEmpty })
            let entries = try await kit.store.transaction(as: .system("look")) { tx in
                var filter = AuditFilter()
                filter.caseID = submitted.id
                return try await tx.auditEntries(filter, after: nil, limit: 100)
            }
            #expect(entries.count { $0.act == "review.open" } == 5)
            #expect(entries.count { $0.act == "case.accept" } == 1)
            #expect(entries.compactMap(\.projectSequence) == Array(2...(entries.count + 1)), "numbered without a gap after project.create")
        }
    }

    @Test func aCaseIsAcceptedOnceHoweverManyClerksTryAtTheSameTime() async throws {
        try await TestStore.with { kit in
            let cast = Cast()
            try await cast.enter(kit.store)
            let submitted = try await cast.submittedCase(kit.store)
            let clerk = try cast.actor("clerk")

            let accepted = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 {
                    group.addTask { (try? await kit.store.transaction(as: clerk) { try await $0.accept(submitted.id) }) != nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }

            #expect(accepted == 1)
            let reviews = try await kit.store.transaction(as: clerk) { try await $0.reviews(of: submitted.id) }
            #expect(reviews.count == 5)
        }
    }

    @Test func whenAReviewCannotBeOpenedNothingOfTheAcceptanceLands() async throws {
        try await TestStore.with { kit in
            let cast = Cast()
            try await cast.enter(kit.store)
            let submitted = try await cast.submittedCase(kit.store)
            _ = try await kit.owner.withConnection { session in
                try await session.script(trusted: "ALTER TABLE lianshen.review ADD CONSTRAINT broken CHECK (discipline <> 'structural')")
            }

            await #expect(throws: (any Error).self) {
                try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.accept(submitted.id) }
            }

            let (state, reviews) = try await kit.store.transaction(as: cast.actor("owner")) { tx in
                (try await tx.caseRecord(submitted.id).state, try await tx.reviews(of: submitted.id))
            }
            #expect(state == .submitted)
            #expect(reviews.isEmpty)
        }
    }

    @Test func whenTheAuditInsertFailsTheActFails() async throws {
        try await TestStore.with { kit in
            let cast = Cast()
            try await cast.enter(kit.store)
            let submitted = try await cast.submittedCase(kit.store)
            _ = try await kit.owner.withConnection { session in
                try await session.script(trusted: "ALTER TABLE lianshen.audit_pending ADD CONSTRAINT closed CHECK (audit_id < 0) NOT VALID")
            }

            await #expect(throws: (any Error).self) {
                try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.accept(submitted.id) }
            }
            let state = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.caseRecord(submitted.id).state }
            #expect(state == .submitted)
        }
    }

    @Test func theSystemAcceptsOnlyUnderARuleThatIsInForceAndNamesItInTheLog() async throws {
        try await TestStore.with { kit in
            let cast = Cast()
            try await cast.enter(kit.store)
            let submitted = try await cast.submittedCase(kit.store)
            let before = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.acceptByRule(submitted.id) }
            #expect(before == nil)

            let rule = try #require(try ShippedRules.autoAcceptRules().rules.first)
            try await kit.store.transaction(as: .system("admin")) { tx in
                try await tx.insert(
                    NewRule(
                        kind: .autoAccept, name: rule.id, version: 1, from: rule.effectiveFrom, to: nil,
                        body: String(decoding: try CanonicalJSON.encode(rule), as: UTF8.self), legalBasis: rule.basis.line, author: "admin",
                        approvedBy: nil),
                    id: UUID())
            }
            let after = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.acceptByRule(submitted.id) }

            #expect(after?.state == .inFirstReview)
            let entry = try await kit.store.transaction(as: .system("look")) { tx in
                var filter = AuditFilter()
                filter.act = "case.accept"
                return try await tx.auditEntries(filter, after: nil, limit: 1).first
            }
            #expect(entry?.role == "system")
        }
    }

    @Test func aConnectionThatDiesDuringAcceptanceLeavesTheCaseAsItWas() async throws {
        try await Cast.with { kit, cast in
            let submitted = try await cast.submittedCase(kit.store)
            let before = try await kit.number("SELECT count(*) FROM lianshen.audit_entry")
            await #expect(throws: StoreError.unavailable) {
                try await kit.store.transaction(as: cast.actor("clerk")) { tx in
                    _ = try await tx.accept(submitted.id)
                    try await kit.killWriters()
                    _ = try await tx.caseRecord(submitted.id)
                }
            }
            let left = try await kit.number(
                "SELECT (SELECT count(*) FROM lianshen.review) + (SELECT count(*) FROM lianshen.case_party WHERE 'review_body' = ANY (roles))")
            #expect(left == 0)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry") == before)
            #expect(try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.accept(submitted.id) }.remaining == 5)
        }
    }

    @Test func ofManySubmissionsAtTheSameTimeOneIsMade() async throws {
        for _ in 0..<Scale.factor {
            try await Cast.with { kit, cast in
                // Confirmed and submitted once already; sent back to where the owner may submit.
                let submitted = try await cast.submittedCase(kit.store)
                _ = try await kit.look(
                    "UPDATE lianshen.joint_case SET state = 'awaiting_owner_confirm', submitted_at = NULL WHERE case_id = \(submitted.id)")
                let before = try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'case.submit'")
                let owner = try cast.actor("owner")
                let made = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<8 {
                        group.addTask {
                            let moved = try? await kit.store.transaction(as: owner) { tx in
                                let (record, value) = try await tx.lockCase(submitted.id)
                                return try await tx.move(record, to: value.applying(.submit, by: .owner), by: .submit)
                            }
                            return moved != nil
                        }
                    }
                    return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
                }
                #expect(made == 1)
                #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'case.submit'") == before + 1)
            }
        }
    }
}
