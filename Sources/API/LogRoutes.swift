import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Locks
import LogKeeping
import NIOCore
import Store
import TransparencyLog

/// The public log (C2SP tlog-tiles): the checkpoint and the hashes for everybody, the entries for those who may query the log.
///
/// Any server of files can do the same over the log's folder; this one also knows who may read entries.
struct LogRoutes: Sendable {
    let interface: HTTPInterface

    /// The newest published head with its signatures.
    func checkpoint(_ request: Request, _ context: SignedIn) async throws -> Response {
        let folder = try interface.logFolder
        guard let checkpoint = try await OffPool.run({ try folder.checkpoint() }) else { throw StoreError.missing("checkpoint") }
        return Self.answer(checkpoint, "text/plain; charset=utf-8", cached: "public, max-age=1")
    }

    /// A tile of hashes.
    func tile(_ request: Request, _ context: SignedIn) async throws -> Response {
        let address = try Self.address(request)
        guard case .hashes = address.layer else { throw StoreError.missing("tile") }
        // A tile never changes once it is there, a partial one neither.
        return Self.answer(try await read(address), "application/octet-stream", cached: "public, max-age=31536000, immutable")
    }

    /// A bundle of entries. That somebody read it is itself an entry.
    func entries(_ request: Request, _ context: SignedIn) async throws -> Response {
        let actor = try context.actor(for: .auditQuery)
        let address = try Self.address(request)
        guard address.layer == .entries else { throw StoreError.missing("tile") }
        let bytes = try await read(address)
        try await interface.store.transaction(as: actor) { tx in
            try await tx.record(.auditQuery, kind: "audit", object: nil, detail: ["bundle": address.path])
        }
        // For this reader and this reading: kept on his machine, others would read it there, and the log would not know.
        return Self.answer(bytes, "application/octet-stream", cached: "private, no-store")
    }

    private func read(_ address: TileAddress) async throws -> [UInt8] {
        let folder = try interface.logFolder
        guard let bytes = try await OffPool.run({ try folder.read(address) }) else { throw StoreError.missing("tile") }
        return bytes
    }

    private static func address(_ request: Request) throws -> TileAddress {
        guard let address = TileAddress(path: String(request.uri.path.dropFirst("/log/".count))) else { throw StoreError.missing("tile") }
        return address
    }

    /// A text that never changes, for whoever may read it.
    static func text(_ bytes: [UInt8]) -> Response {
        Response(
            status: .ok, headers: [.contentType: "text/plain; charset=utf-8", .cacheControl: "private, no-cache"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    static func answer(_ bytes: [UInt8], _ type: String, cached: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: cached, .accessControlAllowOrigin: "*"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
