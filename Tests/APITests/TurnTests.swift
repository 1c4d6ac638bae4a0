import Foundation
import JointReview
import Store
import Testing
import Wire

/// At every moment of a case the exact set of people who must act.
@Suite(.timeLimit(.minutes(10))) struct TurnTests {
    private func turns(_ journey: RoundJourney) async throws -> [TurnBody] {
        try await journey.house.call(.get, journey.path + "/turn", as: "owner").json(TurnsBody.self).items
    }

    /// Names of the cast whose turn it is, with the task.
    private func who(_ journey: RoundJourney) async throws -> Set<String> {
        let names = Dictionary(uniqueKeysWithValues: journey.house.cast.people.map { ($1.id, $0) })
        return Set(try await turns(journey).map { "\($0.personId.flatMap { names[$0] } ?? "nobody") \($0.task.rawValue)" })
    }

    @Test func atEveryStepOfTwoRoundsItSaysWhoMustAct() async throws {
        try await House.with { house in
            try await house.working {
                let journey = try await RoundJourney.begin(house)
                #expect(try await who(journey) == ["designer seal_part"])
                let first = try await journey.send(1, replaces: nil)
                #expect(try await who(journey) == ["designer seal_part"])
                try await journey.done(.post, "/v1/packages/\(first.id.text)/seal", as: "designer")
                #expect(try await who(journey) == ["owner confirm", "agent confirm"])
                try await journey.done(.post, journey.path + "/confirm", as: "owner")
                #expect(try await who(journey) == ["owner submit", "agent submit"])
                try await journey.done(.post, journey.path + "/submit", as: "owner")
                #expect(try await who(journey) == ["clerk accept", "coordinator accept"])
                try await journey.done(.post, journey.path + "/accept", as: "clerk")
                let waiting = Discipline.allCases.flatMap { ["\($0.rawValue)", "\($0.rawValue)_second", "\($0.rawValue)_dispatcher"] }
                #expect(try await who(journey) == Set(waiting.map { "\($0) claim_review" }))
                #expect(try await turns(journey).allSatisfy { $0.dueAt != nil && $0.objectKind == "review" })
                for discipline in Discipline.allCases { try await journey.take(discipline) }
                #expect(try await who(journey) == Set(Discipline.allCases.map { "\($0.rawValue) decide_review" }))
                let fire = try await journey.comment(
                    .fire, on: try await journey.sheet("建施-06", of: first).id, .mandatoryClause, "疏散宽度不足"
                ).json(CommentBody.self).id
                for discipline in Discipline.allCases { _ = try await journey.decide(discipline, discipline == .fire ? .fail : .pass) }
                #expect(try await who(journey) == ["owner revise", "agent revise", "designer revise"])
                try await revision(journey, first, fire)
            }
        }
    }

    private func revision(_ journey: RoundJourney, _ first: DrawingPackageBody, _ fire: UUID) async throws {
        try await journey.done(.post, journey.path + "/revise", as: "owner")
        #expect(try await who(journey) == ["designer write_answer"])
        let drafter = try journey.house.cast.person("drafter").id
        try await journey.done(.post, "/v1/comments/\(fire.text)/answer/assign", as: "designer", #"{"personId":"\#(drafter.text)"}"#)
        #expect(try await who(journey) == ["drafter write_answer"])
        _ = try await journey.answer(fire, as: "drafter", .accepted, "已加宽", sheet: "建施-06")
        #expect(try await who(journey) == ["designer release_answers"])
        try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
        #expect(try await who(journey) == ["designer seal_part"], "what was accepted is to be drawn")
        let second = try await journey.send(2, replaces: first.sha256)
        #expect(
            try await who(journey) == [
                "designer seal_part", "designer confirm_set", "owner confirm_set", "agent confirm_set",
            ])
        let place = "/v1/packages/\(second.id.text)"
        let set: PackageSetBody = try await journey.house.call(.get, place + "/set", as: "designer").json()
        for person in ["designer", "owner"] { try await journey.done(.post, place + "/set/confirm", as: person, #"{"sha256":"\#(set.sha256)"}"#) }
        try await journey.done(.post, place + "/seal", as: "designer")
        try await journey.done(.post, journey.path + "/confirm", as: "owner")
        #expect(try await who(journey) == ["owner submit", "agent submit"])
        try await journey.done(.post, journey.path + "/submit", as: "owner")
        #expect(try await who(journey).isSuperset(of: ["fire decide_review", "planning start_review"]))
    }

    /// Both texts go out with the opinion: what contradicts is settled later, and holds up the pass until then.
    @Test func aPassThatWouldBeRefusedIsNobodysTurnAndAConflictIsTheLeadsWhereverItIsSettled() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            try await house.sql("UPDATE lianshen.joint_case SET conflict_policy = 'both_texts'")
            try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "w", "宽度不足")
            try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "w", "开洞过大")
            try await scene.decide()
            #expect(try await scene.state() == .opinionsIssued)
            func who() async throws -> Set<String> { try await house.who(on: scene.opened.id, of: scene.opened.id) }
            let revising: Set = ["owner revise", "agent revise", "designer revise"]
            let both = revising.union(["coordinator settle_conflicts"])
            #expect(try await who() == both)
            // Nothing blocks but the conflict.
            try await house.sql(
                """
                UPDATE lianshen.comment SET severity = 'advice';
                UPDATE lianshen.review SET state = 'issued_pass', decision = 'pass_with_advice' WHERE decision = 'fail'
                """)
            #expect(try await who() == both)
            let path = scene.path + "/pass"
            #expect(try house.refusal(try await house.call(.post, path, as: "coordinator")) == "case.conflicts_open")
            let list: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "coordinator").json()
            let settled = try await scene.settle(try #require(list.items.first), [.fire: .init(.withdrawn), .structural: .init(.stands)])
            #expect(settled.status == 200, "\(settled.text)")
            #expect(try await who() == ["clerk pass", "coordinator pass"])
            // Nothing blocks but a discipline that failed it.
            try await house.sql("UPDATE lianshen.review SET state = 'issued_comments', decision = 'fail' WHERE discipline = 'fire'")
            #expect(try await who() == revising)
            #expect(try house.refusal(try await house.call(.post, path, as: "coordinator")) == "case.reviews_failed")
            #expect(try await house.call(.post, scene.path + "/revise", as: "owner").status == 200)
        }
    }
}
