public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Packages in force in a round that the actor's organisation sees now, in the order of their upload.
    public func packagesInForce(of caseID: UUID, round: Int) async throws -> [UUID] {
        try await sql.all(
            "SELECT k.package_id FROM packages_in_force(\(caseID), \(round)::integer) k WHERE \(seesPackage) ORDER BY k.uploaded_at, k.package_id"
        ).map { try $0("package_id") }
    }

    /// Identity and verdict of a round's opinion, once issued.
    public func issuedOpinion(of caseID: UUID, round: Int) async throws -> (id: UUID, verdict: Decision)? {
        try await sql.first("SELECT opinion_id, verdict FROM opinion WHERE case_id = \(caseID) AND round = \(round)").map {
            try ($0("opinion_id"), $0("verdict"))
        }
    }

    /// Comments of a round that should have been made earlier, counted by discipline and body.
    public func lateFindings(of caseID: UUID, round: Int) async throws -> [(discipline: Discipline, body: UUID, count: Int)] {
        try await sql.all(
            """
            SELECT c.discipline, r.body_id, count(*) AS late FROM comment c JOIN review r USING (review_id)
             WHERE c.case_id = \(caseID) AND c.round = \(round) AND c.late_reason IS NOT NULL AND r.body_id IS NOT NULL
             GROUP BY c.discipline, r.body_id ORDER BY c.discipline
            """
        ).map { try ($0("discipline"), $0("body_id"), $0("late")) }
    }

    /// The institutes whose sheets these are.
    public func institutes(ofSheets sheets: [UUID]) async throws -> [UUID: UUID] {
        var found: [UUID: UUID] = [:]
        for row in try await sql.all("SELECT sheet_id, institute_id FROM sheet WHERE sheet_id = ANY (\(sheets))") {
            found[try row("sheet_id")] = try row("institute_id")
        }
        return found
    }

    /// Comments by their identities, of cases to which the actor's organisation is a party.
    public func comments(among ids: [UUID]) async throws -> [CommentRecord] {
        try await sql.all(
            """
            \(Self.comments) WHERE c.comment_id = ANY (\(ids))
              AND EXISTS (SELECT FROM case_party p WHERE p.case_id = c.case_id AND p.organisation_id = \(actor.organisation))
              AND \(shown("c.case_id", "c.round"))
            """
        ).map(CommentRecord.init)
    }

    /// Whether a comment stands: nobody corrected it, and its body has not closed it.
    public func isStanding(_ comment: UUID) async throws -> Bool {
        try await sql.first("SELECT EXISTS (SELECT FROM comment m WHERE m.comment_id = \(comment) AND \(Self.stands)) AS stands")?("stands") ?? false
    }

    /// Whether a sheet under review shows what a sheet of the round before showed, under whatever number: then what is said of it now could have been said then.
    /// - Parameter blocks: whether what is said blocks; then the same look counts as unchanged, too, until a reviewer has looked more closely it is all
    ///   that anybody knows.
    public func isUnchanged(_ sheet: UUID, in round: Int, blocks: Bool = false) async throws -> Bool {
        let row = try await sql.first(
            """
            SELECT EXISTS (
                SELECT FROM sheet s JOIN packages_in_force(s.case_id, round_before(s.case_id, \(round)::integer)) k ON k.institute_id = s.institute_id
                  JOIN set_sheet t ON t.package_id = k.package_id JOIN sheet b ON b.sheet_id = t.sheet_id
                 WHERE s.sheet_id = \(sheet)
                   AND (b.sheet_id = s.sheet_id OR b.file_sha256 = s.file_sha256 AND b.page = s.page OR b.page_digest = s.page_digest
                        OR \(blocks) AND b.number = s.number AND b.look = s.look)) AS same
            """
        )
        return try row?("same") ?? false
    }
}
