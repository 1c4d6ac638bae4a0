import JointReview
import Sheets

/// The drawing list of a package that has none, proposed from file names and page counts. A person checks it; the finding says so.
enum Proposal {
    /// A list that names every file which can be reviewed or kept.
    static func manifest(for members: [Member], layout: PackageLayout, packageName: String) -> PackageManifest {
        let root = layout.root.split(separator: "/").last.map(String.init)
        let stem = packageName.lastIndex(of: ".").map { String(packageName[..<$0]) } ?? packageName
        var manifest = PackageManifest(project: root ?? stem, sheets: [])
        var taken: Set<String> = []
        for member in members where member.role != .directory && member.role != .manifest && !layout.clutter.contains(member.name) {
            let name = SheetName(path: member.name)
            let file = String(member.name.dropFirst(layout.root.count))
            switch member.facts?.kind {
            case .pdf:
                if let kind = name.documentKind, !name.hasNumber {
                    manifest.documents.append(.init(title: name.title, kind: kind, file: file))
                } else {
                    manifest.sheets += sheets(name, file: file, pages: max(1, member.facts?.pages.count ?? 1), taken: &taken)
                }
            case .dwg, .dxf, .ifc: manifest.references.append(.init(file: file, kind: member.facts?.kind.rawValue ?? "other"))
            case .office, .ofd: manifest.documents.append(.init(title: name.title, kind: name.documentKind ?? "文档", file: file))
            default: break
            }
        }
        return manifest
    }

    /// One sheet a page. A number that was read from a name stands as it is, also where that makes a duplicate: somebody must look.
    private static func sheets(_ name: SheetName, file: String, pages: Int, taken: inout Set<String>) -> [PackageManifest.Sheet] {
        (1...pages).map { page in
            var number = pages == 1 ? name.number : "\(name.number)-\(page)"
            if !name.hasNumber {
                // Made-up numbers must not collide: files of the same name in two folders are told apart by their paths.
                if taken.contains(SheetNumber.plain(number)) { number = pages == 1 ? file : "\(file)-\(page)" }
            }
            taken.insert(SheetNumber.plain(number))
            let title = pages == 1 ? name.title : "\(name.title)(\(page)/\(pages))"
            return PackageManifest.Sheet(
                number: number, title: title, revision: name.revision, specialty: name.specialty, kind: name.kind, file: file, page: page)
        }
    }
}
