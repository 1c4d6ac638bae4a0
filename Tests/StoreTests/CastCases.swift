import Foundation
import JointReview
import Postgres
import Store
import TestDatabase
import TestStore
import Testing

/// How often races are run: once in the everyday suite, more often in the long one.
enum Scale {
    static let factor = max(1, ProcessInfo.processInfo.environment["LIANSHEN_TEST_SCALE"].flatMap(Int.init) ?? 1)
}

extension Cast {
    /// A database with the cast in it.
    static func with(connections: Int = 8, simulated: Bool = false, _ body: @Sendable (TestStore, Cast) async throws -> Void) async throws {
        try await TestStore.with(connections: connections, simulated: simulated) { kit in
            let cast = Cast()
            try await cast.enter(kit.store)
            try await body(kit, cast)
        }
    }

    /// A case of its own whose five reviews are open.
    func acceptedCase(_ store: Store) async throws -> CaseRecord {
        let submitted = try await submittedCase(store)
        return try await store.transaction(as: actor("clerk")) { try await $0.accept(submitted.id) }
    }

    /// A draft case with its institute invited.
    func draftCase(_ store: Store) async throws -> CaseRecord {
        let project = Project(id: UUID(), code: nil, name: "【样例·非真实工程】", region: "320800", owner: owner.id, facts: Cast.facts)
        return try await store.transaction(as: actor("owner")) { tx in
            try await tx.insert(project)
            let record = try await tx.openCase(
                UUID(), project: project, lead: lead.id, title: "示例", profile: "national-current", kind: "F", year: 2026)
            try await tx.invite(institute: institute.id, to: record)
            return record
        }
    }

    /// The discipline's reviewer takes what is due first, says something about it and decides.
    func review(_ discipline: Discipline, _ decision: Decision, sheet: UUID, _ store: Store) async throws -> DecisionOutcome {
        let actor = try actor(discipline.rawValue)
        let acting = try acting(discipline.rawValue)
        let review = try #require(try await store.transaction(as: actor) { try await $0.claimNext(discipline) })
        let draft = CommentDraft(
            sheet: sheet, region: Region(page: 1, x: 10, y: 10, width: 50, height: 50), severity: decision == .fail ? .mandatoryClause : .advice,
            text: "意见", basis: .clause(code: "GB 50016", edition: "2014(2018)", clause: "7.2.2"))
        _ = try await store.transaction(as: actor) { try await $0.publish(draft, id: UUID(), in: review.id, attempt: review.attempt) }
        return try await store.transaction(as: actor) {
            try await $0.decide(review.id, decision: decision, attempt: review.attempt, summary: "小结", as: acting)
        }
    }

    /// A case that was reviewed to its opinion.
    func reviewedCase(_ store: Store, failing: Discipline? = nil) async throws -> CaseRecord {
        let accepted = try await acceptedCase(store)
        let sheet = try #require(try await store.transaction(as: actor("owner")) { try await $0.sheets(ofCase: accepted.id, round: 1) }.first)
        for discipline in Discipline.allCases {
            _ = try await review(discipline, discipline == failing ? .fail : .passWithAdvice, sheet: sheet.id, store)
        }
        return try await store.transaction(as: actor("owner")) { try await $0.caseRecord(accepted.id) }
    }
}

extension TestStore {
    /// Rows as the owner of the tables sees them.
    func look(_ sql: SQL) async throws -> [Row] {
        try await owner.withConnection { try await $0.all(sql) }
    }

    /// One number as the owner sees it.
    func number(_ sql: SQL) async throws -> Int {
        let row = try #require(try await look("SELECT (\(sql))::bigint AS number").first)
        return try row("number")
    }

    /// Runs `body` on a connection of the service's role.
    func service<Value: Sendable>(_ body: @Sendable (any Session) async throws -> Value) async throws -> Value {
        let pool = Pool(configuration: PoolConfiguration(url: database.url(role: "lianshen_service"), size: 1), logger: TestStore.quiet)
        do {
            let value = try await pool.withConnection(body)
            await pool.close()
            return value
        } catch {
            await pool.close()
            throw error
        }
    }
}
