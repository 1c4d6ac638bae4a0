import Foundation
import JointReview
import Testing

/// A settlement leaves demands that can all hold, or it is none.
@Suite struct SettlementTests {
    private static let door = "1#/3F/轴5,C–D/M-0312"
    private static let width = "structural_opening_width"

    private static func demand(_ relation: Relation, _ value: String, _ unit: String = "m", on element: String = door) -> Demand {
        Demand(element: element, property: width, relation: relation, value: value, unit: unit)
    }

    private static let fire = CaseDemand(id: UUID(), comment: UUID(), demand: demand(.atLeast, "1.30"))
    private static let structural = CaseDemand(id: UUID(), comment: UUID(), demand: demand(.atMost, "1000", "mm"))

    private static func conflict(_ demands: [CaseDemand], number: Int = 1, state: CaseConflict.State = .open) -> CaseConflict {
        CaseConflict(
            id: UUID(), number: number, round: 1, kind: .bounds, declared: false,
            members: demands.map { ConflictMember(comment: $0.comment, demand: $0.id) }, state: state,
            openedAt: Date(timeIntervalSince1970: 1_795_000_000))
    }

    private static func check(_ more: [CaseDemand] = [], others: [CaseConflict] = []) -> SettlementCheck {
        SettlementCheck(
            conflict: conflict([fire, structural]), demands: [fire, structural] + more, elements: [door, "1#/3F/轴6/M-0313"], sums: [], others: others)
    }

    private static func decide(_ demand: CaseDemand, _ outcome: DemandOutcome, _ replacement: Demand? = nil, reason: String = "会议议定")
        -> SettlementDecision
    {
        SettlementDecision(comment: demand.comment, demand: demand.id, outcome: outcome, replacement: replacement, reason: reason)
    }

    @Test func whatWasDeclaredAndFoundIsSettledOnce() {
        let members = [Self.fire, Self.structural].map { ConflictMember(comment: $0.comment, demand: $0.id) }
        let settled = CaseConflict(
            id: UUID(), number: 1, round: 1, kind: .bounds, declared: true, members: members, state: .settled,
            openedAt: Date(timeIntervalSince1970: 1_795_000_000))
        // The demands hold now; the authors' word that their comments contradict each other is as old as the settlement.
        let again = FoundConflict(
            kind: .declared, declared: true, members: members.map { ConflictMember(comment: $0.comment, demand: nil) }, sums: [])
        #expect(CaseConflict.changes([settled], found: [again]).new.isEmpty)
        let other = FoundConflict(
            kind: .declared, declared: true,
            members: [ConflictMember(comment: Self.fire.comment, demand: nil), ConflictMember(comment: UUID(), demand: nil)],
            sums: [])
        #expect(CaseConflict.changes([settled], found: [other]).new == [other])
    }

    @Test func fireReplacesItsOwnDemandByASecondDoor() {
        let second = Self.demand(.atLeast, "0.90", on: "1#/3F/轴6/M-0313")
        #expect(Self.check().findings(in: [Self.decide(Self.fire, .replaced, second), Self.decide(Self.structural, .stands)]).isEmpty)
        #expect(Self.check().findings(in: [Self.decide(Self.fire, .withdrawn), Self.decide(Self.structural, .stands)]).isEmpty)
        #expect(Self.check().findings(in: [Self.decide(Self.fire, .stands), Self.decide(Self.structural, .withdrawn)]).isEmpty)
    }

    @Test func whatStillContradictsIsNamed() throws {
        let stand = Self.check().findings(in: [Self.decide(Self.fire, .stands), Self.decide(Self.structural, .stands)])
        #expect(stand.map(\.code) == ["settlement.contradiction_remains"])
        let message = try #require(stand.first?.message.zh)
        #expect(message.contains("≥ 1.30 m") && message.contains("≤ 1000 mm") && message.contains(Self.door))
        let halfway = Self.check().findings(in: [
            Self.decide(Self.fire, .replaced, Self.demand(.atLeast, "1.01")), Self.decide(Self.structural, .stands),
        ])
        #expect(halfway.map(\.code) == ["settlement.contradiction_remains"])
        // Equal bounds meet.
        #expect(
            Self.check().findings(in: [
                Self.decide(Self.fire, .replaced, Self.demand(.atLeast, "1.00")), Self.decide(Self.structural, .stands),
            ]).isEmpty)
    }

    @Test func aDecisionMayNotContradictSomebodyElse() {
        let third = CaseDemand(id: UUID(), comment: UUID(), demand: Self.demand(.equal, "900", "mm", on: "1#/3F/轴6/M-0313"))
        let decisions = [
            Self.decide(Self.fire, .replaced, Self.demand(.atLeast, "1.20", on: "1#/3F/轴6/M-0313")), Self.decide(Self.structural, .stands),
        ]
        #expect(Self.check([third]).findings(in: decisions).map(\.code) == ["settlement.contradiction_remains"])
        #expect(Self.check().findings(in: decisions).isEmpty)
    }

    @Test func whatAnotherOpenConflictNamesIsForItsOwnSettlement() {
        let planning = CaseDemand(id: UUID(), comment: UUID(), demand: Self.demand(.atMost, "1.10"))
        let other = Self.conflict([Self.fire, planning], number: 2)
        let decisions = [Self.decide(Self.fire, .stands), Self.decide(Self.structural, .withdrawn)]
        #expect(Self.check([planning], others: [other]).findings(in: decisions).isEmpty)
        #expect(Self.check([planning]).findings(in: decisions).map(\.code) == ["settlement.contradiction_remains"])
    }

    @Test func nothingIsSettledBetweenDemandsWhoseContradictionsNobodyKnows() {
        func sum(_ id: String, _ constant: String, _ property: String) -> LinearSum {
            LinearSum(
                id: id, total: LinearSum.Term(element: Self.door, property: property), parts: [LinearSum.Term(element: Self.door, property: "leaf")],
                constant: constant, unit: "mm", sheet: "s", declaredBy: "p")
        }
        let decisions = [Self.decide(Self.fire, .stands), Self.decide(Self.structural, .withdrawn)]
        var check = Self.check()
        check.sums = [sum("a", "100", Self.width), sum("b", "200", Self.width)]
        let findings = check.findings(in: decisions)
        #expect(findings.map(\.code) == ["settlement.undecided"] && findings.first?.message.zh.contains("≥ 1.30 m") == true)
        // Nothing is left to contradict anything.
        #expect(check.findings(in: [Self.decide(Self.fire, .withdrawn), Self.decide(Self.structural, .withdrawn)]).isEmpty)
        // Sums that are wrong elsewhere are nothing to these two.
        check.sums = [sum("a", "100", "height"), sum("b", "200", "height")]
        #expect(check.findings(in: decisions).isEmpty)
    }

    @Test func everythingThatIsWrongIsToldAtOnce() {
        let stranger = CaseDemand(id: UUID(), comment: UUID(), demand: Self.demand(.atLeast, "1"))
        let findings = Self.check().findings(in: [
            Self.decide(Self.fire, .replaced), Self.decide(Self.fire, .stands, Self.demand(.atLeast, "1")),
            Self.decide(stranger, .stands, reason: "  "),
        ])
        #expect(
            findings.map(\.code) == [
                "settlement.replacement_missing", "settlement.decision_twice", "settlement.replacement_not_used", "settlement.not_concerned",
                "settlement.reason_missing", "settlement.decision_missing",
            ])
        let malformed = Self.check().findings(in: [
            Self.decide(Self.fire, .replaced, Demand(element: "2#", property: Self.width, relation: .atLeast, value: "1,0", unit: "ft")),
            Self.decide(Self.structural, .stands),
        ])
        #expect(malformed.map(\.code) == ["demand.element_unknown", "demand.unit_unknown", "demand.value_form"])
        #expect(malformed.map(\.file) == ["element", "unit", "value"].map { "/decisions/0/replacement/\($0)" })
    }

    @Test func aDeclaredConflictTakesTheDemandsOfAWithdrawnCommentAlong() {
        let members = [ConflictMember(comment: Self.fire.comment, demand: nil), ConflictMember(comment: Self.structural.comment, demand: nil)]
        let conflict = CaseConflict(
            id: UUID(), number: 1, round: 1, kind: .declared, declared: true, members: members, openedAt: Date(timeIntervalSince1970: 0))
        let check = SettlementCheck(conflict: conflict, demands: [Self.fire, Self.structural], elements: [Self.door], sums: [], others: [])
        let decisions = [
            SettlementDecision(comment: Self.fire.comment, demand: nil, outcome: .withdrawn, reason: "议定"),
            SettlementDecision(comment: Self.structural.comment, demand: nil, outcome: .stands, reason: "议定"),
        ]
        #expect(check.findings(in: decisions).isEmpty)
        #expect(
            SettlementCheck.outcomes(of: decisions, on: check.demands) == [Self.fire.id: .withdrawn, Self.structural.id: .stands])
        let both = members.map { SettlementDecision(comment: $0.comment, demand: nil, outcome: .stands, reason: "议定") }
        #expect(check.findings(in: both).map(\.code) == ["settlement.contradiction_remains"])
    }

    /// Whatever is decided about random bounds: a settlement without findings leaves demands that one value meets.
    @Test(arguments: 0..<300) func afterASettlementOneValueMeetsAllDemands(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        let demands = (0..<4).map { _ in
            CaseDemand(
                id: UUID(), comment: UUID(),
                demand: Self.demand(
                    [Relation.atLeast, .atMost, .equal][Int.random(in: 0..<3, using: &random)], "\(Int.random(in: 1...9, using: &random))"))
        }
        let found = Contradictions.find(demands.map(\.compared)).sets
        guard let set = found.first else { return }
        let sides = demands.filter { set.demands.contains($0.compared) }
        let check = SettlementCheck(conflict: Self.conflict(sides), demands: demands, elements: [Self.door], sums: [], others: [])
        var accepted = 0
        for _ in 0..<40 {
            let decisions = sides.map { side -> SettlementDecision in
                switch Int.random(in: 0..<3, using: &random) {
                case 0: Self.decide(side, .stands)
                case 1: Self.decide(side, .withdrawn)
                default: Self.decide(side, .replaced, Self.demand(.atLeast, "\(Int.random(in: 1...9, using: &random))"))
                }
            }
            guard check.findings(in: decisions).isEmpty else { continue }
            accepted += 1
            let outcomes = SettlementCheck.outcomes(of: decisions, on: demands)
            let left = sides.filter { outcomes[$0.id] == .stands }.map(\.demand) + decisions.compactMap(\.replacement)
            let others = demands.filter { other in !sides.contains(other) }.map(\.demand)
            // Against each of the others, too: nobody else had a conflict to name.
            for rest in [left] + left.flatMap({ one in others.map { [one, $0] } }) {
                #expect((1...9).contains { value in rest.allSatisfy { Self.holds($0, value) } }, "\(rest.map(\.line))")
            }
        }
        // Withdrawing everything always settles.
        #expect(accepted > 0 || check.findings(in: sides.map { Self.decide($0, .withdrawn) }).isEmpty)
    }

    private static func holds(_ demand: Demand, _ value: Int) -> Bool {
        guard let bound = demand.value.flatMap(Int.init) else { return false }
        switch demand.relation {
        case .atLeast: return value >= bound
        case .atMost: return value <= bound
        case .equal: return value == bound
        case .add, .remove, .move: return false
        }
    }

    @Test(arguments: CaseConflict.State.allCases, CaseConflict.Action.allCases)
    func onlyAnOpenConflictEnds(_ state: CaseConflict.State, _ action: CaseConflict.Action) {
        let after = try? Self.conflict([Self.fire], state: state).applying(action)
        switch (state, action) {
        case (.open, .settle): #expect(after == .settled)
        case (.open, .lapse): #expect(after == .lapsed)
        case (.settled, _), (.lapsed, _): #expect(after == nil)
        }
    }
}
