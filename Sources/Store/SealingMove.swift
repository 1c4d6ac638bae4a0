public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Seals an institute's part; the last part of a draft hands the case to the owner for confirmation.
    ///
    /// A part that the institute sealed before in this round is superseded: so it mends a set that was sent back or returned.
    public func sealPart(_ package: UUID) async throws -> (package: PackageRecord, state: CaseState) {
        let before = try await self.package(package)
        // The case first: two institutes that seal at the same time must not both see the other's part open.
        var (record, value) = try await lockCase(before.caseID)
        guard before.institute == actor.organisation else { throw StoreError.missing("package \(package)") }
        guard before.state != .rejected else { throw CaseRefusal.packageNotAcceptable }
        if before.state == .checked { try await requireComposedSet(of: before) }
        if before.state == .checked, record.state.actions.contains(.sealPart), try await supersedeSealedPart(by: before) > 0 {
            (record, value) = try await lockCase(before.caseID)
        }
        let after = try value.applying(.sealPart, by: actor.role)
        let sealed = try await seal(before)
        // What the owner confirmed was the set without this part.
        let isVoided = value.isConfirmed && !after.isConfirmed
        guard after.state != record.state || isVoided else { return (sealed, record.state) }
        let moved = try await sql.first(
            """
            WITH moved AS (
                UPDATE joint_case SET state = \(after.state), confirmed_at = NULL, confirmed_by = NULL, version = version + 1
                 WHERE case_id = \(record.id) AND version = \(record.version) RETURNING *)
            \(audit(.packageSeal, "case", "case_id", in: "moved", project: "project_id", case: "case_id", from: record.state.rawValue, to: after.state.rawValue,
                detail: .values(["confirmation": isVoided ? "void" : nil])))
            SELECT state FROM moved
            """
        )
        guard let moved else { throw StoreError.stale("case \(record.id)") }
        return try (sealed, moved("state"))
    }

    /// Takes the part that the institute sealed earlier in the same round out of the set.
    /// - Returns: how many packages gave way: one, or none.
    private func supersedeSealedPart(by package: PackageRecord) async throws -> Int {
        try await sql.all(
            """
            WITH gone AS (
                UPDATE package SET state = \(PackageRecord.State.superseded)
                 WHERE case_id = \(package.caseID) AND institute_id = \(package.institute) AND round = \(package.round) AND state = 'sealed'
             RETURNING *)
            \(audit(.packageSeal, "package", "package_id", in: "gone", project: "project_id", case: "case_id", from: PackageRecord.State.sealed.rawValue,
                to: PackageRecord.State.superseded.rawValue, detail: .values(["replaced_by": package.id.uuidString.lowercased()])))
            SELECT package_id FROM gone
            """
        ).count
    }
}
