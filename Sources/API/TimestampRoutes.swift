import Blobs
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import JointReview
import Locks
import LogKeeping
import NIOCore
import Store

/// Trusted timestamps (RFC 3161) as an authority answered them: `openssl ts -verify` checks each against the file that it is for.
struct TimestampRoutes: Sendable {
    let interface: HTTPInterface

    private static let type = "application/timestamp-reply"

    /// The timestamp of a file of a case's report, by the file's SHA-256.
    func report(_ request: Request, _ context: SignedIn) async throws -> Response {
        let query = try QueryParameters(request, allowed: ["sha256"])
        let wanted = Bilingual(zh: "报告文件的 SHA-256,64 位小写十六进制", en: "the SHA-256 of a report's file, 64 lower-case hex digits")
        let digest = try query.value("sha256", wanted) { BlobID($0) }
        let id = try context.id("caseId")
        let token = try await interface.read(.reportDownload, on: .joint(id), context) { tx in
            _ = try await tx.caseRecord(id)
            guard let digest else { throw QueryParameters.fault("sha256", wanted) }
            return try await tx.reportStamp(of: id, sha256: digest.bytes)
        }
        guard let token else { throw StoreError.missing("timestamp") }
        return Response(
            status: .ok, headers: [.contentType: Self.type, .contentDisposition: ContentDisposition.attachment("report.tsr")],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: token)))
    }

    /// The checkpoint of a day as it was stamped.
    func checkpoint(_ request: Request, _ context: SignedIn) async throws -> Response {
        Self.public(try await stamp(context).checkpoint, "text/plain; charset=utf-8")
    }

    /// Its timestamp.
    func token(_ request: Request, _ context: SignedIn) async throws -> Response {
        Self.public(try await stamp(context).token, Self.type)
    }

    private func stamp(_ context: SignedIn) async throws -> DayStamp {
        guard let day = context.parameters.get("day"), let folder = interface.log, let stamp = try await OffPool.run({ try folder.stamp(of: day) })
        else { throw StoreError.missing("timestamp") }
        return stamp
    }

    private static func `public`(_ bytes: [UInt8], _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=31536000, immutable", .accessControlAllowOrigin: "*"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
