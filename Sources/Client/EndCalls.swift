public import Foundation
public import JointReview
public import Wire

extension LianshenClient {
    /// The desk accepts though items are missing.
    public func acceptWithDebts(
        _ case: UUID, _ debts: [AcceptWithDebtsBody.Owed], ifVersion version: Int? = nil, key: String? = nil
    ) async throws -> CaseBody {
        try await send(
            .post("/v1/cases/\(`case`.text)/accept-with-debts", AcceptWithDebtsBody(debts: debts), ifMatch: version.map(String.init), key: key))
    }

    /// What is owed in a case.
    public func debts(of case: UUID) async throws -> DebtsBody {
        try await send(.get("/v1/cases/\(`case`.text)/debts"))
    }

    /// The desk receives what was owed.
    public func settleDebt(_ serial: Int, of case: UUID, note: String, key: String? = nil) async throws -> DebtBody {
        try await send(.post("/v1/cases/\(`case`.text)/debts/\(serial)/settle", SettleDebtBody(note: note), key: key))
    }

    /// An act that ends a case, or its review, with a reason: `fail`, `dispute`, `supersede`, `revoke`, `close`.
    public func end(_ case: UUID, by act: CaseEnding, reason: String, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/\(act.rawValue)", ReasonBody(reason: reason), ifMatch: version.map(String.init), key: key))
    }

    /// The conclusion of a re-check.
    public func settleDispute(
        of case: UUID, _ outcome: CaseAction.DisputeOutcome, reason: String, ifVersion version: Int? = nil, key: String? = nil
    ) async throws -> CaseBody {
        let body = SettleDisputeBody(outcome: outcome, reason: reason)
        return try await send(.post("/v1/cases/\(`case`.text)/settle-dispute", body, ifMatch: version.map(String.init), key: key))
    }

    /// Everything is done and filed.
    public func archive(_ case: UUID, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/archive", ifMatch: version.map(String.init), key: key))
    }
}

/// How a case, or its review, ends with a reason.
public enum CaseEnding: String, CaseIterable, Sendable {
    case fail, dispute, supersede, revoke, close
}
