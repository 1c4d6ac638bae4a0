import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

@Suite(.timeLimit(.minutes(2))) struct LastStatementTests {
    /// As the workers and the benchmarks act: every verb closes its transaction itself.
    @Test func aReviewRunsToItsOpinionWhenEveryVerbIsTheLastOfItsTransaction() async throws {
        try await withCases(1) { kit, cast, _ in
            for discipline in Discipline.allCases {
                let actor = try cast.actor(discipline.rawValue)
                let claimed = try #require(try await kit.store.transaction(as: actor) { try await $0.last.claimNext(discipline) })
                let outcome = try await kit.store.transaction(as: actor) {
                    try await $0.last.decide(claimed.id, decision: .pass, attempt: claimed.attempt, summary: "", as: cast.acting(discipline.rawValue))
                }
                let isLast = discipline == Discipline.allCases.last
                #expect(outcome.caseState == (isLast ? .opinionsIssued : .inFirstReview))
                #expect((outcome.opinion != nil) == isLast)
            }
        }
    }

    @Test func aRefusedDecisionLeavesTheReviewInHandAlsoWhenItWasToBeTheLastVerb() async throws {
        try await withCases(1) { kit, cast, _ in
            let fire = try cast.actor("fire")
            let claimed = try #require(try await kit.store.transaction(as: fire) { try await $0.last.claimNext(.fire) })
            await #expect(throws: ReviewRefusal.staleAttempt(current: claimed.attempt)) {
                try await kit.store.transaction(as: fire) {
                    try await $0.last.decideAndClaimNext(
                        claimed.id, decision: .pass, attempt: claimed.attempt + 1, summary: "", as: cast.acting("fire"))
                }
            }
            #expect(try await kit.store.transaction(as: fire) { try await $0.review(claimed.id) }.state == .inReview)
        }
    }

    /// Two reviewers go through the same cases in opposite order: without one order of the counters they would wait for each other.
    @Test func reviewersWhoDecideAndClaimAcrossProjectsNeverWaitForEachOther() async throws {
        try await withCases(6) { kit, cast, cases in
            let decided = try await withThrowingTaskGroup(of: Int.self) { group in
                for (index, discipline) in Discipline.allCases.enumerated() {
                    let actor = try cast.actor(discipline.rawValue)
                    let acting = try cast.acting(discipline.rawValue)
                    group.addTask {
                        // Every other discipline has its queue the other way round.
                        let order: SQL = index.isMultiple(of: 2) ? "-1" : "1"
                        try await kit.owner.withConnection { session in
                            try await session.run(
                                "UPDATE lianshen.review SET due_at = due_at + \(order) * extract(epoch FROM opened_at) * interval '1 us' WHERE discipline = \(discipline)"
                            )
                        }
                        var hand = try await kit.store.transaction(as: actor) { try await $0.last.claimNext(discipline) }
                        var count = 0
                        while let review = hand {
                            hand = try await kit.store.transaction(as: actor) {
                                try await $0.last.decideAndClaimNext(review.id, decision: .pass, attempt: review.attempt, summary: "", as: acting)
                            }.next
                            count += 1
                        }
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(decided == 30)
            for accepted in cases {
                let state = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.caseRecord(accepted.id) }.state
                #expect(state == .opinionsIssued)
            }
            // A session reports what it met when it ends.
            await kit.store.close()
            try await kit.owner.withConnection { session in
                let others: SQL = "SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database() AND usename = 'lianshen_service'"
                while try await session.first(others)?("n") != 0 { try await Task.sleep(for: .milliseconds(10)) }
            }
            let deadlocks: Int? = try await kit.owner.statement("SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()").first?(
                "deadlocks")
            #expect(deadlocks == 0)
        }
    }

    @Test func jobsThatAreQueuedTogetherAreClaimedAndEndedInOneStatementEach() async throws {
        try await withCases(1) { kit, _, cases in
            let objects = (0..<5).map { _ in UUID() }
            try await kit.store.transaction(as: .system("test")) { try await $0.last.queueJobs(.notify, for: cases[0].id, objects: objects) }
            let worker = UUID()
            let jobs = try await kit.store.transaction(as: .system("test")) {
                try await $0.last.claimJobs([.notify], worker: worker, count: 10, lease: .seconds(60))
            }
            #expect(Set(jobs.map(\.object)) == Set(objects))
            for job in jobs { try await kit.store.transaction(as: .system("test")) { try await $0.last.finish(job, worker: worker) } }
            let first = try #require(jobs.first)
            await #expect(throws: StoreError.stale("job \(first.id)")) {
                try await kit.store.transaction(as: .system("test")) { try await $0.last.finish(first, worker: worker) }
            }
        }
    }

    @Test func aNewRuleIsInTheBookOfTheNextAct() async throws {
        try await TestStore.with { kit in
            let before = try await kit.store.transaction(as: .system("test")) { try await $0.ruleBook() }
            #expect(before.autoAccept == nil)
            let rule = try #require(try ShippedRules.autoAcceptRules().rules.first)
            let body = String(decoding: try CanonicalJSON.encode(rule), as: UTF8.self)
            try await kit.store.transaction(as: .system("test")) { tx in
                try await tx.insert(
                    NewRule(
                        kind: .autoAccept, name: rule.id, version: 1, from: rule.effectiveFrom, to: nil, body: body, legalBasis: "测试", author: "test",
                        approvedBy: nil), id: UUID())
            }
            let after = try await kit.store.transaction(as: .system("test")) { try await $0.ruleBook() }
            #expect(after.autoAccept?.id == rule.id)
        }
    }

    private func withCases(_ count: Int, _ body: @Sendable (TestStore, Cast, [CaseRecord]) async throws -> Void) async throws {
        try await TestStore.with { kit in
            let cast = Cast()
            try await cast.enter(kit.store)
            var cases: [CaseRecord] = []
            for number in 0..<count {
                let submitted = try await cast.submittedCase(kit.store, title: "第 \(number) 件")
                cases.append(try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.last.accept(submitted.id) })
            }
            try await body(kit, cast, cases)
        }
    }
}
