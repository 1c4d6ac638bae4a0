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

    @Test func onlyTheHolderOfAnAttemptRenewsPutsBackAndBuries() async throws {
        try await withQueuedJobs(1) { kit in
            let worker = UUID()
            let first = try #require(try await claim(kit, worker, lease: .seconds(-1)).first)
            _ = try await kit.store.transaction(as: .system("sweep")) { try await $0.sweepJobs() }
            // The same worker again: the attempt tells its two hands apart.
            let second = try #require(try await claim(kit, worker, lease: .seconds(60)).first)
            #expect(second.id == first.id)
            let held = try await kit.store.transaction(as: .system("w")) { try await $0.renew([first], worker: worker, lease: .seconds(60)) }
            #expect(held.isEmpty)
            #expect(
                try await kit.store.transaction(as: .system("w")) { try await $0.renew([second], worker: worker, lease: .seconds(90)) } == [second.id]
            )
            for (job, by) in [(first, worker), (second, UUID())] {
                await #expect(throws: StoreError.stale("job \(first.id)")) {
                    try await kit.store.transaction(as: .system("w")) { try await $0.putBack(job, worker: by, cause: "x", delay: .zero) }
                }
                await #expect(throws: StoreError.stale("job \(first.id)")) {
                    try await kit.store.transaction(as: .system("w")) { try await $0.bury(job, worker: by, cause: "x") }
                }
            }
            let left = try await kit.number(
                "SELECT count(*) FROM lianshen.job WHERE state = 'leased' AND lease_until > now() + interval '80 seconds'")
            #expect(left == 1)
        }
    }

    @Test func aBatchComesOldestFirstAndADelayIsWaitedFor() async throws {
        try await withQueuedJobs(12) { kit in
            let worker = UUID()
            let oldest = try await claim(kit, worker, count: 5, lease: .seconds(60))
            let first = try await kit.look("SELECT job_id FROM lianshen.job ORDER BY priority_at, job_id LIMIT 5").map { try $0("job_id") as Int }
            #expect(Set(oldest.map(\.id)) == Set(first))
            let delayed = try #require(oldest.first)
            try await kit.store.transaction(as: .system("w")) { try await $0.putBack(delayed, worker: worker, cause: "later", delay: .seconds(600)) }
            #expect(try await kit.store.transaction(as: .system("sweep")) { try await $0.sweepJobs() } == 0)
            let rest = try await claim(kit, worker, count: 50, lease: .seconds(60))
            #expect(rest.count == 7 && !rest.map(\.id).contains(delayed.id))
        }
    }

    /// The worker could not say so itself: it may not even know that its claim was committed.
    @Test func anAttemptDuringWhichTheDatabaseStartedAnewIsExcusedButNotForEver() async throws {
        try await withQueuedJobs(1) { kit in
            func lapse(_ claimed: SQL) async throws -> Job {
                _ = try await claim(kit, UUID(), lease: .seconds(-1))
                _ = try await kit.owner.withConnection { try await $0.run("UPDATE lianshen.job SET claimed_at = \(claimed)") }
                #expect(try await kit.store.transaction(as: .system("sweep")) { try await $0.sweepJobs() } == 1)
                let job = try #require(try await claim(kit, UUID(), lease: .seconds(-1)).first)
                _ = try await kit.store.transaction(as: .system("sweep")) { try await $0.sweepJobs() }
                return job
            }
            let before: SQL = "pg_postmaster_start_time() - interval '1 second'"
            let after: SQL = "pg_postmaster_start_time() + interval '1 second'"
            let died = try await lapse(after)
            #expect((died.attempt, died.excused, died.charged) == (2, 0, 2))
            let excused = try await lapse(before)
            #expect((excused.attempt, excused.excused, excused.charged) == (4, 1, 3))
            _ = try await kit.owner.withConnection { try await $0.run("UPDATE lianshen.job SET attempt = 30, excused = \(Job.excuses)") }
            let charged = try await lapse(before)
            #expect((charged.attempt, charged.excused) == (32, Job.excuses))
        }
    }

    @Test func aJobEndsAndTheNextIsClaimedInOneCommit() async throws {
        try await withQueuedJobs(2) { kit in
            let worker = UUID()
            func finish(_ job: Job) async throws -> Job? {
                try await kit.store.transaction(as: .system("w")) {
                    try await $0.last.finish(job, worker: worker, claiming: [.report, .intake], lease: .seconds(60))
                }
            }
            let first = try #require(try await claim(kit, worker, lease: .seconds(-1)).first)
            _ = try await kit.store.transaction(as: .system("sweep")) { try await $0.sweepJobs() }
            let other = try #require(try await claim(kit, UUID(), lease: .seconds(60)).first)
            #expect(other.id == first.id)
            // Its lease went to somebody else: nothing ends, and nothing is claimed with it.
            await #expect(throws: StoreError.stale("job \(first.id)")) { _ = try await finish(first) }
            #expect(try await kit.number("SELECT count(*) FROM lianshen.job WHERE state = 'ready'") == 1)
            let second = try #require(try await claim(kit, worker, lease: .seconds(60)).first)
            _ = try await kit.owner.withConnection {
                try await $0.run(
                    """
                    UPDATE lianshen.job SET state = 'ready', worker_id = NULL, lease_until = NULL WHERE attempt = 2
                    """)
            }
            // What was begun before is left to those who carry it out alone.
            #expect(try await finish(second) == nil)
            _ = try await kit.owner.withConnection { try await $0.run("UPDATE lianshen.job SET attempt = 0 WHERE state = 'ready'") }
            let again = try #require(try await claim(kit, worker, lease: .seconds(60)).first)
            #expect(again.id == first.id && again.attempt == 1)
            _ = try await kit.owner.withConnection {
                try await $0.run(
                    "INSERT INTO lianshen.job (kind, case_id, object_id) SELECT kind, case_id, gen_random_uuid() FROM lianshen.job LIMIT 1")
            }
            let third = try #require(try await finish(again))
            #expect(third.attempt == 1 && third.state == .leased)
            #expect(try await finish(third) == nil)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.job WHERE state = 'done'") == 3)
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
