import Blobs
import Foundation
import JointReview
import Store
import TransparencyLog

/// Compares what the tables say of a package with the leaf that commits to it.
struct PackageAudit {
    let leaf: LeafEntry
    let index: Int

    init(_ leaf: LeafEntry, at index: Int) { (self.leaf, self.index) = (leaf, index) }

    /// Whether a leaf commits to the bytes of a package, or to what is in one.
    static func concerns(_ leaf: LeafEntry) -> Bool {
        leaf.result == "ok" && leaf.objectKind == "package"
            && [Act.packageUpload, .packageContents, .packageSheets].contains { $0.rawValue == leaf.act }
    }

    /// What is wrong with the package's rows.
    func findings(_ package: LoggedPackage?) throws -> [AuditFinding] {
        let act = Act(rawValue: leaf.act)
        guard let package else { return [finding(act == .packageUpload ? .packageAltered : .contentsAltered, "no row")] }
        return switch act {
        case .packageContents: try contents(of: package)
        case .packageSheets: try bindings(of: package)
        default: file(of: package)
        }
    }

    private func file(of package: LoggedPackage) -> [AuditFinding] {
        let same: [(String, Bool)] = [
            ("sha256", package.file?.sha256 == leaf.sha256), ("sm3", package.file?.sm3 == leaf.sm3), ("size", package.file?.size == leaf.size),
        ]
        let other = same.filter { !$0.1 }.map(\.0)
        return other.isEmpty ? [] : [finding(.packageAltered, other.joined(separator: ", "))]
    }

    private func contents(of package: LoggedPackage) throws -> [AuditFinding] {
        guard let text = try logged(package.contents), let list = ContentsList(text) else { return [finding(.contentsAltered, "contents")] }
        // The list is the one that was logged: every row that it does not have was changed.
        let (members, digests) = (Set(list.members), Set(list.members.map(\.sha256)))
        var findings: [AuditFinding] = []
        for entry in package.entries {
            guard let member = entry.member, !members.contains(member) else { continue }
            let column = digests.contains(member.sha256) ? "sm3, size" : "sha256"
            findings.append(finding(.contentsAltered, "package_entry \(entry.ordinal): \(column)"))
        }
        let missing = members.subtracting(package.entries.compactMap(\.member))
        for member in list.members where missing.contains(member) { findings.append(finding(.contentsAltered, "no row of \(member.sha256.hex)")) }
        for sheet in package.sheets where sheet.sha256.map(digests.contains) != true {
            findings.append(finding(.contentsAltered, "sheet \(sheet.id.uuidString.lowercased()): file_sha256"))
        }
        return findings
    }

    /// Every row is held against the line that was logged for it: which file a sheet is, is not changed by another file of the same package.
    private func bindings(of package: LoggedPackage) throws -> [AuditFinding] {
        guard let text = try logged(package.bindings), let lines = BindingList.lines(of: text) else {
            return [finding(.contentsAltered, "bindings")]
        }
        let known = Set(lines)
        let rows: [(name: String, line: String?)] =
            package.entries.map { (name: "package_entry \($0.ordinal)", line: $0.line) }
            + package.sheets.map { (name: "sheet \($0.id.uuidString.lowercased())", line: $0.line) }
        let found = rows.filter { $0.line.map(known.contains) != true }.map { finding(.contentsAltered, "\($0.name): binding") }
        let present = Set(rows.compactMap(\.line))
        return found + lines.filter { !present.contains($0) }.map { finding(.contentsAltered, "no row of \($0)") }
    }

    /// A list, if it is the one to whose digests the leaf commits.
    private func logged(_ text: [UInt8]?) throws -> [UInt8]? {
        guard let text, ContentsList.sha256(of: text) == leaf.sha256, text.count == leaf.size,
            try leaf.sm3 == nil || text.withUnsafeBytes({ try SM3Digest(hashing: $0) }).bytes == leaf.sm3?.bytes
        else { return nil }
        return text
    }

    private func finding(_ code: AuditFinding.Code, _ what: String) -> AuditFinding {
        AuditFinding(code, entry: index, id: leaf.id, place: "package \(leaf.objectID?.uuidString.lowercased() ?? "—"): \(what)")
    }
}
