import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

extension LianshenClient {
    /// A file of the public log by its path below the address of this client, at most `limit` bytes.
    public func logFile(_ path: String, limit: Int) async throws -> [UInt8] {
        try await exchange(.get("/" + path), bodyStream: nil) { response in
            do {
                return Array(try await response.body.collect(upTo: limit).readableBytesView)
            } catch let error as NIOTooManyBytesError {
                throw ClientError.unreadable(status: Int(response.status.code), cause: "\(path): \(error)")
            }
        }
    }
}
