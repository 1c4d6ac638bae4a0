import Foundation
import JointReview
import Store
import Testing
import Wire

/// What stood in a case at a past instant is what everybody was shown then.
@Suite(.timeLimit(.minutes(10))) struct HistoryTests {
    /// What the live pages show of a case at one moment.
    private struct Glimpse: Sendable {
        let at: Date
        let state: CaseState
        let round: Int
        let reviews: [UUID: String]
        let comments: [CommentBody]
        let answers: [UUID: [AnswerBody]]
        let packages: [UUID: String]
        let conflicts: [UUID: CaseConflict.State]

        init(_ house: House, _ path: String, as person: String) async throws {
            let record: CaseBody = try await house.call(.get, path, as: person).json()
            (state, round) = (record.state, record.round)
            let reviews: PageBody<ReviewBody> = try await house.call(.get, path + "/reviews?limit=200", as: person).json()
            self.reviews = Dictionary(uniqueKeysWithValues: reviews.items.map { ($0.id, "\($0.state) \($0.decision?.rawValue ?? "-")") })
            comments = try await house.call(.get, path + "/comments?limit=200", as: person).json(PageBody<CommentBody>.self).items
            let items = try await house.call(.get, path + "/items?limit=200", as: person)
            let sources = items.status == 200 ? try items.json(PageBody<ItemBody>.self).items.flatMap(\.sources) : []
            answers = Dictionary(uniqueKeysWithValues: sources.map { ($0.comment.id, $0.answers.filter { $0.releasedAt != nil }) })
            let packages: PageBody<DrawingPackageBody> = try await house.call(.get, path + "/packages", as: person).json()
            self.packages = Dictionary(uniqueKeysWithValues: packages.items.map { ($0.id, $0.state.rawValue) })
            let conflicts: PageBody<ConflictBody> = try await house.call(.get, path + "/conflicts", as: person).json()
            self.conflicts = Dictionary(uniqueKeysWithValues: conflicts.items.map { ($0.id, $0.state) })
            at = Date()
        }

        func compare(with past: CaseHistoryBody) {
            #expect(past.state == state && past.round == round)
            let then = Dictionary(uniqueKeysWithValues: past.reviews.map { ($0.id, "\($0.state) \($0.decision?.rawValue ?? "-")") })
            #expect(then == reviews)
            #expect(past.comments.map(\.comment) == comments)
            for said in past.comments {
                // Where an answer went is known only when the next round begins.
                let known = answers[said.comment.id].map { $0.map { "\($0.round) \($0.verdict) \($0.text)" } }
                if let known { #expect(said.answers.map { "\($0.round) \($0.verdict) \($0.text)" } == known) }
            }
            #expect(Dictionary(uniqueKeysWithValues: past.packages.map { ($0.id, $0.state) }) == packages)
            #expect(Dictionary(uniqueKeysWithValues: past.conflicts.map { ($0.id, $0.state) }) == conflicts)
        }
    }

    private func past(_ house: House, _ path: String, _ at: Date, as person: String, _ more: String = "") async throws -> CaseHistoryBody {
        let instant = WireJSON.text(at).replacing("+", with: "%2B")
        return try await house.call(.get, path + "/history?at=\(instant)\(more)", as: person).json()
    }

    @Test func everyMomentOfTwoRoundsIsShownAsItWasThen() async throws {
        try await House.with { house in
            try await house.working {
                let journey = try await RoundJourney.begin(house)
                var seen: [(person: String, Glimpse)] = []
                func look(_ people: String...) async throws {
                    for person in people { seen.append((person, try await Glimpse(house, journey.path, as: person))) }
                }
                try await look("owner")
                let first = try await journey.handIn(1)
                try await look("owner", "fire")
                for discipline in Discipline.allCases { try await journey.take(discipline) }
                let sheet = try await journey.sheet("建施-06", of: first).id
                _ = try await house.call(.get, "/v1/sheets/\(sheet.text)/content", as: "fire")
                let fire = try await journey.comment(.fire, on: sheet, .mandatoryClause, "疏散宽度不足").json(CommentBody.self).id
                try await look("planning", "owner")
                for discipline in Discipline.allCases { _ = try await journey.decide(discipline, discipline == .fire ? .fail : .pass) }
                try await look("planning", "designer")
                try await journey.done(.post, journey.path + "/revise", as: "owner")
                _ = try await journey.answer(fire, .accepted, "已加宽", sheet: "建施-06")
                try await look("fire", "owner")
                try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
                try await look("fire", "designer")
                _ = try await journey.handIn(2, replaces: first.sha256)
                try await look("fire", "designer", "clerk")
                try await journey.take(.fire)
                _ = try await journey.backcheck(fire, as: .fire, .closed)
                try await look("structural")
                for (person, glimpse) in seen {
                    glimpse.compare(with: try await past(house, journey.path, glimpse.at, as: person))
                }
                // What somebody had opened is his own, the lead's and the regulator's to know.
                let reader = try house.cast.person("fire").id
                let last = try #require(seen.last).1.at
                let opened = try await past(house, journey.path, last, as: "coordinator", "&person=\(reader.text)").opened
                #expect(opened?.map(\.objectId) == [sheet])
                #expect(try await past(house, journey.path, try #require(seen.first).1.at, as: "coordinator", "&person=\(reader.text)").opened == [])
                let instant = WireJSON.text(last)
                #expect(
                    try await house.call(.get, journey.path + "/history?at=\(instant)&person=\(reader.text)", as: "owner").brief == "403 forbidden")
                #expect(try await house.call(.get, journey.path + "/history?at=\(instant)&person=\(reader.text)", as: "fire").status == 200)
                #expect(try await house.call(.get, journey.path + "/history?at=2001-01-01T00:00:00Z", as: "owner").brief == "404 missing")
                #expect(try await house.call(.get, journey.path + "/history", as: "owner").json(CaseHistoryBody.self).state == .inReReview)
            }
        }
    }

    @Test func whatWasSettledLaterIsNotInWhatWasDemandedBefore() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "w", "宽度不足")
            try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "w", "开洞过大")
            let before = try await Glimpse(house, scene.path, as: "planning")
            try await scene.decide()
            let open = try await Glimpse(house, scene.path, as: "planning")
            let list: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "fire").json()
            let second = Demand(element: Scene.second, relation: .add)
            let settled = try await scene.settle(
                try #require(list.items.first), [.fire: .init(.replaced, second, agreedBy: "fire"), .structural: .init(.stands)])
            #expect(settled.status == 200)
            let after = try await Glimpse(house, scene.path, as: "planning")
            #expect(after.comments != open.comments)
            for glimpse in [before, open, after] {
                glimpse.compare(with: try await past(house, scene.path, glimpse.at, as: "planning"))
            }
        }
    }
}
