import Archive
import Blobs
public import Foundation
import JointReview
import Sheets

extension CheckReport {
    /// The report of what intake read.
    public init(_ result: IntakeResult) {
        format = Self.form
        acceptable = result.acceptable
        package = Package(name: result.name, sha256: result.sha256.hex, size: result.size)
        manifest = result.manifest == nil ? "none" : result.isProposed ? "proposed" : "given"
        confinement = result.confinement.rawValue
        rules = result.rules
        entries = result.entries.filter { $0.role != .directory }.map(Entry.init)
        round = result.manifest?.round
        partial = result.manifest?.isPartial
        set = result.set.flatMap { $0.base == nil ? nil : $0 }
        documents = result.documents.map { Document(title: $0.entry.title, kind: $0.entry.kind, file: $0.entry.file) }
        sheets = result.sheets.map(Sheet.init)
        findings = result.findings
        let summary = CheckSummary(CheckedPackage(result))
        (groups, specialties) = (summary.groups, summary.specialties)
    }

    /// The JSON of the report: the same bytes for the same report, so that it can be stored and compared.
    public func json(pretty: Bool = false) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = pretty ? [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted] : [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }
}

extension CheckReport.Entry {
    fileprivate init(_ entry: IntakeResult.Entry) {
        rawName = entry.rawName.map { byte in
            (0x20..<0x7F).contains(byte) ? String(UnicodeScalar(byte)) : "\\x" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
        name = entry.name
        encoding = entry.encoding.rawValue
        sha256 = entry.sha256?.hex
        size = entry.size
        role = entry.role.rawValue
        facts = entry.facts
    }
}

extension CheckReport.Sheet {
    fileprivate init(_ sheet: IntakeResult.Sheet) {
        number = sheet.entry.number
        title = sheet.entry.title
        revision = sheet.entry.revision
        specialty = sheet.entry.specialty
        kind = sheet.entry.kind
        file = sheet.entry.file
        page = sheet.entry.page
        width = sheet.page.width
        height = sheet.page.height
        rotation = sheet.page.rotation
        paper = sheet.page.paper
        fileSha256 = sheet.fileSHA256.hex
        pageDigest = sheet.page.pageDigest
        look = sheet.page.look
        restricted = sheet.entry.restricted
    }
}
