import Foundation
import JointReview
import LogKeeping
import Store
import TransparencyLog

/// Compares the rows of a database with the leaves of a log that was found sound, entry by entry.
struct DatabaseAudit {
    let folder: LogFolder
    let head: TreeHead
    /// What lies above the head was recorded later than this; nil where no witness says when the head was there.
    let earliest: Date?
    let rows: LogRows
    /// The findings so far, the first bad entry first, up to `LogAudit.mostFindings`.
    private(set) var findings: [AuditFinding] = []
    private(set) var found = 0
    /// What is gone under an erasure that is not below the head yet, up to `LogAudit.mostFindings`: not settled, and not counted as found.
    private(set) var awaited: [AuditFinding] = []
    /// Entries that were compared.
    private(set) var compared = 0
    /// Entries that wait, or lie beyond the head, and were not compared.
    private(set) var uncompared = 0
    private var people = PeopleSeen()
    private var regions = RegionsSeen()
    private var erasures = ErasuresSeen()

    init(folder: LogFolder, _ accepted: AcceptedHead, _ allowance: LogAudit.Allowance, rows: LogRows) {
        (self.folder, head, self.rows) = (folder, accepted.head, rows)
        earliest = accepted.witnessed.map { Date(timeIntervalSince1970: Double($0) - Double(allowance.before) / 1000) }
    }

    /// Reads every batch up to the head, then what lies outside of any.
    mutating func run(_ bar: ProgressBar) async throws {
        let size = try await rows.size()
        if size < head.size { note(AuditFinding(.databaseBehind, entries: size..<head.size)) }
        var next = 0
        while next < head.size {
            guard let batch = try await rows.batch(from: next, under: head), !batch.rows.isEmpty else {
                if next < size { note(AuditFinding(.batchAltered, entries: next..<head.size)) }
                break
            }
            try await compare(batch)
            next += batch.rows.count
            compared = min(next, head.size)
            bar.show(Int64(compared), of: Int64(head.size))
        }
        let doubled = try await rows.doubled(limit: LogAudit.mostFindings)
        for first in doubled { note(AuditFinding(.batchAltered, entry: first, place: "log_batch \(first): several")) }
        if doubled.isEmpty {
            for row in try await rows.unlogged(limit: LogAudit.mostFindings) {
                note(AuditFinding(.rowUnlogged, id: row.entry, place: row.entry == nil ? "log_leaf \(row.audit)" : "audit_entry \(row.audit)"))
            }
        }
        // In an older database what is below the head may still wait.
        if let earliest, size >= head.size {
            for (row, id) in try await rows.backdated(before: earliest, under: head, limit: LogAudit.mostFindings) {
                note(AuditFinding(.rowBackdated, id: id, place: "audit_entry \(row)"))
            }
        }
        for (index, id) in erasures.unnamed {
            note(AuditFinding(.personAltered, entry: index, id: id, place: "person_salt: not among those that were erased"))
        }
        for strange in try await rows.strangeCommitments(limit: LogAudit.mostFindings) {
            let what = strange.hasRecord ? "commitment" : "no person_detail"
            note(AuditFinding(.personAltered, place: "person_salt \(strange.person.uuidString.lowercased()) \(strange.year): \(what)"))
        }
        for (package, act) in try await rows.unloggedPackages(limit: LogAudit.mostFindings) {
            let code: AuditFinding.Code = act == Act.packageUpload.rawValue ? .packageUnlogged : .contentsUnlogged
            note(AuditFinding(code, place: "package \(package.uuidString.lowercased()): no \(act)"))
        }
        uncompared = try await rows.uncompared(under: head)
        bar.end()
    }

    /// A batch may reach beyond the head: what lies there is nobody's word yet.
    private mutating func compare(_ batch: LoggedBatch) async throws {
        let last = min(batch.first + batch.rows.count, head.size)
        var bundle: (index: Int, entries: [ArraySlice<UInt8>]) = (-1, [])
        var packages: [(index: Int, leaf: LeafEntry)] = []
        for index in batch.first..<last {
            if index >> 8 != bundle.index {
                let address = TileAddress(entries: index >> 8, width: min(TileAddress.fullWidth, head.size - (index >> 8) << 8))
                bundle = (index >> 8, try EntryBundle.decode(folder.require(address), count: address.width))
            }
            let leaf = bundle.entries[index & 255]
            let place = index - batch.first
            if batch.entries.indices.contains(place) ? !batch.entries[place].elementsEqual(leaf) : true {
                note(AuditFinding(.batchAltered, entry: index))
            }
            let entry = try LeafEntry(leaf)
            compare(batch.rows[place], with: entry, at: index)
            if PackageAudit.concerns(entry) { packages.append((index, entry)) }
        }
        let known = try await rows.packages(Array(Set(packages.compactMap(\.leaf.objectID))))
        for (index, leaf) in packages {
            for finding in try PackageAudit(leaf, at: index).findings(leaf.objectID.flatMap { known[$0] }) { note(finding) }
        }
    }

    private mutating func compare(_ rows: [LoggedRow], with leaf: LeafEntry, at index: Int) {
        // Of several rows with one number one may be the entry's; the others never came into the log.
        let own = rows.count == 1 ? 0 : rows.firstIndex { differences($0, leaf)?.isEmpty == true } ?? 0
        for (place, row) in rows.enumerated() where place != own {
            note(AuditFinding(.rowUnlogged, entry: index, id: row.entry?.id, place: "audit_entry \(row.audit)"))
        }
        guard rows.indices.contains(own) else { return note(AuditFinding(.rowMissing, entry: index, id: leaf.id)) }
        compare(rows[own], with: leaf, at: index)
    }

    private mutating func compare(_ row: LoggedRow, with leaf: LeafEntry, at index: Int) {
        let place = "audit_entry \(row.audit)"
        guard var members = differences(row, leaf) else { return note(AuditFinding(.rowMissing, entry: index, id: leaf.id, place: place)) }
        if let words = row.text, !members.contains(LeafEntry.Member.detail.rawValue) {
            regions.learn(from: leaf, words)
            erasures.learn(from: leaf, words)
        }
        // A project that was registered before regions were committed to lies where the register of projects says.
        func agrees(_ region: String?) -> Bool { regions.agree(region, with: leaf) ?? (region ?? "" == row.registered ?? "") }
        if !agrees(row.region) { members.append("region") }
        if !members.isEmpty {
            note(AuditFinding(.rowAltered, entry: index, id: leaf.id, place: "\(place): \(members.joined(separator: ", "))"))
        }
        if leaf.sequence == 1, let project = leaf.project?.uuidString.lowercased() {
            for (table, region) in [("project", row.registered), ("audit_counter", row.counted)] where !agrees(region) {
                note(AuditFinding(.rowAltered, entry: index, id: leaf.id, place: "\(table) \(project): region"))
            }
        }
        if row.index != index { note(AuditFinding(.rowMisplaced, entry: index, id: leaf.id, place: place)) }
        switch row.detail {
        case .differs: note(AuditFinding(.detailAltered, entry: index, id: leaf.id, place: place))
        case .missing: note(AuditFinding(.detailAltered, entry: index, id: leaf.id, place: "audit_detail \(row.audit): no row"))
        case .awaited: wait(for: AuditFinding(.erasureAwaited, entry: index, id: leaf.id, place: "audit_detail \(row.audit)"))
        case .fits, .erased, nil: break
        }
        switch row.actor {
        case .differs: note(AuditFinding(.personAltered, entry: index, id: leaf.id, place: place))
        case .missing:
            let what = row.person == nil ? "person_id" : "person_salt"
            note(AuditFinding(.personAltered, entry: index, id: leaf.id, place: "\(place): no \(what)"))
        case .fits, .erased, .awaited, nil:
            if row.actor == .awaited { wait(for: AuditFinding(.erasureAwaited, entry: index, id: leaf.id, place: "\(place): person_salt")) }
            if row.actor == .erased { erasures.excuse(row.person, leaf, at: index) }
            if !people.agrees(row.person, with: leaf) { note(AuditFinding(.personAltered, entry: index, id: leaf.id, place: place)) }
        }
    }

    /// The members in which a row and its leaf differ; nil when there is no row.
    private func differences(_ row: LoggedRow, _ leaf: LeafEntry) -> [String]? {
        guard var entry = row.entry else { return nil }
        // A row does not know the hash of the one before it; that of the leaf was checked with the log.
        entry.previous = leaf.previous
        return entry.differences(from: leaf).map(\.rawValue)
    }

    private mutating func wait(for finding: AuditFinding) {
        if awaited.count < LogAudit.mostFindings { awaited.append(finding) }
    }

    private mutating func note(_ finding: AuditFinding) {
        found += 1
        if findings.count < LogAudit.mostFindings { findings.append(finding) }
    }
}
