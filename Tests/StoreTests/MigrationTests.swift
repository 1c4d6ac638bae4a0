import Foundation
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

@Suite struct MigrationTests {
    @Test func stepsAreNumberedUpwardsAndRunOnceEach() async throws {
        #expect(Migration.all.map(\.number) == Set(Migration.all.map(\.number)).sorted())
        try await TestStore.with { kit in
            let again = try await Migration.run(as: kit.owner, simulated: false, logger: TestStore.quiet)
            #expect(again.isEmpty)
            let kept = try await kit.look("SELECT number, checksum FROM lianshen.schema_migration ORDER BY number")
            #expect(try kept.map { try $0("checksum") as String } == Migration.all.map(\.checksum))
        }
    }

    @Test func aStepThatWasEditedAfterItRanIsRefused() async throws {
        try await refused("UPDATE lianshen.schema_migration SET checksum = 'another' WHERE number = 2", .edited(number: 2, name: "rules"))
    }

    @Test func aGapBetweenStepsThatRanIsRefused() async throws {
        try await refused("DELETE FROM lianshen.schema_migration WHERE number = 3", .gap(number: 3))
    }

    @Test func aDatabaseNewerThanTheProgramIsRefused() async throws {
        try await refused("INSERT INTO lianshen.schema_migration VALUES (1000, 'later', 'x')", .unknown(number: 1000))
    }

    @Test func aDatabaseOfTheOtherClockIsRefused() async throws {
        try await TestStore.with(simulated: true) { kit -> Void in
            await #expect(throws: MigrationError.clock(simulated: false)) {
                _ = try await Migration.run(as: kit.owner, simulated: false, logger: TestStore.quiet)
            }
        }
    }

    @Test func ofManyMigratorsAtTheSameTimeOneDoesTheWork() async throws {
        try await TestCluster.shared.withFreshDatabase { fresh in
            let administrator = Pool(configuration: PoolConfiguration(url: fresh.url()), logger: TestStore.quiet)
            try await DatabaseRoles.create(as: administrator)
            await administrator.close()
            let ran = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<6 {
                    group.addTask {
                        let owner = Pool(configuration: PoolConfiguration(url: fresh.url(role: "lianshen_owner")), logger: TestStore.quiet)
                        let ran = try await Migration.run(as: owner, simulated: false, logger: TestStore.quiet)
                        await owner.close()
                        return ran.count
                    }
                }
                return try await group.reduce(into: [Int]()) { $0.append($1) }
            }
            #expect(ran.sorted() == [0, 0, 0, 0, 0, Migration.all.count])
            let logged = try await fresh.run("SELECT from_state || ' ' || to_state FROM lianshen.audit_entry WHERE act = 'schema.migrate'")
            #expect(logged == "0 \(Migration.newest)")
        }
    }

    private func refused(_ damage: SQL, _ expected: MigrationError) async throws {
        try await TestStore.with { kit in
            _ = try await kit.look(damage)
            await #expect(throws: expected) { _ = try await Migration.run(as: kit.owner, simulated: false, logger: TestStore.quiet) }
            #expect(!expected.description.isEmpty)
        }
    }
}
