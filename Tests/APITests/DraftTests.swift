import Foundation
import JointReview
import Store
import Testing
import Wire

/// Drafts are their author's and his checkers'; what is said is said when it is published.
@Suite(.timeLimit(.minutes(10))) struct DraftTests {
    private static let secret = "尚未公布的意见"

    /// A person of the fire body in another role, with a token.
    private func enter(_ name: String, _ role: Role, _ house: House) async throws -> House {
        let body = try #require(house.cast.bodies.first { $0.functions.contains { $0.discipline == .fire } })
        let person = Person(
            id: UUID(), organisation: body.id, signInName: name, name: "样例人员", roles: [.init(role: role, discipline: .fire)])
        let token = BearerToken()
        try await house.store.transaction(as: .system("t")) { tx in
            try await tx.insert(person)
            _ = try await tx.issue(token, id: UUID(), to: person.id, label: "test", days: 1)
        }
        return House(
            kit: house.kit, blobs: house.blobs, folder: house.folder, hub: house.hub, port: house.port, cast: house.cast,
            tokens: house.tokens.merging([name: token.text]) { first, _ in first })
    }

    @Test func aDraftIsItsAuthorsAndHisCheckersAloneUntilItIsPublished() async throws {
        try await House.with { plain in
            let house = try await enter("head", .technicalHead, enter("checker", .checker, plain))
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let drafts = "/v1/reviews/\(try opened.review(.fire).id.text)/drafts"
            let events = "SELECT count(*) FROM lianshen.audit_entry"
            let before = try await house.count(events)
            let begun = try await house.call(.post, drafts, as: "fire", json: #"{"text":"\#(Self.secret)"}"#, key: "k")
            let draft: CommentDraftBody = try begun.json()
            #expect(begun.status == 201 && draft.content.text == Self.secret && draft.version == 1)
            #expect(try await house.call(.post, drafts, as: "fire", json: #"{"text":"\#(Self.secret)"}"#, key: "k").isReplay)
            #expect(try await house.count(events) == before, "no act yet")
            // Who sees it.
            for (person, count) in [("fire", 1), ("checker", 1), ("head", 1), ("fire_second", 0), ("planning", 0)] {
                let list: PageBody<CommentDraftBody> = try await house.call(.get, drafts, as: person).json()
                #expect(list.items.count == count, "\(person)")
            }
            for person in ["owner", "designer", "clerk", "coordinator", "regulator"] {
                #expect(try await house.call(.get, drafts, as: person).brief == "403 forbidden", "\(person)")
            }
            let place = "/v1/drafts/\(draft.id.text)"
            for person in ["checker", "fire_second", "planning", "owner", "regulator"] {
                #expect(try await house.call(.put, place, as: person, json: "{}").status == 404, "\(person)")
                #expect(try await house.call(.delete, place, as: person).status == 404, "\(person)")
                #expect(try await house.call(.post, place + "/publish", as: person, json: #"{"attempt":\#(attempt)}"#).status == 404, "\(person)")
            }
            // It is edited, and an edit of what has moved on is refused.
            let content = #"{"text":"\#(Self.secret)二","severity":"advice"}"#
            #expect(
                try await house.call(.put, place, as: "fire", json: content, headers: [("If-Match", "\"1\"")]).json(CommentDraftBody.self).version
                    == 2)
            #expect(try await house.call(.put, place, as: "fire", json: content, headers: [("If-Match", "\"1\"")]).brief == "412 stale")
            // What is missing is told when it is published.
            let early = try await house.call(.post, place + "/publish", as: "fire", json: #"{"attempt":\#(attempt)}"#)
            #expect(try early.problem.findings?.map { "\($0.code) \($0.file)" } == ["draft.incomplete /sheetId", "draft.incomplete /region"])
            let whole =
                #"{"text":"公布了","severity":"advice","sheetId":"\#(opened.sheets[0].id.text)","region":{"page":1,"x":1,"y":1,"width":9,"height":9},"#
                + #""markup":[{"kind":"cloud","points":[{"x":1,"y":1},{"x":9,"y":9}]},{"kind":"measurement","points":[{"x":0,"y":0},{"x":72,"y":0}],"scale":100,"unit":"m"}]}"#
            #expect(try await house.call(.put, place, as: "fire", json: whole).status == 200)
            #expect(try await house.call(.post, place + "/publish", as: "fire", json: #"{"attempt":\#(attempt + 1)}"#).brief == "409 stale")
            let published = try await house.call(.post, place + "/publish", as: "fire", json: #"{"attempt":\#(attempt)}"#)
            let comment: CommentBody = try published.json()
            #expect(published.status == 201 && comment.id == draft.id && comment.markup?.map(\.kind) == [.cloud, .measurement])
            #expect(published.text.contains(#""measured":2.54"#))
            #expect(try await house.call(.get, "/v1/comments/\(comment.id.text)", as: "owner").json(CommentBody.self).markup == comment.markup)
            #expect(try await house.call(.get, drafts, as: "fire").json(PageBody<CommentDraftBody>.self).items.isEmpty)
            // The log says that something was published, and never what a draft said on the way.
            let details = try await house.sql("SELECT coalesce(string_agg(body, ' '), '') FROM lianshen.audit_detail")
            #expect(details.contains("公布了") && !details.contains(Self.secret))
            #expect(
                try await house.sql("SELECT string_agg(act, ' ') FROM lianshen.audit_entry WHERE act LIKE 'draft%'").trimmingCharacters(
                    in: .whitespacesAndNewlines
                ).isEmpty)
        }
    }

    @Test func allDraftsArePublishedTogetherOrNone() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let drafts = "/v1/reviews/\(try opened.review(.fire).id.text)/drafts"
            func begin(_ severity: String, _ text: String) async throws -> UUID {
                let json =
                    #"{"text":"\#(text)","severity":"\#(severity)","sheetId":"\#(opened.sheets[0].id.text)","region":{"page":1,"x":1,"y":1,"width":9,"height":9}}"#
                return try await house.call(.post, drafts, as: "fire", json: json).json(CommentDraftBody.self).id
            }
            let ids = [try await begin("advice", "一"), try await begin("general_clause", "二"), try await begin("information", "三")]
            let publish = #"{"attempt":\#(attempt)}"#
            let faulty = try await house.call(.post, drafts + "/publish", as: "fire", json: publish)
            #expect(
                try faulty.problem.findings?.map(\.code) == ["comment.basis_missing"]
                    && faulty.problem.findings?.first?.file.hasPrefix("/drafts/\(ids[1].text)") == true)
            #expect(try await house.count("SELECT count(*) FROM lianshen.comment") == 0)
            #expect(try await house.call(.delete, "/v1/drafts/\(ids[1].text)", as: "fire").status == 204)
            #expect(try await house.call(.delete, "/v1/drafts/\(ids[1].text)", as: "fire").status == 404)
            let published: PublishedDraftsBody = try await house.call(.post, drafts + "/publish", as: "fire", json: publish).json()
            #expect(published.items.map(\.id) == [ids[0], ids[2]] && published.items.map(\.text) == ["一", "三"])
            let again: PublishedDraftsBody = try await house.call(.post, drafts + "/publish", as: "fire", json: publish).json()
            #expect(again.items.isEmpty)
            // Markup that leaves the page is refused with everything that is wrong with it.
            let off =
                String(house.comment(opened, attempt: attempt).dropLast())
                + #","markup":[{"kind":"arrow","points":[{"x":1,"y":1},{"x":9999,"y":1}]},{"kind":"text","points":[{"x":1,"y":1}]}]}"#
            let refused = try await house.call(.post, "/v1/reviews/\(try opened.review(.fire).id.text)/comments", as: "fire", json: off)
            #expect(try refused.problem.findings?.map(\.code) == ["markup.outside", "markup.text"])
        }
    }

    @Test func aStandardCommentFillsInWhatADraftLeavesOut() async throws {
        try await House.with { plain in
            let house = try await enter("head", .technicalHead, plain)
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let standards = "/v1/standard-comments/fire"
            let json =
                #"{"title":"疏散宽度","severity":"general_clause","text":"疏散净宽度不足","basis":{"kind":"clause","code":"GB 50016","edition":"2014","clause":"5.5.21"},"#
                + #""demands":[{"property":"structural_opening_width","relation":"≥","value":"1.30","unit":"m"}]}"#
            let standard: StandardCommentBody = try await house.call(.post, standards, as: "head", json: json).json()
            let bad = try await house.call(
                .post, standards, as: "head", json: #"{"title":"t","severity":"general_clause","text":" ","demands":[{"relation":"≥"}]}"#)
            #expect(try bad.problem.findings?.map(\.code).prefix(2) == ["field.blank"])
            #expect(try await house.call(.get, standards, as: "fire_second").json(PageBody<StandardCommentBody>.self).items == [standard])
            #expect(try await house.call(.get, standards, as: "planning").brief == "403 forbidden")
            #expect(try await house.call(.get, standards, as: "owner").brief == "403 forbidden")
            let drafts = "/v1/reviews/\(try opened.review(.fire).id.text)/drafts"
            let begun: CommentDraftBody = try await house.call(
                .post, drafts, as: "fire",
                json:
                    #"{"standardId":"\#(standard.id.text)","text":"M-0312 疏散净宽度不足","sheetId":"\#(opened.sheets[0].id.text)","region":{"page":1,"x":1,"y":1,"width":9,"height":9}}"#
            ).json()
            #expect(
                begun.content.text == "M-0312 疏散净宽度不足" && begun.content.severity == .generalClause && begun.content.demands?.map(\.element) == [""])
            // The element is named before it is published.
            let publish = #"{"attempt":\#(attempt)}"#
            let early = try await house.call(.post, "/v1/drafts/\(begun.id.text)/publish", as: "fire", json: publish)
            #expect(try early.problem.findings?.map(\.file) == ["/demands/0/element"])
            try await house.call(.post, "/v1/cases/\(opened.id.text)/elements", as: "fire", json: #"{"mark":"M-0312","kind":"door"}"#).expect(201)
            var content = begun.content
            content.standardId = nil
            content.demands = content.demands?.map {
                Demand(element: "M-0312", property: $0.property, relation: $0.relation, value: $0.value, unit: $0.unit)
            }
            let edited = String(decoding: try WireJSON.encode(content), as: UTF8.self)
            #expect(try await house.call(.put, "/v1/drafts/\(begun.id.text)", as: "fire", json: edited).status == 200)
            let comment: CommentBody = try await house.call(.post, "/v1/drafts/\(begun.id.text)/publish", as: "fire", json: publish).json()
            #expect(comment.basis == standard.content.basis && comment.demands.map(\.demand.element) == ["M-0312"])
            // Out of use, it fills in nothing any more.
            #expect(try await house.call(.delete, standards + "/\(standard.id.text)", as: "fire").status == 204)
            #expect(try await house.call(.get, standards, as: "fire").json(PageBody<StandardCommentBody>.self).items.isEmpty)
            #expect(try await house.call(.post, drafts, as: "fire", json: #"{"standardId":"\#(standard.id.text)"}"#).status == 404)
        }
    }

    @Test func whatADraftAnswerSaysIsNotInTheLogBeforeItIsReleased() async throws {
        try await House.with { house in
            try await house.working {
                let journey = try await RoundJourney.begin(house)
                let first = try await journey.handIn(1)
                for discipline in Discipline.allCases { try await journey.take(discipline) }
                let sheet = try await journey.sheet("建施-06", of: first).id
                let comment = try await journey.comment(.fire, on: sheet, .mandatoryClause, "疏散宽度不足").json(CommentBody.self).id
                for discipline in Discipline.allCases {
                    #expect(try await journey.decide(discipline, discipline == .fire ? .fail : .pass).status == 200)
                }
                try await journey.done(.post, journey.path + "/revise", as: "designer")
                #expect(try await journey.answer(comment, .notAccepted, Self.secret).status == 200)
                func log() async throws -> String {
                    try await house.call(.get, "/v1/audit?case=\(journey.id.text)&limit=200", as: "regulator").text
                        + house.call(.get, "/v1/audit?object=\(comment.text)&limit=200", as: "regulator").text
                }
                let drafted = try await log()
                #expect(!drafted.contains(Self.secret) && drafted.contains("answer.write") && !drafted.contains("not_accepted"))
                #expect(try await journey.answer(comment, .accepted, "改好了", sheet: "建施-06").status == 200)
                try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
                let released = try await log()
                #expect(released.contains("改好了") && !released.contains(Self.secret))
            }
        }
    }
}

extension Answer {
    fileprivate func expect(_ status: Int) {
        #expect(self.status == status, "\(text)")
    }
}
