import Foundation
import JointReview
import Store
import Testing
import Wire

/// Reviews through the interface: who holds one, what may be said, and what a decision rests on.
@Suite(.timeLimit(.minutes(10))) struct ReviewTests {
    @Test func ofManyWhoClaimOneReviewOneGetsIt() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/claim"
            let answers = try await together(12) { index in try await house.call(.post, path, as: index % 2 == 0 ? "fire" : "fire_second") }
            #expect(answers.count { $0.status == 200 } == 1)
            #expect(answers.allSatisfy { $0.status == 200 || $0.status == 409 }, "\(answers.map(\.brief))")
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'review.claim'") == 1)
        }
    }

    @Test func aQueueGivesEachReviewToOnePerson() async throws {
        try await House.with { house in
            for _ in 0..<6 { _ = try await house.inReview() }
            let claimed = try await together(10) { index in
                try await house.call(.post, "/v1/queues/fire/claim", as: index % 2 == 0 ? "fire" : "fire_second")
            }
            let reviews = try claimed.filter { $0.status == 200 }.map { try $0.json(ReviewBody.self) }
            // Who comes while another is being claimed passes it over, so a claim may find nothing; none is given twice.
            #expect(Set(reviews.map(\.id)).count == reviews.count)
            #expect(claimed.allSatisfy { $0.status == 200 || $0.status == 204 })
            var rest = reviews.count
            while try await house.call(.post, "/v1/queues/fire/claim", as: "fire").status == 200 { rest += 1 }
            #expect(rest == 6)
        }
    }

    @Test func aLateActIsRefusedAndTheDueDateNeverMoves() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let review = try opened.review(.fire)
            let path = "/v1/reviews/\(review.id.text)"
            let old = try await house.claim(.fire, opened)
            #expect(try await house.call(.post, path + "/release", as: "fire", json: #"{"attempt":\#(old),"reason":"r"}"#).status == 200)
            let again: ReviewBody = try await house.call(.post, path + "/claim", as: "fire").json()
            #expect(again.attempt > old)
            for (act, body) in [
                ("/decide", #"{"attempt":\#(old),"decision":"pass"}"#), ("/release", #"{"attempt":\#(old),"reason":"r"}"#),
                ("/comments", house.comment(opened, attempt: old)),
            ] {
                #expect(try await house.call(.post, path + act, as: "fire", json: body).brief == "409 stale", "\(act)")
            }
            let second = try house.cast.person("fire_second").id.text
            let moved = try await house.call(.post, path + "/reassign", as: "fire_dispatcher", json: #"{"personId":"\#(second)","reason":"休假"}"#)
            #expect(moved.status == 200)
            let held = #"{"attempt":\#(again.attempt),"decision":"pass"}"#
            #expect(try await house.call(.post, path + "/decide", as: "fire", json: held).brief == "409 stale")
            let now: ReviewBody = try await house.call(.get, path, as: "owner").json()
            #expect(now.dueAt == again.dueAt && now.reviewerId?.text == second)
        }
    }

    @Test func aReviewIsDecidedOnce() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/decide"
            let attempt = try await house.claim(.fire, opened)
            let answers = try await together(6) { _ in
                try await house.call(.post, path, as: "fire", json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            }
            #expect(answers.count { $0.status == 200 } == 1 && answers.allSatisfy { [200, 409].contains($0.status) }, "\(answers.map(\.brief))")
            #expect(try await house.count("SELECT count(*) FROM lianshen.decision") == 1)
            let record: CaseBody = try await house.call(.get, "/v1/cases/\(opened.id.text)", as: "owner").json()
            #expect(record.remaining == 4)
        }
    }

    @Test func decidingClaimsTheNextInTheSameAct() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let next = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let body = #"{"attempt":\#(attempt),"decision":"pass","claimNext":true}"#
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/decide"
            let decided: DecidedBody = try await house.call(.post, path, as: "fire", json: body, key: "d").json()
            let following = try next.review(.fire).id
            #expect(decided.review.decision == .pass && decided.next?.id == following && decided.next?.state == .inReview)
            let replay: DecidedBody = try await house.call(.post, path, as: "fire", json: body, key: "d").json()
            #expect(replay == decided)
            let hand: PageBody<ReviewBody> = try await house.call(.get, "/v1/me/reviews", as: "fire").json()
            #expect(hand.items.map(\.id) == [try next.review(.fire).id])
        }
    }

    @Test func anotherBodysReviewIsNotOnesOwn() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let person = try house.cast.person("planning").id.text
            let acts = [
                ("/claim", "planning", nil), ("/decide", "planning", #"{"attempt":\#(attempt),"decision":"pass"}"#),
                ("/comments", "planning", house.comment(opened, attempt: attempt)),
                ("/release", "planning_dispatcher", #"{"attempt":\#(attempt),"reason":"r"}"#),
                ("/reassign", "planning_dispatcher", #"{"personId":"\#(person)","reason":"r"}"#),
                ("/release", "planning", #"{"attempt":\#(attempt),"reason":"r"}"#),
                ("/decide", "fire_second", #"{"attempt":\#(attempt),"decision":"pass"}"#),
            ]
            for (act, name, body) in acts {
                let answer = try await house.call(.post, path + act, as: name, json: body)
                #expect([403, 409, 422].contains(answer.status), "\(act) as \(name): \(answer.brief)")
            }
            let foreign = try await house.call(.post, path + "/reassign", as: "fire_dispatcher", json: #"{"personId":"\#(person)","reason":"r"}"#)
            #expect(foreign.brief == "422 invalid")
            let unchanged: ReviewBody = try await house.call(.get, path, as: "owner").json()
            let holder = try house.cast.person("fire").id
            #expect(unchanged.reviewerId == holder && unchanged.attempt == attempt && unchanged.decision == nil)
        }
    }

    @Test func aCoordinatorReachesOnlyIntoCasesOfTheOwnLeadBody() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            // The role alone, held in another party, is not the seat.
            try await house.sql(
                """
                INSERT INTO lianshen.person_role (person_id, role) VALUES ('\(try house.cast.person("planning_dispatcher").id)', 'lead');
                DELETE FROM lianshen.person_role WHERE person_id = '\(try house.cast.person("planning_dispatcher").id)' AND role = 'dispatcher'
                """)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/assign"
            let body = #"{"personId":"\#(try house.cast.person("fire").id.text)"}"#
            #expect(try await house.call(.post, path, as: "planning_dispatcher", json: body).brief == "403 forbidden")
            #expect(try await house.call(.post, path, as: "coordinator", json: body).status == 200)
        }
    }

    @Test func aReviewOfTheOpenPoolBelongsToWhoeverGetsIt() async throws {
        try await House.with { house in
            // A second fire body: fire reviews go to the pool.
            let second = Cast.organisation("【样例】另一消防审查机构", 77, [.init(function: .reviewBody, discipline: .fire)])
            try await house.store.transaction(as: .system("test")) { try await $0.insert(second) }
            let opened = try await house.inReview()
            #expect(try opened.review(.fire).body == nil)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let assigned = try await house.call(
                .post, path + "/assign", as: "fire_dispatcher", json: #"{"personId":"\#(try house.cast.person("fire").id.text)"}"#)
            #expect(assigned.status == 200)
            let claimed: ReviewBody = try await house.call(.post, path + "/claim", as: "fire").json()
            #expect(claimed.bodyId == (try house.cast.person("fire").organisation))
            let comment = try await house.call(.post, path + "/comments", as: "fire", json: house.comment(opened, attempt: claimed.attempt))
            #expect(comment.status == 201)
            let other = try await house.inReview()
            let taken = try await house.call(.post, "/v1/reviews/\(try other.review(.fire).id.text)/claim", as: "fire_second")
            #expect(taken.status == 200)
        }
    }

    @Test func theLastDecisionIssuesTheOpinionOnce() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            var attempts: [Discipline: Int] = [:]
            for discipline in Discipline.allCases { attempts[discipline] = try await house.claim(discipline, opened) }
            let held = attempts
            let all = Discipline.allCases
            let answers = try await together(all.count) { index in
                let attempt = try #require(held[all[index]])
                return try await house.call(
                    .post, "/v1/reviews/\(try opened.review(all[index]).id.text)/decide", as: all[index].rawValue,
                    json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            }
            #expect(answers.allSatisfy { $0.status == 200 })
            let states = try answers.map { try $0.json(DecidedBody.self).case.state }
            #expect(states.count { $0 == .opinionsIssued || $0 == .passed } == 1, "\(states)")
            #expect(try await house.count("SELECT count(*) FROM lianshen.opinion") == 1)
            let opinion: OpinionBody = try await house.call(.get, "/v1/cases/\(opened.id.text)/opinion", as: "owner").json()
            #expect(opinion.verdict == .pass && opinion.sha256.count == 64)
            let report = try await house.call(.get, "/v1/cases/\(opened.id.text)/report", as: "owner")
            #expect(report.status == 202)
        }
    }

    /// A review that only a body with an interest could claim would stand still for ever.
    @Test func aBodyThatDesignedTheProjectGetsNoReviewOfIt() async throws {
        try await House.with { house in
            let institute = house.cast.institute.id.text
            let body = try house.cast.person("fire").organisation
            _ = try await house.sql(
                """
                INSERT INTO lianshen.organisation_function (organisation_id, function, discipline) VALUES ('\(institute)', 'review_body', 'fire');
                DELETE FROM lianshen.organisation_function
                 WHERE discipline = 'fire' AND organisation_id NOT IN ('\(institute)', '\(body.text)')
                """)
            let opened = try await house.inReview()
            #expect(try opened.review(.fire).body == body)
            _ = try await house.sql(
                "DELETE FROM lianshen.organisation_function WHERE discipline = 'fire' AND organisation_id = '\(body.text)'")
            let other = try await house.submitted()
            let refused = try await house.call(.post, "/v1/cases/\(other.id.text)/accept", as: "clerk")
            #expect(refused.brief == "409 not-allowed", "\(refused.text)")
            #expect(try refused.problem.refusal == "acceptance.bodies_barred")
            #expect(try refused.problem.findings?.map(\.code) == ["body.interested"], "\(refused.text)")
        }
    }

    @Test func aDispatcherOfOneDisciplineDoesNotReachIntoAnother() async throws {
        try await House.with { house in
            // One body for both: structural reviews are its own, too.
            let body = try house.cast.person("fire").organisation
            try await house.sql(
                """
                UPDATE lianshen.organisation_function SET organisation_id = '\(body)' WHERE discipline = 'structural';
                UPDATE lianshen.person SET organisation_id = '\(body)' WHERE sign_in_name LIKE 'structural%'
                """)
            let opened = try await house.inReview()
            let path = "/v1/reviews/\(try opened.review(.structural).id.text)"
            let assignment = #"{"personId":"\#(try house.cast.person("structural").id.text)"}"#
            let other = #"{"personId":"\#(try house.cast.person("structural_second").id.text)","reason":"休假"}"#
            func refused(_ act: String, _ json: String) async throws {
                let answer = try await house.call(.post, "\(path)/\(act)", as: "fire_dispatcher", json: json)
                #expect(try answer.status == 403 && answer.problem.refusal == "access.role", "\(act): \(answer.text)")
            }
            try await refused("assign", assignment)
            #expect(try await house.call(.post, path + "/assign", as: "structural_dispatcher", json: assignment).status == 200)
            let claimed: ReviewBody = try await house.call(.post, path + "/claim", as: "structural").json()
            let release = #"{"attempt":\#(claimed.attempt),"reason":"r"}"#
            try await refused("reassign", other)
            try await refused("release", release)
            #expect(try await house.call(.post, path + "/reassign", as: "structural_dispatcher", json: other).status == 200)
            // Who holds both may do it, and a foreign review still does not exist.
            try await house.sql(
                "INSERT INTO lianshen.person_role (person_id, role, discipline) VALUES ('\(try house.cast.person("fire_dispatcher").id)', 'dispatcher', 'structural')"
            )
            #expect(
                try await house.call(.post, path + "/reassign", as: "fire_dispatcher", json: assignment.replacing("}", with: #","reason":"r"}"#))
                    .status == 200)
            #expect(try await house.call(.post, "/v1/reviews/\(UUID().text)/assign", as: "fire_dispatcher", json: assignment).brief == "404 missing")
        }
    }
}
