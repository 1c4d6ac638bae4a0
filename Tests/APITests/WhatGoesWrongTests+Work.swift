import Foundation
import JointReview
import NIOCore
import Store
import Testing
import Wire

/// The rows about what reviewers and bodies do.
@Suite(.timeLimit(.minutes(10))) struct WhatGoesWrongAtWorkTests {
    private let grounds = #"{"reason":"不属于本件审查范围","basis":"雷电防护装置设计审核和竣工验收规定","article":"第四条"}"#

    @Test("discipline not applicable: with its reason and article, and reversed")
    func disciplineNotApplicable() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let place = "/v1/reviews/\(try opened.review(.meteorology).id.text)"
            for body in [#"{"reason":"不属于本件审查范围"}"#, #"{"basis":"规定"}"#, #"{"reason":" ","basis":"规定"}"#] {
                let answer = try await house.call(.post, place + "/set-aside", as: "coordinator", json: body)
                #expect((400..<500).contains(answer.status), "\(answer.text)")
            }
            let aside: ReviewBody = try await house.call(.post, place + "/set-aside", as: "coordinator", json: grounds).json()
            #expect(aside.applicability == .notApplicable && aside.legalBasis.contains("第四条"))
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)", as: "owner").json(CaseBody.self).remaining == 4)
            let back: ReviewBody = try await house.call(.post, place + "/reopen", as: "coordinator", json: grounds).json()
            #expect(back.applicability == .applies && back.state == .pending)
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)", as: "owner").json(CaseBody.self).remaining == 5)
        }
    }

    @Test("discipline added late: its own clock, and the joint decision waits")
    func disciplineAddedLate() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let place = "/v1/reviews/\(try opened.review(.meteorology).id.text)"
            #expect(try await house.call(.post, place + "/set-aside", as: "coordinator", json: grounds).status == 200)
            try await house.sql("UPDATE lianshen.review SET due_at = due_at - interval '3 days', opened_at = opened_at - interval '3 days'")
            let added: ReviewBody = try await house.call(.post, place + "/reopen", as: "coordinator", json: grounds).json()
            let other: ReviewBody = try await house.call(.get, "/v1/reviews/\(try opened.review(.fire).id.text)", as: "owner").json()
            #expect(added.dueAt > other.dueAt && added.openedAt > other.openedAt)
            for discipline in Discipline.allCases where discipline != .meteorology { try await pass(house, opened, discipline) }
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)", as: "owner").json(CaseBody.self).state == .inFirstReview)
            try await pass(house, opened, .meteorology)
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)", as: "owner").json(CaseBody.self).state == .opinionsIssued)
        }
    }

    @Test("conflicting comments: a conflict, which blocks the opinion until the meeting has decided")
    func conflictingComments() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "structural_opening_width", "三层会议厅疏散宽度不足")
            try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "structural_opening_width", "开洞削弱约束边缘构件")
            try await scene.decide()
            #expect(try await scene.state() == .reconciling)
            #expect(try await house.call(.get, scene.path + "/opinion", as: "owner").status == 404)
            let page: PageBody<ConflictBody> = try await house.call(.get, scene.path + "/conflicts", as: "owner").json()
            #expect(page.items.count == 1 && page.items.allSatisfy { $0.state == .open && $0.members.count == 2 })
            let turns = try await house.call(.get, scene.path + "/turn", as: "owner").json(TurnsBody.self).items
            #expect(Set(turns.map(\.task)) == [.settleConflicts])
        }
    }

    @Test("re-assign: whoever had it loses it from his hands, its turn and its acts; notices go to organisations, and his says that it is another's")
    func reassignedMails() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let review = try opened.review(.fire)
            _ = try await house.claim(.fire, opened)
            let (old, new) = (try house.cast.person("fire").id, try house.cast.person("fire_second").id)
            let body = #"{"personId":"\#(new.text)","reason":"休假"}"#
            #expect(try await house.call(.post, "/v1/reviews/\(review.id.text)/reassign", as: "fire_dispatcher", json: body).status == 200)
            let his: PageBody<ReviewBody> = try await house.call(.get, "/v1/me/reviews", as: "fire").json()
            let hers: PageBody<ReviewBody> = try await house.call(.get, "/v1/me/reviews", as: "fire_second").json()
            #expect(his.items.isEmpty && hers.items.map(\.id) == [review.id])
            let turns = try await house.call(.get, "/v1/cases/\(opened.id.text)/turn", as: "owner").json(TurnsBody.self).items
            #expect(turns.contains { $0.personId == new } && !turns.contains { $0.personId == old && $0.objectId == review.id })
            let notices: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: "fire_second").json()
            #expect(notices.items.filter { $0.kind == .reassigned }.count == 1)
            #expect(try await house.count("SELECT count(*) FROM lianshen.notice WHERE kind = 'reassigned'") == 1, "to the body and to nobody else")
            for act in ["release", "recuse"] {
                let late = try await house.call(.post, "/v1/reviews/\(review.id.text)/\(act)", as: "fire", json: #"{"attempt":1,"reason":"r"}"#)
                #expect((400..<500).contains(late.status))
            }
        }
    }

    @Test("recusal of a whole body: replaced by the rule, no due date moves")
    func bodyStepsAside() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let review = try opened.review(.fire)
            // Where nobody else serves the discipline, nobody can take it over, and the body keeps it.
            let why = #"{"reason":"隶属关系"}"#
            let nobody = try await house.call(.post, "/v1/reviews/\(review.id.text)/replace-body", as: "fire_dispatcher", json: why)
            #expect(try nobody.problem.refusal == "acceptance.bodies_barred")
            let other = Cast.organisation("【样例】另一消防审查机构", 77, [.init(function: .reviewBody, discipline: .fire)])
            try await house.store.transaction(as: .system("test")) { try await $0.insert(other) }
            let moved: ReviewBody = try await house.call(
                .post, "/v1/reviews/\(review.id.text)/replace-body", as: "fire_dispatcher", json: why
            ).json()
            #expect(moved.bodyId == other.id && abs(moved.dueAt.timeIntervalSince(review.dueAt)) < 0.001)
        }
    }

    @Test("reviewer raises a new comment on an unchanged sheet: allowed with its reason, marked late, counted")
    func lateFinding() async throws {
        try await House.with { house in
            try await house.working {
                let journey = try await RoundJourney.begin(house)
                let first = try await journey.handIn(1)
                for discipline in Discipline.allCases { try await journey.take(discipline) }
                let sheet = try await journey.sheet("结施-08", of: first).id
                let comment = try await journey.comment(.structural, on: sheet, .mandatoryClause, "梁配筋不足").json(CommentBody.self).id
                for discipline in Discipline.allCases { _ = try await journey.decide(discipline, discipline == .structural ? .fail : .pass) }
                try await journey.done(.post, journey.path + "/revise", as: "owner")
                #expect(try await journey.answer(comment, .notAccepted, "按原设计").status == 200)
                try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
                try await journey.done(.post, journey.path + "/confirm", as: "owner")
                try await journey.done(.post, journey.path + "/submit", as: "owner")
                let review = try await journey.review(.structural)
                func say(_ more: String) async throws -> Answer {
                    try await house.call(
                        .post, "/v1/reviews/\(review.id.text)/comments", as: "structural",
                        json:
                            #"{"attempt":\#(review.attempt),"sheetId":"\#(sheet.text)","region":{"page":1,"x":10,"y":10,"width":50,"height":20},"severity":"mandatory_clause","text":"箍筋间距过大","basis":{"kind":"clause","code":"GB/T 50011","edition":"2010","clause":"6.3.6"}\#(more)}"#
                    )
                }
                #expect(try await say("").status == 422)
                let late = try await say(#","lateReason":"上轮遗漏""#)
                #expect(late.status == 201, "\(late.text)")
                #expect(try late.json(CommentBody.self).lateReason == "上轮遗漏")
            }
        }
    }

    @Test("change after approval: nothing is certified or filed before it is settled; what is approved stays in force, sheet by sheet in ChangeTests")
    func changeAfterApproval() async throws {
        try await House.with { house in
            let certified = try await house.certified()
            let path = "/v1/cases/\(certified.id.text)"
            #expect(try await house.call(.post, path + "/changes", as: "owner", json: #"{"reason":"调整户型"}"#).status == 201)
            let status = try await house.call(.get, "/v1/sheets/\(certified.sheets[0].id.text)", as: "owner").json(SheetBody.self).status
            #expect(status == .current)
            for act in ["certify", "archive"] {
                let name = act == "certify" ? "structural_issuer" : "clerk"
                #expect(try await house.call(.post, "\(path)/\(act)", as: name).status == 409, "\(act)")
            }
        }
    }

    private func pass(_ house: House, _ opened: Opened, _ discipline: Discipline) async throws {
        let attempt = try await house.claim(discipline, opened)
        let decided = try await house.call(
            .post, "/v1/reviews/\(try opened.review(discipline).id.text)/decide", as: discipline.rawValue,
            json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
        #expect(decided.status == 200, "\(decided.text)")
    }
}
