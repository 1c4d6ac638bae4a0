import Foundation
import JointReview
import Store
import Testing
import Wire

/// A case that had all its rounds goes on only when the coordinator says why.
@Suite(.timeLimit(.minutes(5))) struct EscalationTests {
    @Test func beyondTheLimitOfRoundsTheCoordinatorEscalatesAndTurnSaysSo() async throws {
        try await House.with { house in
            let (opened, fire) = try await house.failedByFire()
            let path = "/v1/cases/\(opened.id.text)"
            try await house.sql("UPDATE lianshen.joint_case SET round_limit = 1 WHERE case_id = '\(opened.id)'")
            func tasks() async throws -> Set<String> {
                let turns = try await house.call(.get, path + "/turn", as: "owner").json(TurnsBody.self).items
                let names = Dictionary(uniqueKeysWithValues: house.cast.people.map { ($1.id, $0) })
                return Set(turns.map { "\($0.personId.flatMap { names[$0] } ?? "nobody") \($0.task.rawValue)" })
            }
            // Nobody is told to draw for a round that may not come.
            #expect(try await tasks() == ["coordinator escalate"])
            #expect(try await house.call(.post, path + "/revise", as: "owner").status == 200)
            let answer = #"{"verdict":"not_accepted","text":"按原设计"}"#
            #expect(try await house.call(.put, "/v1/comments/\(fire.text)/answer", as: "designer", json: answer).status == 200)
            #expect(try await house.call(.post, path + "/answers/release", as: "designer", json: "{}").status == 200)
            #expect(try await house.call(.post, path + "/confirm", as: "owner").status == 200)
            // Nobody is told to submit what would be refused.
            #expect(try await tasks() == ["coordinator escalate"])
            #expect(try await house.call(.post, path + "/submit", as: "owner").problem.refusal == "case.round_limit")
            let why = #"{"reason":"专家论证后再审一轮"}"#
            #expect(try await house.call(.post, path + "/escalate", as: "clerk", json: why).status == 403)
            #expect(try await house.call(.post, path + "/escalate", as: "coordinator", json: #"{"reason":" "}"#).status >= 400)
            #expect(try await house.call(.post, path + "/escalate", as: "coordinator", json: why).status == 200)
            #expect(try await house.call(.post, path + "/escalate", as: "coordinator", json: why).problem.refusal == "case.nothing_to_escalate")
            let notices: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: "owner").json()
            #expect(notices.items.contains { $0.kind == .escalation && $0.caseId == opened.id })
            #expect(try await tasks() == ["owner submit", "agent submit"])
            let again: CaseBody = try await house.call(.post, path + "/submit", as: "owner").json()
            #expect(again.state == .inReReview && again.round == 2)
        }
    }
}
