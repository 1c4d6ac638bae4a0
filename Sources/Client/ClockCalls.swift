public import Foundation
public import Wire

extension LianshenClient {
    /// Stops a review for a listed cause.
    public func suspend(_ review: UUID, _ body: SuspendBody, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/suspend", body, key: key))
    }

    /// Lets a stopped review go on.
    public func resume(_ review: UUID, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/resume", key: key))
    }

    /// Puts a review from which somebody stepped aside back into the queue.
    public func requeue(_ review: UUID, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/requeue", key: key))
    }

    /// Stops every undecided review of a case.
    public func suspendAll(of case: UUID, _ body: SuspendBody, key: String? = nil) async throws -> ReviewsMovedBody {
        try await send(.post("/v1/cases/\(`case`.text)/suspend", body, key: key))
    }

    /// Lets every stopped review of a case go on.
    public func resumeAll(of case: UUID, key: String? = nil) async throws -> ReviewsMovedBody {
        try await send(.post("/v1/cases/\(`case`.text)/resume", key: key))
    }

    /// What happened to the limits of a case.
    public func clock(of case: UUID) async throws -> ClockBody {
        try await send(.get("/v1/cases/\(`case`.text)/clock"))
    }
}
