import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// How a review ends: passed, failed, disputed, closed, or replaced by another case.
extension CaseActRoutes {
    /// Passes the case: every discipline passes, and nothing blocks.
    func pass(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await plain(request, context, .casePass) { _ in .pass }
    }

    /// Ends the review without a pass; reviews that are open end with it, their work is kept. Whoever made one of them does not fail the case.
    func fail(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await ending(request, context, .caseFail) { tx, id, reason in
            let (record, _) = try await tx.lockCase(id)
            try await tx.requireSeat(for: .caseFail, in: record)
            try await tx.requireUninvolved(in: record, as: try tx.actor.acting)
            return try await tx.move(id, .caseFail, request) { _ in .fail(reason: reason) }
        }
    }

    /// Another case replaces this one; what is approved here stays in force until that one is certified.
    func supersede(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try SupersedeCaseBody.read(bytes)
        return try await ending(request, context, .caseSupersede, id, bytes, reason: body.reason) { tx in
            if let successor = body.successorId { try await tx.requireSuccessor(successor, of: try await tx.caseRecord(id)) }
            return try await tx.move(id, .caseSupersede, request) { _ in .supersede(reason: body.reason, successor: body.successorId) }
        }
    }

    /// Takes the certificate back: its sheets are revoked, and all parties are told, those who watch as well.
    func revoke(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await ending(request, context, .caseRevoke) { tx, id, reason in
            try await tx.enter(id, .caseRevoke, request)
            let revoked = try await tx.revoke(id, reason: reason, as: try tx.actor.acting)
            try await tx.tell(.revocation, of: revoked, reason: reason, regulators: true)
            return revoked
        }
    }

    /// Everything is done and filed.
    func archive(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await plain(request, context, .caseArchive) { _ in .archive }
    }

    func close(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await reasoned(request, context, .caseClose) { .close(reason: $0) }
    }

    func dispute(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await reasoned(request, context, .caseDispute) { .dispute(reason: $0) }
    }

    /// The conclusion of a re-check: reviewed once more, passed, or the failure stands.
    func settleDispute(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try SettleDisputeBody.read(bytes)
        let actor = try await interface.actor(for: .caseSettleDispute, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let action = CaseAction.settleDispute(body.outcome, reason: body.reason)
            outbox.add(.case, case: id, object: id)
            let (record, _) = try await tx.lockCase(id)
            try await tx.requireSeat(for: .caseSettleDispute, in: record)
            try request.requireMatch(record.version)
            return switch body.outcome {
            case .reReview: CaseBody(try await tx.openNextRound(of: id, by: action))
            case .pass: CaseBody(try await tx.passDispute(of: id, reason: body.reason))
            case .fail: CaseBody(try await tx.move(id, .caseSettleDispute, request) { _ in action })
            }
        }
    }

    private func ending(
        _ request: Request, _ context: SignedIn, _ act: Act, _ end: @escaping @Sendable (Tx, UUID, _ reason: String) async throws -> CaseRecord
    ) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        return try await ending(request, context, act, id, bytes, reason: body.reason) { try await end($0, id, body.reason) }
    }

    private func ending(
        _ request: Request, _ context: SignedIn, _ act: Act, _ id: UUID, _ bytes: [UInt8], reason: String,
        _ end: @escaping @Sendable (Tx) async throws -> CaseRecord
    ) async throws -> Response {
        let actor = try await interface.actor(for: act, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            _ = try await tx.caseRecord(id)
            let cancelled = try await tx.cancelReviews(of: id, reason: reason)
            let ended = try await end(tx)
            // A review that was opened while we locked the others would stay behind.
            guard try await tx.openReviews(of: id).isEmpty else { throw StoreError.stale("case \(id)") }
            outbox.add(.case, case: id, object: id)
            for review in cancelled { outbox.add(.review, case: id, object: review) }
            return CaseBody(ended)
        }
    }
}

extension Tx {
    /// Another case of the same project that still goes on, and of which the actor's organisation is a party.
    fileprivate func requireSuccessor(_ successor: UUID, of record: CaseRecord) async throws {
        let found = try await ifThere { try await caseRecord(successor) }
        if let found, found.id != record.id, found.project == record.project, !found.state.isTerminal { return }
        throw Problem(
            .unprocessableContent, .invalid,
            findings: [
                Finding(
                    code: "case.successor_unfit", severity: .reject, file: "/successorId",
                    message: Bilingual(zh: "不是同一项目中未办结的另一报审件", en: "This is no other case of the project that goes on."),
                    remedy: Bilingual(zh: "先在同一项目新建报审件,再填写其标识", en: "Open the case that takes its place in the same project first, and name it."))
            ])
    }
}
