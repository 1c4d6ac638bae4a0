import Archive
public import JointReview

extension Workbook {
    /// The largest workbook that is read, in bytes.
    public static let largest = 4 << 20
    private static let largestPart = 16 << 20
    private static let mostRows = 20_000

    /// The table of a workbook, or everything that speaks against reading it.
    ///
    /// A form of answers computes nothing, leads nowhere and runs nothing: formulas, links to other files and macros are refused, whatever is in them.
    public static func read(_ bytes: [UInt8]) -> (sheet: FilledSheet?, findings: [Finding]) {
        guard bytes.count <= largest else {
            return (nil, [finding("workbook.too_large", "", "文件大于 \(largest >> 20) MiB", "The file is larger than \(largest >> 20) MiB.", again)])
        }
        let limits = ZipLimits(entries: 200, total: 64 << 20, entry: UInt64(largestPart), ratio: 200, directory: 1 << 20)
        let (archive, faults) = ZipArchive.open(bytes: bytes, limits: limits)
        guard let archive, faults.isEmpty else {
            let told = faults.prefix(20).map {
                Finding(
                    code: $0.code, severity: .reject, file: $0.entry ?? "", message: Bilingual(zh: $0.message.zh, en: $0.message.en), remedy: again)
            }
            return (nil, told.isEmpty ? [finding("workbook.unreadable", "", "不是 XLSX 文件", "This is no XLSX file.", again)] : told)
        }
        var parts = WorkbookParts(archive)
        guard let table = parts.table() else { return (nil, parts.findings) }
        guard parts.findings.isEmpty else { return (nil, parts.findings) }
        return rows(of: table, strings: parts.strings)
    }

    static let again = Bilingual(zh: "用下载的意见回复表填写,另存为 .xlsx 后上传", en: "Fill in the list that was downloaded and save it as .xlsx.")

    static func finding(_ code: String, _ place: String, _ zh: String, _ en: String, _ remedy: Bilingual) -> Finding {
        Finding(code: code, severity: .reject, file: place, message: Bilingual(zh: zh, en: en), remedy: remedy)
    }

    private static func rows(of table: OfficeElement, strings: [String]) -> (FilledSheet?, [Finding]) {
        var rows: [Int: [String: AnswerSheet.Cell]] = [:]
        var findings: [Finding] = []
        var number = 0
        for row in table.first("sheetData")?.all("row") ?? [] {
            number = row.attributes["r"].flatMap(Int.init) ?? number + 1
            guard (1...mostRows).contains(number) else {
                return (nil, [finding("workbook.too_many_rows", "", "超过 \(mostRows) 行", "There are more than \(mostRows) rows.", again)])
            }
            var column = 0
            for cell in row.all("c") {
                let place = cell.attributes["r"] ?? letters(column) + String(number)
                let letter = String(place.prefix { $0.isLetter })
                column = index(letter) + 1
                if cell.first("f") != nil {
                    findings.append(
                        finding(
                            "workbook.formula", place, "单元格是公式", "The cell is a formula.",
                            Bilingual(zh: "以数值或文字代替公式", en: "Put the value or the words in its place.")))
                    continue
                }
                switch value(of: cell, strings) {
                case .value(let value): rows[number, default: [:]][letter] = value
                case .empty: break
                case .fault:
                    findings.append(
                        finding(
                            "workbook.cell_unreadable", place, "单元格无法读取", "The cell cannot be read.",
                            Bilingual(zh: "重新填写该单元格", en: "Fill the cell in again.")))
                }
            }
        }
        return findings.isEmpty ? (FilledSheet(rows: rows), []) : (nil, findings)
    }

    private enum Reading {
        case value(AnswerSheet.Cell), empty, fault
    }

    private static func value(of cell: OfficeElement, _ strings: [String]) -> Reading {
        let text = cell.first("v")?.text
        switch cell.attributes["t"] ?? "n" {
        case "inlineStr": return cell.first("is").map { .value(.text(WorkbookText.meaning(words(in: $0)))) } ?? .empty
        case "s":
            guard let text else { return .empty }
            guard let place = Int(text), strings.indices.contains(place) else { return .fault }
            return .value(.text(strings[place]))
        case "str": return text.map { .value(.text(WorkbookText.meaning($0))) } ?? .empty
        case "n":
            guard let text, !text.isEmpty else { return .empty }
            return Double(text).map { .value(.number($0)) } ?? .fault
        default: return .fault
        }
    }

    /// The words of a string: plain, or in runs; how something is read aloud is not part of it.
    static func words(in string: OfficeElement) -> String {
        string.children.map { child in
            switch child.name {
            case "t": child.text
            case "r": child.all("t").map(\.text).joined()
            default: ""
            }
        }.joined()
    }

    private static func letters(_ column: Int) -> String {
        column < 26 ? String(UnicodeScalar(UInt8(65 + column))) : letters(column / 26 - 1) + letters(column % 26)
    }

    private static func index(_ letters: String) -> Int {
        letters.unicodeScalars.prefix(3).reduce(0) { $0 * 26 + Int(min(max($1.value, 64), 90)) - 64 } - 1
    }
}
