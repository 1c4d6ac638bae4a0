import Locks
public import Logging

/// Listens on channels over a connection of its own and connects again whenever it is lost.
public final class Listener: Sendable {
    /// What a listener hears.
    public enum Notification: Sendable, Hashable {
        /// Somebody sent this. A payload has at most 7,999 bytes; ids only, for it ignores row policies.
        case message(channel: String, payload: String)
        /// The connection was lost and is back: messages may have been missed, look at the tables.
        case reconnected
    }

    /// Everything heard, in order; for one reader. Ends with `close()`.
    public let notifications: AsyncStream<Notification>
    private let continuation: AsyncStream<Notification>.Continuation
    private let task: Task<Void, Never>

    /// Starts to listen at once; `url` as in `PoolConfiguration`.
    public init(url: String, channels: [String], logger: Logger) {
        let (notifications, continuation) = AsyncStream.makeStream(of: Notification.self)
        self.notifications = notifications
        self.continuation = continuation
        task = Task {
            await Self.listen(url, channels, logger, continuation)
            continuation.finish()
        }
    }

    deinit { close() }

    /// Stops listening and ends the stream.
    public func close() {
        task.cancel()
    }

    private static func listen(_ url: String, _ channels: [String], _ logger: Logger, _ continuation: AsyncStream<Notification>.Continuation) async {
        var configuration = PoolConfiguration(url: url, applicationName: "lianshen-listener")
        configuration.idleInTransactionTimeout = nil
        var isFirst = true
        var backoff = Backoff()
        while !Task.isCancelled {
            do {
                let connection = try await Connection.open(
                    try ConnectionParameters(configuration), wait: configuration.connectTimeout, cacheLimit: 0, reactor: .shared, logger: logger)
                defer { connection.close() }
                let loss = Once<Void>()
                connection.onNotification.withLock { $0 = { continuation.yield($0) } }
                connection.onLoss.withLock { $0 = { loss.resume(()) } }
                let requests = channels.map { Request(sql: SQL(text: "LISTEN \(Self.quoted($0))")) }
                _ = try await connection.exchange(requests)
                if !isFirst { continuation.yield(.reconnected) }
                isFirst = false
                backoff = Backoff()
                await withTaskCancellationHandler {
                    await loss.value
                } onCancel: {
                    loss.resume(())
                }
            } catch {
                if Task.isCancelled { return }
                logger.warning("postgres: cannot listen", metadata: ["error": "\(error)"])
            }
            try? await Task.sleep(for: backoff.next())
        }
    }

    private static func quoted(_ channel: String) -> String {
        "\"" + channel.replacing("\"", with: "\"\"") + "\""
    }
}

/// How long to wait before the next attempt: twice as long each time, up to ten seconds.
struct Backoff {
    private var wait = Duration.milliseconds(50)

    mutating func next() -> Duration {
        defer { wait = min(wait * 2, .seconds(10)) }
        return wait
    }
}
