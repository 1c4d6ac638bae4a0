import Cosigning
import Foundation
import JointReview
import LogKeeping
import Postgres
import Store
import TestDatabase
import TestStore
import Testing
import TransparencyLog
import Wire
import Work

/// The log of a house: its entries are sequenced while a body runs, with a signer whose desk lies in this process.
final class HouseLog: Sendable {
    let house: House
    let keys: KeyFile
    let folder: LogFolder
    private let desk: Desk

    static let origin = "log.test.example/house"

    init(_ house: House) throws {
        self.house = house
        folder = LogFolder(house.folder + "-log")
        try FileManager.default.createDirectory(atPath: folder.path, withIntermediateDirectories: true)
        keys = try KeyFile.create(at: folder.path + "/key", name: Self.origin, kind: .ed25519)
        let keeper = HeadKeeper(keys: keys, store: try HeadStore(folder.path + "/signed", isNew: true), now: { 0 })
        try keeper.begin()
        desk = Desk(keeper: keeper)
    }

    func sequencing(_ body: () async throws -> Void) async throws {
        var configuration = PoolConfiguration(url: house.kit.database.url(role: "lianshen_sequencer"))
        configuration.size = 3
        let ledger = LogLedger(pool: Pool(configuration: configuration, logger: TestStore.quiet))
        let sequencer = LogSequencer(
            ledger: ledger, folder: folder, signer: desk, pace: .init(interval: .milliseconds(5), patience: .milliseconds(5)), logger: TestStore.quiet
        )
        let running = Task { try await sequencer.run() }
        let result: Result<Void, any Error>
        do { result = .success(try await body()) } catch { result = .failure(error) }
        running.cancel()
        _ = await running.result
        await ledger.close()
        try result.get()
    }

    /// Waits until every entry is published.
    func settled() async throws {
        _ = try await eventually("a log that holds every entry") {
            let entries = try await house.count("SELECT count(*) FROM lianshen.audit_entry")
            return try folder.head()?.size == entries ? true : nil
        }
    }

    /// What a receipt proves: the entry, checked with the log's key and nothing else.
    @discardableResult
    func entry(_ proof: String) throws -> LeafEntry {
        let receipt = try LogReceipt(Array(proof.utf8))
        let bytes = try #require(receipt.extra)
        try receipt.check(leaf: TreeHash.leaf(bytes), policy: LogPolicy(logs: keys.keys.map(\.verifier)))
        return try LeafEntry(bytes)
    }

    /// An answer holds the receipt of an act, which proves it.
    @discardableResult
    func require(_ act: Act, _ answer: Answer, status: Int = 200) throws -> ReceiptBody {
        #expect(answer.status == status, "\(act): \(answer.text)")
        let receipt = try #require(try answer.json(Receipted.self).receipt, "\(act)")
        let entry = try entry(try #require(receipt.proof, "\(act)"))
        #expect(entry.act == act.rawValue && entry.id == receipt.entryId && !receipt.pending)
        #expect(answer["Lianshen-Receipt"] == receipt.url || act == .opinionIssue)
        return receipt
    }

    struct Receipted: Decodable {
        var receipt: ReceiptBody?
    }

    private actor Desk: HeadSigner {
        nonisolated let origin = HouseLog.origin
        private let keeper: HeadKeeper
        private var last = 0

        init(keeper: HeadKeeper) { self.keeper = keeper }

        func sign(_ head: TreeHead, proof: @Sendable (_ from: Int) throws -> [TreeHash]) async throws -> [NoteSignature] {
            guard case .signed(let signatures) = try keeper.sign(HeadContinuation(old: last, hashes: try proof(last), head: head)) else {
                throw LogStop.differs(size: head.size)
            }
            last = head.size
            return signatures
        }
    }
}
