import Archive
import Foundation
import LogKeeping
import TransparencyLog
import Wire

/// Checks an export that came from anywhere, with nothing but the keys of those who are trusted.
///
/// Memory: a part, one bit an entry of the log, and of a project's export two hashes an entry.
struct ExportAudit {
    let export: ReceivedExport
    let accepted: AcceptedHead
    let frame: LogExport.Frame
    /// Called with every entry that is proven, in the order of the export.
    var visit: ((Int, LeafEntry) -> Void)?
    /// The findings so far, up to `LogAudit.mostFindings`.
    private(set) var findings: [AuditFinding] = []
    private(set) var found = 0
    /// Entries that were proven and compared with their rows.
    private(set) var entries = 0
    /// Free texts that were compared with what the entries commit to.
    private(set) var details = 0
    /// Of a project's export: up to which number none of the project's entries is missing. Whether there are later ones, nothing in it can show.
    private(set) var unbroken: Int?
    private var seen: [UInt64] = []
    private var seenCount = 0
    private var numbered: [Int: (leaf: TreeHash, previous: TreeHash?)] = [:]
    private var people = PeopleSeen()
    private var regions = RegionsSeen()
    private var texts = TextsMissing()
    private var bundle: (address: TileAddress?, entries: [ArraySlice<UInt8>]) = (nil, [])

    private var head: TreeHead { accepted.head }

    init(_ export: ReceivedExport, _ accepted: AcceptedHead) throws {
        (self.export, self.accepted) = (export, accepted)
        frame = try export.frame()
    }

    /// Reads all of it. `heads` are those that were kept: an export of everything must contain each that is not newer, any other must not contradict one.
    mutating func run(heads: [HeadMark], _ allowance: LogAudit.Allowance, _ bar: ProgressBar) {
        do {
            if frame.covers != .everything, let finding = HeadMark.contradiction(heads, to: head) { note(finding) }
            if frame.covers == .everything {
                try readLog(heads, allowance)
                // Rows are compared with leaves; those of a log that is not sound say nothing.
                guard found == 0 else { return }
            }
            var part = 0
            while part < frame.parts {
                try compare(part: part)
                part += 1
                bar.show(Int64(min(entries, frame.entries)), of: Int64(frame.entries))
            }
            finish()
        } catch let fault as LogExportFault {
            note(AuditFinding(.exportMalformed, place: fault.place))
        } catch {
            note(AuditFinding(.exportMalformed, place: "\(error)"))
        }
        bar.end()
    }

    private mutating func readLog(_ heads: [HeadMark], _ allowance: LogAudit.Allowance) throws {
        // An export is as old as it is: only heads that it covers are compared.
        var audit = LogAudit(accepted, kept: heads.filter { $0.head.size <= head.size }, allowance: allowance)
        // Also when a file is not there: what was found before stays found.
        defer {
            for finding in audit.findings { note(finding) }
            found += audit.found - audit.findings.count
        }
        do {
            for address in audit.bundles {
                let (bundle, hashes) = (try export.require(address), try export.require(address.hashTile))
                try bundle.withUnsafeBytes { bundle in
                    try hashes.withUnsafeBytes { try audit.take(address, bundle: bundle, hashes: $0, tiles: export.require) }
                }
            }
            try audit.finish(tiles: export.require)
        } catch LogAuditEnd.unreadable {}
    }

    private mutating func compare(part: Int) throws {
        let name = LogExport.name("rows", part: part)
        var rows: [Int: ExportedEntryBody] = [:]
        for (place, line) in try export.lines("rows", part: part).enumerated() {
            guard let row = try? WireJSON.decode(ExportedEntryBody.self, from: Data(line)), let index = row.entry.leafIndex else {
                throw LogExportFault.malformed(name, line: place + 1)
            }
            if rows.updateValue(row, forKey: index) != nil {
                note(AuditFinding(.exportRowForeign, entry: index, id: row.entry.id, place: "\(name):\(place + 1)"))
            }
        }
        for leaf in try leaves(part: part, rows: rows.keys.sorted()) {
            guard let row = rows.removeValue(forKey: leaf.index) else {
                note(AuditFinding(.exportRowMissing, entry: leaf.index, id: leaf.entry?.id, place: name))
                continue
            }
            guard let entry = leaf.entry else { continue }
            compare(row, with: entry, at: leaf.index)
        }
        for (index, row) in rows.sorted(by: { $0.key < $1.key }) {
            note(AuditFinding(.exportRowForeign, entry: index, id: row.entry.id, place: name))
        }
    }

    /// The entries of a part; nil for one that is not proven, which is told here.
    private mutating func leaves(part: Int, rows: [Int]) throws -> [(index: Int, entry: LeafEntry?)] {
        guard frame.covers != .everything else {
            return try rows.compactMap { index in
                guard 0..<head.size ~= index else { return nil }
                return (index, mark(index) ? try LeafEntry(entryOfLog(index)) : nil)
            }
        }
        let (lines, proofs) = (try export.lines("entries", part: part), try export.proofs(part: part))
        guard lines.count == proofs.count else {
            throw LogExportFault.malformed(LogExport.name("proofs", part: part), line: min(lines.count, proofs.count) + 1)
        }
        return zip(lines, proofs).enumerated().map { place, pair in
            let (line, proof) = pair
            let spot = "\(LogExport.name("entries", part: part)):\(place + 1)"
            let leaf = TreeHash.leaf(line)
            guard let inclusion = proof.inclusion(size: head.size), (try? inclusion.check(leaf: leaf, root: head.root)) != nil else {
                note(AuditFinding(.exportUnproven, entry: proof.index, id: (try? LeafEntry(line))?.id, place: spot))
                return (proof.index, nil)
            }
            guard mark(proof.index) else { return (proof.index, nil) }
            guard let entry = try? LeafEntry(line) else {
                note(AuditFinding(.entryForm, entry: proof.index, place: spot))
                return (proof.index, nil)
            }
            if let project = frame.project, frame.covers == .project {
                if entry.project != project { note(AuditFinding(.exportIncomplete, entry: proof.index, id: entry.id, place: spot)) }
                if let number = entry.sequence {
                    if numbered.updateValue((leaf, entry.previous), forKey: number) != nil {
                        note(AuditFinding(.projectRepeated, entry: proof.index, id: entry.id, place: project.text))
                    }
                }
            }
            return (proof.index, entry)
        }
    }

    private mutating func entryOfLog(_ index: Int) throws -> ArraySlice<UInt8> {
        let address = TileAddress(entries: index >> 8, width: min(TileAddress.fullWidth, head.size - (index >> 8) << 8))
        if bundle.address != address { bundle = (address, try EntryBundle.decode(export.require(address), count: address.width)) }
        return bundle.entries[index & 255]
    }

    /// Remembers that an entry was there; false, and told, when it was before.
    private mutating func mark(_ index: Int) -> Bool {
        let (word, bit) = (index >> 6, UInt64(1) << UInt64(index & 63))
        if word >= seen.count { seen += [UInt64](repeating: 0, count: word + 1 - seen.count) }
        guard seen[word] & bit == 0 else {
            note(AuditFinding(.exportRowForeign, entry: index))
            return false
        }
        seen[word] |= bit
        seenCount += 1
        return true
    }

    private mutating func compare(_ row: ExportedEntryBody, with leaf: LeafEntry, at index: Int) {
        entries += 1
        var differences = row.entry.differences(from: leaf, origin: head.origin)
        if let detail = row.entry.detail {
            details += 1
            let salt = row.salt.flatMap { Data(base64Encoded: $0) }.map { Array($0) }
            if salt.map({ leaf.commits(toDetail: detail, salt: $0) }) == true {
                regions.learn(from: leaf, detail)
            } else {
                note(AuditFinding(.exportDetailAltered, entry: index, id: leaf.id))
            }
        } else if leaf.detail != nil, !texts.excuse(leaf, at: index) {
            note(AuditFinding(.exportDetailAltered, entry: index, id: leaf.id))
        }
        texts.learn(from: leaf, at: index)
        if regions.agree(row.entry.region, with: leaf) == false { differences.append("region") }
        if !differences.isEmpty { note(AuditFinding(.exportRowAltered, entry: index, id: leaf.id, place: differences.joined(separator: ", "))) }
        if !people.agrees(row.entry.personId, with: leaf) { note(AuditFinding(.exportPersonAltered, entry: index, id: leaf.id)) }
        visit?(index, leaf)
    }

    private mutating func finish() {
        if frame.covers == .everything, seenCount != head.size {
            let first = (0..<head.size).first { $0 >> 6 >= seen.count || seen[$0 >> 6] & (1 << UInt64($0 & 63)) == 0 }
            note(AuditFinding(.exportRowMissing, entry: first ?? head.size))
        }
        if frame.covers == .everything {
            for (index, id) in texts.unexplained { note(AuditFinding(.exportDetailAltered, entry: index, id: id)) }
        }
        if seenCount != frame.entries { note(AuditFinding(.exportIncomplete, place: "export.json: \(frame.entries) ≠ \(seenCount)")) }
        guard frame.covers == .project, let project = frame.project?.text else { return }
        unbroken = 0
        // A project begins with its first entry: what has none of them shows nothing of it.
        guard let newest = numbered.keys.max() else { return note(AuditFinding(.exportIncomplete, place: "\(project) #1")) }
        var last: TreeHash?
        for number in 1...max(1, newest) {
            guard let entry = numbered[number] else {
                note(AuditFinding(.projectGap, place: "\(project) #\(number)"))
                return
            }
            if entry.previous != last { note(AuditFinding(.projectChain, place: "\(project) #\(number)")) }
            last = entry.leaf
            unbroken = number
        }
    }

    private mutating func note(_ finding: AuditFinding) {
        found += 1
        if findings.count < LogAudit.mostFindings { findings.append(finding) }
    }
}

extension AuditEntryBody {
    /// What a row says otherwise than the entry, by the names of the entry's members. What only the entry has is taken from it.
    fileprivate func differences(from leaf: LeafEntry, origin: String) -> [String] {
        func milliseconds(_ date: Date) -> Int { Int((date.timeIntervalSince1970 * 1000).rounded()) }
        var entry = LeafEntry(
            origin: origin, id: id, at: milliseconds(recordedAt), effective: milliseconds(effectiveAt), act: act, role: role, objectKind: objectKind,
            objectID: objectId, result: result.rawValue, request: LeafEntry.digest(ofRequest: requestId))
        (entry.project, entry.sequence, entry.caseID, entry.organisation) = (projectId, projectSeq, caseId, organisationId)
        (entry.from, entry.to, entry.size) = (fromState, toState, size)
        (entry.previous, entry.actor, entry.detail) = (leaf.previous, leaf.actor, leaf.detail)
        (entry.sha256, entry.sm3) = (leaf.sha256, leaf.sm3)
        var names = entry.differences(from: leaf).map(\.rawValue)
        if sha256 != leaf.sha256?.hex { names.append("sha256") }
        if sm3 != leaf.sm3?.hex { names.append("sm3") }
        return names
    }
}

extension LogExportFault {
    /// File and line.
    var place: String {
        switch self {
        case .archive(let faults): faults.first.map { "\($0.rule.rawValue) \($0.entry ?? "")" } ?? "zip"
        case .missing(let name), .tooLong(let name): name
        case .malformed(let name, let line): line.map { "\(name):\($0)" } ?? name
        }
    }
}
