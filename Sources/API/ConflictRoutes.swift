import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// Demands that cannot all hold, and how the coordinator settles them.
struct ConflictRoutes: Sendable {
    let interface: HTTPInterface

    func ofCase(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.number()
        let id = try context.id("caseId")
        let body = try await interface.read(.caseView, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            let found = try await tx.conflicts(of: id, after: after, limit: page.limit + 1)
            let (closed, veil) = (try await tx.closedComments(of: id), try await tx.veil(of: id))
            let own = closed.isEmpty ? [] : try await tx.ownComments(of: id)
            let told = found.filter { !veil.hides(round: $0.round) && $0.isTold(closed: closed, own: own) }.map { $0.without(closed) }
            let bodies = Dictionary(try await tx.bodies(of: told, in: id).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
            let shown = page.page(found, { Cursor(parts: [String($0.number)]) }, { bodies[$0.id] })
            return PageBody(items: shown.items.compactMap { $0 }, next: shown.next)
        }
        return try .json(body)
    }

    func conflict(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("conflictId")
        let body = try await interface.read(.caseView, on: .conflict(id), context) { tx in
            let (caseID, conflict) = try await tx.conflict(id)
            let closed = try await tx.closedComments(of: caseID)
            let own = closed.isEmpty ? [] : try await tx.ownComments(of: caseID)
            guard conflict.isTold(closed: closed, own: own) else { throw Denial.restricted }
            guard let body = try await tx.bodies(of: [conflict.without(closed)], in: caseID).first else { throw StoreError.missing("conflict \(id)") }
            return body
        }
        return try .json(body)
    }

    /// Settles; where it was the last open conflict of the round, the same transaction issues the opinion.
    func settle(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("conflictId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try SettleConflictBody.read(bytes)
        let actor = try await interface.actor(for: .conflictSettle, on: .conflict(id), context)
        guard let meeting = CoordinationMeeting(body.meeting) else { throw Problem(.unprocessableContent, .invalid) }
        let decisions = body.decisions.map(\.decision)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let ground = try await tx.lockSettlement(of: id, meeting: meeting, decisions: decisions)
            try await tx.requireSeat(for: .conflictSettle, in: ground.record)
            let findings = ground.findings(meeting, decisions)
            guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
            let (conflict, _, opinion) = try await tx.settle(ground, meeting: meeting, decisions: decisions)
            let caseID = ground.record.id
            outbox.add(.case, case: caseID, object: caseID)
            if let opinion { outbox.add(.opinion, case: caseID, object: opinion) }
            guard let told = try await tx.bodies(of: [conflict], in: caseID).first else { throw StoreError.missing("conflict \(id)") }
            return SettledBody(conflict: told, case: CaseBody(try await tx.caseRecord(caseID)), opinionId: opinion)
        }
    }
}

extension CaseConflict {
    /// Whether a reader is told of the conflict: of every side, or of his own body's. To anybody else half a contradiction tells what the other half is.
    fileprivate func isTold(closed: Set<UUID>, own: Set<UUID>) -> Bool {
        let named = Set(members.map(\.comment))
        return closed.isDisjoint(with: named) || !own.subtracting(closed).isDisjoint(with: named)
    }
}

extension Tx {
    /// Conflicts with the texts of their sides.
    fileprivate func bodies(of conflicts: [CaseConflict], in caseID: UUID) async throws -> [ConflictBody] {
        let named = Set(conflicts.flatMap { $0.members.map(\.comment) })
        let comments = Dictionary(try await comments(of: caseID, among: named).map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        return conflicts.map { conflict in
            let sides = conflict.members.compactMap { member in
                comments[member.comment].map { comment in
                    ConflictSideBody(comment.comment, demand: comment.demands.first { $0.id == member.demand }.map(TypedDemandBody.init))
                }
            }
            return ConflictBody(conflict, caseId: caseID, members: sides, settlement: conflict.settlement.map(SettlementBody.init))
        }
    }
}

extension CoordinationMeeting {
    /// The meeting of a body whose day has its form.
    fileprivate init?(_ body: MeetingBody) {
        self.init(
            day: body.heldOn, minutes: body.minutes,
            participants: body.participants.map { Participant(organisation: $0.organisationId, persons: $0.personIds ?? []) })
    }
}
