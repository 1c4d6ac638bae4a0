import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

/// The guards of a change are run as races: a set is approved or it is not, and never two revisions of a sheet at once.
@Suite(.timeLimit(.minutes(20 * Scale.factor))) struct ChangeRaceTests {
    private static let times = 200 * Scale.factor

    private func race(
        undecided: Int, _ one: @escaping @Sendable (Cast, Store, UUID) async throws -> Void,
        _ other: @escaping @Sendable (Cast, Store, UUID) async throws -> Void,
        _ look: @escaping @Sendable (TestStore, Cast, UUID, Bool, Bool) async throws -> Void
    ) async throws {
        try await Cast.with(connections: 12) { kit, cast in
            try await withThrowingTaskGroup(of: Void.self) { lanes in
                for _ in 0..<5 {
                    lanes.addTask {
                        for turn in 0..<(Self.times / 5) {
                            let id = try await cast.certifiedCase(kit.store).id
                            _ = try await cast.confirmedChange(id, kit.store)
                            _ = try await cast.openChange(id, kit.store)
                            for review in try await cast.open(id, kit.store).dropFirst(undecided) { try await cast.pass(review, kit.store) }
                            async let first = Self.succeeds {
                                try await turn.isMultiple(of: 2) ? one(cast, kit.store, id) : other(cast, kit.store, id)
                            }
                            async let second = Self.succeeds {
                                try await turn.isMultiple(of: 2) ? other(cast, kit.store, id) : one(cast, kit.store, id)
                            }
                            let (a, b) = (try await first, try await second)
                            try await look(kit, cast, id, turn.isMultiple(of: 2) ? a : b, turn.isMultiple(of: 2) ? b : a)
                        }
                    }
                }
                try await lanes.waitForAll()
            }
        }
    }

    private static func succeeds(_ act: @Sendable () async throws -> Void) async throws -> Bool {
        do {
            try await act()
            return true
        } catch is CaseRefusal {
            return false
        } catch StoreError.stale {
            return false
        }
    }

    @Test func aChangeIsCertifiedOrDroppedAndTheApprovedRevisionsAreThoseOfOneSet() async throws {
        try await race(
            undecided: 0, { cast, store, id in _ = try await cast.certify(id, store) },
            { cast, store, id in _ = try await cast.dropChange(id, store) }
        ) { kit, cast, id, certified, dropped in
            #expect(certified != dropped)
            let statuses = try await cast.statuses(id, kit.store)
            #expect(statuses["建施-01/1"] == [certified ? .superseded : .current] && statuses["建施-01/2"] == [certified ? .current : .neverApproved])
            #expect(try await kit.number("SELECT count(*) FROM lianshen.case_change WHERE case_id = \(id) AND ended_at IS NULL") == 0)
        }
    }

    @Test func noChangeIsCertifiedWhileADisciplineIsOpen() async throws {
        try await race(
            undecided: 1, { cast, store, id in _ = try await cast.certify(id, store) },
            { cast, store, id in for review in try await cast.open(id, store) { try await cast.pass(review, store) } }
        ) { kit, cast, id, certified, decided in
            #expect(decided)
            let open = try await kit.number(
                "SELECT count(*) FROM lianshen.review WHERE case_id = \(id) AND round = 2 AND applicability = 'applies' AND decision IS NULL")
            #expect(open == 0)
            // Refused while the last one was open, it can be done again at once.
            if !certified { _ = try await cast.certify(id, kit.store) }
            #expect(try await cast.statuses(id, kit.store)["建施-01/1"] == [.superseded])
        }
    }

    @Test func ofTwoIssuersAtOnceOneCertifies() async throws {
        try await race(
            undecided: 0, { cast, store, id in _ = try await cast.certify(id, store) }, { cast, store, id in _ = try await cast.certify(id, store) }
        ) { kit, _, id, one, other in
            #expect(one != other)
            let entries = try await kit.number(
                "SELECT count(*) FROM lianshen.audit_entry WHERE case_id = \(id) AND act = 'case.certify' AND from_state = 'change_in_review'")
            #expect(entries == 1)
        }
    }
}
