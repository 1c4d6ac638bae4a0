import Foundation
import JointReview
import Store
import Testing
import Wire

/// Ticked points over HTTP: what a pass needs, what is on record, what stands in the next round, what the report shows.
@Suite(.timeLimit(.minutes(10))) struct CheckpointTests {
    @Test func withoutItsTicksNothingPassesAndTheRefusalListsThemAll() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql("UPDATE lianshen.sheet SET kind = 'structural_plan' WHERE number = '建施-00'")
            let attempt = try await house.claim(.structural, opened)
            let review = "/v1/reviews/\(try opened.review(.structural).id.text)"
            let list: CheckpointsBody = try await house.call(.get, review + "/checkpoints", as: "owner").json()
            #expect(list.items.map(\.checkpoint) == ["structural-mandatory", "structural-safety", "structural-seals"])
            #expect(list.items.allSatisfy { $0.tick == nil && !$0.basis.isEmpty })
            let refused = try await house.call(.post, review + "/decide", as: "structural", json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            #expect(refused.brief == "409 not-allowed")
            #expect(try refused.problem.refusal == "review.checkpoints_open" && refused.problem.findings?.map(\.message) == list.items.map(\.text))

            let sheet = opened.sheets[0].id.text
            func tick(_ items: String, as person: String = "structural", attempt: Int) async throws -> Answer {
                try await house.call(.post, review + "/checkpoints", as: person, json: #"{"attempt":\#(attempt),"items":[\#(items)]}"#)
            }
            let faulty = try await tick(
                #"{"checkpoint":"fire-design","verdict":"met"},{"checkpoint":"structural-safety","verdict":"not_applicable"}"#, attempt: attempt)
            #expect(
                try faulty.problem.findings?.map(\.code) == ["checkpoint.unknown", "checkpoint.evidence_missing", "checkpoint.reason_missing"])
            let met =
                #"{"checkpoint":"structural-mandatory","verdict":"met","evidence":[{"sheetId":"\#(sheet)","region":{"page":1,"x":1,"y":1,"width":9,"height":9}}]}"#
            #expect(try await tick(met, as: "fire", attempt: attempt).brief == "403 forbidden")
            #expect(try await tick(met, as: "structural_second", attempt: attempt).brief == "409 stale")
            #expect(try await tick(met, attempt: attempt + 1).brief == "409 stale")
            #expect(try await tick(met, attempt: attempt).status == 200)
            #expect(try await tick(met, attempt: attempt).brief == "409 exists")
            let rest =
                #"{"checkpoint":"structural-safety","verdict":"not_applicable","note":"样例"},{"checkpoint":"structural-seals","verdict":"met","evidence":[{"sheetId":"\#(sheet)"}]}"#
            let ticked: CheckpointsBody = try await tick(rest, attempt: attempt).json()
            #expect(ticked.items.compactMap(\.tick?.verdict) == [.met, .notApplicable, .met])

            // Taken back, it is missing again, and both are on record.
            let untick = #"{"attempt":\#(attempt),"checkpoint":"structural-seals","reason":"章有误"}"#
            #expect(try await house.call(.post, review + "/checkpoints/untick", as: "structural", json: untick).status == 200)
            #expect(try await house.call(.post, review + "/checkpoints/untick", as: "structural", json: untick).status == 404)
            let open = try await house.call(.post, review + "/decide", as: "structural", json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            #expect(try open.problem.findings?.map(\.message) == [list.items[2].text])
            let again = #"{"checkpoint":"structural-seals","verdict":"met","evidence":[{"sheetId":"\#(sheet)"}]}"#
            #expect(try await tick(again, attempt: attempt).status == 200)
            #expect(
                try await house.call(.post, review + "/decide", as: "structural", json: #"{"attempt":\#(attempt),"decision":"pass"}"#).status == 200)
            #expect(try await house.count("SELECT count(*) FROM lianshen.checkpoint_tick") == 4)
            #expect(
                try await house.sql("SELECT string_agg(act, ' ' ORDER BY audit_id) FROM lianshen.audit_entry WHERE object_kind = 'checkpoint'")
                    .hasPrefix("checkpoint.tick checkpoint.tick checkpoint.tick checkpoint.untick checkpoint.tick"))
            #expect(try await tick(again, attempt: attempt).status == 409, "what is decided is decided")
        }
    }

    @Test func aFailureNeedsNoTick() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql("UPDATE lianshen.sheet SET kind = 'fire_site_plan'")
            let attempt = try await house.claim(.fire, opened)
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let basis = #","basis":{"kind":"approval_document","number":"n","article":"a"}}"#
            let comment = String(house.comment(opened, attempt: attempt, severity: "general_clause").dropLast()) + basis
            #expect(try await house.call(.post, review + "/comments", as: "fire", json: comment).status == 201)
            #expect(try await house.call(.post, review + "/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"fail"}"#).status == 200)
        }
    }

    @Test func evidenceOnARestrictedSheetIsNotForOtherBodies() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql("UPDATE lianshen.sheet SET kind = 'civil_defence_plan' WHERE number = '建施-00'")
            let attempt = try await house.claim(.civilDefence, opened)
            let path = "/v1/reviews/\(try opened.review(.civilDefence).id.text)/checkpoints"
            let sheet = opened.sheets[0].id.text
            let tick =
                #"{"attempt":\#(attempt),"items":[{"checkpoint":"civil-defence-works","verdict":"met","evidence":[{"sheetId":"\#(sheet)"}],"note":"口部"}]}"#
            #expect(try await house.call(.post, path, as: "civil_defence", json: tick).status == 200)
            let restrict = #"{"restricted":true,"reason":"r","disciplines":["civil_defence"]}"#
            #expect(try await house.call(.post, "/v1/sheets/\(sheet)/restrict", as: "owner", json: restrict).status == 200)
            for (person, shown) in [("civil_defence", true), ("owner", true), ("planning", false), ("structural", false)] {
                let body: CheckpointsBody = try await house.call(.get, path, as: person).json()
                let tick = try #require(body.items.first?.tick)
                #expect((tick.evidence.count == 1) == shown && (tick.note == "口部") == shown, "\(person)")
            }
        }
    }

    @Test func ticksStandInTheNextRoundWhereTheirSheetsDoAndTheReportShowsThem() async throws {
        try await House.with { house in
            try await house.working {
                let journey = try await RoundJourney.begin(house)
                let first = try await journey.handIn(1)
                for discipline in Discipline.allCases { try await journey.take(discipline) }
                // Structure looks at a sheet that changes in round 2 for one point, and at one that stays for the others.
                let (changed, kept) = (try await journey.sheet("建施-06", of: first).id, try await journey.sheet("结施-08", of: first).id)
                let review = try await journey.review(.structural)
                let list = try await house.call(.get, "/v1/reviews/\(review.id.text)/checkpoints", as: "structural").json(CheckpointsBody.self)
                #expect(list.items.count >= 4)
                let items = list.items.enumerated().map {
                    TickCheckpointsBody.Item(
                        checkpoint: $0.element.checkpoint, verdict: .met, evidence: [EvidenceBody(sheetId: $0.offset == 0 ? changed : kept)])
                }
                let body = String(decoding: try WireJSON.encode(TickCheckpointsBody(attempt: review.attempt, items: items)), as: UTF8.self)
                try await journey.done(.post, "/v1/reviews/\(review.id.text)/checkpoints", as: "structural", body)
                let comment = try await journey.comment(.structural, on: changed, .mandatoryClause, "洞口削弱").json(CommentBody.self).id
                for discipline in Discipline.allCases {
                    #expect(try await journey.decide(discipline, discipline == .structural ? .fail : .pass).status == 200)
                }
                let report = try await eventually("a report") {
                    let answer = try await house.call(.get, journey.path + "/report?format=html&lang=zh", as: "owner")
                    return answer.status == 200 ? answer : nil
                }
                #expect(report.text.contains("审查要点") && report.text.contains("地基基础和主体结构的安全性"))
                try await journey.done(.post, journey.path + "/revise", as: "designer")
                #expect(try await journey.answer(comment, .accepted, "已改", sheet: "建施-06").status == 200)
                try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
                _ = try await journey.handIn(2, replaces: first.sha256)
                let second = try await journey.review(.structural)
                let again = try await house.call(.get, "/v1/reviews/\(second.id.text)/checkpoints", as: "structural").json(CheckpointsBody.self)
                #expect(again.items.map(\.checkpoint) == list.items.map(\.checkpoint))
                let unchanged = try await house.sql(
                    "SELECT t.standing FROM lianshen.set_sheet t WHERE t.package_id <> '\(first.id.text)' AND t.number = '结施-08'")
                #expect(again.items.first?.tick == nil, "its sheet changed")
                #expect(again.items.dropFirst().allSatisfy { ($0.tick?.carriedFrom != nil) == unchanged.hasPrefix("same_") }, "\(unchanged)")
            }
        }
    }

    @Test func whatSomebodyTickedWhoThenSteppedAsideIsOpenForTheNext() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql("UPDATE lianshen.sheet SET kind = 'structural_plan' WHERE number = '建施-00'")
            let review = "/v1/reviews/\(try opened.review(.structural).id.text)"
            let held: ReviewBody = try await house.call(.post, review + "/claim", as: "structural").json()
            try await house.tickOpen(held, on: opened.sheets[0].id)
            let why = #"{"attempt":\#(held.attempt),"reason":"曾参与设计"}"#
            #expect(try await house.call(.post, review + "/recuse", as: "structural", json: why).status == 200)
            let second = #"{"personId":"\#(try house.cast.person("structural_second").id.text)"}"#
            #expect(try await house.call(.post, review + "/assign", as: "structural_dispatcher", json: second).status == 200)
            let next: ReviewBody = try await house.call(.post, review + "/claim", as: "structural_second").json()
            let list: CheckpointsBody = try await house.call(.get, review + "/checkpoints", as: "structural_second").json()
            #expect(list.items.count == 3 && list.items.allSatisfy { $0.tick == nil })
            let pass = #"{"attempt":\#(next.attempt),"decision":"pass"}"#
            let refused = try await house.call(.post, review + "/decide", as: "structural_second", json: pass)
            #expect(try house.refusal(refused) == "review.checkpoints_open", "\(refused.text)")
            // Each of his ticks stays on record, with why it counts no more.
            #expect(
                try await house.count(
                    "SELECT count(*) FROM lianshen.checkpoint_tick WHERE unticked_at IS NOT NULL AND reason = '曾参与设计'") == 3)
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'checkpoint.untick'") == 3)
            try await house.tickOpen(next, on: opened.sheets[0].id, as: "structural_second")
            #expect(try await house.call(.post, review + "/decide", as: "structural_second", json: pass).status == 200)
        }
    }
}
