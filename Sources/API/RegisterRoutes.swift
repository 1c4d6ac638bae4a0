import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import NIOCore
import Store
import Wire

/// The register of review firms and registered persons: `/v1/register`.
struct RegisterRoutes: Sendable {
    let interface: HTTPInterface

    /// Most bytes of a table that is imported.
    static let largest = 16 << 20

    /// Firms are public: an owner chooses among them.
    func firms(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.key()
        let found = try await interface.store.transaction(as: context.anyActor) { try await $0.registeredFirms(after: after, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor(parts: [$0.creditCode.description]) }, RegisteredFirmBody.init))
    }

    /// Persons are for those who assign and supervise.
    func persons(_ request: Request, _ context: SignedIn) async throws -> Response {
        let page = try PageRequest(request)
        let after = try page.key()
        let found = try await interface.read(.registerView, context) { try await $0.registeredPersons(after: after, limit: page.limit + 1) }
        return try .json(page.page(found, { Cursor(parts: [$0.number]) }, RegisteredPersonBody.init))
    }

    func exportFirms(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let all = try await interface.store.transaction(as: context.anyActor) { try await $0.registeredFirms(limit: RegisterTable.mostRows) }
        return Self.table(RegisterTable.text(all), "firms.csv")
    }

    func exportPersons(_ request: Request, _ context: SignedIn) async throws -> Response {
        _ = try QueryParameters(request, allowed: [])
        let all = try await interface.read(.registerView, context) { tx in
            try await tx.record(.registerView, kind: "register", object: nil)
            return try await tx.registeredPersons(limit: RegisterTable.mostRows)
        }
        return Self.table(RegisterTable.text(all), "persons.csv")
    }

    func importFirms(_ request: Request, _ context: SignedIn) async throws -> Response {
        let actor = try context.actor(for: .registerChange)
        let bytes = try await request.bytes(interface.configuration, limit: Self.largest)
        let (firms, findings) = RegisterTable.firms(bytes, file: "firms.csv")
        guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: Array(findings.prefix(1000))) }
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            RegisterChangeBody(try await tx.register(firms, digest: Array(SHA256.hash(data: Data(bytes)))))
        }
    }

    func importPersons(_ request: Request, _ context: SignedIn) async throws -> Response {
        let actor = try context.actor(for: .registerChange)
        let bytes = try await request.bytes(interface.configuration, limit: Self.largest)
        let (persons, findings) = RegisterTable.persons(bytes, file: "persons.csv")
        guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: Array(findings.prefix(1000))) }
        return try await interface.once(request, as: actor, bytes: bytes, status: .created) { tx, _ in
            RegisterChangeBody(try await tx.register(persons, digest: Array(SHA256.hash(data: Data(bytes)))))
        }
    }

    private static func table(_ text: String, _ name: String) -> Response {
        let headers: HTTPFields = [.contentType: "text/csv; charset=utf-8", .contentDisposition: ContentDisposition.attachment(name)]
        return Response(status: .ok, headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}

extension RegisterChangeBody {
    fileprivate init(_ change: RegisterChange) {
        self.init(added: change.added, changed: change.changed, unchanged: change.unchanged)
    }
}
