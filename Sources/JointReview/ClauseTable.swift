import Foundation
import WorkingTime

/// The clause library as a table of text, for import and export; what is exported is imported as the same.
public enum ClauseTable {
    /// Columns in their order. The first three are needed, the others may be left out of a file.
    public enum Column: String, CaseIterable, Sendable {
        case code, edition, clause, title, text
        case editionFrom = "edition_from"
        case editionTo = "edition_to"
        case transitionTo = "transition_to"
        case force
        case mandatoryFrom = "mandatory_from"
        case mandatoryTo = "mandatory_to"
        case movedCode = "moved_code"
        case movedEdition = "moved_edition"
        case movedClause = "moved_clause"
        case status

        var isRequired: Bool { [.code, .edition, .clause, .status].contains(self) }

        /// Most characters of a cell.
        var longest: Int {
            switch self {
            case .text: 8000
            case .title: 500
            // A place in a list is made of the three.
            case .code, .edition, .clause: 30
            default: 100
            }
        }
    }

    /// Most rows of a library.
    public static let mostRows = 50_000

    /// The header line.
    public static let header = Column.allCases.map(\.rawValue)

    /// Reads a library: either every row of it, or every fault, each with its line and column.
    /// - Parameter file: how the file is called in the findings.
    public static func read(_ bytes: some Sequence<UInt8>, file: String) -> (clauses: [Clause], findings: [Finding]) {
        let (records, faults) = CSVText.read(bytes)
        var findings = faults.map { finding($0, file) }
        guard let head = records.first else {
            return ([], findings + [ClauseCode.header.finding(file, line: 1, header.joined(separator: ","))])
        }
        let (columns, faulty) = columns(of: head, file)
        findings += faulty
        guard faulty.isEmpty else { return ([], findings) }
        // An empty library would take every clause from everybody.
        if records.count == 1, faults.isEmpty { findings.append(ClauseCode.none.finding(file, line: nil, "")) }
        if records.count > mostRows + 1 { findings.append(ClauseCode.tooMany.finding(file, line: records[mostRows + 1].line, "\(mostRows)")) }
        var clauses: [Clause] = []
        var book = Book()
        for record in records.dropFirst() {
            guard record.fields.count == columns.count else {
                findings.append(ClauseCode.fields.finding(file, line: record.line, "\(record.fields.count) ≠ \(columns.count)"))
                continue
            }
            var row = Row(record: record, columns: columns, file: file)
            let clause = row.clause()
            findings += row.findings
            guard let clause else { continue }
            findings += book.enter(clause, line: record.line, file)
            clauses.append(clause)
        }
        return (findings.isEmpty ? clauses : [], findings.sorted { ($0.line ?? 0) < ($1.line ?? 0) })
    }

    /// Writes a library; `read` gives it back.
    public static func text(_ clauses: [Clause]) -> String {
        CSVText.text([header] + clauses.map { clause in Column.allCases.map { clause.cell($0) } })
    }

    private static func finding(_ fault: CSVText.Fault, _ file: String) -> Finding {
        switch fault.kind {
        case .encoding: ClauseCode.encoding.finding(file, line: nil, "")
        case .quote: ClauseCode.quote.finding("\(file)#\(fault.column)", line: fault.line, "\(fault.column)")
        case .unfinished: ClauseCode.unfinished.finding("\(file)#\(fault.column)", line: fault.line, "\(fault.column)")
        }
    }

    private static func columns(of head: CSVText.Record, _ file: String) -> ([Column], [Finding]) {
        var columns: [Column] = []
        var findings: [Finding] = []
        for name in head.fields {
            guard let column = Column(rawValue: name.trimmingCharacters(in: .whitespaces)), !columns.contains(column) else {
                findings.append(ClauseCode.header.finding("\(file)#\(name.prefix(100))", line: head.line, String(name.prefix(100))))
                continue
            }
            columns.append(column)
        }
        let missing = Column.allCases.filter { $0.isRequired && !columns.contains($0) }
        findings += missing.map { ClauseCode.header.finding("\(file)#\($0.rawValue)", line: head.line, $0.rawValue) }
        return (columns, findings)
    }
}

/// What rows of one library must agree on.
private struct Book {
    private var lines: [Clause.Reference: Int] = [:]
    private var editions: [Clause.Reference: (line: Int, clause: Clause)] = [:]

    mutating func enter(_ clause: Clause, line: Int, _ file: String) -> [Finding] {
        var findings: [Finding] = []
        let own = Clause.Reference(
            code: Clause.plain(clause.reference.code), edition: Clause.plain(clause.reference.edition), clause: Clause.plain(clause.reference.clause))
        if let first = lines[own] {
            findings.append(ClauseCode.twice.finding("\(file)#clause", line: line, "\(clause.reference.text) (\(first))"))
        } else {
            lines[own] = line
        }
        let edition = Clause.Reference(code: own.code, edition: own.edition, clause: "")
        if let first = editions[edition] {
            if (first.clause.edition, first.clause.transitionTo) != (clause.edition, clause.transitionTo) {
                findings.append(ClauseCode.editionDiffers.finding("\(file)#edition_from", line: line, "\(first.line)"))
            }
        } else {
            editions[edition] = (line, clause)
        }
        return findings
    }
}

/// One row while it is being read.
private struct Row {
    let record: CSVText.Record
    let columns: [ClauseTable.Column]
    let file: String
    var findings: [Finding] = []

    mutating func clause() -> Clause? {
        for (column, text) in zip(columns, record.fields) {
            let longest = text.unicodeScalars.count > column.longest
            let control = text.hasControls
            if longest || control { found(.cell, column, longest ? "\(column.longest)" : "") }
        }
        for column in [ClauseTable.Column.code, .edition, .clause] where cell(column).isBlank { found(.missing, column, "") }
        let edition = period(.editionFrom, .editionTo)
        let transition = day(.transitionTo)
        if let transition, edition.to.map({ transition <= $0 }) ?? true { found(.period, .transitionTo, "\(transition)") }
        let force = Clause.Force(rawValue: cell(.force))
        if force == nil, !cell(.force).isEmpty { found(.force, .force, String(cell(.force).prefix(100))) }
        let mandatory = period(.mandatoryFrom, .mandatoryTo)
        if force != .mandatory, mandatory != Clause.Period() { found(.force, .mandatoryFrom, cell(.force)) }
        let moved = Clause.Reference(code: cell(.movedCode), edition: cell(.movedEdition), clause: cell(.movedClause))
        if moved.code.isEmpty != moved.edition.isEmpty || moved.code.isEmpty && !moved.clause.isEmpty { found(.moved, .movedCode, moved.text) }
        let status = LegalBasis.Status(rawValue: cell(.status))
        if status == nil { found(.status, .status, String(cell(.status).prefix(100))) }
        guard findings.isEmpty, let status else { return nil }
        return Clause(
            .init(code: cell(.code), edition: cell(.edition), clause: cell(.clause)), title: cell(.title), text: cell(.text), edition: edition,
            transitionTo: transition, force: force, mandatory: mandatory, movedTo: moved.code.isEmpty ? nil : moved, status: status)
    }

    private func cell(_ column: ClauseTable.Column) -> String {
        columns.firstIndex(of: column).map { record.fields[$0].trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
    }

    private mutating func day(_ column: ClauseTable.Column) -> CalendarDay? {
        let text = cell(column)
        guard !text.isEmpty else { return nil }
        guard let day = CalendarDay(text) else {
            found(.day, column, String(text.prefix(40)))
            return nil
        }
        return day
    }

    private mutating func period(_ from: ClauseTable.Column, _ to: ClauseTable.Column) -> Clause.Period {
        let period = Clause.Period(from: day(from), to: day(to))
        if let first = period.from, let last = period.to, last <= first { found(.period, to, "\(last)") }
        return period
    }

    private mutating func found(_ code: ClauseCode, _ column: ClauseTable.Column, _ detail: String) {
        findings.append(code.finding("\(file)#\(column.rawValue)", line: record.line, detail))
    }
}

extension Clause {
    fileprivate func cell(_ column: ClauseTable.Column) -> String {
        switch column {
        case .code: reference.code
        case .edition: reference.edition
        case .clause: reference.clause
        case .title: title
        case .text: text
        case .editionFrom: edition.from?.description ?? ""
        case .editionTo: edition.to?.description ?? ""
        case .transitionTo: transitionTo?.description ?? ""
        case .force: force?.rawValue ?? ""
        case .mandatoryFrom: mandatory.from?.description ?? ""
        case .mandatoryTo: mandatory.to?.description ?? ""
        case .movedCode: movedTo?.code ?? ""
        case .movedEdition: movedTo?.edition ?? ""
        case .movedClause: movedTo?.clause ?? ""
        case .status: status.rawValue
        }
    }
}
