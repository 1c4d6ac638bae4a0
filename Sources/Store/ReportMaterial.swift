import Foundation
import JointReview
import Postgres

/// What was handed in, as a report lists it.
struct ReportMaterial {
    var packages: [ReportRecord.Package] = []
    var sheets: [ReportRecord.Sheet] = []
    var files: [ReportRecord.File] = []
}

extension Tx {
    /// The packages that were handed in until an edition, each once; the sheets in force then, and the earlier revisions that something was said of.
    func material(of edition: ReportEdition, about comments: [Comment], isApproved: Bool, _ book: CaseDirectory) async throws -> ReportMaterial {
        let handedIn = try await packages(of: edition.caseID).filter { $0.round <= edition.round }
        var material = ReportMaterial()
        var carried: [UUID: Set<String>] = [:]
        for package in handedIn where package.state == .sealed {
            for part in try await carriedFiles(of: package.id) { carried[part.package, default: []].formUnion(part.files) }
        }
        for package in handedIn where package.state == .sealed || carried[package.id] != nil {
            // Of a package that another took the place of, only what is still in force counts.
            let findings = try await findings(ofPackage: package.id).filter {
                package.state == .sealed || carried[package.id]?.contains($0.file) == true
            }
            let set = package.state == .sealed ? try await setLine(of: package, handedIn, book) : nil
            material.packages.append(try book.line(of: package, set: set, findings: findings, sealedBy: try await sealer(of: package.id)))
            material.files += try await reportFiles(of: package, book)
        }
        material.sheets = try await sheetLines(of: edition, about: comments, isApproved: isApproved, book)
        return material
    }

    private func sheetLines(of edition: ReportEdition, about comments: [Comment], isApproved: Bool, _ book: CaseDirectory) async throws
        -> [ReportRecord.Sheet]
    {
        let packages: [UUID] = try await sql.all(
            "SELECT package_id FROM packages_in_force(\(edition.caseID), \(edition.round)::integer) ORDER BY uploaded_at, package_id"
        ).map { try $0("package_id") }
        var lines: [ReportRecord.Sheet] = []
        for package in packages {
            let isFirst = try await composedSet(of: package).base == nil
            let sheets = try await self.sheets(ofSet: package).filter { $0.standing != .removed }
            let statuses = isApproved ? try await self.statuses(of: sheets.map(\.sheet.id)) : [:]
            lines += sheets.map { book.line(of: $0.sheet, standing: isFirst ? nil : $0.standing, status: statuses[$0.sheet.id], isInForce: true) }
        }
        let missing = Set(comments.map(\.sheet)).subtracting(lines.map(\.id))
        guard !missing.isEmpty else { return lines }
        let earlier = try await sql.all("\(Self.sheets) WHERE s.sheet_id = ANY (\(Array(missing)))").map(SheetRecord.init)
        let places = Dictionary(lines.enumerated().map { (SheetNumber.plain($1.number), $0) }, uniquingKeysWith: { first, _ in first })
        let order = earlier.sorted {
            let (left, right) = (places[SheetNumber.plain($0.entry.number), default: .max], places[SheetNumber.plain($1.entry.number), default: .max])
            return left == right
                ? ($0.entry.number, $0.entry.revision, $0.id.uuidString) < ($1.entry.number, $1.entry.revision, $1.id.uuidString) : left < right
        }
        return lines + order.map { book.line(of: $0, isInForce: false) }
    }

    /// What a package made of the set before; nil when there was none.
    private func setLine(of package: PackageRecord, _ handedIn: [PackageRecord], _ book: CaseDirectory) async throws -> ReportRecord.SetLine? {
        let set = try await composedSet(of: package.id)
        guard let base = handedIn.first(where: { $0.id == set.base }) else { return nil }
        let removed = try await sheets(ofSet: package.id).filter { $0.standing == .removed }.map(\.sheet.entry.number)
        return ReportRecord.SetLine(
            isPartial: set.partial, base: base.sha256.hex, sha256: set.sha256.hex, removed: removed,
            confirmations: set.confirmations.filter { $0.voidedAt == nil }.map {
                .init(side: $0.side.rawValue, person: book.person($0.person), at: $0.at)
            })
    }

    private func sealer(of package: UUID) async throws -> UUID? {
        try await sql.first("SELECT sealed_by FROM package WHERE package_id = \(package)")?.optional("sealed_by")
    }

    private func reportFiles(of package: PackageRecord, _ book: CaseDirectory) async throws -> [ReportRecord.File] {
        try await sql.all(
            """
            SELECT name, size, encode(sha256, 'hex') AS sha256, role FROM package_entry
             WHERE package_id = \(package.id) AND role IN ('document', 'reference', 'other') AND sha256 IS NOT NULL ORDER BY ordinal
            """
        ).map { row in
            let size: Int = try row("size")
            return try ReportRecord.File(
                package: package.id, role: row("role"), title: nil, file: row("name"), size: Int64(size), sha256: row("sha256"),
                audit: book.audit(package.id))
        }
    }
}
