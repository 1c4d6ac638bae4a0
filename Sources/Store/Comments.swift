public import Foundation
public import JointReview
import Postgres

/// A comment with the case and round that it was made in.
public struct CommentRecord: Sendable, Hashable, Identifiable {
    /// The comment.
    public let comment: Comment
    /// Case that it belongs to.
    public let caseID: UUID
    /// Round in which it was made.
    public let round: Int
    /// Its typed demands, in the order in which they were made, with what settlements made of them and put in their place.
    public let demands: [CaseDemand]
    /// Comments that its author says it contradicts.
    public let contradicts: [UUID]
    /// Why it was not made earlier; there for a late finding, which is about a sheet that was the same before.
    public let lateReason: String?
    /// What its author drew on the sheet.
    public let markup: [MarkupShape]

    /// The comment's identity.
    public var id: UUID { comment.id }
}

extension Tx {
    static let comments: SQL =
        """
        SELECT c.comment_id, c.review_id, c.case_id, c.discipline, c.round, c.specialty, c.sheet_id, c.page, c.x, c.y, c.width, c.height, c.severity, c.text, c.basis,
               c.author_id, c.published_at, c.supersedes, c.late_reason, c.markup, later.comment_id AS superseded_by,
               (SELECT jsonb_agg(\(demandObject) ORDER BY d.ordinal) FROM demand d WHERE d.comment_id = c.comment_id) AS demands,
               ARRAY(SELECT k.other_id FROM contradiction k WHERE k.comment_id = c.comment_id ORDER BY k.other_id) AS contradicts
          FROM comment c LEFT JOIN comment later ON later.supersedes = c.comment_id
        """

    /// Publishes a comment: at once, for good. Touching the review row makes a decision that is under way wait for it, or it for the decision.
    /// - Parameter afterDecision: whether the review may have decided; only a correction while the case is being reconciled comes then.
    /// - Throws: `StoreError.stale` when the actor does not hold the review under this attempt any more, `exists` when the comment to correct is corrected already.
    public func publish(_ draft: CommentDraft, id: UUID, in review: UUID, attempt: Int, reason: String? = nil, afterDecision: Bool = false)
        async throws -> CommentRecord
    {
        let corrects = draft.supersedes != nil
        // Whether a specialty is open is told by another row: the review is locked first, so that nothing is said in one that is being finished.
        if draft.specialty != nil { _ = try await sql.first("SELECT FROM review WHERE review_id = \(review) FOR UPDATE") }
        let demands = draft.demands.map { CaseDemand(id: UUID(), comment: id, demand: $0) }
        let row = try await sql.first(
            """
            WITH held AS (
                UPDATE review SET active_at = statement_timestamp(), idle_noticed_at = NULL
                 WHERE review_id = \(review) AND (state IN ('in_review', 'verifying') OR \(afterDecision) AND decision IS NOT NULL) 
                   AND CASE WHEN specialties > 0 AND NOT \(afterDecision)
                            THEN EXISTS (SELECT FROM specialty_review s WHERE s.review_id = review.review_id AND s.specialty = \(draft.specialty) AND s.state = 'in_review'
                                            AND s.reviewer_id = \(actor.person) AND s.attempt = \(attempt))
                            ELSE reviewer_id = \(actor.person) AND attempt = \(attempt) END
             RETURNING review_id, case_id, project_id, owner_id, discipline, round),
            published AS (
                INSERT INTO comment (comment_id, review_id, case_id, owner_id, discipline, round, specialty, sheet_id, page, x, y, width, height, severity, text, basis,
                                     author_id, supersedes, late_reason, markup)
                SELECT \(id), h.review_id, h.case_id, h.owner_id, h.discipline, h.round, \(draft.specialty), s.sheet_id, \(draft.region.page), \(draft.region.x),
                       \(draft.region.y), \(draft.region.width), \(draft.region.height), \(draft.severity), \(draft.text), \(try draft.basis.map { try JSON($0) }),
                       \(actor.person), \(draft.supersedes), \(draft.lateReason), \(draft.markup.isEmpty ? nil : try JSON(draft.markup))
                  FROM held h JOIN sheet s ON s.sheet_id = \(draft.sheet) AND s.case_id = h.case_id
                 WHERE \(draft.supersedes)::uuid IS NULL
                    OR EXISTS (SELECT FROM comment old WHERE old.comment_id = \(draft.supersedes) AND old.review_id = h.review_id AND old.round = h.round)
             RETURNING *)\(try Self.making(demands))\(Self.declaring(draft.contradicts))
            \(audit(corrects ? .commentSupersede : .commentPublish, "comment", "comment_id", in: "published JOIN held USING (review_id)", project: "held.project_id",
                case: "held.case_id", to: draft.severity.rawValue, detail: .values(["reason": reason, "text": draft.text, "supersedes": draft.supersedes?.uuidString.lowercased(), "late": draft.lateReason])))
            SELECT *, NULL::uuid AS superseded_by FROM published
            """
        )
        guard let row else { throw StoreError.stale("review \(review)") }
        return try CommentRecord(row, demands: demands, contradicts: draft.contradicts)
    }

    /// One comment of a case to which the actor's organisation is a party.
    public func comment(_ id: UUID) async throws -> CommentRecord {
        let row = try await sql.first(
            """
            \(Self.comments) WHERE c.comment_id = \(id)
              AND EXISTS (SELECT FROM case_party p WHERE p.case_id = c.case_id AND p.organisation_id = \(actor.organisation))
              AND \(shown("c.case_id", "c.round"))
            """)
        guard let row else { throw StoreError.missing("comment \(id)") }
        return try CommentRecord(row)
    }

    /// Those of the named comments that belong to a case.
    public func comments(of caseID: UUID, among ids: Set<UUID>) async throws -> [CommentRecord] {
        guard !ids.isEmpty else { return [] }
        return try await sql.all(
            "\(Self.comments) WHERE c.comment_id = ANY (\(Array(ids))) AND c.case_id = \(caseID) AND \(shown("c.case_id", "c.round"))"
        ).map(CommentRecord.init)
    }

    /// Comments of a case in the order of publication, after the place given. Every body sees the others' at once (互相公开).
    public func comments(of caseID: UUID, round: Int? = nil, after: (Date, UUID)? = nil, limit: Int) async throws -> [CommentRecord] {
        let start = after ?? (Date(timeIntervalSince1970: 0), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        return try await sql.all(
            """
            \(Self.comments) WHERE c.case_id = \(caseID) AND (\(round)::bigint IS NULL OR c.round = \(round))
               AND (c.published_at, c.comment_id) > (\(start.0), \(start.1)) AND \(shown("c.case_id", "c.round"))
             ORDER BY c.published_at, c.comment_id LIMIT \(limit)
            """
        ).map(CommentRecord.init)
    }
}

extension CommentRecord {
    init(_ row: Row) throws {
        let demands: JSON? = try row.optional("demands")
        try self.init(row, demands: demands?.decode() ?? [], contradicts: row("contradicts"))
    }

    fileprivate init(_ row: Row, demands: [CaseDemand], contradicts: [UUID]) throws {
        let markup: JSON? = try row.optional("markup")
        try self.init(
            comment: Comment(row), caseID: row("case_id"), round: row("round"), demands: demands, contradicts: contradicts,
            lateReason: row.optional("late_reason"), markup: markup?.decode() ?? [])
    }
}

extension Comment {
    fileprivate init(_ row: Row) throws {
        let basis: JSON? = try row.optional("basis")
        try self.init(
            id: row("comment_id"), review: row("review_id"), discipline: row("discipline"), specialty: row.optional("specialty"),
            sheet: row("sheet_id"),
            region: Region(page: row("page"), x: row("x"), y: row("y"), width: row("width"), height: row("height")), severity: row("severity"),
            text: row("text"), basis: basis?.decode(), author: row("author_id"), publishedAt: row("published_at"),
            supersedes: row.optional("supersedes"),
            supersededBy: row.optional("superseded_by"))
    }
}
