import Foundation
public import JointReview
import Postgres

extension Tx {
    /// Everything that the present round of a case is merged from.
    ///
    /// Comments that stand, of whatever round; elements, sums and groups of the case; numbers of the opinion before.
    public func mergeRound(of record: CaseRecord) async throws -> Merge.Round {
        let inForce = try await sheets(ofCase: record.id, round: record.round)
        let reviews = try await reviews(of: record.id).filter { $0.round == record.round && $0.applicability == .applies }
        // What stands of earlier rounds is demanded still, by the review that the discipline has now.
        let present = Dictionary(uniqueKeysWithValues: reviews.map { ($0.discipline, $0.id) })
        let comments = try await standingComments(of: record.id)
        let values = comments.map { $0.comment.moved(to: present[$0.comment.discipline]) }
        let sheets = try await withEarlier(inForce, for: values)
        let signed = reviews.filter { $0.specialties > 0 || $0.carriedFrom != nil }.map { $0.carriedFrom ?? $0.id }
        let signatures = try await specialties(ofReviews: signed).mapValues { $0.compactMap(\.signature) }
        let answers = try await sql.batch([
            """
            SELECT object_id, project_seq FROM audit_entry
             WHERE case_id = \(record.id) AND object_kind = 'comment' AND act IN ('comment.publish', 'comment.supersede') AND result = 'ok'
            """,
            "SELECT body FROM opinion WHERE case_id = \(record.id) AND round < \(record.round) ORDER BY round DESC LIMIT 1",
        ])
        var round = Merge.Round(
            case: record.id, round: record.round,
            sheets: sheets.map {
                OpinionItem.Sheet(
                    id: $0.id, number: $0.entry.number, title: $0.entry.title, revision: $0.entry.revision, fileSHA256: $0.fileSHA256.hex)
            },
            reviews: reviews.map {
                Merge.Round.Outcome(
                    discipline: $0.discipline, review: $0.id, decision: $0.decision, specialties: signatures[$0.carriedFrom ?? $0.id] ?? [])
            },
            comments: values)
        round.demands = comments.flatMap(\.demands)
        for comment in comments where !comment.contradicts.isEmpty { round.contradicts[comment.id] = comment.contradicts }
        round.elements = try await register(of: record.id)
        round.sums = try await sums(of: record, among: inForce)
        round.groupings = try await groupings(of: record.id, limit: MergeLimits.groupingsOfCase).map(\.grouping)
        for row in answers[0] {
            let entry: Int? = try row.optional("project_seq")
            if let entry { round.entries[try row("object_id")] = Int64(entry) }
        }
        if let body: JSON = try answers[1].first?("body") { round.numbering = try body.decode(Opinion.self).numbers }
        return round
    }

    /// Writes what a report changes in the conflicts of a case, and reads how they stand then. Runs under the case's row lock.
    /// - Parameter opensNew: false once the round has its opinion: then conflicts end, and none begins.
    func keepConflicts(of record: CaseRecord, _ round: Merge.Round, _ report: MergeReport, opensNew: Bool) async throws -> [CaseConflict] {
        let known = try await conflicts(of: record.id)
        let changes = CaseConflict.changes(known, found: round.conflicts(in: report), unfinished: round.unfinished(in: report))
        let new = opensNew ? changes.new : []
        guard !new.isEmpty || !changes.lapsed.isEmpty else { return known }
        try await lapse(changes.lapsed, in: record)
        try await open(new, in: record)
        return try await conflicts(of: record.id)
    }
}
