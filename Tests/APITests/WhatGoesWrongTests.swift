import Foundation
import JointReview
import NIOCore
import Store
import Testing
import Wire

/// What goes wrong in practice, row by row, and what the service must do then; each test carries the name of its row.
///
/// Rows with a journey of their own stand elsewhere, under the name of their row: certificate found wrong (RevocationTests); the others of the clock and of
/// what reviewers do in WhatGoesWrongTests+Clock and WhatGoesWrongTests+Work.
@Suite(.timeLimit(.minutes(10))) struct WhatGoesWrongTests {
    @Test("withdrawn in review: reviewers told, work kept, clock ends, counted separately")
    func withdrawnInReview() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/cases/\(opened.id.text)"
            let attempt = try await house.claim(.fire, opened)
            let review = try opened.review(.fire).id.text
            #expect(
                try await house.call(.post, "/v1/reviews/\(review)/comments", as: "fire", json: house.comment(opened, attempt: attempt)).status == 201
            )
            let withdrawn: CaseBody = try await house.call(.post, path + "/withdraw", as: "owner", json: #"{"reason":"项目调整"}"#).json()
            #expect(withdrawn.state == .withdrawn && withdrawn.remaining == 0 && withdrawn.reason == "项目调整")
            for name in ["fire", "planning", "structural"] {
                let notices: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: name).json()
                #expect(notices.items.contains { $0.kind == .withdrawn && $0.caseId == opened.id }, "\(name)")
            }
            let comments: PageBody<CommentBody> = try await house.call(.get, path + "/comments", as: "owner").json()
            #expect(comments.items.count == 1, "what was said stays")
            let reviews: PageBody<ReviewBody> = try await house.call(.get, path + "/reviews", as: "owner").json()
            #expect(reviews.items.allSatisfy { $0.state == .cancelled && $0.decision == nil }, "cancelled is neither passed nor failed nor late")
            #expect(try await house.call(.post, "/v1/reviews/\(review)/decide", as: "fire", json: #"{"attempt":1,"decision":"pass"}"#).status == 409)
            #expect(try await house.call(.get, path + "/turn", as: "owner").json(TurnsBody.self).items.isEmpty)
        }
    }

    @Test("new version during review: the frozen snapshot stays, nothing slips in")
    func newVersionDuringReview() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/cases/\(opened.id.text)"
            // The bad example is a document that is added in mid-cycle: here there is no way to do it.
            let sent = try await house.send(.put, path + "/packages?name=late.zip", as: "designer", bytes: ByteBuffer(string: "late"))
            let refusal = try sent.problem.refusal
            #expect(sent.status == 409 && refusal == "case.takes_no_packages")
            let packages: PageBody<DrawingPackageBody> = try await house.call(.get, path + "/packages", as: "fire").json()
            #expect(packages.items.map(\.id) == [opened.package.id])
        }
    }

    @Test("incomplete package: one bundled notice with a remedy for every item")
    func incompletePackage() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            let path = "/v1/cases/\(opened.id.text)"
            let all = #"{"reason":"材料不全","items":["缺总平面图","缺计算书"]}"#
            #expect(try await house.call(.post, path + "/return", as: "clerk", json: all).status == 200)
            #expect(try await house.call(.post, path + "/return", as: "clerk", json: all).problem.refusal == "case.not_allowed")
            let notices: PageBody<DeficiencyBody> = try await house.call(.get, path + "/deficiencies", as: "owner").json()
            #expect(notices.items.map(\.items) == [2])
        }
    }

    @Test(
        "return without reason: impossible", arguments: [#"{"reason":"  ","items":["x"]}"#, #"{"reason":"r","items":[]}"#, #"{"reason":"r"}"#, "{}"])
    func returnWithoutReason(_ body: String) async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            let answer = try await house.call(.post, "/v1/cases/\(opened.id.text)/return", as: "clerk", json: body)
            #expect((400..<500).contains(answer.status), "\(answer.text)")
            let record: CaseBody = try await house.call(.get, "/v1/cases/\(opened.id.text)", as: "owner").json()
            #expect(record.state == .submitted)
        }
    }

    @Test("recusal: back to the queue with its due date, and never to the same person")
    func recusal() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let review = try opened.review(.structural)
            let attempt = try await house.claim(.structural, opened)
            let body = #"{"attempt":\#(attempt),"reason":"本人参与过设计"}"#
            let recused: ReviewBody = try await house.call(.post, "/v1/reviews/\(review.id.text)/recuse", as: "structural", json: body).json()
            #expect(recused.state == .recused && abs(recused.dueAt.timeIntervalSince(review.dueAt)) < 0.001)
            #expect(try await house.call(.post, "/v1/queues/structural/claim", as: "structural").status == 204)
        }
    }

    @Test("re-assign: the due date stays and the earlier reviewer can act no more")
    func reassign() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let review = try opened.review(.fire)
            let attempt = try await house.claim(.fire, opened)
            let body = #"{"personId":"\#(try house.cast.person("fire_second").id.text)","reason":"休假"}"#
            let given: ReviewBody = try await house.call(.post, "/v1/reviews/\(review.id.text)/reassign", as: "fire_dispatcher", json: body).json()
            #expect(abs(given.dueAt.timeIntervalSince(review.dueAt)) < 0.001)
            let late = try await house.call(
                .post, "/v1/reviews/\(review.id.text)/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            #expect((400..<500).contains(late.status))
            #expect(
                try await house.call(.post, "/v1/reviews/\(review.id.text)/comments", as: "fire", json: house.comment(opened, attempt: attempt))
                    .status >= 400)
        }
    }

    @Test("precondition unmet: the clock does not start before acceptance")
    func preconditionUnmet() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            let path = "/v1/cases/\(opened.id.text)"
            let before: CaseBody = try await house.call(.get, path, as: "owner").json()
            #expect(before.dueAt == nil && before.acceptedAt == nil)
            let turns = try await house.call(.get, path + "/turn", as: "owner").json(TurnsBody.self).items
            #expect(turns.allSatisfy { $0.task == .accept && $0.dueAt == nil })
            let after: CaseBody = try await house.call(.post, path + "/accept", as: "clerk").json()
            #expect(after.dueAt.map { $0 > (after.acceptedAt ?? .distantFuture) } == true)
        }
    }

    @Test("stamp before all finished: refused in the transaction that would stamp; two bodies stamp: one body's stamp never closes the other's work")
    func stampBeforeAllFinished() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/cases/\(opened.id.text)"
            let fire = try opened.review(.fire).id.text
            let attempt = try await house.claim(.fire, opened)
            #expect(
                try await house.call(.post, "/v1/reviews/\(fire)/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"pass"}"#).status
                    == 200)
            let reviews: PageBody<ReviewBody> = try await house.call(.get, path + "/reviews", as: "owner").json()
            #expect(reviews.items.filter { $0.discipline != .fire }.allSatisfy { $0.state == .pending && $0.decision == nil })
            for (act, name) in [("pass", "coordinator"), ("certify", "fire_issuer"), ("certify", "structural_issuer")] {
                #expect(try await house.call(.post, "\(path)/\(act)", as: name).status == 409, "\(act)")
            }
            #expect(try await house.call(.get, path + "/opinion", as: "owner").status == 404)
            let record: CaseBody = try await house.call(.get, path, as: "owner").json()
            #expect(record.state == .inFirstReview && record.remaining == 4)
        }
    }

    @Test("duplicate submission: the same key is one act, and says so")
    func duplicateSubmission() async throws {
        try await House.with { house in
            let record = try await house.draft()
            let (package, _) = try await house.checked(record)
            let path = "/v1/cases/\(record.id.text)"
            #expect(try await house.call(.post, "/v1/packages/\(package.id.text)/seal", as: "designer").status == 200)
            #expect(try await house.call(.post, path + "/confirm", as: "owner").status == 200)
            let first = try await house.call(.post, path + "/submit", as: "owner", key: "submit-1")
            let second = try await house.call(.post, path + "/submit", as: "owner", key: "submit-1")
            #expect(first.status == 200 && second.status == 200 && first.body == second.body && second["Idempotency-Replayed"] == "true")
            #expect(try await house.call(.post, path + "/submit", as: "owner", key: "submit-2").problem.refusal == "case.not_allowed")
            #expect(
                try await house.count(
                    "SELECT count(*) FROM lianshen.audit_entry WHERE act = 'case.submit' AND case_id = '\(record.id)' AND result = 'ok'") == 1)
        }
    }

    @Test("job stuck: its state and cause are visible")
    func jobStuck() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql(
                "UPDATE lianshen.job SET state = 'failed', attempt = 5, last_error = 'tool ended' WHERE case_id = '\(opened.id)' AND kind = 'intake'")
            let jobs: PageBody<JobBody> = try await house.call(.get, "/v1/cases/\(opened.id.text)/jobs", as: "owner").json()
            let stuck = try #require(jobs.items.first { $0.state == .failed })
            #expect(stuck.kind == .intake && stuck.cause == "tool ended" && stuck.attempt == 5)
        }
    }
}
