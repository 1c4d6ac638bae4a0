import Foundation
import JointReview

/// The sample's contradiction between fire and structure about one door, settled by a second door; and its sibling that is still open.
enum SampleSettlement {
    static let door = "1#/3F/轴5,C–D/M-0312"
    static let second = "1#/3F/轴6/M-0313"
    static let minutes = "洞口保持 1.00 m;轴6 另设 M-0313,净宽 0.90 m。<消防>以增设取代加宽。"

    static func add(to round: inout Merge.Round, _ comments: [ReportRecord.CommentLine]) {
        guard let fire = comments.first(where: { $0.discipline == .fire && $0.supersededBy == nil }),
            let structural = comments.first(where: { $0.discipline == .structural && $0.supersededBy == nil })
        else { return }
        let width = "structural_opening_width"
        let wide = CaseDemand(
            id: SampleRecord.id(71), comment: fire.id, demand: Demand(element: door, property: width, relation: .atLeast, value: "1.30", unit: "m"),
            outcome: .replaced)
        let instead = CaseDemand(
            id: SampleRecord.id(72), comment: fire.id, demand: Demand(element: second, relation: .add), replaces: wide.id)
        let narrow = CaseDemand(
            id: SampleRecord.id(73), comment: structural.id,
            demand: Demand(element: door, property: width, relation: .atMost, value: "1000", unit: "mm"), outcome: .stands)
        round.demands = [wide, instead, narrow]
        round.elements = [Element(id: door, mark: "M-0312", kind: .door), Element(id: second, mark: "M-0313", kind: .door)]
        let meeting = CoordinationMeeting(
            day: "2026-11-20", minutes: minutes, participants: [.init(organisation: SampleRecord.id(101), persons: [fire.author.id])])
        let settlement = meeting.map {
            Settlement(
                id: SampleRecord.id(74), meeting: $0,
                decisions: [
                    SettlementDecision(
                        comment: fire.id, demand: wide.id, outcome: .replaced, replacement: instead.demand, reason: "第二出口满足疏散宽度",
                        agreedBy: fire.author.id),
                    SettlementDecision(comment: structural.id, demand: narrow.id, outcome: .stands, reason: "约束边缘构件不得削弱"),
                ], settledBy: structural.author.id, settledAt: SampleRecord.start + 8_000)
        }
        let members = [ConflictMember(comment: fire.id, demand: wide.id), ConflictMember(comment: structural.id, demand: narrow.id)]
        round.conflicts = [
            CaseConflict(
                id: SampleRecord.id(75), number: 1, round: 1, kind: .bounds, declared: false, members: members, state: .settled,
                openedAt: SampleRecord.start + 7_000, settlement: settlement),
            CaseConflict(
                id: SampleRecord.id(76), number: 2, round: 1, kind: .declared, declared: true,
                members: members.map { ConflictMember(comment: $0.comment, demand: nil) }, openedAt: SampleRecord.start + 7_000),
        ]
    }
}
