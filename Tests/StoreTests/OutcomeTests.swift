import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// A connection that dies: before COMMIT nothing happened; in COMMIT nobody knows, until the same request is made again.
@Suite struct OutcomeTests {
    private static let request = IdempotentRequest(key: "k", route: "POST", body: [])

    @Test func aBackendKilledBeforeCommitLeavesNothingAndSaysSo() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            await #expect(throws: StoreError.unavailable) {
                try await kit.store.transaction(as: cast.actor("designer"), once: Self.request) { tx in
                    _ = try await tx.upload(into: record, cast.institute.id)
                    try await kit.killWriters()
                    _ = try await tx.caseRecord(record.id)
                    return IdempotentAnswer(status: 201, body: [])
                }
            }
            #expect(try await kit.number("SELECT count(*) FROM lianshen.package") == 0)
            #expect(try await again(kit, cast, record).isNew)
        }
    }

    @Test func aBackendKilledBeforeCommitWasCarriedOutIsUnknownAndAskingAgainDoesIt() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            // Held up inside COMMIT, before it is one: a deferred trigger ends its own backend.
            try await kit.database.run(
                """
                CREATE FUNCTION lianshen.deadly() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS
                    $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(60); RETURN NULL; END $$;
                CREATE CONSTRAINT TRIGGER deadly AFTER INSERT ON lianshen.idempotency_key DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION lianshen.deadly();
                """)
            await #expect(throws: StoreError.outcomeUnknown) { try await again(kit, cast, record) }
            try await kit.database.run("DROP TRIGGER deadly ON lianshen.idempotency_key")
            #expect(try await kit.number("SELECT count(*) FROM lianshen.package") == 0)
            #expect(try await again(kit, cast, record).isNew)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.package") == 1)
        }
    }

    /// The commit stands on disk and waits for a standby that will never answer; then its backend is killed.
    @Test func aBackendKilledAfterCommitTookEffectIsUnknownAndAskingAgainReplaysIt() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            let url = kit.database.url(role: "lianshen_service") + "&options=-c%20synchronous_commit%3Don"
            let pool = Pool(configuration: PoolConfiguration(url: url, size: 1), logger: TestStore.quiet)
            let store = Store(pool: pool, logger: TestStore.quiet)
            // Only sessions that ask for a synchronous commit wait; every other test's are asynchronous.
            try await TestCluster.shared.run("ALTER SYSTEM SET synchronous_standby_names = 'nobody'; SELECT pg_reload_conf()")
            var outcome: Result<IdempotentAnswer, any Error>?
            var tries = 0
            // The server takes note of the standby in its own time (a checkpoint comes first); a commit before that goes through.
            let deadline = ContinuousClock.now + .seconds(60)
            while ContinuousClock.now < deadline, outcome.map({ (try? $0.get()) != nil }) ?? true {
                tries += 1
                outcome = await Self.uploadAndKill(kit, cast, record, store, key: "k-\(tries)")
            }
            try await TestCluster.shared.run("ALTER SYSTEM RESET synchronous_standby_names; SELECT pg_reload_conf()")
            await store.close()
            #expect(throws: StoreError.outcomeUnknown) { try outcome?.get() }
            #expect(try await kit.number("SELECT count(*) FROM lianshen.package") == tries)
            #expect(try await !again(kit, cast, record, key: "k-\(tries)").isNew)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.package") == tries)
        }
    }

    /// Uploads, and kills the backend once its commit waits for the standby.
    private static func uploadAndKill(
        _ kit: TestStore, _ cast: Cast, _ record: CaseRecord, _ store: Store, key: String
    ) async -> Result<IdempotentAnswer, any Error> {
        await withTaskGroup(of: Result<IdempotentAnswer, any Error>?.self) { group in
            group.addTask {
                do {
                    return .success(
                        try await store.transaction(as: cast.actor("designer"), once: IdempotentRequest(key: key, route: "POST", body: [])) { tx in
                            let package = try await tx.upload(into: record, cast.institute.id)
                            return IdempotentAnswer(status: 201, body: Array(package.id.uuidString.utf8))
                        })
                } catch { return .failure(error) }
            }
            group.addTask {
                while !Task.isCancelled {
                    let killed = try? await kit.database.run(
                        "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'SyncRep'")
                    if killed == "t" { return nil }
                }
                return nil
            }
            var outcome: Result<IdempotentAnswer, any Error>?
            for await answer in group {
                guard let answer else { continue }
                outcome = answer
                group.cancelAll()
            }
            return outcome ?? .failure(CancellationError())
        }
    }

    private func again(_ kit: TestStore, _ cast: Cast, _ record: CaseRecord, key: String = "k") async throws -> IdempotentAnswer {
        try await kit.store.transaction(as: cast.actor("designer"), once: IdempotentRequest(key: key, route: "POST", body: [])) { tx in
            let package = try await tx.upload(into: record, cast.institute.id)
            return IdempotentAnswer(status: 201, body: Array(package.id.uuidString.utf8))
        }
    }
}

extension TestStore {
    /// Ends every connection of the service that is in the middle of something, and waits until it is gone.
    func killWriters() async throws {
        try await database.run(
            """
            SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
             WHERE datname = current_database() AND usename = 'lianshen_service' AND state <> 'idle'
            """)
    }
}
