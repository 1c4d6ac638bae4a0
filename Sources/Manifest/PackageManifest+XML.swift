import Foundation
import JointReview

extension PackageManifest {
    /// The value of a root element that the schema has found valid: what is required is there, so the fallbacks below are never seen.
    init(_ root: XMLElement) {
        let round = root.child("round")
        self.init(
            project: root.child("project")?.attributes["name"] ?? "",
            projectCode: root.child("project")?.attributes["code"],
            owner: root.child("owner")?.attributes["code"],
            institute: root.child("institute")?.attributes["code"],
            instituteName: root.child("institute")?.attributes["name"],
            round: round?.attributes["number"].flatMap { Int($0) } ?? 1,
            replaces: round?.attributes["replaces"],
            scope: round?.attributes["set"].flatMap { Scope(rawValue: $0) },
            sheets: root.child("sheets")?.children.map { Sheet($0) } ?? [],
            documents: root.child("documents")?.children.map { Document($0) } ?? [],
            references: root.child("references")?.children.map { Reference($0) } ?? [],
            removed: root.child("removed")?.children.compactMap { $0.attributes["number"] } ?? [],
            changes: root.child("changes")?.children.map { Change($0) } ?? []
        )
    }
}

extension PackageManifest.Sheet {
    fileprivate init(_ element: XMLElement) {
        let text = element.attributes
        self.init(
            number: text["number"] ?? "", title: text["title"] ?? "", revision: text["revision"] ?? "", specialty: text["specialty"] ?? "",
            kind: text["kind"].flatMap { SheetKind(rawValue: $0) } ?? .other, file: path(text["file"]), page: text["page"].flatMap { Int($0) } ?? 1,
            size: text["size"], restricted: ["true", "1"].contains(text["restricted"]), sha256: text["sha256"])
    }
}

extension PackageManifest.Document {
    fileprivate init(_ element: XMLElement) {
        let text = element.attributes
        self.init(title: text["title"] ?? "", kind: text["kind"] ?? "", file: path(text["file"]), sha256: text["sha256"])
    }
}

extension PackageManifest.Change {
    fileprivate init(_ element: XMLElement) {
        let text = element.attributes
        self.init(number: text["number"] ?? "", kind: text["kind"].flatMap { Kind(rawValue: $0) } ?? .revised, text: text["text"] ?? "")
    }
}

extension PackageManifest.Reference {
    fileprivate init(_ element: XMLElement) {
        self.init(file: path(element.attributes["file"]), kind: element.attributes["kind"] ?? "other")
    }
}

/// A path as the archive's reader gives it: NFC, or a list written on macOS would not match byte for byte.
private func path(_ text: String?) -> String {
    (text ?? "").precomposedStringWithCanonicalMapping
}
