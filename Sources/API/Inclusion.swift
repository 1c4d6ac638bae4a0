import Foundation
import JointReview
import Locks
import LogKeeping
import Store
import TransparencyLog

/// The proof that an entry stands in the published log.
struct Inclusion: Sendable {
    /// Place of the entry.
    let index: Int
    /// Entries of the head that the proof leads to.
    let size: Int
    /// Whether enough witnesses have signed that head.
    let isWitnessed: Bool
    private let hashes: [TreeHash]
    private let checkpoint: SignedNote
    private let entry: [UInt8]

    /// Reads it from the log's files; nil while no published head covers the entry. Heads that enough witnesses have signed come first.
    init?(of index: Int, in folder: LogFolder) throws {
        func covering(_ bytes: [UInt8]?) throws -> (note: SignedNote, head: TreeHead)? {
            guard let bytes else { return nil }
            let note = try SignedNote(bytes)
            let head = try TreeHead(body: note.body)
            return head.size > index ? (note, head) : nil
        }
        let witnessed = try covering(folder.witnessedCheckpoint())
        guard let (note, head) = try witnessed ?? covering(folder.checkpoint()) else { return nil }
        (self.index, size, isWitnessed, checkpoint) = (index, head.size, witnessed != nil, note)
        hashes = try InclusionProof(of: index, size: head.size) { try folder.require($0) }.hashes
        let first = index - index % TileAddress.fullWidth
        let bundle = TileAddress(entries: first / TileAddress.fullWidth, width: min(TileAddress.fullWidth, head.size - first))
        entry = Array(try EntryBundle.decode(folder.require(bundle), count: bundle.width)[index - first])
    }

    /// The `.tlog-proof`, with the entry in it or without.
    func proof(withEntry: Bool) -> String {
        LogReceipt(extra: withEntry ? entry : nil, index: index, hashes: hashes, checkpoint: checkpoint).text
    }
}

extension HTTPInterface {
    /// The log's files.
    var logFolder: LogFolder {
        get throws {
            guard let log else { throw StoreError.missing("log") }
            return log
        }
    }

    /// The place of a row in the published log, as soon as it has one; nil when that takes longer than `patience`.
    ///
    /// Nobody is waited for who is not there: not where there is no log, and not when no entry has been given a place for long.
    func inclusion(of audit: Int, within patience: Duration) async throws -> Inclusion? {
        guard let folder = log else { return nil }
        let deadline = ContinuousClock.now + patience
        var index: Int?
        while true {
            if index == nil {
                let place = try await store.transaction(as: .system("receipt")) { try await $0.placeInLog(of: audit) }
                index = place.index
                if index == nil, place.waitingSince.map({ $0.timeIntervalSinceNow < -10 }) == true { return nil }
            }
            let (place, isBegun) = (index, try await OffPool.run { try folder.checkpoint() } != nil)
            if let place, let found = try await OffPool.run({ try Inclusion(of: place, in: folder) }) { return found }
            guard isBegun, ContinuousClock.now < deadline else { return nil }
            try await Task.sleep(for: min(.milliseconds(50), deadline - ContinuousClock.now))
        }
    }
}
