import HTTPTypes
import NIOCore
import NIOHTTPTypes

/// Puts the security headers on every answer that leaves the server, also on those that no handler made: a request that cannot be parsed is answered
/// below the router.
final class SecurityHeaders: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let isTLS: Bool

    init(isTLS: Bool) {
        self.isTLS = isTLS
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard case .head(var head) = unwrapOutboundIn(data), head.status.kind != .informational else { return context.write(data, promise: promise) }
        for (name, value) in Self.fields where head.headerFields[name] == nil {
            head.headerFields[name] = value
        }
        if isTLS { head.headerFields[.strictTransportSecurity] = "max-age=63072000; includeSubDomains" }
        context.write(wrapOutboundOut(.head(head)), promise: promise)
    }

    private static let fields: [(HTTPField.Name, String)] = [
        (.contentSecurityPolicy, "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; object-src 'none'"),
        (.xContentTypeOptions, "nosniff"),
        (.cacheControl, "no-store"),
        (.named("Referrer-Policy"), "no-referrer"),
        (.named("X-Frame-Options"), "DENY"),
        (.named("Cross-Origin-Opener-Policy"), "same-origin"),
        (.named("Cross-Origin-Resource-Policy"), "same-origin"),
    ]
}
