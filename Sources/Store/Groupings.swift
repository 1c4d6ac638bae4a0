public import Foundation
public import JointReview
import Postgres

/// What a person recorded about which comments say the same, with when.
public struct GroupingRecord: Sendable, Hashable {
    /// The record; its comments and its person are lower-case identities.
    public let grouping: Grouping
    /// When it was made.
    public let recordedAt: Date
}

extension Tx {
    private static let groupings: SQL = "SELECT g.grouping_id, g.act, g.comments, g.reason, g.person_id, g.recorded_at FROM grouping_record g"

    /// Records that comments of a case are one item, or that each is one by itself. A later record wins.
    /// - Throws: `ConflictRefusal.tooMany` when the case has as many records as may be.
    public func group(_ act: Grouping.Act, _ comments: [UUID], reason: String, in record: CaseRecord) async throws -> GroupingRecord {
        let row = try await sql.first(
            """
            WITH recorded AS (
                INSERT INTO grouping_record (case_id, owner_id, act, comments, reason, person_id)
                SELECT \(record.id), \(record.owner), \(act), \(comments), \(reason), \(actor.person)
                 WHERE (SELECT count(*) FROM grouping_record WHERE case_id = \(record.id)) < \(MergeLimits.groupingsOfCase)
             RETURNING *)
            \(audit(.commentGroup, "comment", "comments[1]", in: "recorded", project: "\(record.project)", case: "case_id", to: act.rawValue,
                detail: .values(["reason": reason, "comments": comments.map { $0.uuidString.lowercased() }.joined(separator: " ")])))
            SELECT * FROM recorded
            """
        )
        guard let row else { throw ConflictRefusal.tooMany(MergeLimits.groupingsOfCase) }
        return try GroupingRecord(row)
    }

    /// Records of a case in their order, after the number given.
    public func groupings(of caseID: UUID, after number: Int? = nil, limit: Int) async throws -> [GroupingRecord] {
        try await sql.all("\(Self.groupings) WHERE g.case_id = \(caseID) AND g.grouping_id > \(number ?? 0) ORDER BY g.grouping_id LIMIT \(limit)")
            .map(GroupingRecord.init)
    }
}

extension GroupingRecord {
    init(_ row: Row) throws {
        let (comments, person): ([UUID], UUID) = try (row("comments"), row("person_id"))
        try self.init(
            grouping: Grouping(
                sequence: row("grouping_id"), act: row("act"), comments: comments.map { $0.uuidString.lowercased() },
                by: person.uuidString.lowercased(), reason: row("reason")),
            recordedAt: row("recorded_at"))
    }
}
