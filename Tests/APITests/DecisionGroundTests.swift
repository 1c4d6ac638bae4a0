import Foundation
import JointReview
import Store
import Testing
import Wire

/// What a decision, its proposal and its check rest on: nobody is barred without a cause, and nothing that was begun is lost.
@Suite(.timeLimit(.minutes(10))) struct DecisionGroundTests {
    /// A planning review by two persons, proposed by its reviewer.
    private func proposed(_ house: House) async throws -> (opened: Opened, path: String, attempt: Int) {
        let opened = try await house.inReview(profile: "national-by-specialty")
        let path = "/v1/reviews/\(try opened.review(.planning).id.text)"
        let attempt = try await house.claim(.planning, opened)
        try await house.tickOpen(try await house.call(.get, path, as: "planning").json(), on: opened.sheets[0].id)
        #expect(try await house.call(.post, path + "/draft", as: "planning", json: #"{"attempt":\#(attempt),"decision":"pass"}"#).status == 200)
        return (opened, path, attempt)
    }

    @Test func aMandateThatEndedUnusedBarsNobodyFromChecking() async throws {
        try await House.with { house in
            let (_, path, _) = try await proposed(house)
            let header = try await house.mandate(.reviewer, from: "planning", to: "planning_checker")
            let barred = try await house.call(.post, path + "/check", as: "planning_checker")
            #expect(try house.refusal(barred) == "review.checker_took_part", "\(barred.text)")
            let mandate = try #require(header.first?.1)
            #expect(try await house.call(.delete, "/v1/mandates/\(mandate)", as: "planning").status == 204)
            #expect(try await house.call(.post, path + "/check", as: "planning_checker").status == 200)
        }
    }

    @Test func aMandateThatWasUsedInTheCaseBarsForGood() async throws {
        try await House.with { house in
            let (opened, path, _) = try await proposed(house)
            let header = try await house.mandate(.reviewer, from: "planning", to: "planning_checker")
            let element = #"{"building":"1#","storey":"3F","mark":"M-1","kind":"door"}"#
            let done = try await house.call(
                .post, "/v1/cases/\(opened.id.text)/elements", as: "planning_checker", json: element, headers: header)
            #expect(done.status == 201, "\(done.text)")
            #expect(try await house.call(.delete, "/v1/mandates/\(try #require(header.first?.1))", as: "planning").status == 204)
            let barred = try await house.call(.post, path + "/check", as: "planning_checker")
            #expect(try barred.status == 409 && house.refusal(barred) == "review.checker_took_part", "\(barred.text)")
        }
    }

    @Test func whatIsProposedIsHeldAgainstTheCheckListWithAllThatIsOpenAtOnce() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            let path = "/v1/reviews/\(try opened.review(.planning).id.text)"
            try await house.sql("UPDATE lianshen.sheet SET kind = 'site_plan' WHERE number = '建施-00'")
            let attempt = try await house.claim(.planning, opened)
            let open = try await house.call(.get, path + "/checkpoints", as: "planning").json(CheckpointsBody.self).items.filter { $0.tick == nil }
            #expect(!open.isEmpty)
            let pass = #"{"attempt":\#(attempt),"decision":"pass"}"#
            let early = try await house.call(.post, path + "/draft", as: "planning", json: pass)
            #expect(try house.refusal(early) == "review.checkpoints_open" && early.problem.findings?.count == open.count, "\(early.text)")
            try await house.tickOpen(try await house.call(.get, path, as: "planning").json(), on: opened.sheets[0].id)
            #expect(try await house.call(.post, path + "/draft", as: "planning", json: pass).status == 200)
        }
    }

    @Test func nothingIsDecidedOverDraftsThatAreNotPublished() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let begun: [CommentDraftBody] = try await [1, 2].asyncMap { number in
                try await house.call(.post, path + "/drafts", as: "fire", json: #"{"text":"待核实 \#(number)"}"#).json()
            }
            try await house.tickOpen(try await house.call(.get, path, as: "fire").json(), on: opened.sheets[0].id)
            let pass = #"{"attempt":\#(attempt),"decision":"pass"}"#
            let refused = try await house.call(.post, path + "/decide", as: "fire", json: pass)
            #expect(try refused.status == 409 && house.refusal(refused) == "review.drafts_left", "\(refused.text)")
            #expect(refused.text.contains("2 条") && refused.text.contains("/drafts/publish"))
            for draft in begun { #expect(try await house.call(.delete, "/v1/drafts/\(draft.id.text)", as: "fire").status == 204) }
            #expect(try await house.call(.post, path + "/decide", as: "fire", json: pass).status == 200)
            // What is decided has nothing begun in it any more.
            let late = try await house.call(.post, path + "/drafts", as: "fire", json: #"{"text":"晚了"}"#)
            #expect(try house.refusal(late) == "review.not_in_hand")
        }
    }

    @Test func whoReviewsASpecialtyDraftsAsHeComments() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            let path = "/v1/reviews/\(try opened.review(.structural).id.text)"
            _ = try await house.claim(.structural, opened)
            func act(_ word: String, _ more: String = "") async throws -> Answer {
                try await house.call(.post, path + "/specialties/\(word)", as: "structural_second", json: #"{"specialty":"电气"\#(more)}"#)
            }
            func draft(_ specialty: String, as person: String = "structural_second") async throws -> Answer {
                let json =
                    #"{"text":"核对","severity":"advice","specialty":"\#(specialty)","sheetId":"\#(opened.sheets[0].id.text)","#
                    + #""region":{"page":1,"x":1,"y":1,"width":9,"height":9}}"#
                return try await house.call(.post, path + "/drafts", as: person, json: json)
            }
            #expect(try house.refusal(try await draft("电气")) == "review.held_by_another")
            let held: SpecialtyBody = try await act("claim").json()
            #expect(try house.refusal(try await draft("结构")) == "review.held_by_another")
            let begun = try await draft("电气")
            #expect(begun.status == 201, "\(begun.text)")
            let finish = #","attempt":\#(held.attempt)"#
            #expect(try house.refusal(try await act("finish", finish)) == "review.drafts_left")
            #expect(try house.refusal(try await act("finish")) == "review.specialty_attempt_missing")
            let place = "/v1/drafts/\(try begun.json(CommentDraftBody.self).id.text)/publish"
            let published = try await house.call(.post, place, as: "structural_second", json: #"{"attempt":\#(held.attempt)}"#)
            #expect(published.status == 201, "\(published.text)")
            #expect(try await act("finish", finish).status == 200)
        }
    }

    @Test func whoChecksASpecialtyDoesNotGetTheReviewAndWhoHasTheReviewDoesNotCheckOne() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            try await house.grant(.checker, .structural, to: "structural_second")
            try await house.grant(.checker, .structural, to: "structural")
            let path = "/v1/reviews/\(try opened.review(.structural).id.text)"
            let attempt = try await house.claim(.structural, opened)
            let second = try house.cast.person("structural_second").id.text
            func name(_ checker: String) async throws -> Answer {
                let id = try house.cast.person(checker).id.text
                return try await house.call(
                    .post, path + "/specialties/assign", as: "structural_dispatcher", json: #"{"specialty":"电气","checkerId":"\#(id)"}"#)
            }
            #expect(try house.refusal(try await name("structural")) == "review.checker_decides")
            #expect(try await name("structural_second").status == 200)
            let given = try await house.call(
                .post, path + "/reassign", as: "structural_dispatcher", json: #"{"personId":"\#(second)","reason":"休假"}"#)
            #expect(try given.status == 409 && house.refusal(given) == "review.checks_specialty", "\(given.text)")
            // Nor does he take it from the queue.
            let release = #"{"attempt":\#(attempt),"reason":"休假"}"#
            #expect(try await house.call(.post, path + "/release", as: "structural", json: release).status == 200)
            #expect(try house.refusal(try await house.call(.post, path + "/claim", as: "structural_second")) == "review.checks_specialty")
            #expect(try await house.call(.post, "/v1/queues/structural/claim", as: "structural_second").status == 204)
            #expect(try await name("structural_checker").status == 200)
            #expect(try await house.call(.post, path + "/claim", as: "structural_second").status == 200)
        }
    }

    @Test func whatIsOpenBetweenTheBodiesEndsWithTheCase() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "w", "宽度不足")
            try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "w", "开洞过大")
            try await scene.decide()
            #expect(try await scene.state() == .reconciling)
            let withdrawn = try await house.call(.post, scene.path + "/withdraw", as: "owner", json: #"{"reason":"方案调整"}"#)
            #expect(withdrawn.status == 200, "\(withdrawn.text)")
            let list: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "fire").json()
            #expect(list.items.map(\.state) == [.lapsed])
            let told = try await house.sql(
                """
                SELECT e.to_state || ' ' || d.body FROM lianshen.audit_entry e JOIN lianshen.audit_detail d USING (audit_id)
                 WHERE e.act = 'conflict.lapse' AND e.case_id = '\(scene.opened.id)'
                """)
            #expect(told.hasPrefix("lapsed ") && told.contains("withdrawn: 方案调整"), "\(told)")
            let settled = try await scene.settle(try #require(list.items.first), [.fire: .init(.withdrawn), .structural: .init(.stands)])
            #expect(settled.status == 409)
        }
    }
}

extension [Int] {
    fileprivate func asyncMap<Value>(_ body: (Int) async throws -> Value) async throws -> [Value] {
        var values: [Value] = []
        for one in self { values.append(try await body(one)) }
        return values
    }
}
