import Foundation
import Locks
public import LogKeeping
public import Logging
public import ServiceLifecycle
public import Store
public import TransparencyLog

/// Makes the entries of the log public: gives them their places, writes tiles and bundles, has the head signed and publishes it.
///
/// Any number of processes may run one; a lock in the database decides who leads. The leader that dies is followed by another, which goes on from what is
/// on the medium: every step before the signature may be repeated, and the signature is only asked for heads that continue the published one.
public struct LogSequencer: Service {
    let ledger: LogLedger
    let folder: LogFolder
    let signer: any HeadSigner
    let witnesses: LogWitnesses?
    let pace: Pace
    let logger: Logger

    /// How often and how much.
    public struct Pace: Sendable {
        /// Time between two looks at what waits.
        public var interval: Duration
        /// Entries of a batch at most.
        public var most: Int
        /// Time between two tries to lead.
        public var patience: Duration
        /// What has waited for longer keeps a head back until it is in it: well below the twelve seconds that auditors allow between an entry's time and a
        /// witnessed head without it.
        public var old: Duration

        /// Ten looks a second, 4,096 entries a batch.
        public init(
            interval: Duration = .milliseconds(100), most: Int = 4096, patience: Duration = .seconds(1), old: Duration = .seconds(5)
        ) {
            (self.interval, self.most, self.patience, self.old) = (interval, most, patience, old)
        }
    }

    /// A sequencer over the log's tables and its folder; it publishes heads that the witnesses have signed, if there are any.
    public init(
        ledger: LogLedger, folder: LogFolder, signer: any HeadSigner, witnesses: LogWitnesses? = nil, pace: Pace = Pace(), logger: Logger
    ) {
        (self.ledger, self.folder, self.signer, self.witnesses) = (ledger, folder, signer, witnesses)
        (self.pace, self.logger) = (pace, logger)
    }

    /// Leads whenever nobody else does, until the process is asked to end.
    public func run() async throws {
        await cancelWhenGracefulShutdown {
            var (since, told) = (ContinuousClock.Instant?.none, ContinuousClock.now)
            while !Task.isCancelled {
                since = await lead() ? nil : since ?? .now
                // Each try says why; that it has gone on for a minute is for those who look at alarms alone.
                if let since, ContinuousClock.now - max(since, told) >= .seconds(60) {
                    logger.critical(
                        "The log has not been continued for a while", metadata: ["seconds": "\((ContinuousClock.now - since).components.seconds)"])
                    told = .now
                }
                try? await Task.sleep(for: pace.patience)
            }
        }
    }

    /// Leads until something ends it; false, at once, when somebody else does.
    /// - Throws: `LogStop` and `LedgerFault` when the log must not be continued.
    public func leadOnce() async throws -> Bool {
        try await ledger.leading(origin: signer.origin) { tree in
            try await LogPublishing(sequencer: self, tree: tree).run()
        }
    }

    /// One time of leading. What ends it is told here, since nobody else would hear of it. Returns whether somebody leads.
    private func lead() async -> Bool {
        do {
            _ = try await leadOnce()
            return true
        } catch is CancellationError {
            return true
        } catch LedgerFault.replaced {
            logger.notice("Another process leads the log")
        } catch let error where error is LogStop || error is LedgerFault {
            logger.critical("The log is not continued", metadata: ["reason": "\(error)"])
        } catch {
            logger.error("The log waits", metadata: ["error": "\(error)"])
        }
        return false
    }
}

/// Signs heads of one log: a process of its own, which keeps what it signed last.
public protocol HeadSigner: Sendable {
    /// The log's name.
    var origin: String { get }

    /// The signatures of a head that continues the last signed one.
    /// - Parameter proof: hashes that prove it, from a tree of the size asked for to this one.
    func sign(_ head: TreeHead, proof: @Sendable (_ from: Int) throws -> [TreeHash]) async throws -> [NoteSignature]
}

/// Why nobody may sign the head of this database.
public enum LogStop: Error, Hashable, Sendable {
    /// More was published than the database knows: it was restored from an older backup, or lost what it had acknowledged.
    case behind(database: Int, published: Int)
    /// The tiles say another tree than the database.
    case differs(size: Int)
    /// The folder holds another log.
    case otherLog(published: String)
    /// A witness has signed more than the database knows.
    case ahead(witness: String, size: Int, ours: Int)
}

extension LogStop: CustomStringConvertible {
    /// What is wrong and what to do, in both languages.
    public var description: String {
        switch self {
        case .behind(let database, let published):
            "数据库只有 \(database) 条日志,而已公布 \(published) 条:数据库可能由旧备份恢复;不得签名,请恢复较新的备份。"
                + " The database has \(database) entries and \(published) are published: it may come from an older backup. Nothing is signed; restore a newer one."
        case .differs(let size):
            "大小 \(size) 处,数据库与已存的哈希不一致:其中之一被改写;不得签名。"
                + " At \(size) entries the database and the stored hashes differ: one of them was rewritten. Nothing is signed."
        case .otherLog(let published):
            "日志目录属于 \(published)。 The log's folder belongs to \(published)."
        case .ahead(let witness, let size, let ours):
            "见证方 \(witness) 已见证 \(size) 条日志,而数据库只有 \(ours) 条:数据库可能由旧备份恢复,或日志已分叉;不得签名,请恢复较新的备份;见证方有误时,从 log.policy 中去掉它。"
                + " The witness \(witness) has signed \(size) entries and the database has \(ours): it may come from an older backup, or the log was forked."
                + " Nothing is signed; restore a newer backup, or take a witness that is wrong out of log.policy."
        }
    }
}
