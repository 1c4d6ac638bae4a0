public import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// An authority that stamps digests over HTTP (RFC 3161, 3.4).
public struct TimestampAuthority: Sendable {
    /// Answers hold a token and a chain of certificates.
    private static let longestAnswer = 256 << 10

    private let url: String
    private let authorities: String
    private let http: HTTPClient

    /// The authority at `url`, believed when its certificate leads to one in the file `authorities` (PEM).
    public init(url: String, authorities: String, http: HTTPClient = .shared) {
        (self.url, self.authorities, self.http) = (url, authorities, http)
    }

    /// A checked timestamp over a SHA-256.
    public func stamp(sha256 digest: [UInt8]) async throws(TimestampFault) -> Timestamp {
        let asked = try TimestampRequest(sha256: digest)
        var request = HTTPClientRequest(url: url)
        request.method = .POST
        request.headers.add(name: "content-type", value: "application/timestamp-query")
        request.body = .bytes(ByteBuffer(bytes: asked.bytes))
        let bytes: [UInt8]
        do {
            let response = try await http.execute(request, timeout: .seconds(30))
            guard response.status == .ok else { throw TimestampFault.unreachable("HTTP \(response.status.code)") }
            bytes = Array(try await response.body.collect(upTo: Self.longestAnswer).readableBytesView)
        } catch let fault as TimestampFault {
            throw fault
        } catch {
            throw .unreachable("\(error)")
        }
        return try Timestamp(bytes, to: asked, authorities: authorities)
    }
}
