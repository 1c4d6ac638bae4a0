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

    @Test func threadsAndTicksAreToldAsTheyStoodAndDraftsNever() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql("UPDATE lianshen.sheet SET kind = 'fire_site_plan' WHERE number = '建施-00'")
            let path = "/v1/cases/\(opened.id.text)"
            let attempt = try await house.claim(.fire, opened)
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let comment: CommentBody = try await house.call(
                .post, review + "/comments", as: "fire", json: house.comment(opened, attempt: attempt)
            ).json()
            #expect(try await house.call(.post, review + "/drafts", as: "fire", json: #"{"text":"只是草稿"}"#).status == 201)
            func write(_ person: String, _ visibility: String, _ text: String) async throws {
                let body = #"{"visibility":"\#(visibility)","text":"\#(text)"}"#
                #expect(try await house.call(.post, "/v1/comments/\(comment.id.text)/thread", as: person, json: body).status == 201)
            }
            func threads(_ at: Date, _ person: String) async throws -> [CaseHistoryBody.Told] {
                let past = try await past(house, path, at, as: person)
                #expect(!String(decoding: try WireJSON.encode(past), as: UTF8.self).contains("草稿"))
                return past.comments.flatMap(\.thread)
            }
            let list: CheckpointsBody = try await house.call(.get, review + "/checkpoints", as: "fire").json()
            let point = try #require(list.items.first?.checkpoint)
            let before = Date()
            try await write("designer", "applicant", "请说明依据")
            try await write("fire", "body", "机构内部")
            let tick = #"{"attempt":\#(attempt),"items":[{"checkpoint":"\#(point)","verdict":"not_applicable","note":"样例"}]}"#
            #expect(try await house.call(.post, review + "/checkpoints", as: "fire", json: tick).status == 200)
            let between = Date()
            let untick = #"{"attempt":\#(attempt),"checkpoint":"\#(point)","reason":"有误"}"#
            #expect(try await house.call(.post, review + "/checkpoints/untick", as: "fire", json: untick).status == 200)
            try await write("fire", "bodies", "各机构")
            // From now on the applicant sees nothing before the opinion; then it did.
            let policy = #"{"openness":"with_opinion","reason":"样例"}"#
            #expect(try await house.call(.put, path + "/openness", as: "coordinator", json: policy).status == 200)
            let after = Date()

            #expect(try await threads(before, "fire").isEmpty)
            #expect(try await threads(between, "fire").map(\.message.text) == ["请说明依据", "机构内部"])
            #expect(try await threads(between, "planning").map(\.message.text) == ["请说明依据"])
            #expect(try await threads(after, "planning").map(\.message.text) == ["请说明依据", "各机构"])
            let (institute, fire, planning) = (
                house.cast.institute.id, try house.cast.person("fire").organisation, try house.cast.person("planning").organisation
            )
            let then = try await threads(between, "fire")
            #expect(Set(try #require(then.first).readers).isSuperset(of: [institute, fire, planning]) && then.last?.readers == [fire])
            let now = try await threads(after, "fire")
            #expect(!(try #require(now.first).readers.contains(institute)) && now.last?.readers.contains(planning) == true)
            func ticked(_ at: Date) async throws -> [String] {
                try await past(house, path, at, as: "planning").reviews.flatMap(\.ticks).map { "\($0.checkpoint) \($0.tick.verdict.rawValue)" }
            }
            #expect(try await ticked(before) == [])
            #expect(try await ticked(between) == ["\(point) not_applicable"])
            #expect(try await ticked(after) == [])
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
