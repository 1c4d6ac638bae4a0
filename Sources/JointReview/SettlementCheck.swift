public import Foundation

/// What the decisions on one conflict are checked against, read under the case's lock.
public struct SettlementCheck: Hashable, Sendable {
    /// The conflict.
    public var conflict: CaseConflict
    /// Demands of the comments that stand, also those that are not in force.
    public var demands: [CaseDemand]
    /// The register.
    public var elements: Set<String>
    /// Sums that hold.
    public var sums: [LinearSum]
    /// The other open conflicts: what they name is for their own settlement.
    public var others: [CaseConflict]

    /// What the decisions are checked against.
    public init(conflict: CaseConflict, demands: [CaseDemand], elements: Set<String>, sums: [LinearSum], others: [CaseConflict]) {
        (self.conflict, self.demands, self.elements) = (conflict, demands, elements)
        (self.sums, self.others) = (sums, others)
    }

    /// Everything that is wrong with the decisions, at once; empty when they settle the conflict.
    ///
    /// Pure. The demands that are left must be able to hold together: with each other, and with every other demand of the case unless another open
    /// conflict names exactly that contradiction. Where the check does not come to an end nobody can say that, and nothing is settled.
    public func findings(in decisions: [SettlementDecision]) -> [Finding] {
        var findings: [Finding] = []
        let members = Set(conflict.members)
        var seen: Set<ConflictMember> = []
        for (place, decision) in decisions.enumerated() {
            let pointer = "/decisions/\(place)"
            if !members.contains(decision.member) {
                findings.append(SettlementCode.notConcerned.finding(at: pointer))
            } else if !seen.insert(decision.member).inserted {
                findings.append(SettlementCode.decisionTwice.finding(at: pointer))
            }
            if decision.reason.isBlank { findings.append(SettlementCode.reasonMissing.finding(at: pointer + "/reason")) }
            switch (decision.outcome, decision.replacement) {
            case (.replaced, nil): findings.append(SettlementCode.replacementMissing.finding(at: pointer + "/replacement"))
            case (.replaced, let demand?): findings += demand.findings(at: pointer + "/replacement", elements: elements)
            case (.stands, .some), (.withdrawn, .some): findings.append(SettlementCode.replacementNotUsed.finding(at: pointer + "/replacement"))
            case (.stands, nil), (.withdrawn, nil): break
            }
        }
        for member in conflict.members where !seen.contains(member) {
            let known = demands.first { $0.id == member.demand }
            findings.append(SettlementCode.decisionMissing.finding(at: "/decisions", known?.demand.line ?? member.comment.uuidString.lowercased()))
        }
        // What is left is only worth a look when everybody knows what that is.
        return findings.isEmpty ? remaining(after: decisions) : findings
    }

    /// The contradictions that the decisions leave, or make.
    private func remaining(after decisions: [SettlementDecision]) -> [Finding] {
        var ids: [CommentDemand: UUID] = [:]
        var after: [CommentDemand] = []
        var concerned: Set<CommentDemand> = []
        let outcomes = Self.outcomes(of: decisions, on: demands)
        for demand in demands where demand.isInForce {
            switch outcomes[demand.id] {
            case .replaced, .withdrawn: continue
            case .stands: concerned.insert(demand.compared)
            case nil: break
            }
            guard ids[demand.compared] == nil else { continue }
            ids[demand.compared] = demand.id
            after.append(demand.compared)
        }
        for decision in decisions {
            guard let replacement = decision.replacement else { continue }
            let compared = CommentDemand(comment: decision.comment.uuidString.lowercased(), demand: replacement)
            concerned.insert(compared)
            if !after.contains(compared) { after.append(compared) }
        }
        let elsewhere = Set(others.map { Set($0.members.compactMap(\.demand)) })
        var findings: [Finding] = []
        let found = Contradictions.find(after, sums: sums)
        for set in found.sets where !concerned.isDisjoint(with: set.demands) {
            let named = set.demands.compactMap { ids[$0] }
            if named.count == set.demands.count, elsewhere.contains(Set(named)) { continue }
            let lines = set.demands.map(\.demand.line).joined(separator: " ↔ ")
            findings.append(SettlementCode.contradictionRemains.finding(at: "/decisions", "\(set.kind.label.zh) \(lines)"))
        }
        let unfinished = concerned.intersection(found.unfinished)
        if !unfinished.isEmpty {
            findings.append(SettlementCode.undecided.finding(at: "/decisions", unfinished.sorted().map(\.demand.line).joined(separator: "、")))
        }
        return findings
    }

    /// What the decisions make of each demand. A comment that a declared conflict withdraws or replaces takes all its demands along.
    public static func outcomes(of decisions: [SettlementDecision], on demands: [CaseDemand]) -> [UUID: DemandOutcome] {
        var outcomes: [UUID: DemandOutcome] = [:]
        for decision in decisions {
            if let demand = decision.demand {
                outcomes[demand] = decision.outcome
            } else {
                for demand in demands where demand.comment == decision.comment && demand.isInForce { outcomes[demand.id] = decision.outcome }
            }
        }
        return outcomes
    }
}
