import Archive
public import Blobs
import Foundation
public import Intake
import JointReview
import Sheets
public import Store
import TransparencyLog

/// Reads an uploaded package and writes what was found: the package moves to `checked` or `rejected`.
public struct IntakeCraft: Craft {
    /// Intake jobs.
    public let kind = Job.Kind.intake
    let blobs: any BlobStore
    let intake: Intake
    let makesSM3: Bool

    /// A craft over the folder of blobs, which gives each member its SM3 where `sm3` says so.
    public init(blobs: any BlobStore, intake: Intake, sm3: Bool = true) {
        self.blobs = blobs
        self.intake = intake
        makesSM3 = sm3
    }

    /// Reads the package; members become blobs before the transaction that names them.
    public func carryOut(_ work: Craftwork) async throws {
        let package = try await work.read { try await $0.package(work.job.object) }
        guard let blob = BlobID(bytes: package.sha256) else { throw StoreError.invalid("digest of package \(package.id)") }
        guard package.state == .uploaded else {
            // An earlier attempt committed; only the end of the job was lost.
            return try await work.finish { _ in }
        }
        let (earlier, rules, facts, last) = try await work.read { tx in
            let judged = try await tx.judgement(of: package)
            return (try await tx.toldPackages(before: package), judged.rules, judged.facts, try await tx.lastSet(before: package))
        }
        let local = try await blobs.local(blob)
        defer { withExtendedLifetime(local) {} }
        var result = try await intake.read(
            path: local.path, name: package.fileName, digest: blob, into: BlobMembers(blobs, sm3: makesSM3),
            judging: Judgement(rules: rules, facts: facts, base: last.map { .set($0.set) } ?? .missing),
            opened: { if $0.isLong { try await work.takesLong() } }, slow: { try await work.takesLong() })
        result.findings = result.findings.markingLate(in: result.told, after: earlier)
        let report = String(decoding: try CanonicalJSON.encode(CheckReport(result)), as: UTF8.self)
        let entries = result.entries.map(PackageEntry.init)
        let contents = try PackageContents(of: entries, sm3: makesSM3)
        let sheets = result.acceptable ? result.sheets.enumerated().map { SheetRecord($1, ordinal: $0, of: package) } : []
        let bindings = try PackageContents(binding: entries, sheets, sm3: makesSM3)
        let read = try zip(sheets, result.sheets).reduce(into: [UUID: String]()) { read, pair in
            read[pair.0.id] = String(decoding: try CanonicalJSON.encode(pair.1.facts), as: UTF8.self)
        }
        let (findings, acceptable, set) = (result.findings, result.acceptable, result.set)
        try await work.finish { tx in
            try await tx.recordIntake(
                of: package, acceptable: acceptable, report: report, entries: entries, contents: contents, bindings: bindings, sheets: sheets,
                findings: findings, facts: read, set: set, base: last?.package)
        }
    }

    /// The package is refused with a finding that says so: its sender can do something, which waiting is not.
    public func abandon(_ job: Job, in tx: Tx) async throws {
        let package = try await tx.package(job.object)
        guard package.state == .uploaded, let blob = BlobID(bytes: package.sha256) else { return }
        let result = intake.unread(name: package.fileName, digest: blob, size: Int64(package.size))
        let report = String(decoding: try CanonicalJSON.encode(CheckReport(result)), as: UTF8.self)
        try await tx.recordIntake(
            of: package, acceptable: false, report: report, entries: [], contents: try PackageContents(of: [], sm3: makesSM3),
            bindings: try PackageContents(binding: [], [], sm3: makesSM3), sheets: [], findings: result.findings)
    }
}

extension IntakeResult {
    /// The files with their digests: what decides whether a finding could have been told before.
    fileprivate var told: ToldPackage {
        let digests = entries.compactMap { entry in entry.sha256.map { (entry.name, $0.hex) } }
        return ToldPackage(
            name: name, sha256: sha256.hex, digests: Dictionary(digests, uniquingKeysWith: { first, _ in first }), told: [],
            rules: rules)
    }
}

extension PackageContents {
    /// The list of some files with its digests.
    fileprivate init(of entries: [PackageEntry], sm3: Bool) throws {
        try self.init(ContentsList(entries.compactMap(\.listed)).bytes, sm3: sm3)
    }

    /// The list of what stands behind which name and which sheet.
    fileprivate init(binding entries: [PackageEntry], _ sheets: [SheetRecord], sm3: Bool) throws {
        let lines = entries.enumerated().map { ordinal, entry in
            BindingList.line(file: ordinal, sha256: entry.sha256.flatMap { TreeHash($0) }, name: BindingList.digest(entry.name))
        }
        try self.init(BindingList.bytes(of: lines + sheets.compactMap(\.bound)), sm3: sm3)
    }

    private init(_ list: [UInt8], sm3: Bool) throws {
        self.init(list: list, sm3: sm3 ? try list.withUnsafeBytes { try SM3Digest(hashing: $0) }.bytes : nil)
    }
}

extension PackageEntry {
    fileprivate init(_ entry: IntakeResult.Entry) {
        self.init(
            rawName: entry.rawName, name: entry.name, encoding: entry.encoding.rawValue, sha256: entry.sha256?.bytes, sm3: entry.sm3?.bytes,
            size: Int(entry.size),
            role: Role(entry.role))
    }
}

extension SheetRecord {
    /// The line of a list of bindings: the words are those that say which drawing it is, one a line.
    fileprivate var bound: String? {
        let words = [entry.number, entry.title, entry.revision, entry.specialty, entry.kind.rawValue, entry.file].joined(separator: "\n")
        return TreeHash(fileSHA256).map {
            BindingList.line(sheet: id, ordinal: ordinal, page: entry.page, sha256: $0, words: BindingList.digest(words))
        }
    }
}

extension PackageEntry.Role {
    fileprivate init(_ role: IntakeResult.Role) {
        switch role {
        case .manifest: self = .manifest
        case .sheet: self = .sheet
        case .document: self = .document
        case .reference: self = .reference
        case .other: self = .other
        case .directory: self = .directory
        }
    }
}

extension SheetRecord {
    fileprivate init(_ sheet: IntakeResult.Sheet, ordinal: Int, of package: PackageRecord) {
        self.init(
            id: UUID(), package: package.id, caseID: package.caseID, ordinal: ordinal, entry: sheet.entry, width: sheet.page.width,
            height: sheet.page.height,
            rotation: sheet.page.rotation, fileSHA256: sheet.fileSHA256.bytes, pageDigest: sheet.page.pageDigest, look: sheet.page.look)
    }
}
