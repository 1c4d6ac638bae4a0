import Archive
public import JointReview
import Manifest

extension SampleCase {
    /// Writes the drawing package of a round to a new file: manifest, sheets, documents and, where 建施-06 is in it, its DXF.
    ///
    /// Round 1 is complete; later rounds hold what changed, with the institute's reply. `replaces` is the SHA-256 of the package before, in
    /// lower-case hex, where the caller wants it named. Throws what the file system throws, and `SampleRefusal` for a round that is not told.
    public static func package(round: Int, replaces: String? = nil, to path: String) throws {
        let members = try self.members(round: round, replaces: replaces)
        try ZipWriter.file(at: path) { writer in
            for member in members { try add(member, to: &writer) }
        }
    }

    /// The same package in memory.
    public static func package(round: Int, replaces: String? = nil) throws -> [UInt8] {
        let members = try self.members(round: round, replaces: replaces)
        return try ZipWriter.bytes { writer in
            for member in members { try add(member, to: &writer) }
        }
    }

    /// What the manifest of a round says.
    public static func manifest(round: Int, replaces: String? = nil) -> PackageManifest {
        let documents = Documents.all(round: round).filter { round == 1 || $0.round == round }
        let sheets = changed(in: round)
        return PackageManifest(
            project: projectName, projectCode: projectCode, owner: owner.creditCode, institute: institute.creditCode, instituteName: institute.name,
            round: round,
            replaces: replaces,
            scope: round == 1 ? .complete : .partial,
            sheets: sheets.map {
                PackageManifest.Sheet(
                    number: $0.number, title: $0.title, revision: $0.revision(in: round), specialty: $0.specialty, kind: $0.kind, file: $0.file,
                    size: $0.paper.rawValue)
            },
            documents: documents.map { PackageManifest.Document(title: $0.title, kind: $0.kind, file: $0.file) },
            references: sheets.contains { $0.number == "建施-06" } ? [PackageManifest.Reference(file: FloorPlanDXF.file, kind: "dxf")] : [],
            changes: sheets.compactMap { sheet in sheet.changes[round].map { PackageManifest.Change(number: sheet.number, text: $0) } })
    }

    /// The sheets that are plotted anew for a round.
    static func changed(in round: Int) -> [SampleSheet] {
        Drawings.all.filter { $0.issues.contains(round) }
    }

    /// Everything that goes into a package, in its order.
    private static func members(round: Int, replaces: String?) throws(SampleRefusal) -> [(name: String, bytes: [UInt8])] {
        guard rounds.contains(round) else { throw .noSuchRound(round) }
        let manifest = manifest(round: round, replaces: replaces)
        var members = [(name: "manifest.xml", bytes: Array(ManifestWriter.xml(manifest).utf8))]
        for sheet in changed(in: round) { members.append((sheet.file, sheet.plot(round: round).bytes)) }
        for document in Documents.all(round: round) where round == 1 || document.round == round { members.append((document.file, document.plot())) }
        if !manifest.references.isEmpty { members.append((FloorPlanDXF.file, FloorPlanDXF.bytes(round: round))) }
        return members
    }

    /// PDFs are packed already: they are stored, which also makes the bytes independent of the zlib at hand.
    private static func add(_ member: (name: String, bytes: [UInt8]), to writer: inout ZipWriter) throws {
        try writer.add(member.name, member.bytes, method: member.name.hasSuffix(".pdf") ? .stored : .deflated)
    }
}

/// Why a package of the sample cannot be made.
public enum SampleRefusal: Error, Hashable, Sendable {
    /// The story has no such round.
    case noSuchRound(Int)
}
