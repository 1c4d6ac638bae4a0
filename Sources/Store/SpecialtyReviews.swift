public import Foundation
public import JointReview
import Postgres

/// A specialty of a review as it is read and shown.
public struct SpecialtyRecord: Sendable, Hashable {
    /// The review that it is a part of.
    public let review: UUID
    /// Its place in the order of signatures.
    public let ordinal: Int
    /// Where it stands, with whom.
    public let value: SpecialtyReview
    /// When its reviewer took it.
    public let takenAt: Date?
    /// When its reviewer was through.
    public let finishedAt: Date?
    /// When it was looked over.
    public let checkedAt: Date?
}

extension Tx {
    private static let specialties: SQL =
        """
        SELECT s.review_id, s.specialty, s.ordinal, s.state, s.reviewer_id, s.checker_id, s.attempt, s.taken_at, s.finished_at, s.checked_at,
               (SELECT count(*) FROM comment_draft d WHERE d.review_id = s.review_id AND d.author_id = s.reviewer_id
                   AND coalesce(d.content ->> 'specialty', s.specialty) = s.specialty) AS drafts,
               ARRAY(SELECT m.holder_id FROM mandate m WHERE m.giver_id = s.reviewer_id AND \(ties(in: "s.case_id"))
                     UNION SELECT m.giver_id FROM mandate m WHERE m.holder_id = s.reviewer_id AND \(ties(in: "s.case_id"))
                     UNION SELECT q.person_id FROM displacement q WHERE q.review_id = s.review_id
                     UNION SELECT c.author_id FROM comment c WHERE c.review_id = s.review_id AND c.specialty = s.specialty
                     UNION SELECT d.author_id FROM comment_draft d WHERE d.review_id = s.review_id AND d.content ->> 'specialty' = s.specialty
                     UNION SELECT unnest(b.earlier_persons || b.person_id) FROM backcheck b JOIN comment c USING (comment_id)
                            WHERE b.case_id = s.case_id AND b.review_id = s.review_id AND c.specialty = s.specialty
                     UNION SELECT unnest(s.finishers)) AS bound
          FROM specialty_review s
        """

    /// The specialties of a review in the order in which they sign; none where one person answers for the discipline.
    ///
    /// A decision that stands from an earlier round stands under the signatures of that round.
    public func specialties(of review: ReviewRecord) async throws -> [SpecialtyRecord] {
        try await sql.all("\(Self.specialties) WHERE s.review_id = \(review.carriedFrom ?? review.id) ORDER BY s.ordinal").map(SpecialtyRecord.init)
    }

    /// The specialties of several reviews, by the review that they were signed in.
    func specialties(ofReviews reviews: [UUID]) async throws -> [UUID: [SpecialtyRecord]] {
        guard !reviews.isEmpty else { return [:] }
        let found = try await sql.all("\(Self.specialties) WHERE s.review_id = ANY (\(reviews)) ORDER BY s.review_id, s.ordinal").map(
            SpecialtyRecord.init)
        return Dictionary(grouping: found, by: \.review)
    }

    /// A specialty of a review that is locked already; who waited for that lock reads what is so now.
    /// - Throws: `ReviewRefusal.specialty(.unknown)` when the review has none of the name.
    public func specialty(_ name: String, of review: ReviewRecord) async throws -> SpecialtyRecord {
        let all = try await specialties(of: review)
        guard let found = all.first(where: { $0.value.specialty == name }) else {
            throw ReviewRefusal.specialty(.unknown(of: all.map(\.value.specialty)))
        }
        return found
    }

    /// Moves a specialty from what was read to what the rule answered, with its entry; the review is active with it.
    public func move(
        _ before: SpecialtyRecord, to after: SpecialtyReview, by action: SpecialtyAction, in review: ReviewRecord
    ) async throws -> SpecialtyRecord {
        let takes = action.kind == .claim
        // Who has not taken it up has no part in it yet.
        let isDisplaced = action.kind == .assign && before.value.state != .assigned && after.reviewer != before.value.reviewer
        let row = try await sql.first(
            """
            WITH moved AS (
                UPDATE specialty_review SET state = \(after.state), reviewer_id = \(after.reviewer), checker_id = \(after.checker), attempt = \(after.attempt),
                       taken_at = CASE WHEN \(takes) THEN business_now() WHEN \(after.attempt) <> attempt THEN NULL ELSE taken_at END,
                       finished_at = CASE WHEN \(after.state) = 'finished' AND state <> 'finished' THEN business_now()
                                          WHEN \(after.state) IN ('finished', 'checked') THEN finished_at END,
                       checked_at = CASE WHEN \(after.state) = 'checked' THEN business_now() END,
                       finishers = CASE WHEN \(action.kind == .finish) THEN array_remove(finishers, reviewer_id) || reviewer_id ELSE finishers END
                 WHERE review_id = \(review.id) AND specialty = \(before.value.specialty) AND attempt = \(before.value.attempt) AND state = \(before.value.state)
             RETURNING *),
            touched AS (
                UPDATE review r SET active_at = statement_timestamp(), idle_noticed_at = NULL, version = r.version + 1 FROM moved m WHERE r.review_id = m.review_id
             RETURNING r.review_id, r.project_id)\(displacing(isDisplaced ? before.value.reviewer : nil))
            \(audit(action.kind.act, "review", "moved.review_id", in: "moved JOIN touched USING (review_id)", project: "touched.project_id", case: "moved.case_id",
                from: before.value.state.rawValue, to: after.state.rawValue,
                detail: .values([
                    "specialty": after.specialty, "reason": action.reason, "reviewer": after.reviewer?.uuidString.lowercased(),
                    "checker": after.checker?.uuidString.lowercased(),
                ])))
            SELECT moved.*, '{}'::uuid[] AS bound, 0::bigint AS drafts FROM moved
            """
        )
        guard let row else { throw StoreError.stale("review \(review.id)") }
        return try SpecialtyRecord(row)
    }
}

extension SpecialtyRecord {
    init(_ row: Row) throws {
        let bound: [UUID] = try row("bound")
        review = try row("review_id")
        ordinal = try row("ordinal")
        value = try SpecialtyReview(
            specialty: row("specialty"), state: row("state"), reviewer: row.optional("reviewer_id"), checker: row.optional("checker_id"),
            attempt: row("attempt"), boundPersons: Set(bound), unpublishedDrafts: row("drafts"))
        takenAt = try row.optional("taken_at")
        finishedAt = try row.optional("finished_at")
        checkedAt = try row.optional("checked_at")
    }
}

extension SpecialtyRecord {
    /// Who signed, once the checker has.
    var signature: SpecialtySignature? {
        guard value.state == .checked, let reviewer = value.reviewer, let checker = value.checker, let finishedAt, let checkedAt else { return nil }
        return SpecialtySignature(
            specialty: value.specialty, reviewer: reviewer, finishedAt: finishedAt, checker: checker, checkedAt: checkedAt)
    }

    /// As a report shows it.
    func line(_ book: CaseDirectory) -> ReportRecord.SpecialtyLine {
        ReportRecord.SpecialtyLine(
            specialty: value.specialty, state: value.state, reviewer: value.reviewer.map(book.person), finishedAt: finishedAt,
            checker: value.checker.map(book.person), checkedAt: checkedAt)
    }
}
