import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// What a review looks at, and what its reviewer has ticked: `/v1/reviews/{reviewId}/checkpoints`.
struct CheckpointRoutes: Sendable {
    let interface: HTTPInterface

    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let id = try context.id("reviewId")
        return try .json(try await interface.read(.caseView, on: .review(id), context) { try await $0.checkpointsBody(of: try await $0.review(id)) })
    }

    func tick(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try TickCheckpointsBody.read(bytes)
        let actor = try await interface.actor(for: .checkpointTick, on: .review(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let review = try await tx.review(id)
            guard review.body == tx.actor.organisation else { throw ReviewRefusal.otherBody }
            let drafts = body.drafts
            let points = Set(try await tx.checkpoints(of: review).points.map(\.id))
            let findings = CheckpointDraft.findings(drafts, points: points, sheets: try await tx.openPages(drafts.flatMap(\.evidence), in: review))
            guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
            try await tx.tick(drafts, in: id, attempt: body.attempt)
            outbox.add(.review, case: review.caseID, object: id)
            return try await tx.checkpointsBody(of: review)
        }
    }

    func untick(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try UntickCheckpointBody.read(bytes)
        let actor = try await interface.actor(for: .checkpointUntick, on: .review(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let review = try await tx.review(id)
            guard review.body == tx.actor.organisation else { throw ReviewRefusal.otherBody }
            try await tx.untick(body.checkpoint, in: id, attempt: body.attempt, reason: body.reason)
            outbox.add(.review, case: review.caseID, object: id)
            return try await tx.checkpointsBody(of: review)
        }
    }
}

extension Tx {
    /// The check list as the actor's organisation may see it: what lies on a sheet that is closed to it is left out, and what is not out for it yet.
    fileprivate func checkpointsBody(of review: ReviewRecord) async throws -> CheckpointsBody {
        let list = try await checkpoints(of: review)
        let closed = try await closedSheets(of: review.caseID)
        let isHidden = try await veil(of: review.caseID).hides(round: review.round)
        let ticks = Dictionary(list.ticks.map { ($0.checkpoint, $0) }, uniquingKeysWith: { first, _ in first })
        return CheckpointsBody(
            reviewId: review.id,
            items: list.points.map { point in
                CheckpointBody(point, tick: isHidden ? nil : ticks[point.id].map { CheckpointBody.Tick($0, without: closed) })
            })
    }

    /// Those of the sheets named that are under review and open to the reviewer.
    fileprivate func openPages(_ evidence: [CheckpointTick.Evidence], in review: ReviewRecord) async throws -> [UUID: CheckpointDraft.Page] {
        var pages: [UUID: CheckpointDraft.Page] = [:]
        for id in Set(evidence.map(\.sheet)) {
            guard let sheet = try await ifThere({ try await self.sheet(id) }), sheet.caseID == review.caseID,
                try await isInForce(id, round: review.round), try await mayOpen([sheet])
            else { continue }
            pages[id] = CheckpointDraft.Page(page: sheet.entry.page, box: PageBox(width: sheet.width, height: sheet.height))
        }
        return pages
    }
}

extension CheckpointBody.Tick {
    /// A tick without what lies on sheets that are closed to the reader.
    init(_ tick: CheckpointTick, without closed: Set<UUID>) {
        let shown = tick.evidence.filter { !closed.contains($0.sheet) }
        self.init(
            verdict: tick.verdict, evidence: shown.map { EvidenceBody(sheetId: $0.sheet, region: $0.region) },
            note: shown.count == tick.evidence.count ? tick.note : nil, personId: tick.person, at: tick.at, carriedFrom: tick.carriedFrom)
    }
}
