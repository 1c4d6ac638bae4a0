import Foundation
import Locks
public import Logging

/// A membership in the product's own PostgreSQL cluster: the first member starts the server, the last one to leave stops it.
///
/// Members are counted by the kernel: each holds a shared lock on one file as long as it lives, so a member that is killed counts no
/// more, and the server that it leaves behind is adopted by the next one. All methods may be called from several tasks at once.
public final class PrivateCluster: Sendable {
    /// How long a start or stop by another process is waited for, in seconds; crash recovery of a large database takes minutes.
    static let patience = 3600

    private let home: HomeFolder
    private let server: Postmaster
    private let membership: FileLock
    private let logger: Logger
    private let isMember = Locked(true)

    private init(home: HomeFolder, server: Postmaster, membership: FileLock, logger: Logger) {
        self.home = home
        self.server = server
        self.membership = membership
        self.logger = logger
    }

    /// Joins the cluster of the folder `home`: makes it when there is none, starts the server when it does not run.
    ///
    /// On return the server accepts connections. Started by root, the server runs as the account `lianshen`.
    /// - Throws: `ClusterError`, which names the remedy; `CancellationError` while waiting for another process.
    public static func join(home given: String, logger: Logger) async throws -> PrivateCluster {
        let home = try HomeFolder(preparing: given)
        let transition = try FileLock(home.lockFile)
        try await transition.wait(.exclusive, seconds: patience)
        // From here on a cancelled caller must not leave things half done, and a killed child would be that; so the work is its own task.
        return try await Task {
            defer { transition.release() }
            let membership = try FileLock(home.usersFile)
            try await membership.wait(.shared, seconds: patience)

            let data = DataFolder(path: home.data, account: try await ServerAccount.forCluster(in: home.data))
            let installation = try await data.installation()
            let server = Postmaster(installation: installation, data: data, home: home.path, settings: .product)
            if try data.version() == nil {
                logger.notice("making a private PostgreSQL cluster", metadata: ["folder": "\(home.data)", "version": "\(installation.major)"])
                try await data.create(by: installation, settings: .product)
            } else {
                try await data.checkReach(data.path)
            }
            let started = try await server.start()
            logger.info(
                started ? "private PostgreSQL cluster started" : "private PostgreSQL cluster joined",
                metadata: ["folder": "\(home.data)", "socket": "\(server.socketFolder)", "version": "\(installation.major)"]
            )
            return PrivateCluster(home: home, server: server, membership: membership, logger: logger)
        }.value
    }

    /// The folder of the server's socket, for `host=`.
    public var socketFolder: String { server.socketFolder }

    /// The folder of the PostgreSQL programs that fit this server (`pg_dump`, `pg_basebackup`, `psql`, …).
    public var programs: String { server.installation.programs }

    /// Whether the server listens at this moment.
    public var isAlive: Bool { server.isListening }

    /// Starts the server again if it died. Whoever comes first does it; the others wait and find it running.
    ///
    /// - Returns: true when this call had to start it.
    /// - Throws: `ClusterError.left` after `leave`.
    @discardableResult
    public func ensureRunning() async throws -> Bool {
        guard isMember.withLock({ $0 }) else { throw ClusterError.left }
        if isAlive { return false }
        let transition = try FileLock(home.lockFile)
        try await transition.wait(.exclusive, seconds: Self.patience)
        return try await Task { [self] in
            defer { transition.release() }
            guard isMember.withLock({ $0 }) else { throw ClusterError.left }
            let started = try await server.start()
            if started { logger.warning("private PostgreSQL cluster had died and was started again", metadata: ["socket": "\(server.socketFolder)"]) }
            return started
        }.value
    }

    /// Ends the membership; the last member stops the server and waits until it is down. Doing it twice is harmless.
    ///
    /// Close the connections first: what is still open is rolled back. Runs to the end even in a cancelled task.
    public func leave() async {
        let wasMember = isMember.withLock { member in
            defer { member = false }
            return member
        }
        guard wasMember else { return }
        await Task { [home, server, membership, logger] in
            defer { membership.release() }
            do {
                let transition = try FileLock(home.lockFile)
                try await transition.wait(.exclusive, seconds: Self.patience)
                defer { transition.release() }
                // Nobody joins while we hold the transition; so if the lock can be had alone, we are the last.
                guard membership.take(.exclusive) else { return }
                try await server.stop()
                logger.info("private PostgreSQL cluster stopped", metadata: ["folder": "\(home.data)"])
            } catch {
                logger.error("private PostgreSQL cluster could not be stopped", metadata: ["error": "\(error)"])
            }
        }.value
    }
}
