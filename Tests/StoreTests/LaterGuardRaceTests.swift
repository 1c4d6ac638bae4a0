import Foundation
import JointReview
import Postgres
import Store
import TestStore
import Testing
import WorkingTime

/// The guards that came after those of round and change, run as races: whoever comes second meets what the first one left.
@Suite(.timeLimit(.minutes(20 * Scale.factor))) struct LaterGuardRaceTests {
    private static let times = 200 * Scale.factor

    private typealias Deed = @Sendable (Cast, Store, UUID) async throws -> Void

    /// Runs two acts at once on many cases, and looks at each case afterwards.
    /// - Parameter prepare: makes a case ready and returns what the acts are done to.
    /// - Parameter settle: what happens once, when every case is ready.
    private func race(
        _ prepare: @escaping @Sendable (Cast, Store) async throws -> UUID,
        settle: @escaping @Sendable (Cast, TestStore) async throws -> Void = { _, _ in }, _ one: @escaping Deed, _ other: @escaping Deed,
        _ look: @escaping @Sendable (TestStore, Cast, UUID, Bool, Bool) async throws -> Void
    ) async throws {
        try await Cast.with(connections: 12) { kit, cast in
            let ready = try await withThrowingTaskGroup(of: [UUID].self) { lanes in
                for _ in 0..<5 {
                    lanes.addTask {
                        var ids: [UUID] = []
                        for _ in 0..<(Self.times / 5) { ids.append(try await prepare(cast, kit.store)) }
                        return ids
                    }
                }
                return try await lanes.reduce(into: []) { $0 += $1 }
            }
            try await settle(cast, kit)
            try await withThrowingTaskGroup(of: Void.self) { lanes in
                for lane in 0..<5 {
                    lanes.addTask {
                        for turn in stride(from: lane, to: ready.count, by: 5) {
                            let (id, isTurned) = (ready[turn], turn.isMultiple(of: 2))
                            async let first = Self.succeeds { try await isTurned ? one(cast, kit.store, id) : other(cast, kit.store, id) }
                            async let second = Self.succeeds { try await isTurned ? other(cast, kit.store, id) : one(cast, kit.store, id) }
                            let (a, b) = (try await first, try await second)
                            try await look(kit, cast, id, isTurned ? a : b, isTurned ? b : a)
                        }
                    }
                }
                try await lanes.waitForAll()
            }
        }
    }

    /// Whether an act went through; refused by a rule, overtaken, or out of sight meanwhile, is the other answer.
    private static func succeeds(_ act: @Sendable () async throws -> Void) async throws -> Bool {
        do {
            try await act()
            return true
        } catch is CaseRefusal {
            return false
        } catch is ReviewRefusal {
            return false
        } catch StoreError.stale, StoreError.missing {
            return false
        }
    }

    /// The coordinator, who reaches into every body's queue.
    private static func lead(_ cast: Cast) throws -> (actor: Actor, acting: ActingPerson) {
        let clerk = try cast.acting("clerk")
        return (
            Actor(person: clerk.person, organisation: clerk.organisation, role: .lead, requestID: "test", commitment: Array(repeating: 7, count: 32)),
            ActingPerson(person: clerk.person, organisation: clerk.organisation, role: .lead)
        )
    }

    /// Who dispatches in the fire body; the roles of the cast's accounts are nothing to the store.
    private static func dispatcher(_ cast: Cast) throws -> (actor: Actor, acting: ActingPerson) {
        let (person, body) = (try cast.acting("clerk").person, try cast.acting("fire").organisation)
        return (
            Actor(person: person, organisation: body, role: .dispatcher, requestID: "test", commitment: Array(repeating: 7, count: 32)),
            ActingPerson(person: person, organisation: body, role: .dispatcher)
        )
    }

    private static func review(_ cast: Cast, _ store: Store) async throws -> UUID {
        let accepted = try await cast.acceptedCase(store)
        let reviews = try await store.transaction(as: cast.actor("owner")) { try await $0.reviews(of: accepted.id) }
        return try #require(reviews.first { $0.discipline == .fire }).id
    }

    private static func state(_ kit: TestStore, _ review: UUID) async throws -> (state: ReviewState, reviewer: UUID?, body: UUID?, left: Int) {
        let row = try #require(
            try await kit.look(
                "SELECT r.state, r.reviewer_id, r.body_id, c.remaining FROM review r JOIN joint_case c USING (case_id) WHERE r.review_id = \(review)"
            ).first)
        return try (row("state"), row.optional("reviewer_id"), row.optional("body_id"), row("remaining"))
    }

    @Test func noCasePassesWhileAnItemIsOwed() async throws {
        try await race(
            { cast, store in
                let submitted = try await cast.submittedCase(store)
                let debt = Debt(serial: 1, item: "勘察报告原件", dueOn: try #require(CalendarDay("2099-06-30")))
                let accepted = try await store.transaction(as: cast.actor("clerk")) { try await $0.accept(submitted.id, owing: [debt]) }
                for review in try await cast.open(accepted.id, store) { try await cast.pass(review, store) }
                return accepted.id
            }, { cast, store, id in try await cast.apply(.pass, id, store, by: "clerk") },
            { cast, store, id in
                try await store.transaction(as: cast.actor("clerk")) { tx in
                    let (record, _) = try await tx.lockCase(id)
                    _ = try await tx.settle(debt: 1, in: record, note: "收到")
                }
            }
        ) { kit, cast, id, passed, settled in
            #expect(settled)
            let state = try await kit.store.transaction(as: cast.actor("owner")) { try await $0.caseRecord(id).state }
            #expect(state == (passed ? .passed : .opinionsIssued))
            if !passed { try await cast.apply(.pass, id, kit.store, by: "clerk") }
            let entries = try await kit.look(
                "SELECT act FROM audit_entry WHERE case_id = \(id) AND act IN ('case.pass', 'case.settle_debt') AND result = 'ok' ORDER BY project_seq"
            )
            #expect(try entries.map { try $0("act") as String } == ["case.settle_debt", "case.pass"])
        }
    }

    @Test func aReviewIsDecidedOrStoppedAndNeverBoth() async throws {
        try await race(
            { cast, store in
                let review = try await Self.review(cast, store)
                _ = try await store.transaction(as: cast.actor("fire")) { try await $0.claim(review) }
                return review
            },
            { cast, store, id in
                let (actor, acting) = try Self.lead(cast)
                try await store.transaction(as: actor) { tx in
                    let (record, value) = try await tx.lockReview(id)
                    _ = try await tx.suspend(record, value, cause: .forceMajeure, reason: "台风", as: acting)
                }
            },
            { cast, store, id in
                let acting = try cast.acting("fire")
                try await store.transaction(as: cast.actor("fire")) {
                    _ = try await $0.decide(id, decision: .pass, attempt: 1, summary: "", as: acting)
                }
            }
        ) { kit, _, id, stopped, decided in
            #expect(stopped != decided)
            let now = try await Self.state(kit, id)
            #expect(now.state == (stopped ? .suspended : .issuedPass) && now.left == (decided ? 4 : 5))
            let open = try await kit.number("SELECT count(*) FROM suspension WHERE review_id = \(id) AND resumed_at IS NULL")
            #expect(open == (stopped ? 1 : 0))
        }
    }

    @Test func aRevokedCertificateLeavesNoChangeUnderWay() async throws {
        try await race(
            { cast, store in try await cast.certifiedCase(store).id },
            { cast, store, id in
                let acting = try cast.acting("regulator")
                _ = try await store.transaction(as: cast.actor("regulator")) { try await $0.revoke(id, reason: "发证有误", as: acting) }
            },
            { cast, store, id in
                _ = try await store.transaction(as: cast.actor("owner")) { try await $0.requestChange(of: id, reason: "调整户型") }
            }
        ) { kit, cast, id, revoked, requested in
            #expect(revoked, "what is being changed can be revoked as well")
            #expect(try await kit.store.transaction(as: cast.actor("owner")) { try await $0.caseRecord(id).state } == .revoked)
            let changes = try await kit.number("SELECT count(*) FROM case_change WHERE case_id = \(id)")
            #expect(changes == (requested ? 1 : 0))
            #expect(try await kit.number("SELECT count(*) FROM case_change WHERE case_id = \(id) AND ended_at IS NULL") == 0)
            #expect(try await Set(cast.statuses(id, kit.store).values.joined()) == [.revoked])
        }
    }

    @Test func whoStepsAsideFromAnAssignedReviewHoldsItNotAfterwards() async throws {
        try await race(
            { cast, store in
                let review = try await Self.review(cast, store)
                let (actor, acting) = try Self.dispatcher(cast)
                let person = try cast.acting("fire").person
                try await store.transaction(as: actor) { tx in
                    let (record, value) = try await tx.lockReview(review)
                    _ = try await tx.move(record, to: try value.applying(.assign(to: person), by: acting), by: .assign(to: person))
                }
                return review
            },
            { cast, store, id in
                let (actor, acting) = try Self.dispatcher(cast)
                let action = ReviewAction.recuse(reason: "与建设单位有利害关系")
                try await store.transaction(as: actor) { tx in
                    let (record, value) = try await tx.lockReview(id)
                    _ = try await tx.move(record, to: try value.applying(action, by: acting), by: action)
                    try await tx.recordRecusal(of: try #require(record.reviewer), from: record, reason: "与建设单位有利害关系")
                }
            },
            { cast, store, id in
                let acting = try cast.acting("fire")
                try await store.transaction(as: cast.actor("fire")) { tx in
                    let (record, value) = try await tx.lockReview(id)
                    try await tx.requireFit(for: id)
                    _ = try await tx.move(record, to: try value.applying(.claim, by: acting), by: .claim)
                }
            }
        ) { kit, cast, id, recused, _ in
            #expect(recused, "whether he had begun or not")
            let now = try await Self.state(kit, id)
            #expect(now.state == .recused && now.reviewer == nil)
            #expect(try await kit.store.transaction(as: cast.actor("fire")) { try await $0.hasSteppedAside(from: .review(id)) })
            #expect(try await kit.number("SELECT count(*) FROM recusal WHERE review_id = \(id)") == 1)
        }
    }

    @Test func aReviewOfABodyThatStepsAsideIsInNobodysHandsThere() async throws {
        let second = UUID()
        try await race(
            { cast, store in try await Self.review(cast, store) },
            settle: { cast, kit in
                // Another body for fire, entered when every case has its own.
                let digits = "91320800000000077"
                let code = try #require("0123456789ABCDEFGHJKLMNPQRTUWXY".map { digits + String($0) }.first { CreditCode($0) != nil })
                try await kit.store.transaction(as: .system("test")) { tx in
                    try await tx.insert(
                        Organisation(
                            id: second, creditCode: code, name: "【样例】另一消防审查机构", region: "320800",
                            functions: [.init(function: .reviewBody, discipline: .fire)]))
                }
            },
            { cast, store, id in
                let (actor, acting) = try Self.lead(cast)
                _ = try await store.transaction(as: actor) { try await $0.replaceBody(of: id, reason: "存在隶属关系", as: acting) }
            }, { cast, store, id in _ = try await store.transaction(as: cast.actor("fire")) { try await $0.claim(id) } }
        ) { kit, cast, id, replaced, _ in
            #expect(replaced)
            let now = try await Self.state(kit, id)
            #expect(now.state == .pending && now.reviewer == nil && now.body == second && now.left == 5)
            await #expect(throws: StoreError.self) { try await kit.store.transaction(as: cast.actor("fire")) { try await $0.claim(id) } }
        }
    }
}
