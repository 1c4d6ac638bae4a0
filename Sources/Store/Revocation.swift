public import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Refuses to let somebody end a case whose reviews he made himself (四眼原则): who fails it is not who found it wanting.
    public func requireUninvolved(in record: CaseRecord, as person: ActingPerson) async throws {
        try await certification(of: record.id, in: record.round).requireUninvolved(person)
    }

    /// Takes the certificate back. What it approved is revoked with it, sheet by sheet; a change that is under way ends.
    ///
    /// The caller has cancelled the open reviews: review, case, counter is everybody's order.
    public func revoke(_ id: UUID, reason: String, as person: ActingPerson) async throws -> CaseRecord {
        let (record, value) = try await lockCase(id)
        let action = CaseAction.revoke(reason: reason)
        let after = try value.applying(action, by: actor.role)
        if actor.role == .issuer, let round = record.approvedRound {
            try await certification(of: id, in: round).requireIssuer(person)
        }
        if record.state != .certified { try await endChange(of: record, reason: reason) }
        return try await move(record, to: after, by: action)
    }
}
