public import Foundation
public import JointReview
import NIOHTTP1
public import Wire

extension LianshenClient {
    /// Drafts of a review: the caller's own, or his body's where he checks them.
    public func drafts(of review: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<CommentDraftBody> {
        try await send(.get("/v1/reviews/\(review.text)/drafts", page(limit, after)))
    }

    /// Begins a draft.
    public func beginDraft(in review: UUID, _ body: DraftContentBody, key: String? = nil) async throws -> CommentDraftBody {
        try await send(.post("/v1/reviews/\(review.text)/drafts", body, key: key))
    }

    /// Writes a draft anew.
    public func rewriteDraft(_ draft: UUID, _ body: DraftContentBody, key: String? = nil) async throws -> CommentDraftBody {
        try await send(.put("/v1/drafts/\(draft.text)", body, key: key))
    }

    /// Throws a draft away.
    public func discardDraft(_ draft: UUID) async throws {
        try await send(Call(method: .DELETE, path: "/v1/drafts/\(draft.text)"))
    }

    /// Publishes one draft.
    public func publishDraft(_ draft: UUID, attempt: Int, key: String? = nil) async throws -> CommentBody {
        try await send(.post("/v1/drafts/\(draft.text)/publish", PublishDraftsBody(attempt: attempt), key: key))
    }

    /// Publishes all own drafts of a review.
    public func publishDrafts(of review: UUID, attempt: Int, key: String? = nil) async throws -> PublishedDraftsBody {
        try await send(.post("/v1/reviews/\(review.text)/drafts/publish", PublishDraftsBody(attempt: attempt), key: key))
    }

    /// Standard comments of the caller's body.
    public func standardComments(_ discipline: Discipline, limit: Int? = nil, after: String? = nil) async throws -> PageBody<StandardCommentBody> {
        try await send(.get("/v1/standard-comments/\(discipline.rawValue)", page(limit, after)))
    }

    /// Adds a standard comment.
    public func addStandardComment(_ discipline: Discipline, _ body: NewStandardCommentBody, key: String? = nil) async throws -> StandardCommentBody {
        try await send(.post("/v1/standard-comments/\(discipline.rawValue)", body, key: key))
    }

    /// Takes a standard comment out of use.
    public func retireStandardComment(_ id: UUID, in discipline: Discipline) async throws {
        try await send(Call(method: .DELETE, path: "/v1/standard-comments/\(discipline.rawValue)/\(id.text)"))
    }
}
