import CLibPQ
import CLinux
import Logging

extension Connection {
    /// Connects without blocking the reactor: it waits for the socket, and libpq's steps (name lookup, TLS) run elsewhere.
    ///
    /// `wait` bounds each host. libpq itself goes on to the next host when one refuses; one that never answers is
    /// taken off the list and the rest is tried again, as libpq's blocking call would with `connect_timeout`.
    static func open(_ parameters: ConnectionParameters, wait: Duration, cacheLimit: Int, reactor: Reactor, logger: Logger) async throws -> Connection
    {
        var parameters = parameters
        while true {
            let attempt = ConnectionAttempt(parameters, logger)
            switch await attempt.run(wait: wait, reactor: reactor) {
            case .connected:
                guard let connection = attempt.take(cacheLimit: cacheLimit, reactor: reactor) else { throw attempt.error() }
                return connection
            case .failed: throw attempt.error()
            case .cancelled: throw CancellationError()
            case .silent(let host, let port):
                logger.warning("postgres: no answer in time", metadata: ["host": "\(host)", "port": "\(port)"])
                guard let rest = parameters.without(host: host, port: port) else {
                    throw DatabaseError(.cannotConnect, "no answer from \(host) port \(port) in \(wait)", isConnectionLost: true)
                }
                parameters = rest
            }
        }
    }
}

/// One run of PQconnectStart and PQconnectPoll.
///
/// `@unchecked Sendable`: `run` awaits each step before the next, so only one thread at a time touches the connection.
private final class ConnectionAttempt: @unchecked Sendable {
    enum Outcome {
        case connected, failed, cancelled
        case silent(host: String, port: String)
    }

    private var raw: OpaquePointer?
    private let parameters: ConnectionParameters
    private let notices: NoticeSink

    init(_ parameters: ConnectionParameters, _ logger: Logger) {
        self.parameters = parameters
        notices = NoticeSink(logger)
    }

    deinit { PQfinish(raw) }

    func run(wait: Duration, reactor: Reactor) async -> Outcome {
        await Reactor.offload { self.start() }
        guard let raw, PQstatus(raw) != CONNECTION_BAD else { return .failed }
        var step = PGRES_POLLING_WRITING
        var host = target
        var deadline = ContinuousClock.now + wait
        while step == PGRES_POLLING_READING || step == PGRES_POLLING_WRITING {
            let events = step == PGRES_POLLING_READING ? EPOLLIN.rawValue : EPOLLOUT.rawValue
            switch await reactor.wait(PQsocket(raw), events, until: deadline) {
            case .ready: break
            case .late: return .silent(host: host.0, port: host.1)
            case .cancelled: return .cancelled
            }
            step = await Reactor.offload { PQconnectPoll(self.raw) }
            if target != host {
                host = target
                deadline = .now + wait
            }
        }
        return step == PGRES_POLLING_OK ? .connected : .failed
    }

    func take(cacheLimit: Int, reactor: Reactor) -> Connection? {
        guard let established = raw else { return nil }
        raw = nil
        // Given away for good: nothing here refers to it any more.
        nonisolated(unsafe) let given = established
        return Connection(given, notices: notices, cacheLimit: cacheLimit, reactor: reactor)
    }

    func error() -> DatabaseError {
        let message = PQerrorMessage(raw).map { String(cString: $0) } ?? "out of memory"
        return DatabaseError(.cannotConnect, message, isConnectionLost: true)
    }

    private func start() {
        raw = parameters.withPointers { PQconnectStartParams($0, $1, 0) }
        if let raw { notices.attach(to: raw) }
    }

    private var target: (String, String) {
        (PQhost(raw).map { String(cString: $0) } ?? "", PQport(raw).map { String(cString: $0) } ?? "")
    }
}
