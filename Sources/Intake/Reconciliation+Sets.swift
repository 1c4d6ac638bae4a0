import JointReview
import Sheets

/// The checks that look at the whole list or at the whole package.
extension Reconciliation {
    /// Every number once, a page of a file once, and no number both handed in and taken away. In a given list the manifest's reader has looked
    /// for numbers that come twice, and names the line.
    mutating func checkNumbers() {
        var seen: [String: String] = [:]
        var places: [String: String] = [:]
        let removed = Set(manifest.removed.map(SheetNumber.plain))
        for entry in manifest.sheets {
            let plain = SheetNumber.plain(entry.number)
            if let first = seen[plain], isProposed {
                findings.append(IntakeCode.duplicateNumber.finding(file: entry.file, sheet: entry.number, detail: first))
            } else {
                seen[plain] = "\(entry.file), p. \(entry.page)"
            }
            if let first = places["\(entry.page) \(entry.file)"] {
                findings.append(IntakeCode.duplicatePage.finding(file: entry.file, sheet: entry.number, detail: "\(first), p. \(entry.page)"))
            } else {
                places["\(entry.page) \(entry.file)"] = entry.number
            }
            if removed.contains(plain) { findings.append(IntakeCode.removedAndListed.finding(file: entry.file, sheet: entry.number)) }
        }
    }

    /// Pages that nobody listed, and pages that are the same under two numbers.
    mutating func checkPages() {
        let listed = Dictionary(grouping: sheets, by: \.entry.file).mapValues { Set($0.map(\.page.number)) }
        for member in members {
            guard let pages = listed[member.name], let facts = member.facts else { continue }
            let rest = facts.pages.map(\.number).filter { !pages.contains($0) }
            guard !rest.isEmpty else { continue }
            let shown = rest.prefix(20).map(String.init).joined(separator: ", ") + (rest.count > 20 ? "…" : "")
            findings.append(IntakeCode.pageUnlisted.finding(file: member.name, detail: "p. \(shown)"))
        }
        var first: [String: PackageManifest.Sheet] = [:]
        for sheet in sheets {
            guard let digest = sheet.page.pageDigest else { continue }
            if let other = first[digest] {
                // The same page listed twice has its own finding.
                guard other.file != sheet.entry.file || other.page != sheet.entry.page else { continue }
                findings.append(IntakeCode.sameContent.finding(file: sheet.entry.file, sheet: sheet.entry.number, detail: other.number))
            } else {
                first[digest] = sheet.entry
            }
        }
    }

    /// Files that the list does not name. With a proposed list they are only what could not be proposed.
    mutating func checkUnlisted() {
        for member in members where member.role == .other && !layout.clutter.contains(member.name) && !member.isRefused {
            findings.append(IntakeCode.fileUnlisted.finding(file: member.name))
        }
        if let first = layout.clutter.min() {
            findings.append(IntakeCode.clutter.finding(file: first, detail: "\(layout.clutter.count)"))
        }
    }

    /// A DWG or DXF is only kept; the same drawing must be there as PDF, under the same name or the same number.
    mutating func checkTwins() {
        let stems = Set(sheets.map { SheetNumber.plain(Self.stem($0.entry.file)) })
        let numbers = Set(sheets.map { SheetNumber.plain($0.entry.number) })
        for member in members where [.dwg, .dxf].contains(member.facts?.kind) && member.role != .sheet {
            let name = SheetName(path: member.name)
            guard !stems.contains(SheetNumber.plain(Self.stem(member.name))), !numbers.contains(SheetNumber.plain(name.number)) else { continue }
            findings.append(IntakeCode.noTwin.finding(file: member.name))
        }
    }

    private static func stem(_ path: String) -> String {
        let file = path.split(separator: "/").last ?? ""
        return file.lastIndex(of: ".").map { String(file[..<$0]) } ?? String(file)
    }
}
