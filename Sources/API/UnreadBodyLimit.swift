import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Ends a connection whose client keeps sending a body that was answered already.
///
/// The server reads on behind an early answer (413 to an upload) so that the client gets to see it; without a bound it would read eight GiB to throw them away.
final class UnreadBodyLimit: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Enough for what is on its way when the answer leaves.
    private static let most = 32 << 20

    private var isReading = false
    private var isAnswered = false
    private var unread = 0

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            (isReading, isAnswered, unread) = (true, false, 0)
        case .body(let bytes) where isAnswered:
            unread += bytes.readableBytes
            if unread > Self.most { return context.close(promise: nil) }
        case .body: break
        case .end: isReading = false
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data), isReading { isAnswered = true }
        context.write(data, promise: promise)
    }
}
