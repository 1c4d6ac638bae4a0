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
                if let kind = documentKind(name, member.facts?.pages ?? []) {
                    manifest.documents.append(.init(title: name.title, kind: kind, file: file))
                } else {
                    manifest.sheets += sheets(name, file: file, pages: member.facts?.pages ?? [], taken: &taken)
                }
            case .dwg, .dxf, .ifc: manifest.references.append(.init(file: file, kind: member.facts?.kind.rawValue ?? "other"))
            case .office, .ofd: manifest.documents.append(.init(title: name.title, kind: name.documentKind ?? "文档", file: file))
            default: break
            }
        }
        return manifest
    }

    /// What kind of document a PDF is, or nil for drawings: by its name, or because it is a book. Pages of a book are A4, upright, full of text and
    /// without a title block; a drawing's page fails one of these.
    private static func documentKind(_ name: SheetName, _ pages: [SheetFacts.Page]) -> String? {
        guard !name.hasNumber else { return nil }
        if let kind = name.documentKind { return kind }
        let isBook =
            pages.count > 1
            && pages.allSatisfy { page in
                page.paper == "A4" && page.isUpright && (page.characters ?? 0) > 300 && page.titleBlock == nil && page.drawingList == nil
            }
        return isBook ? "文档" : nil
    }

    /// One sheet a page. A number that was read from a name or a title block stands as it is, also where that makes a duplicate: somebody must look.
    private static func sheets(_ name: SheetName, file: String, pages: [SheetFacts.Page], taken: inout Set<String>) -> [PackageManifest.Sheet] {
        let count = max(1, pages.count)
        return (1...count).map { page in
            let facts = page <= pages.count ? pages[page - 1] : nil
            // The name speaks for a file of one sheet, unless it only counts; of several, each title block speaks for its own.
            let isTold = name.hasNumber && count == 1 && !(name.isCounted && facts?.titleBlock?.value(.number) != nil)
            let block = isTold ? nil : facts?.titleBlock
            var number = count == 1 ? name.number : "\(name.number)-\(page)"
            if let printed = block?.value(.number) {
                number = printed
            } else if !name.hasNumber {
                // Made-up numbers must not collide: files of the same name in two folders are told apart by their paths.
                if taken.contains(SheetNumber.plain(number)) { number = count == 1 ? file : "\(file)-\(page)" }
            }
            taken.insert(SheetNumber.plain(number))
            let title = block?.value(.title) ?? (count == 1 ? name.title : "\(name.title)(\(page)/\(count))")
            let words = block == nil ? name : SheetName(number: number, title: title, revision: name.revision)
            return PackageManifest.Sheet(
                number: number, title: title, revision: block?.value(.revision) ?? name.revision,
                specialty: block?.value(.specialty) ?? words.specialty,
                kind: facts?.drawingList == nil ? words.kind : .drawingList, file: file, page: page)
        }
    }
}

extension SheetFacts.Page {
    /// Whether the page is displayed taller than wide.
    fileprivate var isUpright: Bool { rotation % 180 == 0 ? height > width : width > height }
}
