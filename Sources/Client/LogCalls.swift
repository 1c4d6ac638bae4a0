import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOHTTP1
public import Wire

extension LianshenClient {
    /// The receipt of an entry (`.tlog-proof`); nil while the entry is not in the published log, for which the server waits so many seconds.
    public func receipt(of entry: UUID, wait: Int = 1) async throws -> String? {
        var call = Call.get("/v1/log/receipts/\(entry.text)")
        call.headers.append(("prefer", "wait=\(wait)"))
        let answer = try await whole(call)
        return answer.status == 200 ? String(decoding: answer.bytes, as: UTF8.self) : nil
    }

    /// Entries about an object that have receipts for the caller, oldest first.
    public func loggedActs(about object: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<LoggedActBody> {
        try await send(.get("/v1/log/receipts", [("object", object.text)] + page(limit, after)))
    }

    /// How far the public log is, and how its witnesses are.
    public func logStatus() async throws -> LogStatusBody {
        try await send(.get("/log/status"))
    }

    /// A file of the public log by its path below the address of this client, at most `limit` bytes; nil when there is none.
    /// - Parameter time: for all of it, however often it is asked for: a server that sends a byte a minute must not keep anybody for ever.
    public func logFile(_ path: String, limit: Int, within time: Duration = .seconds(120)) async throws -> [UInt8]? {
        try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { try await file(path, limit) }
            group.addTask {
                try await Task.sleep(for: time)
                throw ClientError.unreachable("\(path): > \(time)")
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
    }

    private func file(_ path: String, _ limit: Int) async throws -> [UInt8]? {
        do {
            return try await exchange(.get("/" + path), bodyStream: nil) { response in
                do {
                    return Array(try await response.body.collect(upTo: limit).readableBytesView)
                } catch let error as NIOTooManyBytesError {
                    throw ClientError.unreadable(status: Int(response.status.code), cause: "\(path): \(error)")
                }
            }
        } catch let error as ProblemError where error.problem.status == 404 {
            return nil
        } catch ClientError.unreadable(status: 404, cause: _) {
            return nil
        }
    }
}
