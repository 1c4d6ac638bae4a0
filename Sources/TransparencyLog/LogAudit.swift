import struct Foundation.UUID

/// Reads a whole log, entry by entry, and says everything that is wrong with it.
///
/// Consistency proofs compare heads, not what is stored: this hashes every entry again. It needs no more memory than the right edge of the tree, one
/// number and one hash a project, and the findings.
public struct LogAudit {
    /// How far the time in an entry may lie from that of the witnessed heads around it.
    public struct Allowance: Hashable, Sendable {
        /// Between an entry's time and the head that covers it: the longest transaction, a batch, and clocks that differ; milliseconds.
        public var before = 12_000
        /// Of the witnesses' clocks against ours; milliseconds.
        public var after = 2_000

        /// What the service's own limits allow.
        public init() {}
    }

    /// What was read.
    public struct Count: Hashable, Sendable {
        /// Entries.
        public internal(set) var entries = 0
        /// Bytes of them.
        public internal(set) var bytes = 0
        /// Projects that they belong to.
        public internal(set) var projects = 0
        /// Heads that the log was compared with.
        public internal(set) var heads = 0
        /// Entries whose time lies between two witnessed heads, or before one.
        public internal(set) var dated = 0
    }

    /// Findings that are kept; more are only counted.
    public static let mostFindings = 1000

    /// What was read so far.
    public private(set) var count = Count()
    /// What is wrong, the first bad entry first, up to `mostFindings`.
    public private(set) var findings: [AuditFinding] = []
    /// How much is wrong, kept or not.
    public private(set) var found = 0

    private let head: TreeHead
    private let allowance: Allowance
    private let origin: [UInt8]
    private var edge = TileEdge()
    /// Heads by size; the last is the one that is audited.
    private let marks: [HeadMark]
    private var nextMark = 0
    private var lastSoundMark = 0
    private var isRewritten = false
    /// Witnessed heads by size: the next one above the entry at hand, and the time of the last one below.
    private let dates: [(size: Int, time: Int)]
    private var nextDate = 0
    private var dateBelow: Int?
    private var projects: [UUID: (sequence: Int, hash: TreeHash)] = [:]

    /// An audit of the log under an accepted head, against heads that were kept.
    public init(_ accepted: AcceptedHead, kept: [HeadMark] = [], allowance: Allowance = Allowance()) {
        head = accepted.head
        self.allowance = allowance
        origin = Array(head.origin.utf8)
        let covered = kept.filter { $0.head.size <= accepted.head.size }.sorted { $0.head.size < $1.head.size }
        marks = covered
        var dates = covered.compactMap { mark in mark.witnessed.map { (size: mark.head.size, time: $0) } }
        if let time = accepted.witnessed { dates.append((head.size, time)) }
        self.dates = dates.sorted { $0.size < $1.size }
        for finding in HeadMark.findings(kept, against: accepted.head) { note(finding) }
        compareWithMarks()
    }

    /// Bundles to read, in their order; the tile of leaf hashes of the same index and width goes with each.
    ///
    /// Made one by one: a head may claim any size, and a list of that length would end the program.
    public var bundles: LazyMapSequence<Range<Int>, TileAddress> {
        let size = head.size
        return (0..<(size == 0 ? 0 : (size - 1) >> 8 + 1)).lazy.map { TileAddress(entries: $0, width: min(TileAddress.fullWidth, size - $0 << 8)) }
    }

    /// Takes the next bundle with its tile of leaf hashes. `tiles` reads tiles of higher levels.
    public mutating func take(
        _ address: TileAddress, bundle: UnsafeRawBufferPointer, hashes: UnsafeRawBufferPointer, tiles: (TileAddress) throws -> [UInt8]
    ) throws {
        guard hashes.count == address.width * TreeHash.length else {
            note(AuditFinding(.tileAltered, entries: edge.size..<edge.size + address.width, place: address.hashTile.path))
            throw LogAuditEnd.unreadable
        }
        let ranges: [Range<Int>]
        do throws(BundleFault) { ranges = try EntryBundle.ranges(in: bundle, count: address.width) } catch {
            note(AuditFinding(.bundleMalformed, entries: edge.size..<edge.size + address.width, place: address.path))
            throw LogAuditEnd.unreadable
        }
        for (place, range) in ranges.enumerated() {
            let entry = UnsafeRawBufferPointer(rebasing: bundle[range])
            let stored = TreeHash(raw: UnsafeRawBufferPointer(rebasing: hashes[place * 32..<place * 32 + 32]))
            judge(entry, stored)
            // The tree goes on with what it has: so an entry that was changed is one finding, and not every tile above it another.
            var higher: [Tile] = []
            edge.append(stored) { if $0.address.layer != .hashes(level: 0) { higher.append($0) } }
            for tile in higher { try compare(tile, tiles) }
            compareWithMarks()
        }
    }

    /// Ends the audit: the tiles at the right edge, and the root.
    public mutating func finish(tiles: (TileAddress) throws -> [UInt8]) throws {
        for tile in edge.partials where tile.address.layer != .hashes(level: 0) { try compare(tile, tiles) }
        if edge.root != head.root { note(AuditFinding(.rootDiffers, entries: lastSoundMark..<head.size)) }
        findings.sort { ($0.entries?.lowerBound ?? -1) < ($1.entries?.lowerBound ?? -1) }
    }

    private mutating func judge(_ bytes: UnsafeRawBufferPointer, _ stored: TreeHash) {
        let index = edge.size
        count.entries += 1
        count.bytes += bytes.count
        let entry: LeafEntry
        do throws(LeafFault) { entry = try LeafEntry(raw: bytes) } catch {
            return note(AuditFinding(TreeHash.leaf(bytes) == stored ? .entryForm : .entryAltered, entry: index))
        }
        guard TreeHash.leaf(bytes) == stored else {
            note(AuditFinding(.entryAltered, entry: index, id: entry.id, place: entry.project?.uuidString.lowercased()))
            if let project = entry.project, let sequence = entry.sequence { projects[project] = (sequence, stored) }
            return
        }
        // The year that an entry names is that of its own moment.
        if !isOwn(entry) {
            note(AuditFinding(.entryOtherLog, entry: index, id: entry.id, place: entry.log))
        }
        follow(entry, index, stored)
        date(entry, index)
    }

    /// Whether the entry names this log and the year in which it was recorded.
    private func isOwn(_ entry: LeafEntry) -> Bool {
        let name = entry.log.utf8
        guard name.count > origin.count, name.starts(with: origin) else { return false }
        return NoteText.same(String(decoding: name.dropFirst(origin.count), as: UTF8.self), "/\(LeafTime.year(of: entry.at))")
    }

    private mutating func follow(_ entry: LeafEntry, _ index: Int, _ hash: TreeHash) {
        guard let project = entry.project, let sequence = entry.sequence else { return }
        let last = projects.updateValue((sequence, hash), forKey: project)
        if last == nil { count.projects += 1 }
        let expected = (last?.sequence ?? 0) + 1
        let code: AuditFinding.Code
        if sequence > expected {
            code = .projectGap
        } else if sequence < expected {
            code = .projectRepeated
        } else if entry.previous != last?.hash {
            code = .projectChain
        } else {
            return
        }
        note(AuditFinding(code, entry: index, id: entry.id, place: project.uuidString.lowercased()))
    }

    /// T − D ≤ t ≤ T′ + skew, where T is the time of the newest witnessed head without the entry and T′ that of the oldest with it.
    private mutating func date(_ entry: LeafEntry, _ index: Int) {
        while nextDate < dates.count, dates[nextDate].size <= index {
            dateBelow = dates[nextDate].time
            nextDate += 1
        }
        if let below = dateBelow, entry.at < below * 1000 - allowance.before {
            note(AuditFinding(.entryBackdated, entry: index, id: entry.id))
        }
        if nextDate < dates.count {
            count.dated += 1
            // Witnesses count whole seconds.
            if entry.at > (dates[nextDate].time + 1) * 1000 + allowance.after { note(AuditFinding(.entryPostdated, entry: index, id: entry.id)) }
        }
    }

    private mutating func compareWithMarks() {
        guard nextMark < marks.count, marks[nextMark].head.size == edge.size else { return }
        let root = edge.root
        while nextMark < marks.count, marks[nextMark].head.size == edge.size {
            let mark = marks[nextMark]
            nextMark += 1
            count.heads += 1
            if mark.head.root == root {
                if !isRewritten { lastSoundMark = mark.head.size }
            } else if !isRewritten {
                // Every later head differs as well: the first one says between which two the change lies.
                isRewritten = true
                note(AuditFinding(.historyRewritten, entries: lastSoundMark..<mark.head.size, place: mark.place))
            }
        }
    }

    private mutating func compare(_ tile: Tile, _ tiles: (TileAddress) throws -> [UInt8]) throws {
        if try tiles(tile.address) != tile.bytes { note(AuditFinding(.tileAltered, place: tile.address.path)) }
    }

    private mutating func note(_ finding: AuditFinding) {
        found += 1
        if findings.count < Self.mostFindings { findings.append(finding) }
    }
}

/// The audit cannot go on: what was found says why.
public enum LogAuditEnd: Error, Hashable, Sendable {
    /// Bytes are not what they are named, so nobody knows which entries follow.
    case unreadable
}

extension TileAddress {
    /// The tile of leaf hashes over the entries of a bundle.
    public var hashTile: TileAddress { TileAddress(level: 0, index: index, width: width) }
}
