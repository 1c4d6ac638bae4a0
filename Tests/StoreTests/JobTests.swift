import Foundation
import Postgres
import Store
import TestStore
import Testing

@Suite struct JobTests {
    @Test func aWorkerThatLostItsLeaseCannotHandInItsResult() async throws {
        try await withQueuedJobs(1) { kit in
            let slow = UUID()
            let fast = UUID()
            let leased = try #require(try await claim(kit, slow, lease: .seconds(-1)).first)
            _ = try await kit.store.transaction(as: .system("sweep")) { try await $0.sweepJobs() }
            let again = try #require(try await claim(kit, fast, lease: .seconds(60)).first)
            #expect(again.id == leased.id && again.attempt == leased.attempt + 1)

            await #expect(throws: StoreError.stale("job \(leased.id)")) {
                try await kit.store.transaction(as: .system("slow")) { try await $0.finish(leased, worker: slow) }
            }
            try await kit.store.transaction(as: .system("fast")) { try await $0.finish(again, worker: fast) }
        }
    }

    @Test func workersThatClaimAtTheSameTimeNeverGetTheSameJob() async throws {
        try await withQueuedJobs(40) { kit in
            let jobs = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<8 { group.addTask { try await claim(kit, UUID(), count: 5, lease: .seconds(60)).map(\.id) } }
                return try await group.reduce(into: [Int]()) { $0 += $1 }
            }
            #expect(jobs.count == Set(jobs).count)
            #expect(jobs.count == 40)
        }
    }

    @Test func aJobThatFailsAgainAndAgainStaysVisibleWithItsCause() async throws {
        try await withQueuedJobs(1) { kit in
            let worker = UUID()
            let first = try #require(try await claim(kit, worker, lease: .seconds(60)).first)
            try await kit.store.transaction(as: .system("w")) { try await $0.putBack(first, worker: worker, cause: "disk full", delay: .zero) }
            _ = try await kit.store.transaction(as: .system("sweep")) { try await $0.sweepJobs() }
            let second = try #require(try await claim(kit, worker, lease: .seconds(60)).first)
            #expect(second.attempt == 2 && second.lastError == "disk full")
            try await kit.store.transaction(as: .system("w")) { try await $0.bury(second, worker: worker, cause: "disk full") }
            let left = try await claim(kit, worker, lease: .seconds(60))
            #expect(left.isEmpty)
            let row = try await kit.owner.withConnection { try await $0.first("SELECT state, last_error FROM lianshen.job") }
            #expect(try row?("state") == "failed")
            #expect(try row?("last_error") == "disk full")
        }
    }

    private func claim(_ kit: TestStore, _ worker: UUID, count: Int = 1, lease: Duration) async throws -> [Job] {
        try await kit.store.transaction(as: .system("w")) { try await $0.claimJobs([.report], worker: worker, count: count, lease: lease) }
    }

    private func withQueuedJobs(_ count: Int, _ body: @Sendable (TestStore) async throws -> Void) async throws {
        try await TestStore.with { kit in
            let cast = Cast()
            try await cast.enter(kit.store)
            let record = try await cast.submittedCase(kit.store)
            _ = try await kit.owner.withConnection { session in
                try await session.script(trusted: "DELETE FROM lianshen.job")
                try await session.run(
                    "INSERT INTO lianshen.job (kind, case_id, object_id) SELECT 'report', \(record.id), gen_random_uuid() FROM generate_series(1, \(count))"
                )
            }
            try await body(kit)
        }
    }
}
