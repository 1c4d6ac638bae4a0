import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

@Suite struct ReviewTests {
    @Test func ofManyClaimsOfOneReviewExactlyOneWins() async throws {
        try await withAcceptedCase { kit, cast, accepted in
            let fire = try cast.actor("fire")
            let won = await withTaskGroup(of: UUID?.self) { group in
                for _ in 0..<8 {
                    group.addTask { try? await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) }?.id }
                }
                return await group.reduce(into: [UUID]()) { if let id = $1 { $0.append(id) } }
            }
            #expect(won.count == 1)
            _ = accepted
        }
    }

    @Test func aQueueGivesTheEarliestDueFirstAndNothingOfAnotherDiscipline() async throws {
        try await withAcceptedCase { kit, cast, first in
            let second = try await cast.submittedCase(kit.store, title: "第二件")
            _ = try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.accept(second.id) }
            _ = try await kit.owner.withConnection { session in
                try await session.run("UPDATE lianshen.review SET due_at = due_at - interval '1 day' WHERE case_id = \(second.id)")
            }
            let claimed = try await kit.store.transaction(as: cast.actor("planning")) { try await $0.claimNext(.planning) }
            #expect(claimed?.caseID == second.id)
            let other = try await kit.store.transaction(as: cast.actor("planning")) { try await $0.claimNext(.fire) }
            #expect(other == nil)
            _ = first
        }
    }

    @Test func releasingAndClaimingAgainNeverMovesTheDueDateAndFencesTheEarlierHolder() async throws {
        try await withAcceptedCase { kit, cast, accepted in
            let fire = try cast.actor("fire")
            let acting = try cast.acting("fire")
            let claimed = try #require(try await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) })
            try await kit.store.transaction(as: fire) { tx in
                let (record, value) = try await tx.lockReview(claimed.id)
                let action = ReviewAction.release(reason: "出差")
                _ = try await tx.move(record, to: value.applying(action, by: acting, attempt: claimed.attempt), by: action)
            }
            let again = try #require(try await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) })
            #expect(again.dueAt == claimed.dueAt)
            #expect(again.attempt == claimed.attempt + 1)
            await #expect(throws: ReviewRefusal.staleAttempt(current: again.attempt)) {
                try await kit.store.transaction(as: fire) {
                    try await $0.decide(claimed.id, decision: .pass, attempt: claimed.attempt, summary: "", as: acting)
                }
            }
            _ = accepted
        }
    }

    @Test func aCommentOfSomebodyWhoLostTheReviewIsRefusedAndLeavesNoTrace() async throws {
        try await withAcceptedCase { kit, cast, accepted in
            let fire = try cast.actor("fire")
            let claimed = try #require(try await kit.store.transaction(as: fire) { try await $0.claimNext(.fire) })
            let sheet = try #require(try await kit.store.transaction(as: fire) { try await $0.sheets(ofCase: accepted.id, round: 1) }.first)
            let draft = CommentDraft(
                sheet: sheet.id, region: Region(page: 1, x: 10, y: 10, width: 50, height: 50), severity: .advice, text: "建议")
            await #expect(throws: StoreError.stale("review \(claimed.id)")) {
                try await kit.store.transaction(as: fire) { try await $0.publish(draft, id: UUID(), in: claimed.id, attempt: claimed.attempt + 1) }
            }
            let comments = try await kit.store.transaction(as: fire) { try await $0.comments(of: accepted.id, limit: 10) }
            #expect(comments.isEmpty)
        }
    }

    @Test(arguments: 0..<(4 * Scale.factor)) func whenAllFiveDecideAtTheSameTimeExactlyOneOpinionIsIssuedWithEveryComment(_ run: Int) async throws {
        try await withAcceptedCase { kit, cast, accepted in
            let sheet = try #require(
                try await kit.store.transaction(as: cast.actor("owner")) { try await $0.sheets(ofCase: accepted.id, round: 1) }.first)
            let outcomes = try await withThrowingTaskGroup(of: DecisionOutcome.self) { group in
                for discipline in Discipline.allCases {
                    let actor = try cast.actor(discipline.rawValue)
                    let acting = try cast.acting(discipline.rawValue)
                    group.addTask {
                        let review = try #require(try await kit.store.transaction(as: actor) { try await $0.claimNext(discipline) })
                        let draft = CommentDraft(
                            sheet: sheet.id, region: Region(page: 1, x: 10, y: 10, width: 50, height: 50), severity: .mandatoryClause, text: "不满足",
                            basis: .clause(code: "GB 50016", edition: "2014(2018)", clause: "7.2.2"))
                        _ = try await kit.store.transaction(as: actor) {
                            try await $0.publish(draft, id: UUID(), in: review.id, attempt: review.attempt)
                        }
                        return try await kit.store.transaction(as: actor) {
                            try await $0.decide(review.id, decision: .fail, attempt: review.attempt, summary: "", as: acting)
                        }
                    }
                }
                return try await group.reduce(into: [DecisionOutcome]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0.opinion != nil } == 1)
            let (opinion, comments, state) = try await kit.store.transaction(as: cast.actor("owner")) { tx in
                (
                    try await tx.opinion(of: accepted.id)?.opinion, try await tx.comments(of: accepted.id, limit: 10),
                    try await tx.caseRecord(accepted.id).state
                )
            }
            #expect(state == .opinionsIssued)
            #expect(opinion?.verdict == .fail)
            #expect(Set(opinion?.items.flatMap(\.sources) ?? []) == Set(comments.map(\.id)))
            #expect(comments.count == 5)
        }
    }

    @Test func anOrganisationThatIsNoPartySeesNothingOfACase() async throws {
        try await withAcceptedCase { kit, cast, accepted in
            let stranger = Actor(person: UUID(), organisation: UUID(), role: .owner, requestID: "test")
            await #expect(throws: StoreError.missing("case \(accepted.id)")) {
                try await kit.store.transaction(as: stranger) { try await $0.caseRecord(accepted.id) }
            }
            let list = try await kit.store.transaction(as: stranger) { try await $0.caseRecords(after: nil, limit: 10) }
            #expect(list.isEmpty)
        }
    }

    private func withAcceptedCase(_ body: @Sendable (TestStore, Cast, CaseRecord) async throws -> Void) async throws {
        try await TestStore.with { kit in
            let cast = Cast()
            try await cast.enter(kit.store)
            let submitted = try await cast.submittedCase(kit.store)
            let accepted = try await kit.store.transaction(as: cast.actor("clerk")) { try await $0.accept(submitted.id) }
            try await body(kit, cast, accepted)
        }
    }
}
