public import Foundation

extension ReportRecord {
    /// What a report leaves out for a reader who may not open some of the sheets that it speaks of.
    public struct Withheld: Hashable, Sendable, Codable {
        /// Sheets that the reader may not open.
        public var sheets: Int
        /// Items of the newest opinion.
        public var items: Int
        /// Comments of whatever round.
        public var comments: Int
        /// Conflicts, answers, findings of intake and places of evidence.
        public var others: Int

        /// How much is left out of each.
        public init(sheets: Int, items: Int, comments: Int, others: Int) {
            (self.sheets, self.items, self.comments, self.others) = (sheets, items, comments, others)
        }
    }

    /// The report for a reader who may not open some sheets: without what is said of them, and saying that it is not the edition that was issued.
    ///
    /// The digests that it names are those of the whole opinions.
    /// - Parameter closed: the sheets.
    /// - Parameter files: paths of files that hold one of them.
    /// - Parameter numbers: their numbers, as `SheetNumber.plain` gives them.
    public func without(_ closed: Set<UUID>, files: Set<String>, numbers: Set<String>) -> ReportRecord {
        var rest = self
        var others = 0
        let gone = Set(comments.filter { closed.contains($0.sheet) }.map(\.id))
        func isClosed(_ number: String?) -> Bool { number.map { numbers.contains(SheetNumber.plain($0)) } ?? false }
        rest.comments = comments.filter { !gone.contains($0.id) }.map { line in
            var line = line
            // What an answer says of a sheet is not for whom the sheet is closed to.
            let answers = line.answers?.filter { !isClosed($0.sheet) }
            others += (line.answers?.count ?? 0) - (answers?.count ?? 0)
            line.answers = answers
            return line
        }
        var items = 0
        if var line = opinion {
            let told = line.opinion.without(closed)
            (line.opinion, items) = (told.rest, told.withheld)
            rest.opinion = line
        }
        rest.rounds = rounds?.map { line in
            var line = line
            line.items.removeAll { !gone.isDisjoint(with: $0.comments) }
            let conflicts = line.conflicts.filter { gone.isDisjoint(with: $0.sides.map(\.comment)) }
            others += line.conflicts.count - conflicts.count
            line.conflicts = conflicts
            return line
        }
        rest.packages = packages.map { package in
            var package = package
            let findings = package.findings.filter { !files.contains($0.file) && !isClosed($0.sheet) }
            others += package.findings.count - findings.count
            package.findings = findings
            return package
        }
        rest.disciplines = disciplines.map { discipline in
            var discipline = discipline
            discipline.checkpoints = discipline.checkpoints?.map { point in
                var point = point
                let shown = point.evidence.filter { !closed.contains($0.sheet) }
                guard shown.count < point.evidence.count else { return point }
                others += point.evidence.count - shown.count
                (point.evidence, point.note) = (shown, nil)
                return point
            }
            return discipline
        }
        rest.entries = entries.filter { entry in entry.object.map { !gone.contains($0) } ?? true }
        rest.withheld = Withheld(sheets: closed.count, items: items, comments: gone.count, others: others)
        return rest
    }
}
