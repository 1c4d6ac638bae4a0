public import Foundation

/// A table as it came back: rows by their number in the file, cells by their column letter.
public struct FilledSheet: Hashable, Sendable {
    /// Rows of the file, from 1.
    public var rows: [Int: [String: AnswerSheet.Cell]]

    /// A table.
    public init(rows: [Int: [String: AnswerSheet.Cell]]) { self.rows = rows }
}

extension AnswerSheet {
    /// What a table that came back says, against the one that would go out now: all of it, or everything that is wrong, each with its cell.
    ///
    /// A row without verdict and text is not answered yet; a row that is missing is not answered either. A row that says what is known is not an answer.
    public func answers(in filled: FilledSheet) -> (answers: [(comment: UUID, answer: Answer)], findings: [Finding]) {
        var findings: [Finding] = []
        var answers: [(comment: UUID, answer: Answer)] = []
        guard filled.rows[1]?["A"].map(Self.plain) == stamp else { return ([], [Self.foreignTable(filled.rows[1]?["A"], stamp)]) }
        let known = Dictionary(rows.map { ($0.comment.text, $0) }, uniquingKeysWith: { first, _ in first })
        var seen: [String: Int] = [:]
        for column in Column.allCases where column != .id && filled.rows[1]?[column.letter].map(Self.plain) != column.heading {
            findings.append(Self.changed(1, column, "标题 heading"))
        }
        for (number, cells) in filled.rows.sorted(by: { $0.key < $1.key }) where number > 1 && !cells.values.allSatisfy(\.isBlank) {
            let name = cells["A"].map(Self.plain)?.lowercased() ?? ""
            guard let row = known[name] else {
                findings.append(Self.unknownRow(number))
                continue
            }
            if let first = seen[name] {
                findings.append(Self.twice(number, first))
                continue
            }
            seen[name] = number
            findings += Self.foreignEdits(cells, of: row, number)
            if let answer = Self.answer(in: cells, number, &findings), answer != row.answer { answers.append((row.comment, answer)) }
        }
        return findings.isEmpty ? (answers, []) : ([], findings)
    }

    private static func foreignEdits(_ cells: [String: Cell], of row: Row, _ number: Int) -> [Finding] {
        let sent = Self.cells(of: row)
        let locked = Column.allCases.filter { !$0.isFree && $0 != .id }
        let beyond = Set(cells.filter { !$0.value.isBlank }.keys).subtracting(Column.allCases.map(\.letter)).sorted()
        return locked.filter { column in
            let (before, after) = (sent[column].map(plain) ?? "", cells[column.letter].map(plain) ?? "")
            return comparable(before) != comparable(after)
        }.map { changed(number, $0, $0.heading) }
            + beyond.map { letter in
                Finding(
                    code: "answers.cell_beyond", severity: .reject, file: "\(letter)\(number)", line: number,
                    message: Bilingual(zh: "表外有内容", en: "The cell is beyond the table."),
                    remedy: Bilingual(zh: "清除该单元格,回复写在 H 至 N 列", en: "Clear it; answers stand in columns H to N."))
            }
    }

    /// The answer of a row; nil for a row that is not answered, or is wrong.
    private static func answer(in cells: [String: Cell], _ number: Int, _ findings: inout [Finding]) -> Answer? {
        func text(_ column: Column) -> String { cells[column.letter].map(plain) ?? "" }
        let free = Column.allCases.filter(\.isFree)
        guard free.contains(where: { !text($0).isBlank }) else { return nil }
        let before = findings.count
        for column in free where text(column).hasControls {
            findings.append(
                cell(
                    "answers.control", number, column, Bilingual(zh: "单元格含有控制字符", en: "The cell has control characters."),
                    Bilingual(zh: "删去不可见的控制字符", en: "Remove the invisible control characters.")))
        }
        let verdict = Answer.Verdict.allCases.first { verdict in
            [word(verdict), verdict.label.zh, verdict.label.en, verdict.rawValue].contains(text(.verdict).trimmed)
        }
        if verdict == nil {
            let words = Answer.Verdict.allCases.map(word).joined(separator: "、")
            findings.append(
                cell(
                    "answers.verdict_unknown", number, .verdict, Bilingual(zh: "没有写明是否采纳", en: "Nothing says whether the item is accepted."),
                    Bilingual(zh: "填写:\(words)", en: "Write one of: \(words).")))
        }
        if text(.answer).count > 4000 {
            findings.append(
                cell(
                    "answers.text_too_long", number, .answer, Bilingual(zh: "回复超过 4000 字", en: "The answer has more than 4,000 characters."),
                    Bilingual(zh: "缩短回复,详情写入回复单", en: "Shorten it; particulars go into the reply document.")))
        }
        let place = place(cells, number, &findings)
        guard findings.count == before, let verdict else { return nil }
        return Answer(verdict: verdict, text: text(.answer), place: place)
    }

    private static func place(_ cells: [String: Cell], _ number: Int, _ findings: inout [Finding]) -> Answer.Place? {
        let sheet = cells[Column.shownOn.letter].map(plain)?.trimmed ?? ""
        let columns: [Column] = [.x, .y, .width, .height]
        guard !sheet.isEmpty || columns.contains(where: { !(cells[$0.letter]?.isBlank ?? true) }) else { return nil }
        let wrong = columns.filter { column in
            guard let value = cells[column.letter]?.value else { return true }
            return !value.isFinite || abs(value) > 1_000_000 || [.width, .height].contains(column) && value <= 0
        }
        for column in wrong {
            findings.append(
                cell(
                    "answers.number_expected", number, column,
                    Bilingual(zh: "“\(column.heading)”不是可用的数值", en: "\(column.heading) is no number that can be used."),
                    Bilingual(zh: "填写 PDF 点数,宽高大于 0;不指位置则四格都清空", en: "Give PDF points, width and height above 0; or clear all four and the sheet.")))
        }
        if sheet.isEmpty || sheet.count > 100 {
            findings.append(
                cell(
                    "answers.sheet_missing", number, .shownOn, Bilingual(zh: "给出了位置而没有图号", en: "There is a place and no sheet."),
                    Bilingual(zh: "填写修改后图纸的图号", en: "Give the number of the revised sheet.")))
        }
        let values = columns.compactMap { cells[$0.letter]?.value }
        guard wrong.isEmpty, values.count == 4, !sheet.isEmpty, sheet.count <= 100 else { return nil }
        return Answer.Place(sheetNumber: sheet, x: values[0], y: values[1], width: values[2], height: values[3])
    }

    private static func cell(_ code: String, _ row: Int, _ column: Column, _ message: Bilingual, _ remedy: Bilingual) -> Finding {
        Finding(code: code, severity: .reject, file: "\(column.letter)\(row)", line: row, message: message, remedy: remedy)
    }

    private static func changed(_ row: Int, _ column: Column, _ what: String) -> Finding {
        cell(
            "answers.locked_changed", row, column, Bilingual(zh: "锁定内容被改动(\(what))", en: "What is locked was changed (\(what))."),
            Bilingual(zh: "重新下载意见表,只填 H 至 N 列", en: "Download the list again and fill in columns H to N only."))
    }

    private static func unknownRow(_ row: Int) -> Finding {
        cell(
            "answers.row_unknown", row, .id, Bilingual(zh: "该行不是本单位本轮的意见", en: "The row is no item of this institute and round."),
            Bilingual(zh: "不要增加行或改动隐藏的标识列", en: "Add no rows, and leave the hidden column of names alone."))
    }

    private static func twice(_ row: Int, _ first: Int) -> Finding {
        cell(
            "answers.row_twice", row, .id, Bilingual(zh: "与第 \(first) 行是同一条意见", en: "The row is the same item as row \(first)."),
            Bilingual(zh: "删去其中一行", en: "Remove one of them."))
    }

    private static func foreignTable(_ found: Cell?, _ stamp: String) -> Finding {
        cell(
            "answers.other_table", 1, .id,
            Bilingual(
                zh: "不是本件本轮的意见回复表",
                en: "This is not the list of this case and round\(found == nil ? "" : ": \(plain(found ?? .text("")).prefix(80))")."),
            Bilingual(zh: "下载本轮的意见回复表(\(stamp))", en: "Download the list of this round (\(stamp))."))
    }

    /// A cell as text; whole numbers without a fraction.
    static func plain(_ cell: Cell) -> String {
        switch cell {
        case .text(let text): text
        case .number(let value): value == value.rounded() && abs(value) < 1e15 ? String(Int(value)) : String(value)
        }
    }

    /// Programs change line ends and trim: neither is an edit.
    private static func comparable(_ text: String) -> String {
        text.replacing("\r\n", with: "\n").replacing("\r", with: "\n").trimmed
    }
}

extension AnswerSheet.Cell {
    /// Whether there is nothing in it.
    var isBlank: Bool {
        switch self {
        case .text(let text): text.isBlank
        case .number: false
        }
    }

    /// The number in it, also one that was typed as text.
    var value: Double? {
        switch self {
        case .number(let value): value
        case .text(let text): Double(text.trimmed)
        }
    }
}

extension String {
    fileprivate var trimmed: String { trimmingCharacters(in: .whitespacesAndNewlines) }
}
