import Foundation
public import Logging
public import Postgres
public import Store
public import TestDatabase
import WorkingTime

/// A migrated database of its own for one test, with the shipped rules and a pool under the service's role.
public struct TestStore: Sendable {
    /// The store, connected as `lianshen_service`.
    public let store: Store
    /// The database behind it.
    public let database: FreshDatabase
    /// A pool under the owner's role, for looking at rows and for breaking things on purpose.
    public let owner: Pool

    /// A logger that says nothing.
    public static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs `body` with a store of its own; the database is dropped afterwards.
    public static func with<Value: Sendable>(
        connections: Int = 8, simulated: Bool = false, _ body: @Sendable (TestStore) async throws -> Value
    ) async throws -> Value {
        let template = try await TestCluster.shared.template(simulated ? "lianshen_simulated" : "lianshen_template") { fresh in
            let administrator = Pool(configuration: PoolConfiguration(url: fresh.url()), logger: quiet)
            try await DatabaseRoles.create(as: administrator)
            await administrator.close()
            let owner = Pool(configuration: PoolConfiguration(url: fresh.url(role: "lianshen_owner")), logger: quiet)
            try await Migration.run(as: owner, simulated: simulated, logger: quiet)
            await owner.close()
            let pool = Pool(configuration: PoolConfiguration(url: fresh.url(role: "lianshen_service")), logger: quiet)
            let store = Store(pool: pool, logger: quiet)
            try await store.seedShippedRules()
            try await coverCalendar(store)
            await store.close()
        }
        return try await TestCluster.shared.withFreshDatabase(template: template) { fresh in
            var configuration = PoolConfiguration(url: fresh.url(role: "lianshen_service"))
            configuration.size = connections
            // Tests ask for more at once than one machine answers in the product's limits; these only guard against hanging.
            configuration.waitLimit = .seconds(60)
            configuration.connectTimeout = .seconds(60)
            let owner = Pool(configuration: PoolConfiguration(url: fresh.url(role: "lianshen_owner")), logger: quiet)
            let kit = TestStore(store: Store(pool: Pool(configuration: configuration, logger: quiet), logger: quiet), database: fresh, owner: owner)
            do {
                let value = try await body(kit)
                await kit.store.close()
                await owner.close()
                return value
            } catch {
                await kit.store.close()
                await owner.close()
                throw error
            }
        }
    }

    /// Cases are accepted on the real clock, also in a year whose notice is not out yet.
    private static func coverCalendar(_ store: Store) async throws {
        try await store.transaction(as: .system("sample calendar")) { tx in
            let year = CalendarDay(Date()).year
            for year in year...(year + 1) where try await tx.calendarDays(from: year, through: year).isEmpty {
                guard let day = CalendarDay(year: year, month: 1, day: 1) else { continue }
                _ = try await tx.change(
                    calendar: CalendarNotice([CalendarEntry(day: day, isWorkday: false, kind: .holiday, name: "元旦", source: "样例 sample")]))
            }
        }
    }
}
