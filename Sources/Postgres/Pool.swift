import Locks
public import Logging
import Synchronization

/// A fixed number of connections, each leased to one transaction at a time; who finds none free waits in line.
public final class Pool: Sendable {
    typealias Machine = PoolStateMachine<Connection>

    struct State {
        var machine: Machine
        var waiters: [UInt64: CheckedContinuation<Machine.Grant, any Error>] = [:]
        var timerIsSet = false
        var closing: [CheckedContinuation<Void, Never>] = []
    }

    let configuration: PoolConfiguration
    let logger: Logger
    let reactor = Reactor.shared
    let state: Locked<State>
    let nextWaiter = Atomic<UInt64>(1)

    /// Connects to nothing yet; the first transaction does.
    public init(configuration: PoolConfiguration, logger: Logger) {
        self.configuration = configuration
        self.logger = logger
        state = Locked(State(machine: Machine(size: max(1, configuration.size))))
    }

    /// What the pool holds and has seen.
    public var statistics: PoolStatistics { state.withLock { $0.machine.statistics } }

    /// Takes a free connection, opens one, or waits in line for at most `waitLimit`.
    func lease() async throws -> Connection {
        while true {
            let grant: Machine.Grant
            switch state.withLock({ $0.machine.lease() }) {
            case .granted(let immediate): grant = immediate
            case .full: grant = try await wait()
            case .closed: throw PoolError.closed
            }
            switch grant {
            case .use(let connection):
                if connection.isAlive() { return connection }
                release(connection, reusable: false)
            case .open: return try await open()
            }
        }
    }

    private func open() async throws -> Connection {
        do {
            let connection = try await Connection.open(
                try ConnectionParameters(configuration), wait: configuration.connectTimeout, cacheLimit: configuration.preparedCacheLimit,
                reactor: reactor, logger: logger)
            connection.onLoss.withLock { $0 = { [weak self, weak connection] in self?.lost(connection) } }
            return connection
        } catch {
            settle { $0.giveUp() }
            throw error
        }
    }

    /// Another connection instead of one that died before anything was sent on it.
    func replace(_ dead: Connection) async throws -> Connection {
        release(dead, reusable: false)
        return try await lease()
    }

    /// Ends a lease. A connection that is not fit for the next one is closed.
    func release(_ connection: Connection, reusable: Bool) {
        let reusable = reusable && connection.isIdle
        if !reusable { connection.close() }
        settle { reusable ? $0.giveBack(connection) : $0.giveUp() }
    }

    /// A connection died while nobody used it; one in use is settled when it is released.
    private func lost(_ connection: Connection?) {
        guard let connection else { return }
        logger.warning("postgres: connection lost")
        settle {
            $0.lost(connection)
            return .none
        }
    }

    /// Ends the pool: who waits gets `closed`, who works may finish; returns when every connection is closed.
    public func close() async {
        let (idle, waiters) = state.withLock { state in
            defer { state.waiters.removeAll() }
            return (state.machine.close(), Array(state.waiters.values))
        }
        for waiter in waiters { waiter.resume(throwing: PoolError.closed) }
        for connection in idle { connection.close() }
        await withCheckedContinuation { continuation in
            let done = state.withLock { state in
                if state.machine.isEmpty { return true }
                state.closing.append(continuation)
                return false
            }
            if done { continuation.resume() }
        }
    }
}
