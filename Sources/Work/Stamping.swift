import Crypto
public import Foundation
import JointReview
public import LogKeeping
public import Logging
public import ServiceLifecycle
public import Store
public import Timestamps

/// Has somebody outside vouch for the time: of the log's checkpoint once a day, and of every file of every report (RFC 3161).
///
/// Any number of processes may run one. What the authority does not answer is asked for again; nothing else waits for it.
public struct Stamping: Service {
    private let store: Store
    private let folder: LogFolder
    private let authority: TimestampAuthority
    private let pause: Duration
    private let now: @Sendable () -> Date
    private let logger: Logger

    /// Stamps what is due, and looks again after `pause`.
    public init(
        store: Store, folder: LogFolder, authority: TimestampAuthority, pause: Duration = .seconds(60),
        now: @escaping @Sendable () -> Date = { Date() },
        logger: Logger
    ) {
        (self.store, self.folder, self.authority, self.pause, self.now, self.logger) = (store, folder, authority, pause, now, logger)
    }

    /// Stamps until the process is asked to end.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do { try await stampDue() } catch is CancellationError {} catch {
                    logger.error("No timestamp from the authority", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: pause)
            }
        }
    }

    /// Stamps everything that is due now.
    /// - Throws: `TimestampFault` when the authority does not answer as it should; what was stamped before is kept.
    public func stampDue() async throws {
        try await stampCheckpoint()
        while let report = try await store.transaction(as: .system("timestamp"), { try await $0.unstampedReport() }) {
            let stamp = try await authority.stamp(sha256: report.sha256)
            try await store.transaction(as: .system("timestamp")) { try await $0.keep(stamp.bytes, at: stamp.time, of: report.id) }
        }
    }

    /// The day is that of Coordinated Universal Time, as checkpoints and tokens have it.
    private func stampCheckpoint() async throws {
        let day = now().formatted(.iso8601.year().month().day())
        guard try folder.stamp(of: day) == nil, let checkpoint = try folder.checkpoint() else { return }
        let stamp = try await authority.stamp(sha256: Array(SHA256.hash(data: checkpoint)))
        try folder.keep(DayStamp(checkpoint: checkpoint, token: stamp.bytes), of: day)
    }
}
