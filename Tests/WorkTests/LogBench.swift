import Cosigning
import Foundation
import JointReview
import LogKeeping
import Logging
import Postgres
import Store
import TestDatabase
import TestStore
import TransparencyLog
import Work

/// A database whose entries are sequenced into a folder, with a signer whose desk lies in this process.
final class LogBench: Sendable {
    let kit: TestStore
    let keys: KeyFile
    let path: String

    static let origin = "log.test.example/lianshen"

    private init(kit: TestStore, keys: KeyFile, path: String) {
        (self.kit, self.keys, self.path) = (kit, keys, path)
    }

    static func with(_ body: @Sendable (LogBench) async throws -> Void) async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("log-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let keys = try KeyFile.create(at: path + "/key", name: origin, kind: .ed25519)
        try await TestStore.with { kit in
            let log = LogBench(kit: kit, keys: keys, path: path)
            try await body(log)
        }
    }

    var folder: LogFolder { LogFolder(path + "/public") }

    func desk() throws -> DeskSigner {
        let keeper = HeadKeeper(keys: keys, store: try HeadStore(path + "/signed", isNew: true), now: { 0 })
        try keeper.begin()
        return DeskSigner(origin: Self.origin, keeper: keeper)
    }

    /// Runs `body` with the ledger of a database.
    func withLedger<Value: Sendable>(_ body: @Sendable (LogLedger) async throws -> Value) async throws -> Value {
        var configuration = PoolConfiguration(url: kit.database.url(role: "lianshen_sequencer"))
        configuration.size = 4
        let ledger = LogLedger(pool: Pool(configuration: configuration, logger: TestStore.quiet))
        do {
            let value = try await body(ledger)
            await ledger.close()
            return value
        } catch {
            await ledger.close()
            throw error
        }
    }

    func sequencer(
        _ ledger: LogLedger, _ signer: any HeadSigner, failing failpoint: LogFailpoint? = nil, most: Int = 4096, old: Duration = .seconds(5)
    ) -> LogSequencer {
        LogSequencer(
            ledger: ledger, folder: LogFolder(path + "/public", failpoint: failpoint), signer: signer,
            pace: LogSequencer.Pace(interval: .milliseconds(5), most: most, patience: .milliseconds(5), old: old), logger: TestStore.quiet)
    }

    /// Runs sequencers while `body` runs.
    func sequencing(_ sequencers: [LogSequencer], _ body: @Sendable () async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for sequencer in sequencers { group.addTask { try await sequencer.run() } }
            defer { group.cancelAll() }
            try await body()
        }
    }

    /// Writes entries that belong to no project, each in a transaction of its own.
    func write(_ count: Int) async throws {
        for _ in 0..<count { try await kit.store.transaction(as: .system("test")) { try await $0.record(.auditQuery, kind: "audit", object: nil) } }
    }

    /// Waits until every entry that is there is published.
    func settled() async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while try await kit.number("SELECT count(*) FROM lianshen.audit_entry") != (try folder.head()?.size ?? 0) {
            guard ContinuousClock.now < deadline else { throw LogBenchFault.neverSettled }
            try await Task.sleep(for: .milliseconds(5))
        }
    }

    /// Reads the whole public log as a stranger would: signature, every bundle, every hash, every project's chain.
    func audit() throws -> [LeafEntry] {
        guard let bytes = try folder.checkpoint() else { return [] }
        let head = try LogPolicy(logs: keys.keys.map(\.verifier)).accept(SignedNote(bytes)).head
        var (frontier, entries) = (Frontier(), [LeafEntry]())
        var last: [UUID: (Int, TreeHash)] = [:]
        for address in TileAddress.bundles(grownFrom: 0, to: head.size) {
            for bytes in try EntryBundle.decode(folder.require(address), count: address.width) {
                let (entry, leaf) = (try LeafEntry(bytes), TreeHash.leaf(bytes))
                frontier.append(leaf)
                entries.append(entry)
                guard let project = entry.project, let number = entry.sequence else { continue }
                guard number == (last[project]?.0 ?? 0) + 1, entry.previous == last[project]?.1 else { throw LogBenchFault.chain(project, number) }
                last[project] = (number, leaf)
            }
        }
        guard frontier.root == head.root else { throw LogBenchFault.root }
        guard try TileEdge(size: head.size, tiles: { try folder.require($0) }).root == head.root else { throw LogBenchFault.root }
        return entries
    }
}

enum LogBenchFault: Error {
    case neverSettled, root
    case chain(UUID, Int)
}

/// The signer without its process; everything it signed is remembered.
actor DeskSigner: HeadSigner {
    nonisolated let origin: String
    private let keeper: HeadKeeper
    private(set) var signed: [TreeHead] = []

    init(origin: String, keeper: HeadKeeper) { (self.origin, self.keeper) = (origin, keeper) }

    func sign(_ head: TreeHead, proof: @Sendable (_ from: Int) throws -> [TreeHash]) async throws -> [NoteSignature] {
        var from = min(signed.last?.size ?? 0, head.size)
        while true {
            switch try keeper.sign(HeadContinuation(old: from, hashes: try proof(from), head: head)) {
            case .signed(let signatures):
                signed.append(head)
                return signatures
            case .refused(.otherSize(let size)):
                guard size <= head.size else { throw LogStop.behind(database: head.size, published: size) }
                from = size
            case .refused: throw LogStop.differs(size: from)
            }
        }
    }
}
