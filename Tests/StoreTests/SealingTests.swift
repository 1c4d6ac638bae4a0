import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

/// An institute mends its part: what was sealed first gives way, and nothing of it is lost.
@Suite struct SealingTests {
    @Test func aPartSealedAfterAReturnTakesThePlaceOfTheFirst() async throws {
        try await Cast.with { kit, cast in
            let submitted = try await cast.submittedCase(kit.store)
            let first = try await kit.store.transaction(as: cast.actor("designer")) { try await $0.sheets(ofCase: submitted.id, round: 1) }
            let returned = try await kit.store.transaction(as: cast.actor("clerk")) { tx in
                let (record, value) = try await tx.lockCase(submitted.id)
                let action = CaseAction.return(reason: "缺图", items: ["补剖面图"])
                return try await tx.move(record, to: try value.applying(action, by: .deskClerk), by: action)
            }
            #expect(returned.state == .deficient)
            let second = try await mended(returned, cast, kit.store)
            _ = try await kit.store.transaction(as: cast.actor("designer")) { try await $0.sealPart(second.id) }
            let states = try await kit.look("SELECT state FROM lianshen.package WHERE case_id = \(submitted.id) ORDER BY uploaded_at")
            #expect(try states.map { try $0("state") as String } == ["superseded", "sealed"])
            let now = try await kit.store.transaction(as: cast.actor("designer")) { try await $0.sheets(ofCase: submitted.id, round: 1) }
            #expect(now.map(\.package) == Array(repeating: second.id, count: now.count))
            #expect(Set(first.map(\.id)).isDisjoint(with: now.map(\.id)))
            #expect(
                try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'package.seal' AND to_state = 'superseded'") == 1)
            let again = try await kit.store.transaction(as: cast.actor("owner")) { tx in
                let (record, value) = try await tx.lockCase(submitted.id)
                let confirmed = try value.applying(.confirm, by: .owner)
                let moved = try await tx.move(record, to: confirmed, by: .confirm)
                return try await tx.move(moved, to: confirmed.applying(.resubmit, by: .owner), by: .resubmit)
            }
            #expect(again.state == .submitted)
        }
    }

    @Test func whatTheOwnerConfirmedIsVoidWhenAnotherPartIsSealed() async throws {
        try await Cast.with { kit, cast in
            let submitted = try await cast.submittedCase(kit.store)
            let confirmed = try await kit.store.transaction(as: cast.actor("clerk")) { tx in
                let (record, value) = try await tx.lockCase(submitted.id)
                let action = CaseAction.return(reason: "缺图", items: ["补剖面图"])
                let returned = try value.applying(action, by: .deskClerk)
                let moved = try await tx.move(record, to: returned, by: action)
                return try await tx.move(moved, to: try returned.applying(.confirm, by: .owner), by: .confirm)
            }
            #expect(confirmed.confirmedAt != nil)
            let second = try await mended(confirmed, cast, kit.store)
            _ = try await kit.store.transaction(as: cast.actor("designer")) { try await $0.sealPart(second.id) }
            let (record, value) = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.lockCase(submitted.id) }
            #expect(record.confirmedAt == nil && record.state == .deficient)
            #expect(throws: CaseRefusal.notConfirmed) { try value.applying(.resubmit, by: .owner) }
            #expect(try value.applying(.confirm, by: .owner).isConfirmed)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'package.seal' AND object_kind = 'case'") == 2)
        }
    }

    @Test func aPackageThatIsSealedAlreadyIsNotSealedTwice() async throws {
        try await Cast.with { kit, cast in
            let submitted = try await cast.submittedCase(kit.store)
            let package = try #require(
                try await kit.store.transaction(as: cast.actor("designer")) { try await $0.sheets(ofCase: submitted.id, round: 1) }.first?.package)
            await #expect(throws: (any Error).self) {
                try await kit.store.transaction(as: cast.actor("designer")) { try await $0.sealPart(package) }
            }
            #expect(try await kit.number("SELECT count(*) FROM lianshen.package WHERE state = 'superseded'") == 0)
        }
    }

    private func mended(_ record: CaseRecord, _ cast: Cast, _ store: Store) async throws -> PackageRecord {
        let package = try await store.transaction(as: cast.actor("designer")) { tx in
            try await tx.insertPackage(
                UUID(), into: record, institute: cast.institute.id, fileName: "q.zip", sha256: Array(repeating: 2, count: 32), sm3: nil, size: 12)
        }
        try await store.transaction(as: .system("intake")) { tx in
            try await tx.recordIntake(
                of: package, acceptable: true, report: "{}", entries: [], sheets: (0..<3).map { Cast.sheet($0, of: package) }, findings: [])
        }
        return package
    }
}
