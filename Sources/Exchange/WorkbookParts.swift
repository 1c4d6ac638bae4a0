import Archive
import JointReview

/// The parts of a workbook, found the way the format says: from the package's relations to the book, from the book's to the sheet.
struct WorkbookParts {
    private let archive: ZipArchive
    private(set) var findings: [Finding] = []
    private(set) var strings: [String] = []

    init(_ archive: ZipArchive) { self.archive = archive }

    private static let main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"

    /// The sheet with the table; nil with what speaks against the book.
    mutating func table() -> OfficeElement? {
        refuseWhatRuns()
        guard let types = part("[Content_Types].xml"), let package = part("_rels/.rels") else {
            return refuse("workbook.unreadable", "", "不是 XLSX 文件", "This is no XLSX file.")
        }
        refuseLinks(package, "_rels/.rels")
        let book = target(package, ending: "/officeDocument") ?? "xl/workbook.xml"
        guard types.children.contains(where: { $0.attributes["PartName"] == "/" + book && $0.attributes["ContentType"] == Self.main }) else {
            return refuse("workbook.macros", book, "不是不含宏的工作簿", "This is no workbook without macros.")
        }
        let folder = book.split(separator: "/").dropLast().joined(separator: "/")
        guard let workbook = part(book), let relations = part("\(folder)/_rels/\(book.split(separator: "/").last ?? "").rels") else {
            return refuse("workbook.unreadable", book, "工作簿不完整", "The workbook is not whole.")
        }
        refuseLinks(relations, book)
        if let shared = target(relations, ending: "/sharedStrings"), let table = part(Self.joined(folder, shared)) {
            strings = table.all("si").map { WorkbookText.meaning(Workbook.words(in: $0)) }
        }
        let sheets = workbook.first("sheets")?.all("sheet") ?? []
        let wanted = sheets.first { $0.attributes["name"] == Workbook.sheetName } ?? sheets.first
        let id = wanted?.attributes["r:id"]
        guard let place = relations.children.first(where: { $0.attributes["Id"] == id })?.attributes["Target"],
            let sheet = part(Self.joined(folder, place))
        else { return refuse("workbook.sheet_missing", book, "没有“\(Workbook.sheetName)”工作表", "There is no sheet \(Workbook.sheetName).") }
        return sheet
    }

    /// What runs or leads elsewhere is refused wherever it lies in the book.
    private mutating func refuseWhatRuns() {
        for entry in archive.entries where !entry.isDirectory {
            let name = entry.name.lowercased()
            if name.hasSuffix("vbaproject.bin") || name.contains("/macrosheets/") || name.contains("/activex/") || name.contains("/ctrlprops/") {
                add("workbook.macros", entry.name, "工作簿含有宏或控件", "The workbook has macros or controls.")
            } else if name.contains("/externallinks/") || name.contains("/connections.xml") || name.contains("/querytables/") {
                add("workbook.links_elsewhere", entry.name, "工作簿引用其他文件或数据源", "The workbook leads to other files or sources.")
            } else if name.contains("/embeddings/") {
                add("workbook.embedded", entry.name, "工作簿嵌有其他文件", "Another file is embedded in the workbook.")
            } else if name.hasSuffix(".rels"), name != "_rels/.rels", let relations = part(entry.name) {
                refuseLinks(relations, entry.name)
            }
        }
    }

    private mutating func refuseLinks(_ relations: OfficeElement, _ place: String) {
        guard relations.children.contains(where: { $0.attributes["TargetMode"] == "External" }) else { return }
        guard !findings.contains(where: { $0.code == "workbook.links_elsewhere" && $0.file == place }) else { return }
        add("workbook.links_elsewhere", place, "工作簿引用其他文件或网址", "The workbook leads to other files or addresses.")
    }

    private func part(_ name: String) -> OfficeElement? {
        guard let entry = archive.entry(named: name), let bytes = try? archive.bytes(of: entry, limit: 16 << 20) else { return nil }
        return OfficeXML.root(bytes)
    }

    private func target(_ relations: OfficeElement, ending: String) -> String? {
        relations.children.first { $0.attributes["Type"]?.hasSuffix(ending) == true }?.attributes["Target"].map { target in
            target.hasPrefix("/") ? String(target.dropFirst()) : target
        }
    }

    private static func joined(_ folder: String, _ target: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        // A target that was absolute has lost its slash above, and names the folder already.
        return target.hasPrefix(folder + "/") ? target : "\(folder)/\(target)"
    }

    private mutating func add(_ code: String, _ place: String, _ zh: String, _ en: String) {
        findings.append(Workbook.finding(code, place, zh, en, Workbook.again))
    }

    private mutating func refuse(_ code: String, _ place: String, _ zh: String, _ en: String) -> OfficeElement? {
        if findings.isEmpty { add(code, place, zh, en) }
        return nil
    }
}
