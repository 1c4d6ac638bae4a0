public import Foundation
public import JointReview
import Postgres

/// An institute's answer to a comment, as it is kept.
public struct AnswerRecord: Sendable, Hashable {
    /// Comment that it answers.
    public let comment: UUID
    /// Round of the opinion that it answers.
    public let round: Int
    /// The institute.
    public let institute: UUID
    /// What it says.
    public let answer: Answer
    /// Revision of the sheet that went into the next round; nil until then.
    public let sheet: UUID?
    /// Who wrote it.
    public let author: UUID
    /// When it was written last.
    public let writtenAt: Date
    /// Who released it; nil for a draft.
    public let releasedBy: UUID?
    /// When it was released.
    public let releasedAt: Date?
}

extension Tx {
    /// Writes the answer to a comment as a draft. What was released stands beside it until this one is released. What a draft says is not for the log: its
    /// entry says that somebody wrote, and the entry of the release says what.
    ///
    /// The case must be under lock, and in revision.
    public func write(_ answer: Answer, to comment: UUID, in record: CaseRecord, of institute: UUID) async throws -> AnswerRecord {
        let place = answer.place
        let row = try await sql.first(
            """
            WITH written AS (
                INSERT INTO answer (comment_id, round, case_id, owner_id, institute_id, verdict, text, sheet_number, x, y, width, height, author_id)
                VALUES (\(comment), \(record.round), \(record.id), \(record.owner), \(institute), \(answer.verdict), \(answer.text), \(place?.sheetNumber),
                        \(place?.x), \(place?.y), \(place?.width), \(place?.height), \(actor.person))
                ON CONFLICT (comment_id, round) DO UPDATE SET verdict = excluded.verdict, text = excluded.text, sheet_number = excluded.sheet_number,
                       x = excluded.x, y = excluded.y, width = excluded.width, height = excluded.height, author_id = excluded.author_id,
                       written_at = clock_timestamp(), released_by = NULL, released_at = NULL
                RETURNING *)
            \(audit(.answerWrite, "comment", "comment_id", in: "written", project: "\(record.project)", case: "case_id"))
            SELECT *, NULL::uuid AS sheet_id FROM written
            """
        )
        guard let row else { throw StoreError.missing("comment \(comment)") }
        return try AnswerRecord(row)
    }

    /// Releases an institute's drafts, all of them or those named: from then on the bodies read them, in the place of what was released before.
    /// - Returns: what was released now.
    public func releaseAnswers(_ comments: [UUID]?, in record: CaseRecord, of institute: UUID) async throws -> [AnswerRecord] {
        let drafts = try await sql.all(
            """
            SELECT *, NULL::uuid AS sheet_id FROM answer
             WHERE case_id = \(record.id) AND round = \(record.round) AND institute_id = \(institute) AND released_at IS NULL
               AND (\(comments == nil) OR comment_id = ANY (\(comments ?? []))) ORDER BY comment_id FOR UPDATE
            """
        ).map(AnswerRecord.init)
        // In one round trip: each entry carries what that answer says, and nothing of the others.
        return try await sql.batch(drafts.flatMap { [Self.replacing($0), releasing($0, in: record)] }).flatMap { try $0.map(AnswerRecord.init) }
    }

    /// What was released before is kept with the moment at which something else takes its place.
    private static func replacing(_ draft: AnswerRecord) -> SQL {
        "UPDATE answer_release SET replaced_at = clock_timestamp() WHERE comment_id = \(draft.comment) AND round = \(draft.round) AND replaced_at IS NULL"
    }

    private func releasing(_ draft: AnswerRecord, in record: CaseRecord) -> SQL {
        """
        WITH released AS (
            INSERT INTO answer_release (comment_id, round, case_id, owner_id, institute_id, verdict, text, sheet_number, x, y, width, height, author_id, written_at,
                                        released_by, released_at)
            SELECT a.comment_id, a.round, a.case_id, a.owner_id, a.institute_id, a.verdict, a.text, a.sheet_number, a.x, a.y, a.width, a.height, a.author_id,
                   a.written_at, \(actor.person),
                   -- Without a gap: at every moment one answer stands.
                   coalesce((SELECT max(o.replaced_at) FROM answer_release o WHERE o.comment_id = a.comment_id AND o.round = a.round), clock_timestamp())
              FROM answer a WHERE a.comment_id = \(draft.comment) AND a.round = \(draft.round)
            RETURNING *),
        sent AS (
            UPDATE answer a SET released_by = r.released_by, released_at = r.released_at FROM released r WHERE a.comment_id = r.comment_id AND a.round = r.round)
        \(audit(.answerRelease, "comment", "comment_id", in: "released", project: "\(record.project)", case: "case_id", from: "draft",
            to: draft.answer.verdict.rawValue, detail: .values(["text": draft.answer.text, "sheet": draft.answer.place?.sheetNumber])))
        SELECT * FROM released
        """
    }

    /// Gives the answer to a comment to somebody of the institute.
    public func assignAnswer(to comment: UUID, person: UUID, in record: CaseRecord) async throws {
        try await sql.run(
            """
            WITH assigned AS (
                INSERT INTO answer_task (comment_id, round, case_id, owner_id, person_id, assigned_by)
                VALUES (\(comment), \(record.round), \(record.id), \(record.owner), \(person), \(actor.person))
                ON CONFLICT (comment_id, round) DO UPDATE SET person_id = excluded.person_id, assigned_by = excluded.assigned_by, assigned_at = clock_timestamp()
                RETURNING *)
            \(audit(.answerAssign, "comment", "comment_id", in: "assigned", project: "\(record.project)", case: "case_id",
                detail: .values(["person": person.uuidString.lowercased()])))
            SELECT FROM assigned
            """
        )
    }

    /// Who writes the answers to comments in a round.
    public func answerTasks(to comments: [UUID], round: Int) async throws -> [UUID: UUID] {
        var tasks: [UUID: UUID] = [:]
        for row in try await sql.all("SELECT comment_id, person_id FROM answer_task WHERE comment_id = ANY (\(comments)) AND round = \(round)") {
            tasks[try row("comment_id")] = try row("person_id")
        }
        return tasks
    }

    private static let releases: SQL =
        """
        SELECT r.comment_id, r.round, r.institute_id, r.verdict, r.text, r.sheet_number, r.x, r.y, r.width, r.height, r.sheet_id, r.author_id, r.written_at,
               r.released_by, r.released_at FROM answer_release r
        """

    /// Answers to comments that stand, newest round first. Drafts are the institute's own, each before what it has released: nobody else is shown them.
    public func answers(to comments: [UUID]) async throws -> [AnswerRecord] {
        try await sql.all(
            """
            \(Self.releases) WHERE r.comment_id = ANY (\(comments)) AND r.replaced_at IS NULL
             UNION ALL
            SELECT a.comment_id, a.round, a.institute_id, a.verdict, a.text, a.sheet_number, a.x, a.y, a.width, a.height, NULL, a.author_id, a.written_at, NULL, NULL
              FROM answer a WHERE a.comment_id = ANY (\(comments)) AND a.released_at IS NULL AND a.institute_id = \(actor.organisation)
             ORDER BY comment_id, round DESC, released_at DESC NULLS FIRST
            """
        ).map(AnswerRecord.init)
    }

    /// Answers to comments as they stood at a moment, newest round first.
    public func releasedAnswers(to comments: [UUID], at moment: Date) async throws -> [AnswerRecord] {
        try await sql.all(
            """
            \(Self.releases) WHERE r.comment_id = ANY (\(comments)) AND r.released_at <= \(moment) AND (r.replaced_at IS NULL OR r.replaced_at > \(moment))
             ORDER BY r.comment_id, r.round DESC
            """
        ).map(AnswerRecord.init)
    }

    /// The page of the sheet that an institute has under a number in what it hands in for the next round, or has in force.
    public func answeredPage(_ number: String, in record: CaseRecord, of institute: UUID) async throws -> PageBox? {
        let row = try await sql.first(
            """
            SELECT s.width, s.height FROM package k JOIN set_sheet t USING (package_id) JOIN sheet s ON s.sheet_id = t.sheet_id
             WHERE k.case_id = \(record.id) AND k.institute_id = \(institute) AND k.state IN ('checked', 'sealed') AND k.round <= \(record.packageRound)
               AND NOT is_dropped(k.case_id, k.round, \(record.packageRound)::integer)
               AND s.number = \(number)
             ORDER BY k.round DESC, k.uploaded_at DESC LIMIT 1
            """
        )
        return try row.map { try PageBox(width: $0("width"), height: $0("height")) }
    }

    /// Whether the answer to a comment has gone out in the present round.
    public func isReleased(_ comment: UUID, in record: CaseRecord) async throws -> Bool {
        let row = try await sql.first(
            "SELECT FROM answer_release WHERE comment_id = \(comment) AND round = \(record.round) AND replaced_at IS NULL")
        return row != nil
    }

    /// Whom the project leader gave the answer to a comment to write in this round; nil where it is anybody's of the institute.
    public func writer(ofAnswerTo comment: UUID, in record: CaseRecord) async throws -> UUID? {
        try await sql.first("SELECT person_id FROM answer_task WHERE comment_id = \(comment) AND round = \(record.round)")?("person_id")
    }

    /// Ties the released answers to the revisions that go into the next round.
    func freezeAnswers(of record: CaseRecord) async throws {
        try await sql.run(
            """
            UPDATE answer_release a SET sheet_id = s.sheet_id
              FROM packages_in_force(\(record.id), \(record.round + 1)::integer) k JOIN set_sheet t ON t.package_id = k.package_id JOIN sheet s ON s.sheet_id = t.sheet_id
             WHERE a.case_id = \(record.id) AND a.round = \(record.round) AND a.institute_id = k.institute_id AND a.sheet_number = s.number
               AND a.replaced_at IS NULL
            """
        )
    }
}

extension AnswerRecord {
    init(_ row: Row) throws {
        comment = try row("comment_id")
        round = try row("round")
        institute = try row("institute_id")
        let number: String? = try row.optional("sheet_number")
        let place = try number.map { try Answer.Place(sheetNumber: $0, x: row("x"), y: row("y"), width: row("width"), height: row("height")) }
        answer = try Answer(verdict: row("verdict"), text: row("text"), place: place)
        sheet = try row.optional("sheet_id")
        author = try row("author_id")
        writtenAt = try row("written_at")
        releasedBy = try row.optional("released_by")
        releasedAt = try row.optional("released_at")
    }
}
