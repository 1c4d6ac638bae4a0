import Foundation
import NIOCore
import NIOPosix

/// A connection on which a test writes what no client library would.
struct RawConnection {
    private let outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>
    private var inbound: NIOAsyncChannelInboundStream<ByteBuffer>.AsyncIterator
    /// Everything that came so far.
    private(set) var received = ""

    /// Runs `body` with a connection to the server; it is cut when `body` returns.
    static func with<Value: Sendable>(_ house: House, _ body: @Sendable (inout RawConnection) async throws -> Value) async throws -> Value {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton).connect(host: "127.0.0.1", port: house.port) {
            channel in
            channel.eventLoop.makeCompletedFuture { try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel) }
        }
        return try await channel.executeThenClose { inbound, outbound in
            var connection = RawConnection(outbound: outbound, inbound: inbound.makeAsyncIterator())
            return try await body(&connection)
        }
    }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    func send(_ bytes: [UInt8]) async throws { try await outbound.write(ByteBuffer(bytes: bytes)) }

    /// Reads until what came satisfies `isEnough` or the server closes; the suite's time limit bounds it.
    mutating func read(until isEnough: (String) -> Bool) async throws -> String {
        while !isEnough(received), let bytes = try await inbound.next() { received += String(buffer: bytes) }
        return received
    }

    /// Reads until the server closes.
    mutating func readToEnd() async throws -> String { try await read { _ in false } }

    /// The status of every answer that came, in order.
    var statuses: [Int] {
        received.components(separatedBy: "HTTP/1.1 ").dropFirst().compactMap { Int($0.prefix(3)) }
    }
}
