import Foundation
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// What happens on 1 December and next year: the database's clock cannot be set, so months are asked for by date.
@Suite struct PartitionTests {
    @Test func thisMonthAndTheNextThreeAreThereFromTheStart() async throws {
        try await TestStore.with { kit in
            let ahead = try await kit.number(
                """
                SELECT count(*) FROM generate_series(0, 3) AS n
                 WHERE to_regclass('lianshen.audit_entry_' || to_char(now() AT TIME ZONE 'UTC' + make_interval(months => n), 'YYYYMM')) IS NOT NULL
                """)
            #expect(ahead == 4)
            #expect(try await kit.store.transaction(as: .system("upkeep")) { try await $0.makePartitions() } == 0)
        }
    }

    @Test func overTheTurnOfTheYearEveryEntryGoesToItsMonth() async throws {
        try await TestStore.with { kit in
            let made = try await kit.number("SELECT lianshen.audit_make_partitions('2031-11-30 23:59:59.999+00')")
            #expect(made == 4)
            let instants = ["2031-11-30 23:59:59.999999+00", "2031-12-01 00:00:00+00", "2031-12-31 23:59:59.999999+00", "2032-01-01 00:00:00+00"]
            let places = try await kit.look(
                """
                INSERT INTO lianshen.audit_entry (recorded_at, act, result, role, object_kind, request_id)
                SELECT at::timestamptz, 'session.sign_in', 'ok', 'owner', 'person', 't' FROM unnest(\(instants)) AS at RETURNING tableoid::regclass::text AS place
                """)
            #expect(
                try places.map { try $0("place") as String }
                    == ["audit_entry_203111", "audit_entry_203112", "audit_entry_203112", "audit_entry_203201"])
        }
    }

    @Test func aMonthWithoutAPartitionLosesNothingAndStopsNothing() async throws {
        try await TestStore.with { kit in
            _ = try await kit.look(
                """
                INSERT INTO lianshen.audit_entry (recorded_at, act, result, role, object_kind, request_id)
                VALUES ('2041-05-15', 'session.sign_in', 'ok', 'owner', 'person', 't')
                """)
            #expect(try await kit.number("SELECT count(*) FROM ONLY lianshen.audit_entry_default") == 1)
            // The month that began without one stays where it is; the months after it get theirs.
            #expect(try await kit.number("SELECT lianshen.audit_make_partitions('2041-05-20')") == 3)
            #expect(try await kit.number("SELECT lianshen.audit_make_partitions('2041-05-20')") == 0)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.audit_entry WHERE recorded_at = '2041-05-15'") == 1)
        }
    }

    @Test func manyThatMakeTheSameMonthWhileOthersWriteMakeItOnce() async throws {
        try await Cast.with(connections: 12) { kit, cast in
            let record = try await cast.draftCase(kit.store)
            let designer = try cast.actor("designer")
            let made = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 { group.addTask { try await kit.number("SELECT lianshen.audit_make_partitions('2035-01-01')") } }
                for _ in 0..<20 {
                    group.addTask {
                        _ = try await kit.store.transaction(as: designer) { try await $0.upload(into: record, cast.institute.id) }
                        return 0
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(made == 4)
        }
    }

    @Test func theServiceMayAskForTheDatabasesOwnPresentOnly() async throws {
        try await TestStore.with { kit in
            let error = await #expect(throws: DatabaseError.self) {
                try await kit.service { _ = try await $0.all("SELECT audit_make_partitions('2099-01-01'::timestamptz)") }
            }
            #expect(error?.sqlState == .insufficientPrivilege)
        }
    }

    @Test func theServiceMakesWhatIsMissing() async throws {
        try await TestStore.with { kit in
            try await kit.database.run(
                """
                DO $$ BEGIN
                    EXECUTE 'DROP TABLE lianshen.audit_entry_' || to_char(now() AT TIME ZONE 'UTC' + interval '1 month', 'YYYYMM');
                END $$
                """)
            #expect(try await kit.store.transaction(as: .system("upkeep")) { try await $0.makePartitions() } == 1)
        }
    }
}

extension Tx {
    /// Uploads a small package: an act with an entry in the log.
    @discardableResult
    func upload(into record: CaseRecord, _ institute: UUID) async throws -> PackageRecord {
        try await insertPackage(
            UUID(), into: record, institute: institute, fileName: "p.zip", sha256: Array(repeating: 1, count: 32), sm3: Array(repeating: 2, count: 32), size: 10)
    }
}
