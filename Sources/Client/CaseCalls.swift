public import Foundation
public import Wire

extension LianshenClient {
    /// Registers a project.
    public func createProject(_ body: NewProjectBody, key: String? = nil) async throws -> ProjectBody {
        try await send(.post("/v1/projects", body, key: key))
    }

    /// Projects of the caller's organisation.
    public func projects(limit: Int? = nil, after: String? = nil) async throws -> PageBody<ProjectBody> {
        try await send(.get("/v1/projects", page(limit, after)))
    }

    /// One project.
    public func project(_ id: UUID) async throws -> ProjectBody {
        try await send(.get("/v1/projects/\(id.text)"))
    }

    /// Opens a case.
    public func createCase(_ body: NewCaseBody, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases", body, key: key))
    }

    /// Cases that the caller's organisation is a party of, latest first.
    public func cases(limit: Int? = nil, after: String? = nil) async throws -> PageBody<CaseBody> {
        try await send(.get("/v1/cases", page(limit, after)))
    }

    /// One case with its parties.
    public func `case`(_ id: UUID) async throws -> CaseBody {
        try await send(.get("/v1/cases/\(id.text)"))
    }

    /// Invites an institute to hand in a part of the set.
    public func inviteInstitute(_ organisation: UUID, to case: UUID, key: String? = nil) async throws -> PartyBody {
        try await send(.post("/v1/cases/\(`case`.text)/institutes", InviteInstituteBody(organisationId: organisation), key: key))
    }

    /// The owner confirms the composed set.
    public func confirm(_ case: UUID, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/confirm", ifMatch: version.map(String.init), key: key))
    }

    /// The owner submits, or submits again.
    public func submit(_ case: UUID, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/submit", ifMatch: version.map(String.init), key: key))
    }

    /// The owner gives the set back to the institutes.
    public func sendBack(_ case: UUID, reason: String, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/send-back", ReasonBody(reason: reason), ifMatch: version.map(String.init), key: key))
    }

    /// The desk accepts; the reviews open in the same transaction.
    public func accept(_ case: UUID, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/accept", ifMatch: version.map(String.init), key: key))
    }

    /// The desk returns the case once, with everything that is missing.
    public func `return`(
        _ case: UUID, reason: String, items: [String], demands: [DemandBody]? = nil, ifVersion version: Int? = nil, key: String? = nil
    ) async throws -> CaseBody {
        let body = ReturnCaseBody(reason: reason, items: items.isEmpty ? nil : items, demands: demands)
        return try await send(.post("/v1/cases/\(`case`.text)/return", body, ifMatch: version.map(String.init), key: key))
    }

    /// The desk refuses the case.
    public func refuse(_ case: UUID, reason: String, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/refuse", ReasonBody(reason: reason), ifMatch: version.map(String.init), key: key))
    }

    /// The owner withdraws the case.
    public func withdraw(_ case: UUID, reason: String, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/withdraw", ReasonBody(reason: reason), ifMatch: version.map(String.init), key: key))
    }

    /// Passes a case in which nothing blocks.
    public func pass(_ case: UUID, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/pass", key: key))
    }
}
