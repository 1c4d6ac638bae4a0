public import Foundation
import JointReview
import Postgres

/// Somebody's word that a composed set is the one that is meant.
public struct SetConfirmation: Sendable, Hashable {
    /// Which of the two must confirm.
    public enum Side: String, CaseIterable, Sendable, Codable {
        case owner
        case institute
    }

    /// For whom.
    public let side: Side
    /// Who.
    public let person: UUID
    /// Of which organisation.
    public let organisation: UUID
    /// Digest of the set that was confirmed.
    public let sha256: [UInt8]
    /// When.
    public let at: Date
    /// When it became void, because the institute uploaded again.
    public let voidedAt: Date?
}

extension Tx {
    /// Owner or institute confirms the set that a package makes, naming its digest; a second confirmation of the same side changes nothing.
    ///
    /// - Throws: `StoreError.stale` when the digest is not that of the set, `CaseRefusal` when nothing can be confirmed now.
    public func confirmSet(of package: PackageRecord, as side: SetConfirmation.Side, sha256: [UInt8]) async throws -> SetRecord {
        let (record, _) = try await lockCase(package.caseID)
        guard !record.state.actions.isDisjoint(with: [.sealPart, .confirm]) else { throw CaseRefusal.notAllowed(.confirm, from: record.state) }
        // Read again under the lock: an upload or a seal may have come in between.
        let now = try await self.package(package.id)
        guard [.checked, .sealed].contains(now.state) else { throw CaseRefusal.packageNotAcceptable }
        guard try await composedSet(of: package.id).sha256 == sha256 else { throw StoreError.stale("set of package \(package.id)") }
        // An agent may hold authority of both; his word is still one.
        let others = try await composedSet(of: package.id).confirmations.filter { $0.voidedAt == nil && $0.side != side }
        guard !others.contains(where: { $0.person == actor.person }) else { throw CaseRefusal.confirmedBySamePerson }
        try await sql.run(
            """
            WITH confirmed AS (
                INSERT INTO set_confirmation (confirmation_id, package_id, case_id, owner_id, side, sha256, person_id, organisation_id)
                VALUES (\(UUID()), \(package.id), \(record.id), \(record.owner), \(side), \(sha256), \(actor.person), \(actor.organisation))
                ON CONFLICT (package_id, side) WHERE voided_at IS NULL DO NOTHING
                RETURNING *)
            \(audit(.packageConfirmSet, "package", "package_id", in: "confirmed", project: "\(record.project)", case: "case_id",
                to: "confirmed_by_\(side.rawValue)", digests: "sha256, NULL::bytea, NULL::bigint"))
            SELECT FROM confirmed
            """
        )
        return try await composedSet(of: package.id)
    }

    /// Refuses to seal a package of changes that was applied to a set which is not the last any more, or whose set the institute did not confirm.
    func requireComposedSet(of package: PackageRecord) async throws {
        let row = try await sql.first(
            """
            SELECT s.base_id = (SELECT k.package_id FROM package k
                                 WHERE k.case_id = \(package.caseID) AND k.institute_id = \(package.institute) AND k.state = 'sealed'
                                   AND NOT is_dropped(k.case_id, k.round, \(package.round)::integer)
                                 ORDER BY k.round DESC, k.sealed_at DESC LIMIT 1) AS is_last,
                   EXISTS (SELECT FROM set_confirmation c WHERE c.package_id = s.package_id AND c.side = 'institute' AND c.voided_at IS NULL) AS confirmed
              FROM package_set s WHERE s.package_id = \(package.id) AND s.partial
            """
        )
        guard let row else { return }
        guard try row.optional("is_last") ?? false else { throw CaseRefusal.setBaseMoved }
        guard try row("confirmed") else { throw CaseRefusal.setsUnconfirmed(1) }
    }
}

extension SetConfirmation {
    init(_ row: Row) throws {
        side = try row("side")
        person = try row("person_id")
        organisation = try row("organisation_id")
        sha256 = try row("sha256")
        at = try row("confirmed_at")
        voidedAt = try row.optional("voided_at")
    }
}
