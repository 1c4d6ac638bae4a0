public import Foundation
public import JointReview
import Postgres

/// A comment that stands, with the revision of its sheet that is in force in a round.
public struct FollowTask: Sendable, Hashable {
    /// The comment.
    public let comment: UUID
    /// Its place.
    public let region: Region
    /// The revision that it was made on.
    public let before: SheetRecord
    /// The one in force; nil where the sheet was taken away.
    public let after: SheetRecord?
}

/// Where a comment's place is on a later revision, as it is kept.
public struct FollowedRecord: Sendable, Hashable {
    /// The comment.
    public let comment: UUID
    /// Round in whose set it was looked for.
    public let round: Int
    /// The revision; nil where the sheet is gone.
    public let sheet: UUID?
    /// What became of the place.
    public let found: FollowedRegion
}

extension Tx {
    /// Comments of earlier rounds that stand, each with the revision of its sheet that is in force now.
    public func followTasks(of caseID: UUID) async throws -> (round: Int, tasks: [FollowTask]) {
        guard let row = try await sql.first("\(Self.cases) WHERE c.case_id = \(caseID)") else { throw StoreError.missing("case \(caseID)") }
        let record = try CaseRecord(row)
        let comments = try await standingComments(of: caseID).filter { $0.round < record.round }
        let rows = try await sql.all(
            """
            SELECT m.comment_id, s.sheet_id AS before_id, f.sheet_id AS after_id
              FROM unnest(\(comments.map(\.id))) AS m (comment_id) JOIN comment USING (comment_id) JOIN sheet s USING (sheet_id)
              LEFT JOIN LATERAL (
                   SELECT n.sheet_id FROM packages_in_force(\(caseID), \(record.round)::integer) k JOIN set_sheet t ON t.package_id = k.package_id
                     JOIN sheet n ON n.sheet_id = t.sheet_id WHERE k.institute_id = s.institute_id AND n.number = s.number LIMIT 1) AS f ON true
            """)
        let ids = try rows.flatMap { row -> [UUID] in
            let after: UUID? = try row.optional("after_id")
            return [try row("before_id")] + (after.map { [$0] } ?? [])
        }
        let sheets = Dictionary(
            try await sql.all("\(Self.sheets) WHERE s.sheet_id = ANY (\(ids))").map(SheetRecord.init).map { ($0.id, $0) },
            uniquingKeysWith: { first, _ in first })
        let regions = Dictionary(comments.map { ($0.id, $0.comment.region) }, uniquingKeysWith: { first, _ in first })
        return (
            record.round,
            try rows.compactMap { row in
                let (comment, before): (UUID, UUID) = try (row("comment_id"), row("before_id"))
                let after: UUID? = try row.optional("after_id")
                guard let region = regions[comment], let old = sheets[before] else { return nil }
                return FollowTask(comment: comment, region: region, before: old, after: after.flatMap { sheets[$0] })
            }
        )
    }

    /// Keeps what was found; found again, the later answer stands.
    public func insert(_ found: [(task: FollowTask, place: FollowedRegion)], of caseID: UUID, round: Int) async throws {
        for (task, place) in found {
            try await sql.run(
                """
                INSERT INTO followed_region (comment_id, round, case_id, owner_id, sheet_id, fate, x, y, width, height, certainty)
                SELECT \(task.comment), \(round), case_id, owner_id, \(task.after?.id), \(place.fate), \(place.region?.x), \(place.region?.y), \(place.region?.width),
                       \(place.region?.height), \(place.certainty) FROM joint_case WHERE case_id = \(caseID)
                ON CONFLICT (comment_id, round) DO UPDATE SET sheet_id = excluded.sheet_id, fate = excluded.fate, x = excluded.x, y = excluded.y, width = excluded.width,
                       height = excluded.height, certainty = excluded.certainty
                """)
        }
    }

    /// Where comments' places are, newest round first.
    public func followedRegions(of comments: [UUID]) async throws -> [FollowedRecord] {
        try await sql.all(
            """
            SELECT f.*, coalesce(s.page, 1) AS page FROM followed_region f LEFT JOIN sheet s USING (sheet_id)
             WHERE f.comment_id = ANY (\(comments)) ORDER BY f.comment_id, f.round DESC
            """
        ).map { row in
            let x: Double? = try row.optional("x")
            let region = try x.map { try Region(page: row("page"), x: $0, y: row("y"), width: row("width"), height: row("height")) }
            return try FollowedRecord(
                comment: row("comment_id"), round: row("round"), sheet: row.optional("sheet_id"),
                found: FollowedRegion(fate: row("fate"), region: region, certainty: row("certainty")))
        }
    }
}
