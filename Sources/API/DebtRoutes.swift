import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire
import WorkingTime

/// Acceptance with debts (容缺受理), and what is owed after it: `/v1/cases/{id}/accept-with-debts`, `…/debts`.
struct DebtRoutes: Sendable {
    let interface: HTTPInterface

    /// Accepts a case though items are missing; all reviews open at once, and nothing passes until they are there.
    func accept(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let debts = try AcceptWithDebtsBody.read(bytes).debts.enumerated().compactMap { index, owed in
            CalendarDay(owed.dueOn).map { Debt(serial: index + 1, item: owed.item, dueOn: $0) }
        }
        let actor = try await interface.actor(for: .caseAcceptWithDebts, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            try await tx.enter(id, .caseAcceptWithDebts, request)
            let findings = Debt.findings(debts, today: CalendarDay(try await tx.businessNow()))
            guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
            let accepted = try await tx.accept(id, owing: debts)
            try await outbox.add(round: accepted, tx)
            return try await CaseBody(accepted).receipted(.caseAcceptWithDebts, tx)
        }
    }

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("caseId")
        let body = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            return DebtsBody(items: try await tx.debts(of: id).map(DebtBody.init))
        }
        return try .json(body)
    }

    /// The desk receives what was owed.
    func settle(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let serial = context.parameters.get("serial").flatMap(Int.init)
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try SettleDebtBody.read(bytes)
        let actor = try await interface.actor(for: .caseSettleDebt, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let (record, _) = try await tx.lockCase(id)
            try await tx.requireSeat(for: .caseSettleDebt, in: record)
            guard let serial, (1...50).contains(serial) else { throw StoreError.missing("debt of case \(id)") }
            let settled = try await tx.settle(debt: serial, in: record, note: body.note)
            outbox.add(.case, case: id, object: id)
            return DebtBody(settled)
        }
    }
}

extension DebtBody {
    fileprivate init(_ record: DebtRecord) {
        self.init(
            serial: record.value.serial, item: record.value.item, dueOn: record.value.dueOn.description, recordedAt: record.recordedAt,
            settledAt: record.settledAt, settledBy: record.settledBy, note: record.note)
    }
}
