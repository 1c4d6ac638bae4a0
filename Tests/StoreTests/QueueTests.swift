import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

@Suite struct QueueTests {
    @Test func sixteenClaimersOfSixteenReviewsGetOneEachWhereverTheyWait() async throws {
        for _ in 0..<Scale.factor {
            try await Cast.with(connections: 16) { kit, cast in
                for _ in 0..<16 { _ = try await cast.acceptedCase(kit.store) }
                // Half of them in the discipline's open pool, no two due at the same time.
                _ = try await kit.look(
                    """
                    WITH numbered AS (SELECT review_id, row_number() OVER (ORDER BY review_id) AS n FROM lianshen.review WHERE discipline = 'fire')
                    UPDATE lianshen.review r SET body_id = CASE WHEN n % 2 = 0 THEN body_id END, due_at = due_at + n * interval '1 minute'
                      FROM numbered WHERE numbered.review_id = r.review_id
                    """)
                let fire = try cast.actor("fire")
                let claimed = try await withThrowingTaskGroup(of: UUID?.self) { group in
                    for _ in 0..<16 { group.addTask { try await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) }?.id } }
                    return try await group.reduce(into: [UUID?]()) { $0.append($1) }
                }
                #expect(claimed.compactMap { $0 }.count == 16, "nobody goes away with nothing while something waits")
                #expect(Set(claimed).count == 16)
                let none = try await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) }
                #expect(none == nil)
            }
        }
    }

    @Test func theEarliestDueComesFirstOfTheBodysOwnAndThePool() async throws {
        try await Cast.with { kit, cast in
            for _ in 0..<6 { _ = try await cast.acceptedCase(kit.store) }
            _ = try await kit.look(
                """
                WITH numbered AS (SELECT review_id, row_number() OVER (ORDER BY md5(review_id::text)) AS n FROM lianshen.review WHERE discipline = 'fire')
                UPDATE lianshen.review r SET body_id = CASE WHEN n % 2 = 0 THEN body_id END, due_at = due_at + n * interval '1 minute'
                  FROM numbered WHERE numbered.review_id = r.review_id
                """)
            let fire = try cast.actor("fire")
            let listed = try await kit.store.transaction(as: fire) { try await $0.queue(.fire, after: nil, limit: 10) }
            #expect(listed.map(\.dueAt) == listed.map(\.dueAt).sorted() && listed.count == 6)
            for expected in listed {
                #expect(try await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) }?.id == expected.id)
            }
        }
    }

    @Test func reassigningFencesTheEarlierHolderAndNeverMovesTheDueDate() async throws {
        try await Cast.with { kit, cast in
            let accepted = try await cast.acceptedCase(kit.store)
            let sheet = try #require(try await kit.store.transaction(as: cast.actor("owner")) { try await $0.sheets(ofCase: accepted.id, round: 1) }.first)
            let fire = try cast.actor("fire")
            let review = try #require(try await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) })
            let colleague = Person(
                id: UUID(), organisation: try #require(fire.organisation), signInName: "fire-2", name: "样例", roles: [.init(role: .reviewer, discipline: .fire)])
            try await kit.store.transaction(as: .system("t")) { try await $0.insert(colleague) }
            let dispatcher = ActingPerson(person: UUID(), organisation: try #require(fire.organisation), role: .dispatcher)
            let moved = try await kit.store.transaction(as: fire) { tx in
                let (record, value) = try await tx.lockReview(review.id)
                let action = ReviewAction.reassign(to: colleague.id, reason: "休假")
                return try await tx.move(record, to: value.applying(action, by: dispatcher), by: action)
            }
            #expect(moved.dueAt == review.dueAt && moved.reviewer == colleague.id && moved.attempt == review.attempt + 1)
            let draft = CommentDraft(sheet: sheet.id, region: Region(page: 1, x: 1, y: 1, width: 5, height: 5), severity: .advice, text: "迟到")
            await #expect(throws: StoreError.stale("review \(review.id)")) {
                try await kit.store.transaction(as: fire) { try await $0.publish(draft, id: UUID(), in: review.id, attempt: review.attempt) }
            }
            await #expect(throws: ReviewRefusal.self) {
                try await kit.store.transaction(as: fire) {
                    try await $0.decide(review.id, decision: .pass, attempt: review.attempt, summary: "", as: cast.acting("fire"))
                }
            }
            await #expect(throws: StoreError.stale("review \(review.id)")) { try await kit.store.transaction(as: fire) { try await $0.claim(review.id) } }
        }
    }

    @Test func aMoveFromAStateThatIsPastIsStale() async throws {
        try await Cast.with { kit, cast in
            _ = try await cast.acceptedCase(kit.store)
            let fire = try cast.actor("fire")
            let acting = try cast.acting("fire")
            let review = try #require(try await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) })
            let (seen, value) = try await kit.store.transaction(as: fire) { try await $0.lockReview(review.id) }
            let action = ReviewAction.release(reason: "出差")
            let after = try value.applying(action, by: acting, attempt: review.attempt)
            _ = try await kit.store.transaction(as: fire) { try await $0.move(seen, to: after, by: action) }
            await #expect(throws: StoreError.stale("review \(review.id)")) {
                try await kit.store.transaction(as: fire) { try await $0.move(seen, to: after, by: action) }
            }
        }
    }

    /// A review in hand never goes back by itself: whoever leads is told, once.
    @Test func idlenessTellsTheLeadOnceAndTakesNothingFromAnybody() async throws {
        try await Cast.with { kit, cast in
            _ = try await cast.acceptedCase(kit.store)
            let fire = try cast.actor("fire")
            let review = try #require(try await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) })
            _ = try await kit.look("UPDATE lianshen.review SET active_at = now() - interval '90 days' WHERE review_id = \(review.id)")
            for expected in [1, 0] {
                #expect(try await kit.store.transaction(as: .system("sweep")) { try await $0.noticeIdleReviews(idle: .seconds(3 * 86_400)) } == expected)
            }
            let told = try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.notices(after: nil, limit: 50) }
            #expect(told.count { $0.kind == .idleReview } == 1)
            let still = try await kit.store.transaction(as: fire) { try await $0.review(review.id) }
            #expect(still.state == .inReview && still.reviewer == fire.person && still.attempt == review.attempt && still.dueAt == review.dueAt)
        }
    }
}
