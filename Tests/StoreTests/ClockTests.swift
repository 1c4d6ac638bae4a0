import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// Every act has the database's time and the business's; they may differ in a database that was made to be simulated, and in no other.
@Suite struct ClockTests {
    private static let then = Date(timeIntervalSince1970: 1_760_000_000)

    @Test(arguments: [false, true]) func onlyASimulatedDatabaseTakesAnotherBusinessClock(_ simulated: Bool) async throws {
        try await Cast.with(simulated: simulated) { kit, cast in
            let pool = Pool(configuration: PoolConfiguration(url: kit.database.url(role: "lianshen_service")), logger: TestStore.quiet)
            let store = Store(pool: pool, logger: TestStore.quiet, businessClock: { Self.then })
            let record = try await cast.draftCase(store)
            await store.close()
            let row = try #require(
                try await kit.look("SELECT recorded_at, effective_at FROM lianshen.audit_entry WHERE case_id = \(record.id) LIMIT 1").first)
            let recorded: Date = try row("recorded_at")
            let effective: Date = try row("effective_at")
            #expect(abs(recorded.timeIntervalSinceNow) < 600)
            #expect((effective == Self.then) == simulated)
            #expect((abs(effective.timeIntervalSinceNow) < 600) == !simulated)
        }
    }

    /// Due dates follow the business clock: the limit in force and the calendar are those of that day.
    @Test func dueDatesAreCountedFromTheBusinessDay() async throws {
        try await TestStore.with(simulated: true) { kit in
            let pool = Pool(configuration: PoolConfiguration(url: kit.database.url(role: "lianshen_service")), logger: TestStore.quiet)
            // 2025-09-30 09:46 in China: the day before the long holiday, whose make-up workdays are 09-28 and 10-11.
            let eve = Date(timeIntervalSince1970: 1_759_196_760)
            let store = Store(pool: pool, logger: TestStore.quiet, businessClock: { eve })
            let cast = Cast()
            try await cast.enter(store)
            let accepted = try await cast.acceptedCase(store)
            await store.close()
            #expect(accepted.acceptedAt == eve)
            // Working days 10-09, 10-10, 10-11, 10-13, 10-14, 10-15, 10-16; the end of the last is 16:00 UTC.
            let due = try #require(accepted.dueAt)
            #expect(abs(due.timeIntervalSince(Date(timeIntervalSince1970: 1_760_630_400))) <= 1, "\(due)")
        }
    }
}
