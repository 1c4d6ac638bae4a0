public import Foundation

/// A contradiction that a merge found, by the identities of the case.
public struct FoundConflict: Hashable, Sendable {
    /// What makes the demands contradict.
    public let kind: Contradiction.Kind
    /// Whether one of the authors says so, too.
    public let declared: Bool
    /// The sides.
    public let members: [ConflictMember]
    /// Declared sums that it runs through.
    public let sums: [UUID]

    /// What a merge found.
    public init(kind: Contradiction.Kind, declared: Bool, members: [ConflictMember], sums: [UUID]) {
        (self.kind, self.declared, self.members, self.sums) = (kind, declared, members, sums)
    }
}

extension Merge.Round {
    /// The round without what is said of sheets that a reader may not open: for his eyes only, never for the opinion.
    public func without(_ closed: Set<UUID>) -> Merge.Round {
        guard !closed.isEmpty else { return self }
        var round = self
        let gone = Set(comments.filter { closed.contains($0.sheet) }.map(\.id))
        let names = Set(closed.map(\.text))
        round.comments.removeAll { gone.contains($0.id) }
        round.demands.removeAll { gone.contains($0.comment) }
        round.sums.removeAll { names.contains($0.sheet) }
        round.contradicts = contradicts.filter { !gone.contains($0.key) }.mapValues { $0.filter { !gone.contains($0) } }
        return round
    }

    /// The round as the merge reads it: identities as lower-case texts, demands that are in force, and no reference to what is not part of the round.
    public var material: MergeMaterial {
        let present = Set(comments.map(\.id))
        // A comment whose correction came in another round is left out; one whose correction is here keeps the chain of numbers.
        let standing = comments.filter { comment in comment.supersededBy.map(present.contains) ?? true }
        let known = Set(standing.map(\.id))
        let sheetNames = Set(sheets.map(\.id.text))
        let demandsOf = Dictionary(grouping: demands.filter(\.isInForce), by: \.comment)
        let names = Set(known.map(\.text))
        return MergeMaterial(
            sheets: sheets.map { MergeMaterial.Sheet(id: $0.id.text, number: $0.number, title: $0.title, fileSha256: $0.fileSHA256) },
            elements: elements, sums: sums.filter { sheetNames.contains($0.sheet) },
            comments: standing.map { comment in
                MergeComment(
                    comment, demands: (demandsOf[comment.id] ?? []).map(\.demand),
                    contradicts: (contradicts[comment.id] ?? []).filter { known.contains($0) && $0 != comment.id }.map(\.text),
                    auditEntry: entries[comment.id].map(String.init))
            },
            groupings: groupings.compactMap { grouping in
                let left = grouping.comments.filter(names.contains)
                guard Set(left).count >= (grouping.act == .join ? 2 : 1) else { return nil }
                return Grouping(sequence: grouping.sequence, act: grouping.act, comments: left, by: grouping.by, reason: grouping.reason)
            },
            numbering: numbering)
    }

    /// Demands in force among which a report may not have found every contradiction, by the identities of the case.
    public func unfinished(in report: MergeReport) -> Set<ConflictMember> {
        guard !report.unfinished.isEmpty else { return [] }
        return Set(
            demands.filter { $0.isInForce && report.unfinished.contains($0.compared) }.map { ConflictMember(comment: $0.comment, demand: $0.id) })
    }

    /// The contradictions of a report on this round's material, by the identities of the case.
    public func conflicts(in report: MergeReport) -> [FoundConflict] {
        let known = Dictionary(demands.filter(\.isInForce).map { ($0.compared, $0.id) }, uniquingKeysWith: { first, _ in first })
        return report.conflicts.map { conflict in
            let sides = conflict.demands.compactMap { side in
                UUID(uuidString: side.comment).map { ConflictMember(comment: $0, demand: known[side]) }
            }
            let parties = conflict.parties.compactMap { UUID(uuidString: $0.comment).map { ConflictMember(comment: $0, demand: nil) } }
            return FoundConflict(
                kind: conflict.kind, declared: conflict.declared, members: sides.isEmpty ? parties : sides,
                sums: conflict.sums.compactMap(UUID.init(uuidString:)))
        }
    }
}

extension CaseConflict {
    /// What a merge changes in a case's conflicts: the ones that are new, and the open ones that it does not find any more.
    ///
    /// A declared conflict that was settled is not opened again: its authors said so before the settlement.
    /// - Parameter unfinished: demands among which the merge may not have found everything; what is open between them has not ended.
    public static func changes(
        _ known: [CaseConflict], found: [FoundConflict], unfinished: Set<ConflictMember> = []
    ) -> (new: [FoundConflict], lapsed: [CaseConflict]) {
        let standing = Set(known.filter { $0.state == .open || $0.state == .settled && $0.kind == .declared }.map { Set($0.members) })
        let present = Set(found.map { Set($0.members) })
        // What its authors declared and their demands showed, too, was settled as one.
        let said = Set(known.filter { $0.state == .settled && $0.declared }.map { Set($0.members.map(\.comment)) })
        return (
            found.filter { found in
                !standing.contains(Set(found.members)) && !(found.kind == .declared && said.contains(Set(found.members.map(\.comment))))
            },
            known.filter { $0.state == .open && !present.contains(Set($0.members)) && !unfinished.isSuperset(of: $0.members) }
        )
    }
}

extension UUID {
    /// Lower-case text, as everywhere in the product.
    var text: String { uuidString.lowercased() }
}
