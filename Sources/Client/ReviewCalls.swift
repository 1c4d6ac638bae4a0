public import Foundation
public import JointReview
public import Wire

extension LianshenClient {
    /// The reviews of a case.
    public func reviews(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<ReviewBody> {
        try await send(.get("/v1/cases/\(`case`.text)/reviews", page(limit, after)))
    }

    /// One review.
    public func review(_ id: UUID) async throws -> ReviewBody {
        try await send(.get("/v1/reviews/\(id.text)"))
    }

    /// What waits for the caller's body and in the open pool, earliest due first.
    public func queue(_ discipline: Discipline, limit: Int? = nil, after: String? = nil) async throws -> PageBody<ReviewBody> {
        try await send(.get("/v1/queues/\(discipline.rawValue)", page(limit, after)))
    }

    /// Reviews in the caller's hands, earliest due first.
    public func reviewsInHand(limit: Int? = nil, after: String? = nil) async throws -> PageBody<ReviewBody> {
        try await send(.get("/v1/me/reviews", page(limit, after)))
    }

    /// Claims the review that is due first; nil when nothing waits.
    public func claimNext(_ discipline: Discipline, key: String? = nil) async throws -> ReviewBody? {
        let answer = try await whole(.post("/v1/queues/\(discipline.rawValue)/claim", key: key))
        return answer.status == 204 ? nil : try decode(answer, as: ReviewBody.self)
    }

    /// Claims one particular review.
    public func claim(_ review: UUID, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/claim", key: key))
    }

    /// A dispatcher gives a review to a person.
    public func assign(_ review: UUID, to person: UUID, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/assign", AssignReviewBody(personId: person), key: key))
    }

    /// A dispatcher gives a review to another person; the due date stays.
    public func reassign(_ review: UUID, to person: UUID, reason: String, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/reassign", ReassignReviewBody(personId: person, reason: reason), key: key))
    }

    /// Gives a review back to the queue; the due date stays.
    public func release(_ review: UUID, attempt: Int, reason: String, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/release", ReleaseReviewBody(attempt: attempt, reason: reason), key: key))
    }

    /// Steps aside for an interest; the review goes back to the queue, the due date stays.
    public func recuse(_ review: UUID, attempt: Int? = nil, reason: String, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/recuse", RecuseReviewBody(attempt: attempt, reason: reason), key: key))
    }

    /// Publishes a comment, for good.
    public func comment(on review: UUID, _ body: NewCommentBody, key: String? = nil) async throws -> CommentBody {
        try await send(.post("/v1/reviews/\(review.text)/comments", body, key: key))
    }

    /// Corrects a comment: a new one supersedes it.
    public func supersede(_ comment: UUID, with body: NewCommentBody, reason: String, key: String? = nil) async throws -> CommentBody {
        try await send(.post("/v1/comments/\(comment.text)/supersede", SupersedeCommentBody(body, reason: reason), key: key))
    }

    /// Decides a review, and claims the next where asked.
    public func decide(_ review: UUID, _ body: DecideReviewBody, key: String? = nil) async throws -> DecidedBody {
        try await send(.post("/v1/reviews/\(review.text)/decide", body, key: key))
    }

    /// Comments of a case in the order of publication.
    public func comments(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<CommentBody> {
        try await send(.get("/v1/cases/\(`case`.text)/comments", page(limit, after)))
    }

    /// Messages about a comment that the caller reads.
    public func thread(about comment: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<MessageBody> {
        try await send(.get("/v1/comments/\(comment.text)/thread", page(limit, after)))
    }

    /// Writes a message about a comment, for good.
    public func write(about comment: UUID, _ body: NewMessageBody, key: String? = nil) async throws -> MessageBody {
        try await send(.post("/v1/comments/\(comment.text)/thread", body, key: key))
    }

    /// Says when the applicant sees comments.
    public func setOpenness(of case: UUID, _ body: OpennessBody, key: String? = nil) async throws -> CaseBody {
        try await send(.put("/v1/cases/\(`case`.text)/openness", body, key: key))
    }

    /// Who has read which comment of the other bodies.
    public func seen(in case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<SeenBody> {
        try await send(.get("/v1/cases/\(`case`.text)/seen", page(limit, after)))
    }

    /// What had not been read when each decision was made.
    public func unseen(in case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<UnseenBody> {
        try await send(.get("/v1/cases/\(`case`.text)/unseen", page(limit, after)))
    }

    /// One comment.
    public func comment(_ id: UUID) async throws -> CommentBody {
        try await send(.get("/v1/comments/\(id.text)"))
    }
}
