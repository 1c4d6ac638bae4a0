import AsyncHTTPClient
public import Foundation
import NIOCore
public import Wire

/// What the server pushed.
public enum PushedEvent: Hashable, Sendable {
    /// The present state of what is watched: the first event of every connection, so also after a reconnect.
    case state(WatchedStateBody)
    /// Something happened.
    case happened(EventBody.Kind, EventBody)
}

/// Events as they are pushed, over as many connections as it takes.
///
/// A connection that breaks is opened again with `Last-Event-ID`, and begins with the present state: nothing is lost, though something may be told twice.
/// Ends only by throwing: a problem (signed out, not for you), `ClientError.unreachable` after the tries of the policy, or cancellation.
public struct EventStream: AsyncSequence, Sendable {
    /// An event.
    public typealias Element = PushedEvent

    let client: LianshenClient
    let call: Call

    /// Reads the events one by one.
    public struct AsyncIterator: AsyncIteratorProtocol {
        let client: LianshenClient
        let call: Call
        var body: HTTPClientResponse.Body.AsyncIterator?
        var parser = EventParser()
        var pending: [PushedEvent] = []
        var hasConnected = false

        /// The next event; waits for it.
        public mutating func next() async throws -> PushedEvent? {
            while true {
                if !pending.isEmpty { return pending.removeFirst() }
                if body == nil { try await connect() }
                do {
                    guard let chunk = try await body?.next() else {
                        body = nil
                        continue
                    }
                    guard let events = parser.feed(chunk.readableBytesView) else {
                        throw ClientError.unreadable(status: 200, cause: "an event's line does not end")
                    }
                    pending = events.compactMap(Self.event)
                } catch let error as ClientError {
                    throw error
                } catch {
                    if Task.isCancelled { throw CancellationError() }
                    body = nil
                }
            }
        }

        private mutating func connect() async throws {
            if hasConnected { try await Task.sleep(for: parser.retry.map { .milliseconds($0) } ?? client.retry.firstPause) }
            var call = call
            if let id = parser.lastID { call.headers.append(("last-event-id", id)) }
            body = try await client.exchange(call).body.makeAsyncIterator()
            hasConnected = true
        }

        // What a newer server sends besides is passed over.
        private static func event(_ event: EventParser.Event) -> PushedEvent? {
            let bytes = Data(event.data.utf8)
            if event.name == "state" { return (try? WireJSON.decode(WatchedStateBody.self, from: bytes)).map(PushedEvent.state) }
            guard let kind = EventBody.Kind(rawValue: event.name), let body = try? WireJSON.decode(EventBody.self, from: bytes) else { return nil }
            return .happened(kind, body)
        }
    }

    /// Begins to read; nothing is sent before the first `next()`.
    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(client: client, call: call)
    }
}

extension LianshenClient {
    /// Events of one case, or of every case that the caller's organisation is a party of.
    public func events(of case: UUID? = nil) -> EventStream {
        var call = Call.get("/v1/events", `case`.map { [("case", $0.text)] } ?? [])
        call.headers = [("cache-control", "no-cache")]
        return EventStream(client: self, call: call)
    }
}
