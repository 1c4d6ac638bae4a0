import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// An object that is read as its reader asks for it.
struct StoredObject: Sendable {
    let client: S3Client
    let key: String
    let id: BlobID

    func stream(of range: Range<Int64>) -> Stream {
        Stream(self, range)
    }

    /// The bytes of a range, one answer after another: where a connection is lost the next one goes on at the byte that is missing.
    final class Stream {
        private let object: StoredObject
        private var rest: Range<Int64>
        private var body: HTTPClientResponse.Body.AsyncIterator?

        init(_ object: StoredObject, _ range: Range<Int64>) {
            (self.object, rest) = (object, range)
        }

        /// The next bytes; nil behind the last. Throws `missing`, and `unreachable` when no byte came for as long as the store's patience.
        func next() async throws -> ByteBuffer? {
            guard !rest.isEmpty else { return nil }
            let client = object.client
            return try await client.repeating("GET") {
                do {
                    if body == nil { body = try await open() }
                    guard let piece = try await body?.next() else { throw S3Failure(odd: "the answer ended early") }
                    guard piece.readableBytes <= rest.count else { throw S3Failure(odd: "the answer is longer than what was asked for") }
                    rest = rest.lowerBound + Int64(piece.readableBytes)..<rest.upperBound
                    return piece
                } catch {
                    body = nil
                    if error is BlobError { throw error }
                    throw try S3Client.failure(error)
                }
            }
        }

        private func open() async throws -> HTTPClientResponse.Body.AsyncIterator {
            var request = S3Request("GET", "GET", key: object.key)
            request.more = [("range", "bytes=\(rest.lowerBound)-\(rest.upperBound - 1)")]
            let response = try await object.client.open(request, expecting: [200, 206, 404, 416])
            switch response.status.code {
            case 404: throw BlobError.missing(object.id)
            // Shorter than it was said to be.
            case 416: throw BlobError.damaged(object.id)
            case 200 where rest.lowerBound > 0: throw S3Failure(odd: "the server does not answer with ranges")
            default: return response.body.makeAsyncIterator()
            }
        }
    }
}
