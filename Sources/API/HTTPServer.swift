import HTTPTypes
import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOCore
public import ServiceLifecycle
import Synchronization

/// The running interface: listens until its service group shuts down, then drains: streams end, what is under way is finished, nothing new begins.
public struct HTTPServer: Service {
    private let interface: HTTPInterface
    private let run: @Sendable () async throws -> Void

    /// - Parameter onRunning: called once with the port that is listened on; nil on a socket of the file system.
    init(_ interface: HTTPInterface, onRunning: @escaping @Sendable (Int?) async -> Void) throws {
        self.interface = interface
        let application = try interface.application(onRunning: onRunning)
        run = { try await application.run() }
    }

    /// Serves until shut down.
    public func run() async throws {
        try await withGracefulShutdownHandler {
            try await run()
        } onGracefulShutdown: {
            interface.draining.raise()
            Task { await interface.hub.drain() }
        }
    }
}

extension HTTPInterface {
    /// The server that answers the interface's routes. Run it in the process's service group.
    public func server(onRunning: @escaping @Sendable (_ port: Int?) async -> Void = { _ in }) throws -> HTTPServer {
        try HTTPServer(self, onRunning: onRunning)
    }

    func application(onRunning: @escaping @Sendable (Int?) async -> Void) throws -> some ApplicationProtocol {
        let isTLS = configuration.tls != nil
        let http = HTTPServerBuilder.http1(
            configuration: .init(
                additionalChannelHandlers: [SecurityHeaders(isTLS: isTLS), UnreadBodyLimit()],
                idleTimeout: TimeAmount(configuration.idleTimeout),
                httpDecoderConfiguration: .init(maxHeaderFieldSize: 16 << 10, maxHeaderListSize: 64 << 10, maxHeaderFieldCount: 100)))
        let address: BindAddress =
            switch configuration.address {
            case .tcp(let host, let port): .hostname(host, port: port)
            case .unix(let path): .unixDomainSocket(path: path)
            }
        return Application(
            router: router(),
            server: try configuration.tls.map { try .tls(http, tlsConfiguration: $0) } ?? http,
            configuration: ApplicationConfiguration(
                address: address, backlog: 1024, availableConnectionsDelegate: MaximumAvailableConnections(configuration.mostConnections)),
            onServerRunning: { channel in await onRunning(channel.localAddress?.port) },
            logger: logger)
    }

    func router() -> Router<SignedIn> {
        let table = Routes(self).table
        let router = Router(context: SignedIn.self)
        router.add(middleware: Answering(interface: self, table: table))
        let signedIn = router.group().add(middleware: SigningIn(interface: self))
        for route in table {
            let path = RouterPath(route.path.replacing("{", with: ":").replacing("}", with: ""))
            switch route.access {
            case .anybody: router.on(path, method: route.method, use: route.handler)
            case .signedIn: signedIn.on(path, method: route.method, use: route.handler)
            }
        }
        return router
    }
}
