import Foundation
import JointReview
import Store
import Testing
import Wire

/// A discipline that is added when reviewing has begun, or set aside, over HTTP.
@Suite(.timeLimit(.minutes(10))) struct LateDisciplineTests {
    private let grounds = #"{"reason":"补充甲类库,须审防雷","basis":"雷电防护装置设计审核和竣工验收规定","article":"第四条"}"#

    private func act(_ house: House, _ opened: Opened, _ act: String, _ discipline: Discipline, as person: String = "coordinator") async throws
        -> Answer
    {
        try await house.call(.post, "/v1/reviews/\(try opened.review(discipline).id.text)/\(act)", as: person, json: grounds)
    }

    private func decide(_ house: House, _ opened: Opened, _ discipline: Discipline) async throws -> DecidedBody {
        let attempt = try await house.claim(discipline, opened)
        return try await house.call(
            .post, "/v1/reviews/\(try opened.review(discipline).id.text)/decide", as: discipline.rawValue,
            json: #"{"attempt":\#(attempt),"decision":"pass"}"#
        ).json()
    }

    @Test func aDisciplineAddedLateHasItsOwnClockAndTheJointDecisionWaitsForIt() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            #expect(try await act(house, opened, "set-aside", .meteorology, as: "owner").brief == "403 forbidden")
            let aside: ReviewBody = try await act(house, opened, "set-aside", .meteorology).json()
            #expect(aside.state == .notApplicable && aside.applicability == .notApplicable && aside.legalBasis.contains("第四条"))
            // The other disciplines' time began a while ago.
            try await house.sql("UPDATE lianshen.review SET due_at = due_at - interval '3 days', opened_at = opened_at - interval '3 days'")
            for discipline in [Discipline.planning, .fire, .civilDefence] { _ = try await decide(house, opened, discipline) }
            let added: ReviewBody = try await act(house, opened, "reopen", .meteorology).json()
            #expect(added.state == .pending && added.applicability == .applies)
            let other: ReviewBody = try await house.call(.get, "/v1/reviews/\(try opened.review(.structural).id.text)", as: "owner").json()
            #expect(added.dueAt > other.dueAt && added.openedAt > other.openedAt)
            #expect(try await act(house, opened, "reopen", .meteorology).brief == "409 not-allowed")
            let waiting = try await decide(house, opened, .structural)
            #expect(waiting.case.remaining == 1 && waiting.case.state == .inFirstReview)
            let last = try await decide(house, opened, .meteorology)
            #expect(last.case.state == .opinionsIssued)
            let late = try await act(house, opened, "set-aside", .fire)
            #expect(try house.refusal(late) == "discipline.not_in_review")
            let reasons = try await house.sql(
                """
                SELECT string_agg(act || ' ' || (body LIKE '%防雷%'), ', ' ORDER BY audit_id) FROM lianshen.audit_entry JOIN lianshen.audit_detail USING (audit_id)
                 WHERE act IN ('review.reopen', 'review.make_not_applicable')
                """)
            #expect(reasons.contains("review.make_not_applicable true, review.reopen true"), "\(reasons)")
        }
    }

    @Test func settingTheLastOpenDisciplineAsideIssuesTheOpinion() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            for discipline in Discipline.allCases where discipline != .meteorology { _ = try await decide(house, opened, discipline) }
            #expect(try await act(house, opened, "set-aside", .meteorology).status == 200)
            let now: CaseBody = try await house.call(.get, "/v1/cases/\(opened.id.text)", as: "owner").json()
            #expect(now.state == .opinionsIssued && now.remaining == 0)
        }
    }

    @Test func aDisciplineWhoseCommentsStandIsNotSetAside() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
            #expect(try await house.call(.post, path, as: "fire", json: house.comment(opened, attempt: attempt)).status == 201)
            #expect(try house.refusal(try await act(house, opened, "set-aside", .fire)) == "discipline.comments_stand")
            for discipline in Discipline.allCases where ![.fire, .structural].contains(discipline) {
                #expect(try await act(house, opened, "set-aside", discipline).status == 200)
            }
            #expect(try await act(house, opened, "set-aside", .structural).status == 200)
            #expect(try house.refusal(try await act(house, opened, "set-aside", .fire)) == "discipline.last")
        }
    }

    @Test func theGreenChannelHasItsApproverAndShortensWhatTheProfileSays() async throws {
        try await House.with { house in
            try await house.assigning(
                "green",
                #"{"registered":[],"declaration":false,"basis":[{"text":"样例","status":"to_be_checked"}]},"# + "\n"
                    + #""green_channel": {"working_days": 2, "basis": {"text":"样例","status":"to_be_checked"}}"#)
            let (plain, green) = (try await house.submitted(profile: "green"), try await house.submitted(profile: "green"))
            let path = "/v1/cases/\(green.id.text)"
            func approve(as person: String) async throws -> Answer {
                try await house.call(.post, path + "/green-channel", as: person, json: #"{"reason":"重大民生项目"}"#)
            }
            #expect(try await approve(as: "owner").brief == "403 forbidden")
            #expect(try await approve(as: "clerk").brief == "403 forbidden")
            #expect(try await approve(as: "coordinator").status == 200)
            #expect(try await approve(as: "coordinator").brief == "409 exists")
            for opened in [plain, green] { #expect(try await house.call(.post, "/v1/cases/\(opened.id.text)/accept", as: "clerk").status == 200) }
            let slow: CaseBody = try await house.call(.get, "/v1/cases/\(plain.id.text)", as: "owner").json()
            let fast: CaseBody = try await house.call(.get, path, as: "owner").json()
            let approver = try house.cast.person("coordinator").id
            #expect(fast.greenChannel?.approverId == approver && fast.greenChannel?.reason == "重大民生项目" && slow.greenChannel == nil)
            let (short, long) = (try #require(fast.dueAt), try #require(slow.dueAt))
            #expect(short < long)
            #expect(try await approve(as: "coordinator").status == 409)
        }
    }

    @Test func aSpecialReviewNamesItsDisciplineAndOpensOnlyThat() async throws {
        try await House.with { house in
            func create(_ facts: String) async throws -> Answer {
                try await house.call(
                    .post, "/v1/projects", as: "owner",
                    json: #"{"name":"【样例】专项","region":"320800","facts":{"class":"special","funding":"core_approved","size":"small"\#(facts)}}"#)
            }
            let refused = try await create("")
            #expect(try house.refusal(refused) == "project.special_discipline_missing")
            let created = try await create(#","specialDiscipline":"fire""#)
            #expect(created.status == 201)
        }
    }
}
