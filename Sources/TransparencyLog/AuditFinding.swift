public import struct Foundation.UUID

/// One thing that is wrong with a log, and where.
public struct AuditFinding: Hashable, Sendable {
    /// What is wrong; the word is stable.
    public enum Code: String, CaseIterable, Hashable, Sendable {
        /// The checkpoint is no signed head of a log.
        case checkpointMalformed = "checkpoint.malformed"
        /// A signature on the checkpoint is false: its text was changed, or somebody else signed in the key's name.
        case checkpointForged = "checkpoint.forged"
        /// None of the log's keys signed the checkpoint.
        case checkpointUnsigned = "checkpoint.unsigned"
        /// Too few witnesses signed the checkpoint.
        case checkpointUnwitnessed = "checkpoint.unwitnessed"
        /// An older checkpoint is shown again, though a newer one was signed.
        case headOlder = "head.older"
        /// Entries at the end, which a head that was kept covers, are gone.
        case tailDropped = "head.tail_dropped"
        /// Entries that a kept head covers are not those of that time.
        case historyRewritten = "history.rewritten"
        /// Two heads are of the same size and differ: the log showed two histories.
        case headsContradict = "heads.contradict"
        /// The entry does not have the hash that the tree has for it.
        case entryAltered = "entry.altered"
        /// The entry is not written as entries are.
        case entryForm = "entry.form"
        /// The entry belongs to another log.
        case entryOtherLog = "entry.other_log"
        /// The entry says that it was recorded earlier than it can have been.
        case entryBackdated = "entry.backdated"
        /// The entry says that it was recorded later than it was witnessed.
        case entryPostdated = "entry.postdated"
        /// A number of the project's entries is missing before this one.
        case projectGap = "project.gap"
        /// The number of the project's entry was there before.
        case projectRepeated = "project.repeated"
        /// The entry names another entry as the one before it than the log has.
        case projectChain = "project.chain"
        /// The bundle is not made of entries and their lengths.
        case bundleMalformed = "bundle.malformed"
        /// The tile has other hashes than the entries give.
        case tileAltered = "tile.altered"
        /// The entries do not lead to the root that was signed.
        case rootDiffers = "root.differs"
        /// The database's row of the entry says something else than the log.
        case rowAltered = "database.row_altered"
        /// The database has no row of the entry any more.
        case rowMissing = "database.row_missing"
        /// The database gives the entry another place than the log.
        case rowMisplaced = "database.row_misplaced"
        /// The free text of the entry is not the one that it commits to.
        case detailAltered = "database.detail_altered"
        /// The person of the entry is not the one that it commits to.
        case personAltered = "database.person_altered"
        /// What was erased is gone, and the entry that says so is not below the head yet: nothing is shown to be wrong, and nothing to be right.
        case erasureAwaited = "database.erasure_awaited"
        /// The database has the bytes of entries otherwise than the log.
        case batchAltered = "database.batch_altered"
        /// The database knows less than the head says: it comes from an older backup, or lost what it had acknowledged.
        case databaseBehind = "database.behind"
        /// The database has a row that never came into the log.
        case rowUnlogged = "database.row_unlogged"
        /// The database has a row that is not below the head and says that it was recorded before it: it cannot have waited for so long.
        case rowBackdated = "database.row_backdated"
        /// The row of a package has another digest, or another size, than the entry with which it came in.
        case packageAltered = "database.package_altered"
        /// The digests of what is in a package are not those that were logged.
        case contentsAltered = "database.contents_altered"
        /// The database has a package that never came in: no entry of an upload names it.
        case packageUnlogged = "database.package_unlogged"
        /// The database has files or sheets of a package whose digests were never logged.
        case contentsUnlogged = "database.contents_unlogged"
        /// A file of the export is missing, or is not what its name says.
        case exportMalformed = "export.malformed"
        /// The entry is not the one that its proof leads to, or the proof leads elsewhere.
        case exportUnproven = "export.entry_unproven"
        /// The export has an entry and not its row.
        case exportRowMissing = "export.row_missing"
        /// The export's row says something else than the entry.
        case exportRowAltered = "export.row_altered"
        /// The export has a row twice, or one without its entry.
        case exportRowForeign = "export.row_foreign"
        /// The free text of the row is not the one that the entry commits to.
        case exportDetailAltered = "export.detail_altered"
        /// One person stands for two in the log, or two for one.
        case exportPersonAltered = "export.person_altered"
        /// The export has another number of entries than it says, or not those that it says.
        case exportIncomplete = "export.incomplete"
    }

    /// What is wrong.
    public let code: Code
    /// The entries that it concerns: one, or those among which the first bad one lies.
    public let entries: Range<Int>?
    /// The entry's own identifier, when it can be read.
    public let id: UUID?
    /// The tile, file or project.
    public let place: String?

    /// A finding.
    public init(_ code: Code, entries: Range<Int>? = nil, id: UUID? = nil, place: String? = nil) {
        (self.code, self.entries, self.id, self.place) = (code, entries, id, place)
    }

    /// A finding about one entry.
    public init(_ code: Code, entry: Int, id: UUID? = nil, place: String? = nil) {
        self.init(code, entries: entry..<entry + 1, id: id, place: place)
    }

    /// What is wrong with a checkpoint that is not believed.
    public init(_ fault: HeadFault) {
        switch fault {
        case .note(.forged(let key)): self.init(.checkpointForged, place: key.name)
        case .note(.noKnownSignature), .otherLog: self.init(.checkpointUnsigned)
        case .note, .head: self.init(.checkpointMalformed)
        case .noQuorum(let cosigners): self.init(.checkpointUnwitnessed, place: cosigners.isEmpty ? nil : cosigners.joined(separator: ", "))
        }
    }
}

/// A head that somebody kept: it was once accepted, and every later state of the log must contain it.
public struct HeadMark: Hashable, Sendable {
    /// The head.
    public let head: TreeHead
    /// When enough witnesses had seen it, in seconds since 1970.
    public let witnessed: Int?
    /// Where it was kept.
    public let place: String

    /// A head that was kept.
    public init(head: TreeHead, witnessed: Int?, place: String) {
        (self.head, self.witnessed, self.place) = (head, witnessed, place)
    }
}

extension HeadMark {
    /// What heads that were kept say about the head that is shown now, before any entry is read.
    public static func findings(_ kept: [HeadMark], against head: TreeHead) -> [AuditFinding] {
        var findings: [AuditFinding] = []
        var bySize: [Int: HeadMark] = [:]
        for mark in kept.sorted(by: { $0.head.size < $1.head.size }) {
            if let other = bySize.updateValue(mark, forKey: mark.head.size), other.head.root != mark.head.root {
                findings.append(AuditFinding(.headsContradict, entries: 0..<mark.head.size, place: "\(other.place), \(mark.place)"))
            }
        }
        if let newest = kept.max(by: { $0.head.size < $1.head.size }), newest.head.size > head.size {
            let shownBefore = bySize[head.size]?.head.root == head.root
            findings.append(AuditFinding(shownBefore ? .headOlder : .tailDropped, entries: head.size..<newest.head.size, place: newest.place))
        }
        // Where two kept ones of its size contradict each other, that was said.
        if let finding = contradiction(kept, to: head), !findings.contains(where: { $0.code == finding.code && $0.entries == finding.entries }) {
            findings.append(finding)
        }
        return findings
    }

    /// A kept head of the same size as another head, and with another root; nil when there is none. It needs nothing but the two.
    public static func contradiction(_ kept: [HeadMark], to head: TreeHead) -> AuditFinding? {
        kept.first { $0.head.size == head.size && $0.head.root != head.root }.map {
            AuditFinding(.headsContradict, entries: 0..<head.size, place: $0.place)
        }
    }
}
