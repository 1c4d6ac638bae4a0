public import Foundation
public import Wire

extension LianshenClient {
    /// The register of a case's elements, by name.
    public func elements(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<ElementBody> {
        try await send(.get("/v1/cases/\(`case`.text)/elements", page(limit, after)))
    }

    /// Enters an element; what may be the same thing under another name is told.
    public func addElement(to case: UUID, _ body: NewElementBody, key: String? = nil) async throws -> ElementBody {
        try await send(.post("/v1/cases/\(`case`.text)/elements", body, key: key))
    }

    /// The round's comments merged as they stand now.
    public func merged(_ case: UUID) async throws -> MergeViewBody {
        try await send(.get("/v1/cases/\(`case`.text)/merge"))
    }

    /// Records that comments are one item, or that each is one by itself.
    public func group(in case: UUID, _ body: NewGroupingBody, key: String? = nil) async throws -> GroupingBody {
        try await send(.post("/v1/cases/\(`case`.text)/groupings", body, key: key))
    }

    /// Conflicts of a case, by number.
    public func conflicts(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<ConflictBody> {
        try await send(.get("/v1/cases/\(`case`.text)/conflicts", page(limit, after)))
    }

    /// One conflict.
    public func conflict(_ id: UUID) async throws -> ConflictBody {
        try await send(.get("/v1/conflicts/\(id.text)"))
    }

    /// Settles a conflict; with the last one of the round the opinion is issued.
    public func settle(_ conflict: UUID, _ body: SettleConflictBody, key: String? = nil) async throws -> SettledBody {
        try await send(.post("/v1/conflicts/\(conflict.text)/settle", body, key: key))
    }
}
