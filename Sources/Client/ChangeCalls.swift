public import Foundation
public import Wire

extension LianshenClient {
    /// The issuer certifies a passed case, or a change.
    public func certify(_ case: UUID, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/certify", ifMatch: version.map(String.init), key: key))
    }

    /// The owner asks for a change of the approved set.
    public func requestChange(of case: UUID, reason: String, ifVersion version: Int? = nil, key: String? = nil) async throws -> ChangeBody {
        try await send(.post("/v1/cases/\(`case`.text)/changes", ReasonBody(reason: reason), ifMatch: version.map(String.init), key: key))
    }

    /// The changes of a case, oldest first.
    public func changes(of case: UUID) async throws -> ChangesBody {
        try await send(.get("/v1/cases/\(`case`.text)/changes"))
    }

    /// The desk takes a change up.
    public func openChange(of case: UUID, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/open-change", ifMatch: version.map(String.init), key: key))
    }

    /// A change is given up or refused.
    public func dropChange(of case: UUID, reason: String, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/drop-change", ReasonBody(reason: reason), ifMatch: version.map(String.init), key: key))
    }

    /// The lead lets a case go beyond the limit of rounds.
    public func escalate(_ case: UUID, reason: String, ifVersion version: Int? = nil, key: String? = nil) async throws -> CaseBody {
        try await send(.post("/v1/cases/\(`case`.text)/escalate", ReasonBody(reason: reason), ifMatch: version.map(String.init), key: key))
    }
}
