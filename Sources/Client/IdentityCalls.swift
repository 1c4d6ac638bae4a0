public import Foundation
import NIOHTTP1
public import Wire

extension LianshenClient {
    /// Creates the operator and its system administrator with the one-time code of `admin bootstrap`.
    ///
    /// A code is good for one pair of body and key; the same again, within the code's hour, gets the same answer.
    public func bootstrap(_ body: BootstrapRequestBody, key: String? = nil) async throws -> BootstrapBody {
        try await send(.post("/v1/bootstrap", body, key: key))
    }

    /// Who is signed in.
    public func me() async throws -> MeBody {
        try await send(.get("/v1/me"))
    }

    /// Registers an organisation.
    public func createOrganisation(_ body: NewOrganisationBody, key: String? = nil) async throws -> OrganisationBody {
        try await send(.post("/v1/organisations", body, key: key))
    }

    /// Organisations that the caller may see.
    public func organisations(limit: Int? = nil, after: String? = nil) async throws -> PageBody<OrganisationBody> {
        try await send(.get("/v1/organisations", page(limit, after)))
    }

    /// One organisation.
    public func organisation(_ id: UUID) async throws -> OrganisationBody {
        try await send(.get("/v1/organisations/\(id.text)"))
    }

    /// Opens an account.
    public func createPerson(_ body: NewPersonBody, key: String? = nil) async throws -> PersonBody {
        try await send(.post("/v1/people", body, key: key))
    }

    /// Issues a token; the answer is the only place where it is ever shown. The same key again, with the same token of the caller's, gets the same answer.
    public func issueToken(for person: UUID, _ body: NewTokenBody, key: String? = nil) async throws -> IssuedTokenBody {
        try await send(.post("/v1/people/\(person.text)/tokens", body, key: key))
    }

    /// Ends a token at once.
    public func revokeToken(_ id: UUID) async throws {
        try await send(Call(method: .DELETE, path: "/v1/tokens/\(id.text)"))
    }

    func page(_ limit: Int?, _ after: String?) -> [(String, String)] {
        [("limit", limit.map(String.init)), ("after", after)].compactMap { name, value in value.map { (name, $0) } }
    }
}
