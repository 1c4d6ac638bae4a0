public import Foundation
import NIOCore
public import Wire

extension LianshenClient {
    /// Clauses of the library, or those that hold all of a text.
    public func clauses(holding text: String? = nil, limit: Int? = nil, after: String? = nil) async throws -> PageBody<ClauseBody> {
        try await send(.get("/v1/clauses", (text.map { [("q", $0)] } ?? []) + page(limit, after)))
    }

    /// Imports of the library, newest first.
    public func clauseVersions(limit: Int? = nil, after: String? = nil) async throws -> PageBody<ClauseVersionBody> {
        try await send(.get("/v1/clauses/versions", page(limit, after)))
    }

    /// The whole library as CSV.
    public func exportClauses(version: Int? = nil) async throws -> Data {
        try await whole(.get("/v1/clauses/export", version.map { [("version", String($0))] } ?? [])).bytes
    }

    /// Imports a whole library.
    public func importClauses(_ csv: Data, note: String? = nil, key: String? = nil) async throws -> ClauseVersionBody {
        var call = Call.post("/v1/clauses", key: key)
        call.parameters = note.map { [("note", $0)] } ?? []
        call.headers.append(("content-type", "text/csv; charset=utf-8"))
        call.body = ByteBuffer(bytes: csv)
        return try await send(call)
    }
}
