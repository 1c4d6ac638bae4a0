import Crypto
public import Foundation
public import JointReview
import Postgres

/// What a decision led to.
public struct DecisionOutcome: Sendable {
    /// The review as it stands now.
    public let review: ReviewRecord
    /// The case as it stands now.
    public let caseState: CaseState
    /// The merged opinion, when this was the last decision of the round.
    public let opinion: UUID?
    /// Comments of other bodies that the reviewer had not read when he decided; recorded with the decision.
    public let unseen: [UUID]
}

extension Tx {
    /// Decides a review; the last decision of a round merges the comments and issues the opinion in the same transaction.
    ///
    /// Who is last is decided by the case's row lock: exactly one transaction sees `remaining = 0`, and it sees every comment and decision.
    public func decide(_ review: UUID, decision: Decision, attempt: Int, summary: String, as person: ActingPerson) async throws -> DecisionOutcome {
        let answers = try await sql.batch(
            reviewLock(review) + [Self.caseLock(ofReview: review)] + fitness(of: person.person, standingFor: person.standingFor, for: review)
                + Self.checkpointReads(review))
        let (record, value) = try lockedReview(review, answers)
        let list = try Self.checkpointList(answers[7...], record.discipline)
        let after = try value.lacking(list.open).applying(.decide(decision), by: person, attempt: attempt)
        try Self.requireFit(Array(person.persons), Array(answers[3..<7]), nil, opens: true)
        let door = try answers[2].first?("remaining") == 1 ? sql : final
        return try await outcome(of: door.first(deciding(record, to: after, decision: decision, summary: summary)), record)
    }

    /// Decides a review and takes the next one of its discipline, in one commit.
    /// - Returns: what the decision led to, and the next review in the actor's hands, or `nil` when nothing waits.
    public func decideAndClaimNext(
        _ review: UUID, decision: Decision, attempt: Int, summary: String, as person: ActingPerson
    ) async throws -> (outcome: DecisionOutcome, next: ReviewRecord?) {
        let answers = try await sql.batch(
            reviewLock(review) + [Self.caseLock(ofReview: review), nextWaiting(after: review)]
                + fitness(of: person.person, standingFor: person.standingFor, for: review) + Self.checkpointReads(review))
        let (record, value) = try lockedReview(review, answers)
        let list = try Self.checkpointList(answers[8...], record.discipline)
        let after = try value.lacking(list.open).applying(.decide(decision), by: person, attempt: attempt)
        try Self.requireFit(Array(person.persons), Array(answers[4..<8]), nil, opens: true)
        var statements = [deciding(record, to: after, decision: decision, summary: summary)]
        if let next = answers[3].first {
            let (id, project): (UUID, UUID) = try (next("review_id"), next("project_id"))
            // Two projects, two counters: without an order of their own two reviewers who go from one case to the other's would wait for each other.
            let ordered: SQL = "SELECT FROM audit_counter WHERE project_id = ANY (\([record.project, project])) ORDER BY project_id FOR UPDATE"
            statements = (project == record.project ? [] : [ordered]) + statements + [claimingWaiting(id)]
        }
        let rows = try await (try answers[2].first?("remaining") == 1 ? sql : final).batch(statements)
        let decided = answers[3].isEmpty ? rows.last : rows.dropLast().last
        let next = answers[3].isEmpty ? nil : try rows.last?.first.map(ReviewRecord.init)
        return (try await outcome(of: decided?.first, record), next)
    }

    /// Locks the case of a locked review. The merge comes with the last decision, and only then is there anything to do after the statement that decides.
    ///
    /// No stronger than the update that follows: whoever publishes a comment holds the counter when its reference to the case is checked.
    private static func caseLock(ofReview review: UUID) -> SQL {
        "SELECT remaining FROM joint_case WHERE case_id = (SELECT case_id FROM review WHERE review_id = \(review)) FOR NO KEY UPDATE"
    }

    func outcome(of row: Row?, _ before: ReviewRecord) async throws -> DecisionOutcome {
        guard let row else { throw StoreError.stale("review \(before.id)") }
        let decided = try ReviewRecord(row)
        let remaining: Int = try row("left_over")
        let unseen: [UUID] = try row.optional("unseen") ?? []
        guard remaining == 0 else { return DecisionOutcome(review: decided, caseState: try row("case_state"), opinion: nil, unseen: unseen) }
        let (opinion, state) = try await conclude(before.caseID)
        return DecisionOutcome(review: decided, caseState: state, opinion: opinion, unseen: unseen)
    }

    /// The opinion of a case's round; the newest when none is named.
    public func opinion(of caseID: UUID, round: Int? = nil) async throws -> (id: UUID, opinion: Opinion, sha256: [UInt8], issuedAt: Date)? {
        let row = try await sql.first(
            """
            SELECT opinion_id, body, sha256, issued_at FROM opinion WHERE case_id = \(caseID) AND (\(round)::bigint IS NULL OR round = \(round))
             ORDER BY round DESC LIMIT 1
            """
        )
        guard let row else { return nil }
        let body: JSON = try row("body")
        return try (row("opinion_id"), body.decode(), row("sha256"), row("issued_at"))
    }

    /// The sheets in force, each followed by the earlier revisions that a comment is still about.
    func withEarlier(_ sheets: [SheetRecord], for comments: [Comment]) async throws -> [SheetRecord] {
        let known = Set(sheets.map(\.id))
        let missing = Set(comments.map(\.sheet)).subtracting(known)
        guard !missing.isEmpty else { return sheets }
        let earlier = try await sql.all("\(Self.sheets) WHERE s.sheet_id = ANY (\(Array(missing))) ORDER BY s.number, s.sheet_id").map(
            SheetRecord.init)
        let byNumber = Dictionary(grouping: earlier) { SheetNumber.plain($0.entry.number) }
        let numbers = Set(sheets.map { SheetNumber.plain($0.entry.number) })
        return sheets.flatMap { [$0] + (byNumber[SheetNumber.plain($0.entry.number)] ?? []) }
            + earlier.filter { !numbers.contains(SheetNumber.plain($0.entry.number)) }
    }

    /// Merges a round whose last discipline has decided: opens its conflicts, and issues the opinion unless they hold it up.
    ///
    /// A change stays under review meanwhile: what was approved is in force all the time.
    /// - Parameter again: whether the parties were told of the conflicts already.
    ///
    /// Runs under the case's row lock, taken by the statement that counted the last decision, or by whoever settles a conflict.
    func conclude(_ caseID: UUID, again: Bool = false) async throws -> (UUID?, CaseState) {
        guard let row = try await sql.first("\(Self.casesWithPolicy) WHERE c.case_id = \(caseID)") else { throw StoreError.missing("case \(caseID)") }
        let record = try CaseRecord(row)
        var round = try await mergeRound(of: record)
        let report = Merge.report(on: round.material)
        guard report.merged else { throw Merge.Refusal.material(report.findings) }
        let conflicts = try await keepConflicts(of: record, round, report, opensNew: true)
        let open = conflicts.count { $0.state == .open }
        let value = Case(
            id: caseID, state: record.state, round: record.round, isConfirmed: record.confirmedAt != nil,
            standing: Case.Standing(openConflicts: open, conflictPolicy: try row("conflict_policy")))
        if open > 0, value.standing.conflictPolicy == .blocks {
            guard record.state != .reconciling, !again else { return (nil, record.state) }
            return (nil, try await reconcile(record, to: try value.applying(.reconcile, by: .system)))
        }
        round.conflicts = conflicts.filter { $0.state == .open || $0.state == .settled && $0.round == record.round }
        let (opinion, state) = try await issue(
            try Merge.opinion(of: round, report: report), of: record, to: try value.applying(.issueOpinion, by: .system))
        return (opinion, state)
    }

    /// What a settlement, or the end of a sum, changes in a case: while it is being reconciled it may get its opinion; later conflicts only end.
    func reconsider(_ before: CaseRecord) async throws -> (UUID?, CaseState) {
        if before.state == .reconciling { return try await conclude(before.id) }
        if try await isHeldUp(before) { return try await conclude(before.id, again: true) }
        let round = try await mergeRound(of: before)
        let report = Merge.report(on: round.material)
        if report.merged { _ = try await keepConflicts(of: before, round, report, opensNew: false) }
        return (nil, before.state)
    }

    private static let casesWithPolicy: SQL =
        """
        SELECT c.case_id, c.project_id, c.owner_id, c.lead_id, c.case_number, c.title, c.state, c.profile, c.round, c.remaining, c.version, c.created_at,
               c.confirmed_at, c.submitted_at, c.accepted_at, c.due_at, c.reason, c.openness, c.approved_round, c.escalated_round, c.successor_id, c.conflict_policy
          FROM joint_case c
        """

    /// Holds up the opinion, and tells the parties why.
    private func reconcile(_ record: CaseRecord, to after: Case) async throws -> CaseState {
        let moved = try await sql.first(
            """
            WITH moved AS (
                UPDATE joint_case SET state = \(after.state), version = version + 1 WHERE case_id = \(record.id) AND version = \(record.version) RETURNING *),
            told AS (
                INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
                SELECT uuid_v7(), p.case_id, p.organisation_id, 'conflict', jsonb_build_object('open', \(after.standing.openConflicts)::integer)
                  FROM case_party p JOIN moved USING (case_id)
                 WHERE p.roles && ARRAY['review_body', 'lead_body'] OR moved.openness IS DISTINCT FROM 'with_opinion'
                   AND p.roles && ARRAY['owner', 'design_institute', 'survey_firm'])
            \(audit(.caseReconcile, "case", "case_id", in: "moved", project: "project_id", case: "case_id", from: record.state.rawValue, to: after.state.rawValue))
            SELECT state FROM moved
            """
        )
        guard let moved else { throw StoreError.stale("case \(record.id)") }
        return try moved("state")
    }

    /// Writes an opinion, moves the case and queues the report.
    private func issue(_ opinion: Opinion, of record: CaseRecord, to after: Case) async throws -> (UUID, CaseState) {
        let caseID = record.id
        let bytes = try opinion.canonicalBytes()
        let id = UUID()
        let moved = try await sql.first(
            """
            WITH moved AS (
                UPDATE joint_case SET state = \(after.state), version = version + 1 WHERE case_id = \(caseID) AND version = \(record.version) RETURNING *),
            issued AS (
                INSERT INTO opinion (opinion_id, case_id, owner_id, round, verdict, body, sha256)
                SELECT \(id), case_id, owner_id, round, \(opinion.verdict), \(JSON(text: String(decoding: bytes, as: UTF8.self))), \(Array(SHA256.hash(data: bytes))) FROM moved
                RETURNING opinion_id, case_id, sha256),
            told AS (
                INSERT INTO notice (notice_id, case_id, organisation_id, kind, body)
                SELECT uuid_v7(), p.case_id, p.organisation_id, 'opinion', jsonb_build_object('opinion', \(id)::uuid, 'verdict', \(opinion.verdict))
                  FROM case_party p JOIN moved USING (case_id) WHERE p.roles && ARRAY['owner', 'design_institute'])
            \(audit(
                """
                SELECT \(Act.opinionIssue), m.project_id, m.case_id, 'opinion', i.opinion_id, \(record.state), \(after.state), i.sha256, NULL::bytea, NULL::bigint
                  FROM moved m JOIN issued i USING (case_id)
                """))\(edition(.opinion, opinion: id))
            SELECT state FROM moved
            """
        )
        guard let moved else { throw StoreError.stale("case \(caseID)") }
        return try (id, moved("state"))
    }
}
