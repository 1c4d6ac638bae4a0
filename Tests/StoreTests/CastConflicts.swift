import Foundation
import JointReview
import Store
import Testing
import WorkingTime

/// A case in which fire and structure contradict each other about one door.
struct Contradicting: Sendable {
    let record: CaseRecord
    /// Reviews in their reviewers' hands.
    let reviews: [Discipline: ReviewRecord]
    let sheet: UUID

    static let door = Element(id: "1#/3F/轴5,C–D/M-0312", building: "1#", storey: "3F", mark: "轴5,C–D/M-0312", kind: .door)
    static let wide = Demand(element: door.id, property: "structural_opening_width", relation: .atLeast, value: "1.30", unit: "m")
    static let narrow = Demand(element: door.id, property: "structural_opening_width", relation: .atMost, value: "1000", unit: "mm")

    /// The draft of a comment with a demand on the case's first sheet.
    func draft(_ demand: Demand?, x: Double, _ text: String, contradicts: [UUID] = []) -> CommentDraft {
        CommentDraft(
            sheet: sheet, region: Region(page: 1, x: x, y: 10, width: 50, height: 50), severity: .generalClause, text: text,
            basis: .clause(code: "GB 50016", edition: "2014(2018)", clause: "5.5.21"), demands: demand.map { [$0] } ?? [], contradicts: contradicts)
    }
}

extension Cast {
    /// A case whose reviews are all in hand, with the door in its register, and both demands published.
    func contradictingCase(_ store: Store) async throws -> Contradicting {
        let record = try await acceptedCase(store)
        let sheet = try #require(try await store.transaction(as: actor("owner")) { try await $0.sheets(ofCase: record.id, round: 1) }.first)
        var reviews: [Discipline: ReviewRecord] = [:]
        let all = try await store.transaction(as: actor("owner")) { try await $0.reviews(of: record.id) }
        for review in all where review.applicability == .applies {
            reviews[review.discipline] = try await store.transaction(as: actor(review.discipline.rawValue)) { try await $0.claim(review.id) }
        }
        let made = Contradicting(record: record, reviews: reviews, sheet: sheet.id)
        _ = try await store.transaction(as: actor("fire")) { try await $0.add(Contradicting.door, to: record) }
        try await publish(made.draft(Contradicting.wide, x: 10, "疏散宽度不足"), .fire, made, store)
        try await publish(made.draft(Contradicting.narrow, x: 300, "开洞削弱约束边缘构件"), .structural, made, store)
        return made
    }

    @discardableResult
    func publish(_ draft: CommentDraft, _ discipline: Discipline, _ made: Contradicting, _ store: Store) async throws -> CommentRecord {
        let review = try #require(made.reviews[discipline])
        return try await store.transaction(as: actor(discipline.rawValue)) {
            try await $0.publish(draft, id: UUID(), in: review.id, attempt: review.attempt)
        }
    }

    @discardableResult
    func decide(_ discipline: Discipline, _ made: Contradicting, _ store: Store) async throws -> DecisionOutcome {
        let (review, acting) = (try #require(made.reviews[discipline]), try acting(discipline.rawValue))
        return try await store.transaction(as: actor(discipline.rawValue)) {
            let comments = try await $0.comments(of: made.record.id, limit: 100).filter { $0.comment.review == review.id }
            let decision: Decision = comments.isEmpty ? .pass : .fail
            return try await $0.decide(review.id, decision: decision, attempt: review.attempt, summary: "", as: acting)
        }
    }

    /// Lets every discipline decide; the case is then being reconciled.
    func reconcilingCase(_ store: Store) async throws -> (made: Contradicting, conflict: CaseConflict) {
        let made = try await contradictingCase(store)
        for discipline in Discipline.allCases { try await decide(discipline, made, store) }
        let conflicts = try await store.transaction(as: actor("owner")) { try await $0.conflicts(of: made.record.id) }
        return (made, try #require(conflicts.first))
    }

    /// Settles a conflict: unless said otherwise the first side gives way, in the order of its members.
    func settle(_ conflict: CaseConflict, _ store: Store, _ outcomes: [DemandOutcome] = [.withdrawn, .stands]) async throws
        -> (conflict: CaseConflict, caseState: CaseState, opinion: UUID?)
    {
        let meeting = try #require(
            CoordinationMeeting(
                day: CalendarDay(Date()).description, minutes: "洞口保持 1.00 m,另设 M-0313。", participants: [.init(organisation: lead.id, persons: [])]))
        let decisions = zip(conflict.members, outcomes).map {
            SettlementDecision(comment: $0.comment, demand: $0.demand, outcome: $1, reason: "会议议定")
        }
        return try await store.transaction(as: actor("clerk")) { tx in
            let ground = try await tx.lockSettlement(of: conflict.id, meeting: meeting, decisions: decisions)
            try #require(ground.findings(meeting, decisions).isEmpty)
            return try await tx.settle(ground, meeting: meeting, decisions: decisions)
        }
    }
}
