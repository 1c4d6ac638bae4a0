public import Foundation
public import JointReview
import Postgres

/// A private draft as it is kept.
public struct DraftRecord: Sendable, Hashable, Identifiable {
    /// Identity; the comment has the same one when it is published.
    public let id: UUID
    /// Review that it belongs to.
    public let review: UUID
    /// Case of the review.
    public let caseID: UUID
    /// Discipline of the review.
    public let discipline: Discipline
    /// Who writes it.
    public let author: UUID
    /// What it says so far.
    public let content: PrivateDraft
    /// Grows with every change; the ETag.
    public let version: Int
    /// When it was begun.
    public let createdAt: Date
    /// When it was changed last.
    public let changedAt: Date
}

// Writing and throwing away drafts makes no entry of the log: a draft is not an act for anybody but its author.
extension Tx {
    /// Begins a draft in a review that the actor holds.
    /// - Throws: `DraftRefusal.tooMany`.
    public func begin(_ content: PrivateDraft, id: UUID, in review: ReviewRecord) async throws -> DraftRecord {
        let row = try await sql.first(
            """
            INSERT INTO comment_draft (draft_id, review_id, case_id, owner_id, body_id, discipline, author_id, content)
            SELECT \(id), r.review_id, r.case_id, r.owner_id, \(actor.organisation), r.discipline, \(actor.person), \(try JSON(content)) FROM review r
             WHERE r.review_id = \(review.id)
               AND (SELECT count(*) FROM comment_draft d WHERE d.review_id = r.review_id AND d.author_id = \(actor.person)) < \(PrivateDraft.most)
            RETURNING *
            """
        )
        guard let row else { throw DraftRefusal.tooMany(PrivateDraft.most) }
        return try DraftRecord(row)
    }

    /// Drafts of a review in the order in which they were begun: the actor's own, or all of the actor's body where he checks them.
    public func drafts(of review: UUID, asChecker: Bool, after: (Date, UUID)? = nil, limit: Int) async throws -> [DraftRecord] {
        let start = after ?? (Date(timeIntervalSince1970: 0), UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)))
        return try await sql.all(
            """
            SELECT * FROM comment_draft d WHERE d.review_id = \(review) AND (d.created_at, d.draft_id) > (\(start.0), \(start.1))
               AND (d.author_id = \(actor.person) OR \(asChecker) AND d.body_id = \(actor.organisation))
             ORDER BY d.created_at, d.draft_id LIMIT \(limit)
            """
        ).map(DraftRecord.init)
    }

    /// A draft of the actor's own.
    /// - Throws: `StoreError.missing` for everybody else's, too.
    public func draft(_ id: UUID) async throws -> DraftRecord {
        let row = try await sql.first("SELECT * FROM comment_draft WHERE draft_id = \(id) AND author_id = \(actor.person)")
        guard let row else { throw StoreError.missing("draft \(id)") }
        return try DraftRecord(row)
    }

    /// The same, held until the transaction ends: of two who change, publish or throw it away at once the second sees what the first did.
    /// - Throws: `StoreError.missing` for everybody else's, too.
    public func lockDraft(_ id: UUID) async throws -> DraftRecord {
        let row = try await sql.first("SELECT * FROM comment_draft WHERE draft_id = \(id) AND author_id = \(actor.person) FOR UPDATE")
        guard let row else { throw StoreError.missing("draft \(id)") }
        return try DraftRecord(row)
    }

    /// All drafts of the actor's own in a review, held until the transaction ends, in the order in which they were begun.
    public func lockDrafts(of review: UUID) async throws -> [DraftRecord] {
        try await sql.all(
            """
            SELECT * FROM comment_draft WHERE review_id = \(review) AND author_id = \(actor.person)
             ORDER BY created_at, draft_id LIMIT \(PrivateDraft.most) FOR UPDATE
            """
        ).map(DraftRecord.init)
    }

    /// Writes an own draft anew, which the caller has locked.
    public func rewrite(_ draft: DraftRecord, _ content: PrivateDraft) async throws -> DraftRecord {
        let row = try await sql.first(
            """
            UPDATE comment_draft SET content = \(try JSON(content)), version = version + 1, changed_at = clock_timestamp()
             WHERE draft_id = \(draft.id) AND author_id = \(actor.person) AND version = \(draft.version) RETURNING *
            """
        )
        guard let row else { throw StoreError.stale("draft \(draft.id)") }
        return try DraftRecord(row)
    }

    /// Throws own drafts away, which the caller has locked, exactly as he read them.
    /// - Throws: `StoreError.stale` when one of them is another by now, or gone.
    public func discard(_ drafts: [DraftRecord]) async throws {
        let gone = try await sql.run(
            """
            DELETE FROM comment_draft d USING unnest(\(drafts.map(\.id)), \(drafts.map(\.version))) AS l (draft_id, version)
             WHERE d.draft_id = l.draft_id AND d.version = l.version AND d.author_id = \(actor.person)
            """)
        guard gone == drafts.count else { throw StoreError.stale("drafts") }
    }
}

/// Why a draft is not begun.
public enum DraftRefusal: Error, Hashable, Sendable, Explained {
    /// So many drafts are enough.
    case tooMany(Int)

    /// Stable code of the refusal.
    public var code: String { "draft.too_many" }

    /// What is wrong and what to do.
    public var explanation: Explanation {
        switch self {
        case .tooMany(let most):
            Explanation(
                message: Bilingual(zh: "本次审查的草稿已有 \(most) 条", en: "There are \(most) drafts in this review."),
                remedy: Bilingual(zh: "先发布或删去一些", en: "Publish or discard some first."))
        }
    }
}

extension DraftRecord {
    fileprivate init(_ row: Row) throws {
        let content: JSON = try row("content")
        try self.init(
            id: row("draft_id"), review: row("review_id"), caseID: row("case_id"), discipline: row("discipline"), author: row("author_id"),
            content: content.decode(), version: row("version"), createdAt: row("created_at"), changedAt: row("changed_at"))
    }
}
