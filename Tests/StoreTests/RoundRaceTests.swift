import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing

/// The guards of a round are run as races: what stands afterwards is one of the two orders, never a mixture.
@Suite(.timeLimit(.minutes(20 * Scale.factor))) struct RoundRaceTests {
    private static let times = 200 * Scale.factor

    /// A case in revision whose one blocking comment is answered and released, and which the owner has confirmed.
    private struct Revised: Sendable {
        let cast: Cast
        let store: Store
        let id: UUID
        let comment: UUID

        static func begin(_ cast: Cast, _ store: Store) async throws -> Revised {
            let accepted = try await cast.acceptedCase(store)
            let sheet = try #require(
                try await store.transaction(as: cast.actor("owner")) { try await $0.sheets(ofCase: accepted.id, round: 1) }.first)
            for review in try await store.transaction(as: cast.actor("owner"), { try await $0.reviews(of: accepted.id) }) {
                try await Self.decide(review, on: sheet.id, cast, store)
            }
            let comments = try await store.transaction(as: cast.actor("owner")) { try await $0.comments(of: accepted.id, limit: 10) }
            let comment = try #require(comments.first { $0.comment.discipline == .fire }).id
            let revised = Revised(cast: cast, store: store, id: accepted.id, comment: comment)
            try await revised.act("owner", .startRevision)
            try await store.transaction(as: cast.actor("designer")) { tx in
                let (record, _) = try await tx.lockCase(accepted.id)
                for comment in comments {
                    _ = try await tx.write(Answer(verdict: .notAccepted, text: "按原设计"), to: comment.id, in: record, of: cast.institute.id)
                }
                _ = try await tx.releaseAnswers(nil, in: record, of: cast.institute.id)
            }
            try await revised.act("owner", .confirm)
            return revised
        }

        /// This case's own review, whatever else waits in the queue.
        private static func decide(_ review: ReviewRecord, on sheet: UUID, _ cast: Cast, _ store: Store) async throws {
            let (actor, acting) = (try cast.actor(review.discipline.rawValue), try cast.acting(review.discipline.rawValue))
            let isFire = review.discipline == .fire
            let draft = CommentDraft(
                sheet: sheet, region: Region(page: 1, x: 10, y: 10, width: 50, height: 50), severity: isFire ? .mandatoryClause : .advice, text: "意见",
                basis: .clause(code: "GB 50016", edition: "2014(2018)", clause: "7.2.2"))
            try await store.transaction(as: actor) { tx in
                let claimed = try await tx.claim(review.id)
                _ = try await tx.publish(draft, id: UUID(), in: review.id, attempt: claimed.attempt)
                _ = try await tx.decide(
                    review.id, decision: isFire ? .fail : .passWithAdvice, attempt: claimed.attempt, summary: "小结", as: acting)
            }
        }

        func act(_ name: String, _ action: CaseAction) async throws {
            try await store.transaction(as: cast.actor(name)) { tx in
                let (record, value) = try await tx.lockCase(id)
                _ = try await tx.move(record, to: try value.applying(action, by: tx.actor.role), by: action)
            }
        }

        func resubmit() async throws {
            _ = try await store.transaction(as: cast.actor("owner")) { try await $0.openNextRound(of: id, by: .resubmit) }
        }

        func rewrite() async throws {
            try await store.transaction(as: cast.actor("designer")) { tx in
                let (record, _) = try await tx.lockCase(id)
                guard record.state == .revising else { throw CaseRefusal.notAllowed(.resubmit, from: record.state) }
                _ = try await tx.write(Answer(verdict: .notAccepted, text: "改写"), to: comment, in: record, of: cast.institute.id)
            }
        }

        func record() async throws -> CaseRecord { try await store.transaction(as: cast.actor("owner")) { try await $0.caseRecord(id) } }
    }

    /// Runs two acts at once on many cases, and looks at each case afterwards.
    private func race(
        _ one: @escaping @Sendable (Revised) async throws -> Void, _ other: @escaping @Sendable (Revised) async throws -> Void,
        _ look: @escaping @Sendable (TestStore, Revised, Bool, Bool) async throws -> Void
    ) async throws {
        try await Cast.with(connections: 12) { kit, cast in
            try await withThrowingTaskGroup(of: Void.self) { lanes in
                for _ in 0..<5 {
                    lanes.addTask {
                        for turn in 0..<(Self.times / 5) {
                            let revised = try await Revised.begin(cast, kit.store)
                            async let first = Self.succeeds(turn.isMultiple(of: 2) ? one : other, revised)
                            async let second = Self.succeeds(turn.isMultiple(of: 2) ? other : one, revised)
                            let (a, b) = (try await first, try await second)
                            try await look(kit, revised, turn.isMultiple(of: 2) ? a : b, turn.isMultiple(of: 2) ? b : a)
                        }
                    }
                }
                try await lanes.waitForAll()
            }
        }
    }

    /// Whether an act went through; refused by a rule, or overtaken, is the other answer.
    private static func succeeds(_ act: @Sendable (Revised) async throws -> Void, _ revised: Revised) async throws -> Bool {
        do {
            try await act(revised)
            return true
        } catch is CaseRefusal {
            return false
        } catch StoreError.stale {
            return false
        }
    }

    @Test func ofTwoResubmissionsAtOnceOneOpensTheRound() async throws {
        try await race({ try await $0.resubmit() }, { try await $0.resubmit() }) { kit, revised, one, other in
            #expect(one != other)
            let record = try await revised.record()
            #expect(record.state == .inReReview && record.round == 2)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.review WHERE case_id = \(revised.id) AND round = 2") == 5)
            #expect(try await kit.number("SELECT count(*) FROM lianshen.carry_over WHERE case_id = \(revised.id)") == 5)
        }
    }

    @Test func noRoundOpensWithAnAnswerThatIsADraft() async throws {
        try await race({ try await $0.resubmit() }, { try await $0.rewrite() }) { kit, revised, resubmitted, rewritten in
            #expect(resubmitted != rewritten)
            let drafts = try await kit.number("SELECT count(*) FROM lianshen.answer WHERE case_id = \(revised.id) AND released_at IS NULL")
            #expect(drafts == (rewritten ? 1 : 0))
            #expect(try await revised.record().state == (resubmitted ? .inReReview : .revising))
        }
    }

    @Test func aWithdrawnCaseOpensNoRound() async throws {
        try await race({ try await $0.resubmit() }, { try await $0.act("owner", .withdraw(reason: "撤回")) }) { kit, revised, resubmitted, withdrawn in
            let record = try await revised.record()
            #expect(resubmitted || withdrawn)
            #expect(record.state == (withdrawn ? .withdrawn : .inReReview))
            // A withdrawal that came second took back a case in review; the first one left nothing to open.
            #expect(record.round == (resubmitted ? 2 : 1))
            #expect(try await kit.number("SELECT count(*) FROM lianshen.review WHERE case_id = \(revised.id) AND round = 2") == (resubmitted ? 5 : 0))
        }
    }

    @Test func noDisciplinePassesWhileItsCommentIsKeptOpen() async throws {
        try await Cast.with(connections: 12) { kit, cast in
            let fire = try cast.actor("fire")
            for _ in 0..<Self.times / 2 {
                let revised = try await Revised.begin(cast, kit.store)
                try await revised.resubmit()
                let review = try await kit.store.transaction(as: fire) { try await $0.presentReview(of: revised.id, in: .fire) }
                _ = try await kit.store.transaction(as: fire) {
                    try await $0.backcheck(revised.comment, in: review.id, attempt: review.attempt, verdict: .closed, text: nil)
                }
                async let passed = Self.goesThrough {
                    let acting = try cast.acting("fire")
                    _ = try await kit.store.transaction(as: fire) {
                        try await $0.decide(review.id, decision: .pass, attempt: review.attempt, summary: "", as: acting)
                    }
                }
                async let kept = Self.goesThrough {
                    _ = try await kit.store.transaction(as: fire) {
                        try await $0.backcheck(revised.comment, in: review.id, attempt: review.attempt, verdict: .open, text: "未改")
                    }
                }
                let (isPassed, isKept) = (try await passed, try await kept)
                #expect(isPassed != isKept)
            }
        }
    }

    @Test func whoVerifiedHadAHandInTheReviewThoughAnotherSaidItAgain() async throws {
        try await Cast.with { kit, cast in
            let revised = try await Revised.begin(cast, kit.store)
            try await revised.resubmit()
            let fire = try cast.actor("fire")
            let colleague = Person(
                id: UUID(), organisation: try #require(fire.organisation), signInName: "fire-2", name: "样例",
                roles: [.init(role: .reviewer, discipline: .fire)])
            try await kit.store.transaction(as: .system("t")) { try await $0.insert(colleague) }
            let other = Actor(
                person: colleague.id, organisation: colleague.organisation, role: .reviewer, requestID: "t", commitment: fire.commitment)
            let review = try await kit.store.transaction(as: fire) { try await $0.presentReview(of: revised.id, in: .fire) }
            func verify(_ actor: Actor, _ attempt: Int) async throws {
                _ = try await kit.store.transaction(as: actor) {
                    try await $0.backcheck(revised.comment, in: review.id, attempt: attempt, verdict: .closed, text: nil)
                }
            }
            try await verify(fire, review.attempt)
            // As a specialty's reviewer and the holder of the review do, of whom neither takes the other's place.
            _ = try await kit.look("UPDATE lianshen.review SET reviewer_id = \(colleague.id) WHERE review_id = \(review.id)")
            for _ in 0..<2 { try await verify(other, review.attempt) }
            let bound = try await kit.store.transaction(as: other) { try await $0.lockReview(review.id).value.standing.boundPersons }
            #expect(bound.isSuperset(of: [try #require(fire.person), colleague.id]))
            // What counts is the later word, and there is one.
            let said = try await kit.store.transaction(as: other) { try await $0.backchecks(of: [revised.comment]) }
            #expect(said.map(\.person) == [colleague.id])
        }
    }

    @Test func whatSomebodyClosedWhoThenSteppedAsideIsOpenAgain() async throws {
        try await Cast.with { kit, cast in
            let revised = try await Revised.begin(cast, kit.store)
            try await revised.resubmit()
            let fire = try cast.actor("fire")
            let review = try await kit.store.transaction(as: fire) { try await $0.presentReview(of: revised.id, in: .fire) }
            let blocking = { @Sendable (tx: Tx) in try await tx.lockReview(review.id).value.standing.blockingComments }
            let counts = try await kit.store.transaction(as: fire) { tx in
                _ = try await tx.backcheck(revised.comment, in: review.id, attempt: review.attempt, verdict: .closed, text: nil)
                let closed = try await blocking(tx)
                try await tx.recordRecusal(of: try #require(fire.person), from: review, reason: "曾参与设计")
                return (closed, try await blocking(tx))
            }
            #expect(counts == (0, 1))
            let said = try await kit.store.transaction(as: .system("t")) { try await $0.backchecks(of: [revised.comment]) }
            #expect(said.map(\.verdict) == [.open] && said.first?.text?.contains("曾参与设计") == true)
            #expect(
                try await kit.number(
                    "SELECT count(*) FROM lianshen.audit_entry WHERE act = 'comment.backcheck' AND object_id = \(revised.comment) AND to_state = 'open'"
                ) == 1)
        }
    }

    private static func goesThrough(_ act: @Sendable () async throws -> Void) async throws -> Bool {
        do {
            try await act()
            return true
        } catch is ReviewRefusal {
            return false
        } catch StoreError.stale {
            return false
        }
    }
}
