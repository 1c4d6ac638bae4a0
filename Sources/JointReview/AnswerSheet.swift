public import Foundation

/// The item list of an opinion as a table (意见回复表): it goes out to the designers and comes back with their answers.
///
/// What a cell may hold is fixed by its column: what the bodies wrote is locked and must come back as it went out, the answers are free. Pure: reading and
/// writing files is another room's.
public struct AnswerSheet: Hashable, Sendable {
    /// A column.
    public enum Column: Int, CaseIterable, Sendable {
        case id, item, sheet, discipline, severity, text, basis
        case verdict, answer, shownOn, x, y, width, height

        /// Letter of the column, A to N.
        public var letter: String { String(UnicodeScalar(UInt8(65 + rawValue))) }
        /// Whether a designer fills it in.
        public var isFree: Bool { rawValue >= Column.verdict.rawValue }
        /// Whether it holds a number.
        public var isNumber: Bool {
            switch self {
            case .item, .x, .y, .width, .height: true
            case .id, .sheet, .discipline, .severity, .text, .basis, .verdict, .answer, .shownOn: false
            }
        }

        /// Heading.
        public var heading: String {
            switch self {
            case .id: ""
            case .item: "条号 Item"
            case .sheet: "图号 Sheet"
            case .discipline: "专业 Discipline"
            case .severity: "分级 Severity"
            case .text: "审查意见 Comment"
            case .basis: "依据 Basis"
            case .verdict: "是否采纳 Accepted"
            case .answer: "回复 Answer"
            case .shownOn: "修改后图号 Shown on sheet"
            case .x: "左 x (pt)"
            case .y: "下 y (pt)"
            case .width: "宽 width (pt)"
            case .height: "高 height (pt)"
            }
        }
    }

    /// One comment with what the institute says to it.
    public struct Row: Hashable, Sendable {
        /// The comment: the row's stable name.
        public var comment: UUID
        /// Number of its item.
        public var item: Int
        /// Number of its sheet.
        public var sheet: String
        /// Its discipline.
        public var discipline: Discipline
        /// How much it weighs.
        public var severity: Severity
        /// What it says.
        public var text: String
        /// What it rests on.
        public var basis: Basis?
        /// The answer of the present round; nil where there is none yet.
        public var answer: Answer?

        /// A row.
        public init(
            comment: UUID, item: Int, sheet: String, discipline: Discipline, severity: Severity, text: String, basis: Basis?, answer: Answer?
        ) {
            (self.comment, self.item, self.sheet, self.discipline) = (comment, item, sheet, discipline)
            (self.severity, self.text, self.basis, self.answer) = (severity, text, basis, answer)
        }
    }

    /// Version of this form, with the case and the round: the first cell.
    public var stamp: String { "lianshen-answers/1 \(`case`.text) \(round)" }

    /// Case.
    public let `case`: UUID
    /// Round of the opinion.
    public let round: Int
    /// The rows in the order of the opinion.
    public let rows: [Row]

    /// A table.
    public init(case: UUID, round: Int, rows: [Row]) { (self.case, self.round, self.rows) = (`case`, round, rows) }

    /// The cells, first row the headings; a missing cell is empty.
    public var cells: [[Column: Cell]] {
        var heads: [Column: Cell] = [:]
        for column in Column.allCases { heads[column] = .text(column == .id ? stamp : column.heading) }
        return [heads] + rows.map(Self.cells)
    }

    /// What a comment says in its cell: its words, and below them what it demands, as it was settled.
    public static func text(of comment: Comment, _ demands: [CaseDemand]) -> String {
        ([comment.text] + demands.map { "要求 demand: \($0.line)" }).joined(separator: "\n")
    }

    static func cells(of row: Row) -> [Column: Cell] {
        var cells: [Column: Cell] = [
            .id: .text(row.comment.text), .item: .number(Double(row.item)), .sheet: .text(row.sheet), .discipline: .text(row.discipline.label.both),
            .severity: .text(row.severity.label.both), .text: .text(row.text),
        ]
        if let basis = row.basis { cells[.basis] = .text(basis.text) }
        guard let answer = row.answer else { return cells }
        cells[.verdict] = .text(Self.word(answer.verdict))
        cells[.answer] = .text(answer.text)
        guard let place = answer.place else { return cells }
        cells[.shownOn] = .text(place.sheetNumber)
        for (column, value) in [(Column.x, place.x), (.y, place.y), (.width, place.width), (.height, place.height)] { cells[column] = .number(value) }
        return cells
    }

    /// A cell's value.
    public enum Cell: Hashable, Sendable {
        case text(String)
        case number(Double)
    }

    /// How a verdict is written.
    public static func word(_ verdict: Answer.Verdict) -> String { verdict.label.both }
}

extension Bilingual {
    /// Both languages, Chinese first.
    fileprivate var both: String { "\(zh) \(en)" }
}
