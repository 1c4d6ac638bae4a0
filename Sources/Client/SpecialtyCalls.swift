public import Foundation
public import Wire

extension LianshenClient {
    /// The specialties of a review, with who reviews and checks each.
    public func specialties(of review: UUID) async throws -> SpecialtiesBody {
        try await send(.get("/v1/reviews/\(review.text)/specialties"))
    }

    /// A dispatcher names the reviewer or the checker of a specialty.
    public func assign(_ body: AssignSpecialtyBody, of review: UUID, key: String? = nil) async throws -> SpecialtyBody {
        try await send(.post("/v1/reviews/\(review.text)/specialties/assign", body, key: key))
    }

    /// Claims, finishes or checks a specialty.
    /// - Parameter act: `claim`, `finish` or `check`.
    public func specialty(_ act: String, _ body: SpecialtyActBody, of review: UUID, key: String? = nil) async throws -> SpecialtyBody {
        try await send(.post("/v1/reviews/\(review.text)/specialties/\(act)", body, key: key))
    }

    /// Sends a specialty back to its reviewer, lays it down, or steps aside from it.
    /// - Parameter act: `return`, `release` or `recuse`.
    public func specialty(_ act: String, _ body: ReasonedSpecialtyActBody, of review: UUID, key: String? = nil) async throws -> SpecialtyBody {
        try await send(.post("/v1/reviews/\(review.text)/specialties/\(act)", body, key: key))
    }

    /// Proposes a decision to the checker.
    public func draftOpinion(_ body: DraftOpinionBody, of review: UUID, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/draft", body, key: key))
    }

    /// The checker agrees with the draft.
    public func checkOpinion(of review: UUID, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/check", key: key))
    }

    /// The checker sends the draft back.
    public func returnDraft(of review: UUID, reason: String, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/return-draft", ReasonBody(reason: reason), key: key))
    }

    /// The lead adds a discipline when reviewing has begun.
    public func addDiscipline(_ body: DisciplineGroundsBody, review: UUID, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/reopen", body, key: key))
    }

    /// The lead sets a discipline aside that does not apply.
    public func setAside(_ body: DisciplineGroundsBody, review: UUID, key: String? = nil) async throws -> ReviewBody {
        try await send(.post("/v1/reviews/\(review.text)/set-aside", body, key: key))
    }
}
