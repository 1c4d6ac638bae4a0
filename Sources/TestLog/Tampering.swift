public import TransparencyLog

/// What somebody with database, tiles and the log's key may do to a log, once heads of it were kept.
public enum Tampering: String, CaseIterable, Sendable {
    /// One stored entry is edited, the tree is left alone.
    case edited
    /// One tile of the tree is edited, the entries are left alone.
    case tile
    /// An entry is taken out; numbers and links stay.
    case removedBluntly
    /// An entry is taken out and all is rebuilt and signed; the witness does not sign.
    case removedUnwitnessed
    /// The same, and the witness signs whatever it is given.
    case removedWitnessed
    /// An entry with an earlier time is put in and all is rebuilt; the witness signs.
    case backdated
    /// A new entry says an earlier time; nothing before it is touched.
    case appendedBackdated
    /// An entry is put in, and the others are not renumbered.
    case insertedBluntly
    /// Two entries change places and all is rebuilt; the witness signs.
    case swapped
    /// Two entries of a project change places; numbers and links stay.
    case swappedBluntly
    /// An entry's text is changed and all is rebuilt; the witness signs.
    case rewritten
    /// An older checkpoint is shown again.
    case older
    /// Entries after the last kept head are dropped; nobody holds a newer head.
    case tailBeyondHeads
    /// The same, and somebody holds a newer head.
    case tailDropped
    /// The checkpoint's text is edited without the key.
    case checkpointEdited
    /// The checkpoint is signed by another key of the same name.
    case otherKey
    /// A length in a bundle is edited.
    case length

    /// The finding that names it; nil when nothing can show it.
    public var finding: AuditFinding.Code? {
        switch self {
        case .edited, .tile: .entryAltered
        case .removedBluntly: .projectGap
        case .removedUnwitnessed: .checkpointUnwitnessed
        case .removedWitnessed, .rewritten: .historyRewritten
        case .backdated, .appendedBackdated: .entryBackdated
        case .insertedBluntly: .projectRepeated
        case .swapped: .historyRewritten
        case .swappedBluntly: .projectGap
        case .older: .headOlder
        case .tailBeyondHeads: nil
        case .tailDropped: .tailDropped
        case .checkpointEdited: .checkpointForged
        case .otherKey: .checkpointUnsigned
        case .length: .bundleMalformed
        }
    }

    /// Size of the log that is tampered with.
    public static let size = 700
    /// Entries of it that heads were kept of.
    public static let keptSizes = [100, 300]
    /// The entry that is tampered with.
    public static let place = 150

    /// A log after it was tampered with, and its checkpoint.
    public func done(to original: SampleLog) throws -> (log: SampleLog, checkpoint: SignedNote) {
        var log = original
        let place = Self.place
        var (size, isWitnessed) = (Self.size, true)
        switch self {
        case .edited:
            var entry = log.entries[place]
            entry.result = "failed"
            log.stored[place] = try entry.bytes()
        case .tile, .length: break
        case .removedBluntly: log.entries.remove(at: place)
        case .removedUnwitnessed, .removedWitnessed:
            log.entries.remove(at: place)
            log.chain()
            isWitnessed = self == .removedWitnessed
        case .backdated:
            log.entries.insert(SampleLog.entry(9001, project: 1, at: log.entries[20].at - 60_000), at: place)
            log.chain()
        case .appendedBackdated:
            log.entries.insert(SampleLog.entry(9001, project: 1, at: log.entries[20].at - 60_000), at: 600)
            log.chain()
        case .insertedBluntly:
            var entry = SampleLog.entry(9001, project: 1, at: log.entries[place].at)
            (entry.sequence, entry.previous) = (log.entries[142].sequence, log.entries[142].previous)
            log.entries.insert(entry, at: place)
        case .swapped:
            log.entries.swapAt(place, place + 6)
            log.chain()
        case .swappedBluntly: log.entries.swapAt(place, place + 6)
        case .rewritten:
            log.entries[place].result = "failed"
            log.chain()
        case .older: size = Self.keptSizes[0]
        case .tailBeyondHeads, .tailDropped: size = 400
        case .checkpointEdited:
            let note = try log.checkpoint(size)
            let body = TreeHead(origin: SampleLog.origin, size: size, root: .leaf([1])).body
            return (log, SignedNote(body: body, signatures: note.signatures))
        case .otherKey:
            let key = try SignerKey(generating: SampleLog.origin, kind: .ed25519)
            let body = log.head(size).body
            let note = SignedNote(body: body, signatures: [try key.sign(body, time: 0), try log.witness.sign(body, time: SampleLog.witnessed(size))])
            return (log, note)
        }
        size = min(size, log.entries.count)
        return (log, try log.checkpoint(size, witnessed: isWitnessed))
    }
}
