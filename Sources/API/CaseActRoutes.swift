import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// What is done to a case as a whole: confirm, submit, send back; accept, return, refuse; withdraw.
struct CaseActRoutes: Sendable {
    let interface: HTTPInterface

    /// Confirms the set; that of an ordinary change goes into review with it.
    func confirm(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.noBody(interface.configuration)
        let actor = try await interface.actor(for: .caseConfirm, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let confirmed = try await tx.move(id, .caseConfirm, request) { _ in .confirm }
            guard let opened = try await tx.openOrdinaryChange(confirmed) else {
                outbox.add(.case, case: id, object: id)
                return CaseBody(confirmed)
            }
            try await outbox.add(round: opened, tx)
            return CaseBody(opened)
        }
    }

    /// Submits, or submits again; where a rule of acceptance is in force the same transaction accepts and opens the reviews.
    func submit(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.noBody(interface.configuration)
        let actor = try await interface.actor(for: .caseSubmit, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            if let opened = try await tx.openRevised(id, request) {
                outbox.add(.case, case: id, object: id)
                for review in try await tx.reviews(of: id) where review.round == opened.round {
                    outbox.add(.review, case: id, object: review.id)
                }
                return CaseBody(opened)
            }
            let submitted = try await tx.move(id, .caseSubmit, request) { record in record.state.actions.contains(.resubmit) ? .resubmit : .submit }
            outbox.add(.case, case: id, object: id)
            guard submitted.state == .submitted, let accepted = try await tx.acceptByRule(id) else { return CaseBody(submitted) }
            for review in try await tx.reviews(of: id) where review.round == accepted.round {
                outbox.add(.review, case: id, object: review.id)
            }
            return try await CaseBody(accepted).receipted(.caseAccept, tx)
        }
    }

    func sendBack(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await reasoned(request, context, .caseSendBack) { .sendBack(reason: $0) }
    }

    func accept(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.noBody(interface.configuration)
        let actor = try await interface.actor(for: .caseAccept, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let (record, _) = try await tx.lockCase(id)
            try await tx.requireSeat(for: .caseAccept, in: record)
            try request.requireMatch(record.version)
            let accepted = try await tx.accept(id)
            try await outbox.add(round: accepted, tx)
            return try await CaseBody(accepted).receipted(.caseAccept, tx)
        }
    }

    /// Returns the case with one notice of everything: what intake found and what the desk asks for beyond that.
    func `return`(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReturnCaseBody.read(bytes)
        let actor = try await interface.actor(for: .caseReturn, on: .joint(id), context)
        let demands = (body.items ?? []).map(DeficiencyNotice.Item.init(words:)) + (body.demands ?? []).map(DeficiencyNotice.Item.init)
        let items = demands.map(\.demand.zh)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let moved = try await tx.move(id, .caseReturn, request) { _ in .return(reason: body.reason, items: items) }
            let issued = try await tx.issueDeficiency(of: moved, reason: body.reason, demands: demands)
            try await tx.tell(.deficiency, of: moved, reason: body.reason, items: items, serial: issued.notice.serial)
            outbox.add(.case, case: id, object: id)
            return CaseBody(moved)
        }
    }

    func refuse(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await reasoned(request, context, .caseRefuse, telling: .refusal) { .refuse(reason: $0) }
    }

    /// Withdraws a case; reviews that are open end with it, their work is kept, and their bodies are told.
    func withdraw(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        let actor = try await interface.actor(for: .caseWithdraw, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            _ = try await tx.caseRecord(id)
            let cancelled = try await tx.cancelReviews(of: id, reason: body.reason)
            let withdrawn = try await tx.move(id, .caseWithdraw, request) { _ in .withdraw(reason: body.reason) }
            // A review that was opened while we locked the others would stay behind.
            guard try await tx.openReviews(of: id).isEmpty else { throw StoreError.stale("case \(id)") }
            try await tx.tell(.withdrawn, of: withdrawn, reason: body.reason)
            outbox.add(.case, case: id, object: id)
            for review in cancelled { outbox.add(.review, case: id, object: review) }
            return CaseBody(withdrawn)
        }
    }

    func plain(
        _ request: Request, _ context: SignedIn, _ act: Act, _ action: @escaping @Sendable (CaseRecord) -> CaseAction
    ) async throws -> Response {
        let bytes = try await request.noBody(interface.configuration)
        return try await self.act(request, context, act, bytes, telling: nil, reason: nil, action)
    }

    func reasoned(
        _ request: Request, _ context: SignedIn, _ act: Act, telling notice: Notice.Kind? = nil, _ action: @escaping @Sendable (String) -> CaseAction
    ) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        return try await self.act(request, context, act, bytes, telling: notice, reason: body.reason) { _ in action(body.reason) }
    }

    func act(
        _ request: Request, _ context: SignedIn, _ act: Act, _ bytes: [UInt8], telling notice: Notice.Kind?, reason: String?,
        _ action: @escaping @Sendable (CaseRecord) -> CaseAction
    ) async throws -> Response {
        let id = try context.id("caseId")
        let actor = try await interface.actor(for: act, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let moved = try await tx.move(id, act, request, action)
            if let notice { try await tx.tell(notice, of: moved, reason: reason ?? "") }
            outbox.add(.case, case: id, object: id)
            return CaseBody(moved)
        }
    }
}

extension Tx {
    /// Takes a revised case into its next round; nil when the case is not in revision.
    fileprivate func openRevised(_ id: UUID, _ request: Request) async throws -> CaseRecord? {
        let (record, _) = try await lockCase(id)
        guard record.state == .revising else { return nil }
        try await requireSeat(for: .caseResubmit, in: record)
        try request.requireMatch(record.version)
        return try await openNextRound(of: id, by: .resubmit)
    }
}

extension DeficiencyNotice.Item {
    /// What the desk asks for in words alone.
    fileprivate init(words: String) {
        self.init(source: .desk, demand: Bilingual(zh: words, en: words))
    }

    /// What the desk asks for, with its basis.
    fileprivate init(_ body: DemandBody) {
        self.init(
            source: .desk, file: body.file, sheet: body.sheet, demand: Bilingual(zh: body.text, en: body.text),
            remedy: body.remedy.map { Bilingual(zh: $0, en: $0) }, basis: body.basis)
    }
}
