import Archive
public import Blobs
import Foundation
import JointReview
import Locks
import Manifest
public import Sheets

/// Reads a drawing package: file → archive → manifest → sheets → a value and all findings at once.
///
/// Nothing that a package holds makes this throw; it throws when the machine fails (a full disk, a missing tool, a cancelled task).
public struct Intake: Sendable {
    /// Opens the sheet files.
    public let reader: SheetReader
    /// What a package may cost.
    public let limits: IntakeLimits
    /// What a package may not hold.
    public let rules: IntakeRules

    /// An intake whose tools run inside `confinement`, normally what `Confinement.detect()` found; `headers` is the program that reads headers there.
    public init(
        confinement: Confinement, limits: IntakeLimits = IntakeLimits(), rules: IntakeRules = IntakeRules(), headers: HeaderProgram? = nil
    ) {
        reader = SheetReader(confinement: confinement, headers: headers)
        self.limits = limits
        self.rules = rules
    }

    /// Reads the package in the file at `path`.
    ///
    /// Each member is unpacked once: inflated, its checksum compared, hashed and kept in `store`. Memory is bounded by `limits.workers` buffers,
    /// the central directory, the manifest and the structure of the sheets being read.
    /// - Parameters:
    ///   - path: Absolute path of a file that nobody changes meanwhile.
    ///   - name: The name that its sender gave it; findings about the whole package name it.
    ///   - digest: Digest of the file where it is known already; else it is computed.
    ///   - store: Where the members go.
    ///   - judgement: The rules in force and the kind of project; without them findings are weighed as their codes are.
    ///   - progress: Told of every finished step, from any thread.
    ///   - opened: Told what the archive declares to hold, before anything is unpacked; may wait.
    ///   - slow: Told, from any task and more than once, that reading has lasted longer than `limits.short`. May wait: no further file is opened until it
    ///     returns.
    public func read(
        path: String, name: String, digest: BlobID? = nil, into store: some MemberStore, judging judgement: Judgement? = nil,
        progress: @escaping @Sendable (IntakeProgress) -> Void = { _ in },
        opened announce: (IntakeExtent) async throws -> Void = { _ in },
        slow: @escaping @Sendable () async throws -> Void = {}
    ) async throws -> IntakeResult {
        if let missing = SheetReader.missingTools().first { throw IntakeError.toolMissing(missing.tool, package: missing.package) }
        async let identity = Self.identity(of: path, known: digest)
        let opened = await OffPool.run { OpenedPackage.open(path: path, limits: limits) }
        if let archive = opened.archive { try await announce(IntakeExtent(archive)) }
        let pace = ReadingPace(limits.short, slow)
        defer { pace.end() }
        var members = try await unpack(opened, into: store, progress)
        try await store.settle()
        members = try await inspect(members, opened, store, pace, progress)

        let (sha256, size) = try await identity
        var result = IntakeResult(name: name, sha256: sha256, size: size, confinement: reader.confinement.mode)
        result.findings = opened.findings(packageName: name) + members.flatMap(\.findings) + Self.unopened(members, packageName: name)
        let (composed, read) = (result, members)
        // Long lists take their time: not on a thread that all tasks share.
        return await OffPool.run { [opened] in
            var result = composed
            if opened.archive != nil { compose(&result, opened, read, judgement) }
            if let judgement { result.judge(by: judgement) }
            result.findings = FindingOrder(packageName: name, entries: result.entries.map(\.name)).sorted(result.findings)
            return result
        }
    }

    /// One finding for all files that were left unopened.
    private static func unopened(_ members: [Member], packageName: String) -> [Finding] {
        let names = members.filter(\.isUnopened).map(\.name)
        guard !names.isEmpty else { return [] }
        let detail = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? " … (\(names.count))" : "")
        return [IntakeCode.timeSpent.finding(file: packageName, detail: detail)]
    }

    /// Puts list and files together.
    private func compose(_ result: inout IntakeResult, _ opened: OpenedPackage, _ members: [Member], _ judgement: Judgement?) {
        var members = members
        for place in members.indices where members[place].name == opened.layout.manifest?.name { members[place].role = .manifest }
        if opened.layout.manifest == nil, !opened.hasRefusedManifest {
            result.findings.append(IntakeCode.manifestMissing.finding(file: result.name))
        }
        let manifest = opened.manifest ?? Proposal.manifest(for: members, layout: opened.layout, packageName: result.name)
        var reconciliation = Reconciliation(
            manifest, isProposed: opened.manifest == nil, layout: opened.layout, refused: opened.archive?.refusedNames ?? [],
            packageName: result.name, carried: judgement?.carried(past: manifest), members: members)
        reconciliation.run()
        result.manifest = manifest
        result.isProposed = opened.manifest == nil
        result.sheets = reconciliation.sheets
        result.documents = reconciliation.documents
        result.references = reconciliation.references
        result.findings += reconciliation.findings
        result.entries = reconciliation.members.map(IntakeResult.Entry.init)
    }

    private static func identity(of path: String, known: BlobID?) async throws -> (BlobID, Int64) {
        try await OffPool.run { try FileIdentity.read(path, known: known) }
    }
}

/// Why a package could not be read, though nothing need be wrong with it.
public enum IntakeError: Error, Hashable, Sendable {
    /// A tool that opens sheets is not installed; the Debian package has it.
    case toolMissing(String, package: String)
    /// The package's own file cannot be read.
    case unreadable(String)
}

/// How much work a package is, by what its directory says.
public struct IntakeExtent: Hashable, Sendable {
    /// Files that will be opened.
    public let files: Int
    /// Bytes that they unpack to.
    public let bytes: Int64

    init(_ archive: ZipArchive) {
        files = archive.entries.count { !$0.isDirectory }
        bytes = archive.entries.reduce(0) { $0.addingReportingOverflow(Int64(clamping: $1.size)).partialValue }
    }

    /// Whether reading it takes minutes rather than seconds: several hundred sheets, or more bytes than a disk takes in a few seconds.
    public var isLong: Bool { files > 150 || bytes > 2 << 30 }
}

/// How far intake is.
public enum IntakeProgress: Hashable, Sendable {
    /// Bytes of members that were unpacked, of all.
    case unpacked(Int64, of: Int64)
    /// Files that were opened, of all.
    case inspected(Int, of: Int)
}

extension IntakeResult.Entry {
    fileprivate init(_ member: Member) {
        self.init(
            rawName: member.entry.rawName, name: member.name, encoding: member.entry.encoding, sha256: member.kept?.sha256,
            sm3: member.kept?.sm3,
            size: Int64(clamping: member.entry.size), role: member.role, kind: member.facts?.kind,
            facts: member.facts)
    }
}
