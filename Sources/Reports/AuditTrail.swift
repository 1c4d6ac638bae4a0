import Foundation
import JointReview

/// Which audit entries stand behind which line of the report, in both directions.
struct AuditTrail: Sendable {
    /// A line of the report that names audit entries.
    enum Line: Hashable, Sendable {
        case project
        case `case`
        case opinion
        case party(Int)
        case discipline(Discipline)
        case package(Int)
        case sheet(Int)
        case file(Int)
        case comment(UUID)

        /// Anchor of the line; made of numbers and our own words only.
        var anchor: String {
            switch self {
            case .project: "project"
            case .case: "case"
            case .opinion: "opinion"
            case .party(let index): "party-\(index + 1)"
            case .discipline(let discipline): "review-\(discipline.rawValue)"
            case .package(let index): "package-\(index + 1)"
            case .sheet(let index): "sheet-\(index + 1)"
            case .file(let index): "file-\(index + 1)"
            case .comment(let id): "comment-\(id.uuidString.lowercased())"
            }
        }
    }

    /// Entries that lines name and the record does not hold, in ascending order.
    let missing: [Int64]
    private let sequences: [Int64: Int64]
    private let linesByEntry: [Int64: [Line]]

    init(_ record: ReportRecord) {
        var sequences: [Int64: Int64] = [:]
        for entry in record.entries { if let sequence = entry.sequence { sequences[entry.id] = sequence } }
        self.sequences = sequences
        missing = record.danglingEntries

        var lines: [Int64: [Line]] = [:]
        func note(_ line: Line, _ audit: [Int64]) {
            for id in audit where lines[id]?.last != line { lines[id, default: []].append(line) }
        }
        note(.project, record.project.audit)
        note(.case, record.case.audit)
        if let opinion = record.opinion { note(.opinion, opinion.audit) }
        for (index, party) in record.parties.enumerated() { note(.party(index), party.audit) }
        for line in record.disciplines { note(.discipline(line.discipline), line.audit) }
        for comment in record.comments { note(.comment(comment.id), comment.audit) }
        for (index, package) in record.packages.enumerated() { note(.package(index), package.audit) }
        for (index, sheet) in record.sheets.enumerated() { note(.sheet(index), sheet.audit) }
        for (index, file) in record.files.enumerated() { note(.file(index), file.audit) }
        linesByEntry = lines
    }

    /// Lines that rest on an entry, in the order of the record.
    func lines(on entry: Int64) -> [Line] { linesByEntry[entry] ?? [] }

    /// Number under which a reader finds an entry: its number in the project, or `db` and its number in the database.
    func number(_ entry: Int64) -> String {
        sequences[entry].map { "\($0)" } ?? "db\(entry)"
    }

    /// Marks that lead to the entries behind a line.
    func marks(_ audit: [Int64]) -> HTML {
        guard !audit.isEmpty else { return "" }
        let links = audit.map { id -> HTML in "<a href=\"#entry-\(id)\">\(number(id))</a>" }
        return "<sup class=\"au\">\(links)</sup>"
    }
}
