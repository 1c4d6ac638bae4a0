import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// PostgreSQL plans a statement anew each time when it believes a plan for all values to be dearer; for the queues that costs more than the act itself.
@Suite struct PlanCacheTests {
    @Test func aClaimOfJobsIsNotPlannedAnewEveryTime() async throws {
        try await Cast.with { kit, cast in
            let record = try await cast.draftCase(kit.store)
            try await kit.store.transaction(as: .system("w")) { tx in
                try await tx.queueJobs(.report, for: record.id, objects: (0..<2000).map { _ in UUID() })
            }
            _ = try await kit.owner.withConnection { try await $0.script(trusted: "ANALYZE lianshen.job") }
            let replanned = try await plannedAnew(kit) { store in
                let worker = UUID()
                for _ in 0..<5 {
                    var job = try await store.transaction(as: .system("w")) {
                        try await $0.last.claimJobs([.report, .intake], worker: worker, count: 1, lease: .seconds(60), past: .fresh).first
                    }
                    for _ in 0..<2 {
                        let present = try #require(job)
                        job = try await store.transaction(as: .system("w")) {
                            try await $0.last.finish(present, worker: worker, claiming: [.report, .intake], lease: .seconds(60))
                        }
                    }
                }
                for _ in 0..<5 {
                    _ = try await store.transaction(as: .system("w")) {
                        try await $0.last.claimJobs([.report, .intake], worker: worker, count: 1, lease: .seconds(60), past: .fresh)
                    }
                }
            }
            #expect(replanned == [])
        }
    }

    @Test func actsOfReviewAreNotPlannedAnewEveryTime() async throws {
        try await Cast.with { kit, cast in
            var cases: [CaseRecord] = []
            for _ in 0..<10 { cases.append(try await cast.submittedCase(kit.store)) }
            let submitted = cases
            let replanned = try await plannedAnew(kit) { store in
                for record in submitted { _ = try await store.transaction(as: cast.actor("clerk")) { try await $0.last.accept(record.id) } }
                let (actor, acting) = (try cast.actor("planning"), try cast.acting("planning"))
                for _ in submitted {
                    let review = try #require(try await store.transaction(as: actor) { try await $0.claimNext(.planning) })
                    _ = try await store.transaction(as: actor) {
                        try await $0.last.decide(review.id, decision: .pass, attempt: review.attempt, summary: "", as: acting)
                    }
                }
            }
            #expect(replanned == [])
        }
    }

    /// The statements that a session planned anew in its every run, of those that ran often enough to have one plan for all.
    private func plannedAnew(_ kit: TestStore, _ body: @Sendable (Store) async throws -> Void) async throws -> [String] {
        let pool = Pool(configuration: PoolConfiguration(url: kit.database.url(role: "lianshen_service"), size: 1), logger: TestStore.quiet)
        let store = Store(pool: pool, logger: TestStore.quiet)
        try await body(store)
        let rows = try await pool.statement("SELECT statement FROM pg_prepared_statements WHERE custom_plans > 6 AND generic_plans = 0")
        await store.close()
        return try rows.map { try $0("statement") }
    }
}
