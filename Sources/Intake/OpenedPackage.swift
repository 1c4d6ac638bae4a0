import Archive
import JointReview
import Manifest

/// The archive, its layout and its manifest: what is known before any member is unpacked.
struct OpenedPackage: Sendable {
    var archive: ZipArchive?
    var faults: [ZipFault]
    var layout: PackageLayout
    var manifest: PackageManifest?
    var manifestFindings: [Finding] = []

    /// Opens the archive and reads its manifest.
    ///
    /// Names without a mark are guessed. Where the manifest knows names that the guess did not give, the other guess is tried once, and stands if
    /// it knows more of them.
    static func open(path: String, limits: IntakeLimits) -> OpenedPackage {
        let first = OpenedPackage(path: path, limits: limits, names: .detect)
        let missing = first.missing
        guard missing > 0, let guess = first.archive?.entries.map(\.encoding).first(where: { [.utf8, .gb18030].contains($0) }) else { return first }
        let second = OpenedPackage(path: path, limits: limits, names: guess == .utf8 ? .gb18030 : .utf8)
        return second.manifest != nil && second.missing < missing && second.faults.count <= first.faults.count ? second : first
    }

    private init(path: String, limits: IntakeLimits, names: UnflaggedNames) {
        (archive, faults) = ZipArchive.open(path: path, limits: limits.archive, names: names)
        layout = PackageLayout(archive?.entries ?? [])
        guard let archive, let entry = layout.manifest else { return }
        do {
            let bytes = try archive.bytes(of: entry, limit: limits.manifest)
            (manifest, manifestFindings) = ManifestReader.read(bytes, file: entry.name)
        } catch  where !faults.contains(error) {
            // A size beyond the manifest's own limit; damaged data is found again, and reported, when the member is unpacked.
            if error.rule == .entrySize { faults.append(error) }
        } catch {}
    }

    /// Whether the package brings a list that the archive refused: a finding says why, and it is not missing.
    var hasRefusedManifest: Bool {
        archive?.refusedNames.contains { $0.split(separator: "/").last?.lowercased() == "manifest.xml" } ?? false
    }

    /// How many files of the manifest are not in the archive.
    private var missing: Int {
        guard let manifest, let archive else { return 0 }
        let names = Set(archive.entries.map(\.name))
        let files = manifest.sheets.map(\.file) + manifest.documents.map(\.file) + manifest.references.map(\.file)
        return files.count { layout.member($0, in: names) == nil }
    }

    /// What was wrong so far.
    func findings(packageName: String) -> [Finding] {
        faults.map { Finding($0, packageName: packageName) } + manifestFindings
    }
}

extension Finding {
    /// A fault of the archive as a finding: each of them refuses the package, because readers differ on broken archives.
    init(_ fault: ZipFault, packageName: String) {
        self.init(
            code: fault.code, severity: .reject, file: fault.entry ?? packageName, message: Bilingual(zh: fault.message.zh, en: fault.message.en),
            remedy: Bilingual(zh: fault.remedy.zh, en: fault.remedy.en))
    }
}
