import Foundation
import HummingbirdCore
import JointReview
import Store
import Wire

extension Tx {
    /// Locks a case, asks the rule, and moves it: the shape of every plain act on a case.
    func move(_ id: UUID, _ act: Act, _ request: Request, _ action: (CaseRecord) -> CaseAction) async throws -> CaseRecord {
        let (record, value) = try await lockCase(id)
        try await requireSeat(for: act, in: record)
        try request.requireMatch(record.version)
        let action = action(record)
        return try await move(record, to: try value.applying(action, by: actor.role), by: action)
    }

    /// Reviews of a case that still wait or are in somebody's hands, in the order in which everybody locks them.
    func openReviews(of caseID: UUID) async throws -> [ReviewRecord] {
        try await reviews(of: caseID).filter { $0.state.actions.contains(.cancel) && $0.decision == nil }.sorted { $0.id.text < $1.id.text }
    }

    /// Cancels the open reviews of a case. Locks them before the caller locks the case: review, case, counter is everybody's order.
    func cancelReviews(of caseID: UUID, reason: String) async throws -> [UUID] {
        let cancel = ReviewAction.cancel(reason: reason)
        let service = try ActingPerson(person: actor.acting.person, organisation: actor.acting.organisation, role: .system)
        var cancelled: [UUID] = []
        for review in try await openReviews(of: caseID) {
            let (record, value) = try await lockReview(review.id)
            guard record.state.actions.contains(.cancel), record.decision == nil else { continue }
            _ = try await move(record, to: try value.applying(cancel, by: service), by: cancel)
            cancelled.append(record.id)
        }
        return cancelled
    }

    /// Tells the other parties of a case what the actor did.
    /// - Parameter regulators: whether those who watch are told as well.
    func tell(
        _ kind: Notice.Kind, of record: CaseRecord, reason: String, items: [String] = [], serial: Int? = nil, regulators: Bool = false
    ) async throws {
        var body = ["reason": reason, "items": items.joined(separator: "\n")]
        body["deficiency"] = serial.map(String.init)
        for party in try await parties(of: record.id) where party.organisation != actor.organisation {
            guard regulators || !party.roles.contains(OrganisationFunction.regulator.rawValue) else { continue }
            try await notify(party.organisation, kind, case: record.id, body: body)
        }
    }
}
