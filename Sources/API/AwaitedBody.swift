import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import NIOHTTPTypes
import Synchronization

/// A body that its sender holds back until we ask for it (`Expect: 100-continue`): asked for when somebody begins to read it, so a request that
/// is refused for its head alone never sends it.
final class AwaitedBody: Sendable {
    private let channel: any Channel
    private let wasAsked = Atomic(false)

    /// - Returns: nil when the request's body comes by itself.
    init?(of request: Request, on channel: any Channel) {
        guard request.headers[.expect]?.lowercased() == "100-continue" else { return nil }
        self.channel = channel
    }

    /// Whether the sender was asked to go on.
    var isComing: Bool { wasAsked.load(ordering: .relaxed) }

    /// The request with a body that asks.
    func attached(to request: Request) -> Request {
        var request = request
        request.body = RequestBody(asyncSequence: Asking(body: request.body, awaited: self))
        return request
    }

    private func ask() async throws {
        guard wasAsked.compareExchange(expected: false, desired: true, ordering: .relaxed).exchanged else { return }
        try await channel.writeAndFlush(HTTPResponsePart.head(HTTPResponse(status: .continue)))
    }

    private struct Asking: AsyncSequence, Sendable {
        let body: RequestBody
        let awaited: AwaitedBody

        func makeAsyncIterator() -> Iterator { Iterator(bytes: body.makeAsyncIterator(), awaited: awaited) }

        struct Iterator: AsyncIteratorProtocol {
            var bytes: RequestBody.AsyncIterator
            let awaited: AwaitedBody

            mutating func next() async throws -> ByteBuffer? {
                try await awaited.ask()
                return try await bytes.next()
            }
        }
    }
}
