import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import NIOCore
import Store
import Wire

/// The clause library: `/v1/clauses`.
struct ClauseRoutes: Sendable {
    let interface: HTTPInterface

    /// Most bytes of a library that is imported.
    static let largest = 16 << 20

    /// The present library, or what of it holds all that is searched for.
    func list(_ request: Request, _ context: SignedIn) async throws -> Response {
        let query = try QueryParameters(request, allowed: ["limit", "after", "q"])
        let wanted = try query.value("q", Bilingual(zh: " 1 至 100 字的查找词", en: "1 to 100 characters to search for")) { text in
            (1...100).contains(text.unicodeScalars.count) && !Clause.wantedGrams(of: text).isEmpty ? text : nil
        }
        let page = try PageRequest(query)
        let after: Clause.Reference? = try page.place { cursor in
            cursor.parts.count == 3 ? Clause.Reference(code: cursor.parts[0], edition: cursor.parts[1], clause: cursor.parts[2]) : nil
        }
        let found = try await interface.store.transaction(as: context.anyActor) { tx in
            try await tx.clauses(holding: wanted, after: after, limit: page.limit + 1)
        }
        return try .json(page.page(found, { Cursor(parts: [$0.reference.code, $0.reference.edition, $0.reference.clause]) }, ClauseBody.init))
    }

    func versions(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let before = try page.number()
        let found = try await interface.store.transaction(as: context.anyActor) { try await $0.clauseVersions(before: before, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor(parts: [String($0.version)]) }, ClauseVersionBody.init))
    }

    /// The whole library as CSV; importing it again changes nothing.
    func export(_ request: Request, _ context: SignedIn) async throws -> Response {
        let version = try QueryParameters(request, allowed: ["version"]).value("version", Bilingual(zh: "版本号", en: "a version")) {
            Int($0).flatMap { (1...Int(Int32.max)).contains($0) ? $0 : nil }
        }
        let clauses = try await interface.store.transaction(as: context.anyActor) { try await $0.clauseLibrary(version: version) }
        let headers: HTTPFields = [
            .contentType: "text/csv; charset=utf-8", .contentDisposition: ContentDisposition.attachment("clauses.csv"),
        ]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: ClauseTable.text(clauses))))
    }

    /// Takes in a whole library: every row, or none and every fault.
    func importing(_ request: Request, _ context: SignedIn) async throws -> Response {
        let query = try QueryParameters(request, allowed: ["note"])
        let note = try query.value("note", Bilingual(zh: "至多 1000 字", en: "at most 1000 characters")) {
            $0.unicodeScalars.count <= 1000 && !$0.unicodeScalars.contains { $0.value < 0x20 } ? $0 : nil
        }
        let actor = try context.actor(for: .clauseImport)
        let bytes = try await request.bytes(interface.configuration, limit: Self.largest)
        let (clauses, findings) = ClauseTable.read(bytes, file: "clauses.csv")
        guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: Array(findings.prefix(1000))) }
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            ClauseVersionBody(try await tx.importClauses(clauses, note: note ?? "").version)
        }
    }
}

extension ClauseVersionBody {
    init(_ version: ClauseVersion) {
        self.init(
            libraryVersion: version.version, authorId: version.author, importedAt: version.importedAt, note: version.note, sha256: version.sha256.hex,
            clauses: version.clauses, added: version.added, changed: version.changed, removed: version.removed)
    }
}
