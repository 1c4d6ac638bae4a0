import Client
import Foundation
import JointReview
import SampleCase
import Wire
import WorkingTime

/// What holds the opinion up in the sample: demands of two bodies that cannot both be met, settled one after the other in a coordination meeting.
struct DemoMeeting: Sendable {
    let id: UUID
    let cast: DemoCast
    let run: String

    /// Settles every open conflict as the sample tells it.
    /// - Returns: one line for each.
    func hold() async throws -> [Bilingual] {
        let lead = try cast.client(.lead)
        var told: [Bilingual] = []
        for conflict in try await lead.all({ try await lead.conflicts(of: id, limit: 200, after: $0) }) {
            guard let sample = SampleCase.conflicts.first(where: { $0.comments.allSatisfy { side($0, in: conflict) != nil } }) else {
                throw DemoError.unexpected("样例没有这一矛盾 · the sample does not know conflict \(conflict.number)")
            }
            _ = try await lead.settle(conflict.id, try settlement(of: conflict, as: sample), key: "\(run)-settle-\(conflict.number)")
            told.append(sample.settlement)
        }
        return told
    }

    private func side(_ key: String, in conflict: ConflictBody) -> ConflictSideBody? {
        let comment = SampleCase.comments.first { $0.id == key }
        return conflict.members.first { $0.text == comment?.text.zh }
    }

    private func settlement(of conflict: ConflictBody, as sample: SampleConflict) throws -> SettleConflictBody {
        let replaced = side(sample.replaced, in: conflict)
        let decisions = conflict.members.map { side in
            guard side.commentId == replaced?.commentId else {
                return SettlementDecisionBody(commentId: side.commentId, demandId: side.demand?.id, outcome: .stands, reason: "协调会议定:本条要求维持。")
            }
            return SettlementDecisionBody(
                commentId: side.commentId, demandId: side.demand?.id, outcome: .replaced, replacement: sample.replacement.demand,
                reason: "协调会议定,由提出单位同意改为新的要求。", agreedBy: side.authorId)
        }
        let table = try (["lead", "owner", "institute"] + conflict.members.map(\.discipline.rawValue)).map {
            MeetingBody.Participant(organisationId: try cast.organisation($0))
        }
        let meeting = MeetingBody(heldOn: CalendarDay(Date()).description, minutes: "业务协调会(样例):\(sample.settlement.zh)", participants: table)
        return SettleConflictBody(meeting: meeting, decisions: decisions)
    }
}
