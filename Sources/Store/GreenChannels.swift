public import Foundation
import JointReview
import Postgres

/// That a case goes through the green channel.
public struct GreenChannel: Sendable, Hashable {
    /// Who approved it.
    public let approver: UUID
    /// For which organisation.
    public let organisation: UUID
    /// Why.
    public let reason: String
    /// When.
    public let approvedAt: Date
}

extension Tx {
    /// Approves the green channel for a case that is not accepted yet, once.
    /// - Throws: `StoreError.exists` when it is approved already.
    public func approveGreenChannel(for record: CaseRecord, reason: String) async throws -> GreenChannel {
        let row = try await sql.first(
            """
            WITH approved AS (
                INSERT INTO green_channel (case_id, owner_id, approver_id, organisation_id, reason)
                VALUES (\(record.id), \(record.owner), \(actor.person), \(actor.organisation), \(reason)) RETURNING *)
            \(audit(.caseGreenChannel, "case", "case_id", in: "approved", project: "\(record.project)", case: "case_id", detail: .values(["reason": reason])))
            SELECT * FROM approved
            """
        )
        guard let row else { throw StoreError.missing("case \(record.id)") }
        return try GreenChannel(row)
    }

    /// Who approved the green channel for a case; nil where nobody did.
    public func greenChannel(of caseID: UUID) async throws -> GreenChannel? {
        try await sql.first("SELECT * FROM green_channel WHERE case_id = \(caseID)").map(GreenChannel.init)
    }
}

extension GreenChannel {
    fileprivate init(_ row: Row) throws {
        approver = try row("approver_id")
        organisation = try row("organisation_id")
        reason = try row("reason")
        approvedAt = try row("approved_at")
    }
}
