import Foundation
import JointReview
import Store
import Testing
import Wire

/// Somebody leaves with reviews in hand.
@Suite(.timeLimit(.minutes(10))) struct HandOverTests {
    private func handOver(_ house: House, from: String, to: String, as name: String, key: String? = nil) async throws -> Answer {
        try await house.call(
            .post, "/v1/people/\(try house.cast.person(from).id.text)/hand-over", as: name,
            json: #"{"toPersonId":"\#(try house.cast.person(to).id.text)","reason":"离职"}"#, key: key)
    }

    @Test func allReviewsGoToTheOtherPersonAndDueDatesStay() async throws {
        try await House.with { house in
            var opened: [Opened] = []
            for _ in 0..<3 { opened.append(try await house.inReview()) }
            var attempts: [Int] = []
            for one in opened.prefix(2) { attempts.append(try await house.claim(.fire, one)) }
            let due = "SELECT string_agg(due_at::text, ' ' ORDER BY review_id) FROM lianshen.review"
            let before = try await house.sql(due)

            let answer = try await handOver(house, from: "fire", to: "fire_second", as: "fire_dispatcher", key: "once")
            let handed = try answer.json(HandedOverBody.self).reviews
            #expect(Set(handed.map(\.id)) == Set(try opened.prefix(2).map { try $0.review(.fire).id }))
            #expect(try await house.sql(due) == before)
            let again = try await handOver(house, from: "fire", to: "fire_second", as: "fire_dispatcher", key: "once")
            #expect(again.isReplay && again.body == answer.body)

            // The former reviewer's act comes too late, whoever believes what; the other goes on.
            for (one, attempt) in zip(opened, attempts) {
                let path = "/v1/reviews/\(try one.review(.fire).id.text)"
                let late = try await house.call(.post, path + "/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
                #expect(late.brief == "409 stale")
                let comment = try await house.call(.post, path + "/comments", as: "fire", json: house.comment(one, attempt: attempt))
                #expect(comment.status == 409, "\(comment.text)")
                #expect(try await house.call(.post, path + "/claim", as: "fire").status == 409)
                #expect(try await house.call(.post, path + "/claim", as: "fire_second").status == 200)
            }
            #expect(
                try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'review.reassign' AND result = 'ok'") == 2)
            #expect(try await house.count("SELECT count(*) FROM lianshen.notice WHERE kind = 'reassigned'") == 2)
        }
    }

    @Test func itIsAllOrNothingAndOfOneBodyOnly() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            _ = try await house.claim(.fire, opened)
            let other = try await handOver(house, from: "fire", to: "planning", as: "fire_dispatcher")
            #expect(other.brief == "422 invalid")
            #expect(try other.problem.findings?.map(\.file) == ["/toPersonId"])
            for name in ["planning_dispatcher", "owner", "fire", "system", "coordinator"] {
                #expect(try await handOver(house, from: "fire", to: "fire_second", as: name).brief == "404 missing", "\(name)")
            }
            #expect(try await handOver(house, from: "fire", to: "fire", as: "fire_dispatcher").brief == "409 not-allowed")
            let holder = try await house.sql("SELECT reviewer_id FROM lianshen.review WHERE discipline = 'fire'")
            #expect(holder == (try house.cast.person("fire").id.text))
            // Somebody whose account is disabled already can still be handed over from.
            let disabled = try await house.call(
                .post, "/v1/people/\(try house.cast.person("fire").id.text)/disable", as: "system", json: #"{"reason":"离职"}"#)
            #expect(disabled.status == 200)
            let handed = try await handOver(house, from: "fire", to: "fire_second", as: "fire_dispatcher")
            #expect(try handed.json(HandedOverBody.self).reviews.count == 1)
            let nothing = try await handOver(house, from: "fire", to: "fire_second", as: "fire_dispatcher")
            #expect(try nothing.json(HandedOverBody.self).reviews.isEmpty)
        }
    }

    /// Two hand-overs at once, and a decision between them: every review has one holder, and nothing is decided by somebody who has it no more.
    @Test func handOverAndDecisionAtTheSameTimeLeaveOneHolder() async throws {
        try await House.with { house in
            for _ in 0..<5 {
                let opened = try await house.inReview()
                let attempt = try await house.claim(.fire, opened)
                let review = try opened.review(.fire).id
                let statuses = try await together(3) { number in
                    if number == 0 {
                        return try await house.call(
                            .post, "/v1/reviews/\(review.text)/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"pass"}"#
                        ).status
                    }
                    return try await handOver(house, from: "fire", to: "fire_second", as: "fire_dispatcher").status
                }
                #expect(statuses.allSatisfy { [200, 409].contains($0) }, "\(statuses)")
                let row = try await house.sql("SELECT state, reviewer_id, attempt FROM lianshen.review WHERE review_id = '\(review)'")
                let decided = "issued_pass|\(try house.cast.person("fire").id.text)|\(attempt)"
                let handed = "reassigned|\(try house.cast.person("fire_second").id.text)|\(attempt + 1)"
                #expect([decided, handed].contains(row), "\(row)")
            }
        }
    }

    @Test func specialtiesAndStoppedReviewsGoToTheOtherPersonToo() async throws {
        try await House.with { house in
            let stopped = try await house.inReview(profile: "national-by-specialty")
            let other = try await house.inReview(profile: "national-by-specialty")
            let (first, second) = (try stopped.review(.structural), try other.review(.structural))
            let person = try house.cast.person("structural_second").id
            func take(_ name: String, in review: UUID) async throws -> SpecialtyBody {
                try await house.call(
                    .post, "/v1/reviews/\(review.text)/specialties/claim", as: "structural", json: #"{"specialty":"\#(name)"}"#
                ).json()
            }
            _ = try await house.claim(.structural, stopped)
            _ = try await take("暖通", in: first.id)
            let why = #"{"cause":"expert_demonstration","reason":"专项论证"}"#
            #expect(try await house.call(.post, "/v1/reviews/\(first.id.text)/suspend", as: "structural_issuer", json: why).status == 200)
            // The other review is the other one's already; the one who leaves has a specialty of it.
            #expect(try await house.call(.post, "/v1/reviews/\(second.id.text)/claim", as: "structural_second").status == 200)
            let held = try await take("电气", in: second.id)

            let answer = try await handOver(house, from: "structural", to: "structural_second", as: "structural_dispatcher")
            #expect(answer.status == 200, "\(answer.text)")
            let handed: HandedOverBody = try answer.json()
            #expect(handed.reviews.map(\.id) == [first.id])
            #expect(handed.reviews.allSatisfy { $0.state == .suspended && $0.reviewerId == person && $0.dueAt == first.dueAt })
            #expect(
                Set(handed.specialties.map { "\($0.reviewId) \($0.specialty)" }) == ["\(first.id) 暖通", "\(second.id) 电气"]
                    && handed.specialties.allSatisfy { $0.state == .assigned && $0.reviewerId == person })
            let late = try await house.call(
                .post, "/v1/reviews/\(second.id.text)/specialties/finish", as: "structural", json: #"{"specialty":"电气","attempt":\#(held.attempt)}"#)
            #expect(late.brief == "409 stale")
            // When it goes on, the other one takes it up.
            let going: ReviewBody = try await house.call(.post, "/v1/reviews/\(first.id.text)/resume", as: "structural_issuer").json()
            #expect(going.state == .reassigned && going.reviewerId == person)
            #expect(try await house.who(on: first.id, of: stopped.id).contains("structural_second start_review"))
            #expect(try await house.call(.post, "/v1/reviews/\(first.id.text)/claim", as: "structural_second").status == 200)
            let nothing = try await handOver(house, from: "structural", to: "structural_second", as: "structural_dispatcher")
            let empty: HandedOverBody = try nothing.json()
            #expect(empty.reviews.isEmpty && empty.specialties.isEmpty)
        }
    }

    @Test func whereTheOtherChecksASpecialtyEachIsNamedAndNothingIsHandedOver() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            let review = try opened.review(.structural).id.text
            let path = "/v1/reviews/\(review)/specialties"
            let second = try house.cast.person("structural_second").id.text
            try await house.sql("INSERT INTO lianshen.person_role (person_id, role, discipline) VALUES ('\(second)', 'checker', 'structural')")
            let names = ["暖通", "电气"]
            func check(_ checker: String) async throws {
                for name in names {
                    let json = #"{"specialty":"\#(name)","checkerId":"\#(try house.cast.person(checker).id.text)","reason":"r"}"#
                    let answer = try await house.call(.post, path + "/assign", as: "structural_dispatcher", json: json)
                    #expect(answer.status == 200, "\(answer.text)")
                }
            }
            _ = try await house.claim(.structural, opened)
            for name in names {
                #expect(try await house.call(.post, path + "/claim", as: "structural", json: #"{"specialty":"\#(name)"}"#).status == 200)
            }
            try await check("structural_second")
            let refused = try await handOver(house, from: "structural", to: "structural_second", as: "structural_dispatcher")
            #expect(refused.status == 422, "\(refused.text)")
            let findings = try #require(try refused.problem.findings)
            #expect(
                findings.map(\.code) == [
                    "review.checker_is_reviewer", "review.checker_is_reviewer", "review.checks_specialty", "review.checks_specialty",
                ])
            #expect(names.allSatisfy { name in findings.filter { $0.message.zh.contains(name) && $0.message.zh.contains(review) }.count == 2 })
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'specialty.assign' AND result = 'ok'") == 2)
            try await check("structural_checker")
            let handed = try await handOver(house, from: "structural", to: "structural_second", as: "structural_dispatcher")
            #expect(handed.status == 200, "\(handed.text)")
        }
    }
}
