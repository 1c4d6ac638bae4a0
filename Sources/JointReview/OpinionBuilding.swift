import Foundation

/// The steps from a report of a merge to an opinion.
struct OpinionBuilding {
    private let round: Merge.Round
    private let report: MergeReport
    private let comments: [UUID: Comment]
    private let sheets: [UUID: OpinionItem.Sheet]
    private let demandsOf: [UUID: [CaseDemand]]

    init(_ round: Merge.Round, _ report: MergeReport) {
        (self.round, self.report) = (round, report)
        comments = Dictionary(round.comments.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        sheets = Dictionary(round.sheets.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        demandsOf = Dictionary(grouping: round.demands.sorted { $0.id.text < $1.id.text }, by: \.comment)
    }

    func opinion(_ decisions: [Opinion.DisciplineDecision], verdict: Decision) -> Opinion {
        let itemOf = Dictionary(
            report.items.flatMap { item in item.sources.map { ($0.comment, item.number) } }, uniquingKeysWith: { first, _ in first })
        let conflicts = round.conflicts.sorted { $0.number < $1.number }
        return Opinion(
            case: round.case, round: round.round, verdict: verdict, decisions: decisions, items: report.items.compactMap { item($0, conflicts) },
            conflicts: conflicts.map { told($0, itemOf) }, numbering: report.numbering)
    }

    private func item(_ item: MergeReport.Item, _ conflicts: [CaseConflict]) -> OpinionItem? {
        let sources = item.sources.compactMap { UUID(uuidString: $0.comment).flatMap { comments[$0] } }
        guard let first = sources.first, let sheet = sheets[first.sheet] else { return nil }
        let own = Set(sources.map(\.id))
        let part = conflicts.filter { conflict in conflict.members.contains { own.contains($0.comment) } }.map(\.number)
        return OpinionItem(
            number: item.number, sheet: sheet, discipline: first.discipline, specialty: first.specialty, severity: item.severity, text: first.text,
            basis: first.basis, region: first.region, sources: sources.map(\.id),
            statements: sources.map { comment in
                OpinionStatement(
                    comment, fileSHA256: sheets[comment.sheet]?.fileSHA256 ?? "", demands: demandsOf[comment.id] ?? [],
                    entry: round.entries[comment.id])
            },
            joinedBy: item.joinedBy.isEmpty ? nil : item.joinedBy, formerNumbers: item.formerNumbers.isEmpty ? nil : item.formerNumbers,
            conflicts: part.isEmpty ? nil : part)
    }

    private func told(_ conflict: CaseConflict, _ itemOf: [String: Int]) -> OpinionConflict {
        OpinionConflict(
            conflict: conflict,
            sides: conflict.members.map { member in
                let comment = comments[member.comment]
                return OpinionConflict.Side(
                    comment: member.comment, item: itemOf[member.comment.text], discipline: comment?.discipline, author: comment?.author,
                    text: comment?.text, basis: comment?.basis, demand: round.demands.first { $0.id == member.demand })
            },
            sums: round.sums.filter { sum in conflict.sums.contains { $0.text == sum.id } })
    }
}
