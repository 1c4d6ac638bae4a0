public import Foundation
import JointReview
public import Wire

extension LianshenClient {
    /// The check list of a review, with what is ticked.
    public func checkpoints(of review: UUID) async throws -> CheckpointsBody {
        try await send(.get("/v1/reviews/\(review.text)/checkpoints"))
    }

    /// Ticks points of a review.
    public func tick(_ review: UUID, _ body: TickCheckpointsBody, key: String? = nil) async throws -> CheckpointsBody {
        try await send(.post("/v1/reviews/\(review.text)/checkpoints", body, key: key))
    }

    /// Takes a tick back.
    public func untick(_ review: UUID, _ body: UntickCheckpointBody, key: String? = nil) async throws -> CheckpointsBody {
        try await send(.post("/v1/reviews/\(review.text)/checkpoints/untick", body, key: key))
    }

    /// Ticks everything that is open on a review's list, each point on the first sheet of those given that is of a kind that concerns its discipline.
    ///
    /// For scripted reviews: a person names the sheets himself.
    public func tickOpen(_ review: UUID, attempt: Int, on sheets: [SheetBody], note: String? = nil, key: String? = nil) async throws {
        let open = try await checkpoints(of: review).items.filter { $0.tick == nil }
        guard !open.isEmpty else { return }
        let items = open.map { point -> TickCheckpointsBody.Item in
            let sheet = sheets.first { Self.characteristic[point.discipline, default: []].contains($0.kind) } ?? sheets.first
            guard let sheet else { return .init(checkpoint: point.checkpoint, verdict: .notApplicable, note: note ?? "—") }
            return .init(checkpoint: point.checkpoint, verdict: .met, evidence: [EvidenceBody(sheetId: sheet.id)], note: note)
        }
        _ = try await tick(review, TickCheckpointsBody(attempt: attempt, items: items), key: key)
    }

    private static let characteristic: [Discipline: Set<SheetKind>] = [
        .planning: [.sitePlan], .fire: [.fireSitePlan], .civilDefence: [.civilDefencePlan], .meteorology: [.lightning],
        .structural: [.structuralPlan, .reinforcement],
    ]
}
