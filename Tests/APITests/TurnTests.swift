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
}
