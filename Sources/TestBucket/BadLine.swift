import Locks
import NIOCore
import NIOPosix

/// A line to a server that is worse than the loopback: it can be cut after so many bytes, slow, changed on its way, or dead.
public final class BadLine: Sendable {
    /// What the line does to what is sent to the server.
    public struct Faults: Sendable {
        /// Connections that are still to be cut.
        public var cuts = 0
        /// Bytes after which each of these is cut.
        public var cutAfter = 0
        /// Bytes a second of each connection; nil for no limit.
        public var rate: Int?
        /// Pieces in which one byte is still to be changed.
        public var changes = 0
        /// Whether connections are refused.
        public var isDead = false

        /// A good line.
        public init() {}
    }

    /// The line's own port.
    public let port: Int
    /// Bytes that were sent to the server so far.
    public var carried: Int { state.withLock { $0.carried } }

    private struct State {
        var faults = Faults()
        var carried = 0

        /// How long to wait behind a piece; nil when the connection is cut instead.
        mutating func pass(_ piece: inout ByteBuffer, _ sent: Int) -> TimeAmount? {
            if faults.cuts > 0, sent + piece.readableBytes > faults.cutAfter {
                faults.cuts -= 1
                return nil
            }
            carried += piece.readableBytes
            // Small pieces are the heads of requests: changing those is another story.
            if faults.changes > 0, piece.readableBytes > 4096, let byte: UInt8 = piece.getInteger(at: piece.writerIndex - 1) {
                faults.changes -= 1
                piece.setInteger(byte ^ 1, at: piece.writerIndex - 1)
            }
            return faults.rate.map { .nanoseconds(Int64(piece.readableBytes) * 1_000_000_000 / Int64($0)) } ?? .zero
        }
    }

    private let state: Locked<State>
    private let listener: any Channel

    /// A line to a port of the loopback.
    public init(to target: Int) async throws {
        let state = Locked(State())
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { near in
                guard !state.withLock({ $0.faults.isDead }) else { return near.eventLoop.makeFailedFuture(ChannelError.eof) }
                return ClientBootstrap(group: near.eventLoop).channelOption(.autoRead, value: false)
                    .connect(host: "127.0.0.1", port: target).flatMapThrowing { far in
                        try near.pipeline.syncOperations.addHandler(End(far) { piece, sent in state.withLock { $0.pass(&piece, sent) } })
                        try far.pipeline.syncOperations.addHandler(End(near) { _, _ in .zero })
                    }
            }
        listener = try await bootstrap.bind(host: "127.0.0.1", port: 0).get()
        (port, self.state) = (listener.localAddress?.port ?? 0, state)
    }

    /// From now on the line has these faults.
    public func set(_ change: (inout Faults) -> Void) {
        state.withLock { state in
            change(&state.faults)
        }
    }

    /// Nobody comes in any more.
    public func close() async {
        try? await listener.close().get()
    }
}

/// One end of a connection: hands on what it reads, and reads on when that was taken.
private final class End: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let peer: any Channel
    private let judge: (inout ByteBuffer, Int) -> TimeAmount?
    private var sent = 0

    init(_ peer: any Channel, _ judge: @escaping (inout ByteBuffer, Int) -> TimeAmount?) {
        (self.peer, self.judge) = (peer, judge)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        if context.channel.isActive { context.read() }
    }

    func channelActive(context: ChannelHandlerContext) {
        context.fireChannelActive()
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        var piece = unwrapInboundIn(data)
        let (near, far) = (context.channel, peer)
        guard let pause = judge(&piece, sent) else {
            far.close(promise: nil)
            return near.close(promise: nil)
        }
        sent += piece.readableBytes
        far.writeAndFlush(piece).whenComplete { _ in
            if pause == .zero { near.read() } else { near.eventLoop.scheduleTask(in: pause) { near.read() } }
        }
    }

    func channelInactive(context: ChannelHandlerContext) {
        peer.close(promise: nil)
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        context.close(promise: nil)
    }
}
