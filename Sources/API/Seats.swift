import Foundation
import JointReview
import Store

extension Tx {
    /// Whether the actor's organisation is the party of a case whose act it is: the owner owns, the lead leads, the institute was invited.
    /// - Throws: `Denial.seat`.
    func requireSeat(for act: Act, in record: CaseRecord) async throws {
        let role = actor.role
        let isSeated: Bool
        if Role.owners.contains(role) {
            isSeated = record.owner == actor.organisation
        } else if Role.desk.contains(role) {
            isSeated = record.lead == actor.organisation
        } else if Role.designers.contains(role) {
            isSeated = try await !partyRoles(in: record.id).isDisjoint(with: ["design_institute", "survey_firm"])
        } else if act == .caseDropChange, role == .issuer {
            // As the certificate: what is refused is what it would have issued.
            isSeated = try await issuingBody(of: record) == actor.organisation
        } else if Role.reviewBody.contains(role) {
            isSeated = try await reviewsHere(record)
        } else if let party = Self.parties[role] {
            isSeated = try await partyRoles(in: record.id).contains(party)
        } else {
            isSeated = role == .system
        }
        guard isSeated else { throw Denial.seat(act) }
    }
}

extension Tx {
    /// As what an organisation must be in a case for its people to act in these roles.
    private static let parties: [Role: String] = [.authorityDecider: "authority", .regulator: "regulator"]

    /// Whether the actor's organisation is the body of a review of the case; one that is only invited to a pool is not yet.
    private func reviewsHere(_ record: CaseRecord) async throws -> Bool {
        try await reviews(of: record.id).contains { $0.body == actor.organisation && $0.applicability == .applies }
    }

    /// Whether the actor's organisation reviews in a case or leads it: those who keep the register, the sums and the groups.
    /// - Throws: `Denial.seat`, or `ConflictRefusal` when nothing is being reviewed.
    func requireReviewSeat(for act: Act, in record: CaseRecord) async throws {
        if Role.desk.contains(actor.role) {
            try await requireSeat(for: act, in: record)
        } else {
            guard try await reviewsHere(record) else { throw Denial.seat(act) }
        }
        // What stands in the way of a settlement is taken back as long as there is something to settle.
        guard record.state.isInReview || act == .sumWithdraw && record.state.settlesConflicts else {
            throw ConflictRefusal.notInReview(record.state)
        }
    }
}

/// The value, or nil when there is no such row; every other error stays one.
func ifThere<Value>(_ body: () async throws -> Value) async throws -> Value? {
    do {
        return try await body()
    } catch StoreError.missing {
        return nil
    }
}
