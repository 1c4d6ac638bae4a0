import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// What happens to a set after its review: it is certified, and changed without losing what is approved.
struct ChangeRoutes: Sendable {
    let interface: HTTPInterface

    /// Issues the certificate of a passed case, or of a change: from then on its sheets are in force, and what it takes the place of is not.
    func certify(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.noBody(interface.configuration)
        let actor = try await interface.actor(for: .caseCertify, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            try await tx.enter(id, .caseCertify, request)
            let certified = try await tx.certify(id, as: try tx.actor.acting)
            try await tx.tell(.change, of: certified, reason: "certified")
            outbox.add(.case, case: id, object: id)
            return try await CaseBody(certified).receipted(.caseCertify, tx)
        }
    }

    /// The owner asks for a change of the approved set.
    func request(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        let actor = try await interface.actor(for: .caseRequestChange, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, outbox in
            try await tx.enter(id, .caseRequestChange, request)
            let (record, change) = try await tx.requestChange(of: id, reason: body.reason)
            try await tx.tell(.change, of: record, reason: body.reason)
            outbox.add(.case, case: id, object: id)
            return ChangeBody(change, drawn: nil)
        }
    }

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("caseId")
        let body = try await interface.read(.caseView, on: .joint(id), context) { tx in
            let record = try await tx.caseRecord(id)
            let closed = ClosedPlaces(of: try await tx.closedSheetRecords(of: id))
            // What a change draws is the applicant's own until it is taken up.
            let isApplicant = try await !tx.partyRoles(in: id).isDisjoint(with: ["owner", "design_institute", "survey_firm"])
            let drawn = record.state == .changeRequested && isApplicant ? try await tx.drawnChange(of: record) : nil
            return ChangesBody(
                items: try await tx.changes(of: id).map { ChangeBody($0, drawn: $0.endedAt == nil ? drawn : nil, without: closed) })
        }
        return try .json(body)
    }

    /// The desk takes a change up: the disciplines that it concerns review it, the approved set stays in force.
    func open(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.noBody(interface.configuration)
        let actor = try await interface.actor(for: .caseOpenChange, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            try await tx.enter(id, .caseOpenChange, request)
            let opened = try await tx.openNextRound(of: id, by: .openChange)
            try await outbox.add(round: opened, tx)
            return CaseBody(opened)
        }
    }

    /// The owner gives a change up, or it is refused; the approved set is in force as it was all the time.
    func drop(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("caseId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        let actor = try await interface.actor(for: .caseDropChange, on: .joint(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let record = try await tx.caseRecord(id)
            try await tx.requireSeat(for: .caseDropChange, in: record)
            guard record.state.actions.contains(.dropChange) else { throw CaseRefusal.notAllowed(.dropChange, from: record.state) }
            let cancelled = try await tx.cancelReviews(of: id, reason: body.reason)
            try await tx.enter(id, .caseDropChange, request)
            let dropped = try await tx.dropChange(of: id, reason: body.reason)
            // A review that was opened while we locked the others would stay behind.
            guard try await tx.openReviews(of: id).isEmpty else { throw StoreError.stale("case \(id)") }
            try await tx.tell(.change, of: dropped, reason: body.reason)
            outbox.add(.case, case: id, object: id)
            for review in cancelled { outbox.add(.review, case: id, object: review) }
            return CaseBody(dropped)
        }
    }

    /// The lead lets a case go beyond the limit of rounds.
    func escalate(_ request: Request, _ context: SignedIn) async throws -> Response {
        try await CaseActRoutes(interface: interface).reasoned(request, context, .caseEscalate, telling: .escalation) { .escalate(reason: $0) }
    }
}

extension Tx {
    /// Locks a case for an act of the actor's seat, on the version that he saw.
    func enter(_ id: UUID, _ act: Act, _ request: Request) async throws {
        let (record, _) = try await lockCase(id)
        try await requireSeat(for: act, in: record)
        try request.requireMatch(record.version)
    }

    /// Opens the review of a confirmed change where the rule calls it an ordinary one; nil where the desk has to take it up.
    func openOrdinaryChange(_ record: CaseRecord) async throws -> CaseRecord? {
        guard record.state == .changeRequested, record.confirmedAt != nil else { return nil }
        let drawn = try await drawnChange(of: record)
        guard !drawn.grounds.isEmpty, drawn.kind == .ordinary else { return nil }
        return try await openNextRound(of: record.id, by: .openChange, as: .system)
    }
}

extension Outbox {
    /// A round that begins: the case and its reviews.
    func add(round record: CaseRecord, _ tx: Tx) async throws {
        add(.case, case: record.id, object: record.id)
        for review in try await tx.reviews(of: record.id) where review.round == record.round { add(.review, case: record.id, object: review.id) }
    }
}

extension ChangeBody {
    /// - Parameter drawn: what the sealed sets change now, for a change that is not taken up yet.
    init(_ record: ChangeRecord, drawn: Change?, without closed: ClosedPlaces? = nil) {
        let grounds = drawn?.grounds ?? record.grounds
        self.init(
            id: record.id, caseId: record.caseID, serial: record.serial, reason: record.reason, baseRound: record.baseRound,
            requestedBy: record.requestedBy, requestedAt: record.requestedAt, firstRound: record.firstRound, lastRound: record.lastRound,
            kind: drawn.flatMap { $0.grounds.isEmpty ? nil : $0.kind } ?? record.kind,
            grounds: grounds.map(Ground.init).filter { !(closed?.holds(file: nil, sheet: $0.sheetNumber) ?? false) },
            openedAt: record.openedAt, outcome: record.outcome, endReason: record.endReason, endedBy: record.endedBy, endedAt: record.endedAt)
    }
}
