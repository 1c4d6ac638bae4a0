import Foundation
import JointReview
import Store
import Testing
import Wire

/// Reviewer, checker and issuer are three persons, whoever stands for whom.
@Suite(.timeLimit(.minutes(10))) struct FourEyesTests {
    @Test func whoSteppedAsideGivesNoSecondSignature() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            try await house.grant(.checker, .planning, to: "planning")
            let review = try opened.review(.planning).id
            let path = "/v1/reviews/\(review.text)"
            let attempt = try await house.claim(.planning, opened)
            #expect(try await house.call(.post, path + "/recuse", as: "planning", json: #"{"attempt":\#(attempt),"reason":"曾参与设计"}"#).status == 200)
            let second = #"{"personId":"\#(try house.cast.person("planning_second").id.text)"}"#
            #expect(try await house.call(.post, path + "/assign", as: "planning_dispatcher", json: second).status == 200)
            let held: ReviewBody = try await house.call(.post, path + "/claim", as: "planning_second").json()
            try await house.tickOpen(held, on: opened.sheets[0].id, as: "planning_second")
            let pass = #"{"attempt":\#(held.attempt),"decision":"pass"}"#
            #expect(try await house.call(.post, path + "/draft", as: "planning_second", json: pass).status == 200)
            #expect(try house.refusal(try await house.call(.post, path + "/check", as: "planning")) == "review.recused_earlier")
            let returned = try await house.call(.post, path + "/return-draft", as: "planning", json: #"{"reason":"r"}"#)
            #expect(try house.refusal(returned) == "review.recused_earlier")
            // Whose turn it is says the same, also of who stands for the reviewer.
            _ = try await house.mandate(.reviewer, from: "planning_second", to: "planning_checker")
            #expect(try await house.who(on: review, of: opened.id) == ["nobody check_opinion"])
            #expect(try house.refusal(try await house.call(.post, path + "/check", as: "planning_checker")) == "review.checker_took_part")
        }
    }

    @Test func whoSteppedAsideFromASpecialtySendsNoneBack() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            try await house.grant(.checker, .structural, to: "structural_second")
            let path = "/v1/reviews/\(try opened.review(.structural).id.text)"
            _ = try await house.claim(.structural, opened)
            func act(_ act: String, _ name: String, as person: String, _ more: String = "") async throws -> Answer {
                try await house.call(.post, "\(path)/specialties/\(act)", as: person, json: #"{"specialty":"\#(name)"\#(more)}"#)
            }
            let left: SpecialtyBody = try await act("claim", "电气", as: "structural_second").json()
            #expect(try await act("recuse", "电气", as: "structural_second", #","attempt":\#(left.attempt),"reason":"曾参与设计""#).status == 200)
            let held: SpecialtyBody = try await act("claim", "暖通", as: "structural").json()
            #expect(try await act("finish", "暖通", as: "structural", #","attempt":\#(held.attempt)"#).status == 200)
            for (word, more) in [("check", ""), ("return", #","reason":"r""#)] {
                #expect(try house.refusal(try await act(word, "暖通", as: "structural_second", more)) == "review.recused_earlier", "\(word)")
            }
            #expect(try await act("check", "暖通", as: "structural_checker").status == 200)
        }
    }

    @Test func whoStepsAsideFromTheReviewLeavesNoSpecialtySigned() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            let path = "/v1/reviews/\(try opened.review(.structural).id.text)"
            let attempt = try await house.claim(.structural, opened)
            func act(_ act: String, as person: String, _ more: String = "") async throws -> Answer {
                try await house.call(.post, "\(path)/specialties/\(act)", as: person, json: #"{"specialty":"暖通"\#(more)}"#)
            }
            let held: SpecialtyBody = try await act("claim", as: "structural").json()
            #expect(try await act("finish", as: "structural", #","attempt":\#(held.attempt)"#).status == 200)
            #expect(try await act("check", as: "structural_checker").status == 200)
            let why = #"{"attempt":\#(attempt),"reason":"曾参与设计"}"#
            #expect(try await house.call(.post, path + "/recuse", as: "structural", json: why).status == 200)
            let left = try await house.sql(
                "SELECT concat_ws(' ', state, num_nonnulls(reviewer_id, finished_at, checked_at)) FROM lianshen.specialty_review WHERE specialty = '暖通'"
            )
            #expect(left.hasPrefix("waiting 0"), "\(left)")
            // Who takes the review over decides nothing before somebody has reviewed that again.
            let second = #"{"personId":"\#(try house.cast.person("structural_second").id.text)"}"#
            #expect(try await house.call(.post, path + "/assign", as: "structural_dispatcher", json: second).status == 200)
            let review: ReviewBody = try await house.call(.post, path + "/claim", as: "structural_second").json()
            #expect(review.specialties == 5 && review.state == .inReview)
        }
    }

    @Test func whoFinishedASpecialtyAndGaveItBackDoesNotCheckIt() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            try await house.grant(.checker, .structural, to: "structural_second")
            let review = try opened.review(.structural).id
            _ = try await house.claim(.structural, opened)
            func act(_ act: String, as person: String, _ more: String = "") async throws -> Answer {
                try await house.call(.post, "/v1/reviews/\(review.text)/specialties/\(act)", as: person, json: #"{"specialty":"电气"\#(more)}"#)
            }
            let first: SpecialtyBody = try await act("claim", as: "structural_second").json()
            let attempt = #","attempt":\#(first.attempt)"#
            #expect(try await act("finish", as: "structural_second", attempt).status == 200)
            #expect(try await act("return", as: "structural_checker", #","reason":"r""#).status == 200)
            #expect(try await act("release", as: "structural_second", #"\#(attempt),"reason":"出差""#).status == 200)
            let second: SpecialtyBody = try await act("claim", as: "structural").json()
            #expect(try await act("finish", as: "structural", #","attempt":\#(second.attempt)"#).status == 200)
            #expect(try house.refusal(try await act("check", as: "structural_second")) == "review.checker_took_part")
            #expect(try await act("check", as: "structural_checker").status == 200)
        }
    }

    @Test func whoReviewedCheckedSteppedAsideOrDesignedIssuesNoCertificate() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            for discipline in Discipline.allCases {
                let attempt = try await house.claim(discipline, opened)
                let path = "/v1/reviews/\(try opened.review(discipline).id.text)"
                try await house.tickOpen(try await house.call(.get, path, as: discipline.rawValue).json(), on: opened.sheets[0].id)
                let decided = try await house.call(
                    .post, path + "/decide", as: discipline.rawValue, json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
                #expect(decided.status == 200, "\(decided.text)")
            }
            let place = "/v1/cases/\(opened.id.text)"
            #expect(try await house.call(.post, place + "/pass", as: "coordinator").status == 200)
            let (issuer, colleague) = (try house.cast.person("structural_issuer").id, try house.cast.person("structural").id)
            let review = try opened.review(.structural).id
            let mandate =
                "INSERT INTO lianshen.mandate (mandate_id, kind, organisation_id, giver_id, holder_id, roles, starts_at, ends_at, reason) SELECT gen_random_uuid(), 'delegation', organisation_id,"
            let span = "now() - interval '1 day', now() + interval '1 day', 'r' FROM lianshen.person WHERE person_id = '\(issuer)'"
            let other = try await house.inReview(of: opened.project)
            let designer = try house.cast.person("designer").id
            let ways = [
                (
                    "a specialty", "case.issuer_reviewed",
                    "INSERT INTO lianshen.specialty_review (review_id, specialty, ordinal, case_id, owner_id, checker_id) VALUES ('\(review)', '结构', 0, '\(opened.id)', '\(house.cast.owner.id)', '\(issuer)')",
                    "DELETE FROM lianshen.specialty_review"
                ),
                (
                    "a colleague reviewed for him", "case.issuer_reviewed", "\(mandate) '\(issuer)', '\(colleague)', '{reviewer}', \(span)",
                    "DELETE FROM lianshen.mandate"
                ),
                (
                    "he stood for a colleague", "case.issuer_reviewed", "\(mandate) '\(colleague)', '\(issuer)', '{reviewer}', \(span)",
                    "DELETE FROM lianshen.mandate"
                ),
                (
                    "he stepped aside", "case.issuer_has_interest",
                    "INSERT INTO lianshen.recusal (review_id, person_id, case_id, owner_id, discipline, reason) VALUES ('\(review)', '\(issuer)', '\(opened.id)', '\(house.cast.owner.id)', 'structural', 'r')",
                    "DELETE FROM lianshen.recusal"
                ),
                (
                    "he uploaded in another case of the project", "case.issuer_has_interest",
                    "UPDATE lianshen.package SET uploaded_by = '\(issuer)' WHERE case_id = '\(other.id)'",
                    "UPDATE lianshen.package SET uploaded_by = '\(designer)' WHERE case_id = '\(other.id)'"
                ),
            ]
            for (name, refusal, before, after) in ways {
                try await house.sql(before)
                #expect(try await house.who(on: opened.id, of: opened.id) == ["nobody certify"], "\(name)")
                let answer = try await house.call(.post, place + "/certify", as: "structural_issuer")
                #expect(try answer.status == 409 && house.refusal(answer) == refusal, "\(name): \(answer.text)")
                try await house.sql(after)
            }
            // Whom he gives the certificate to sign, and who reviewed, does not sign it; he himself does.
            let header = try await house.mandate(.issuer, from: "structural_issuer", to: "structural")
            #expect(try house.refusal(try await house.call(.post, place + "/certify", as: "structural", headers: header)) == "case.issuer_reviewed")
            #expect(try await house.who(on: opened.id, of: opened.id) == ["structural_issuer certify"])
            #expect(try await house.call(.post, place + "/certify", as: "structural_issuer").status == 200)
        }
    }

    @Test func whoChecksIsQualifiedAtTheBodyAndHasDeclaredHimselfAndWhoDecidesIsStillRegistered() async throws {
        try await House.with { house in
            try await house.assigning("checked", #"{"registered":["planning"],"declaration":true,"basis":[{"text":"样例","status":"to_be_checked"}]}"#)
            #expect(try await house.importing("firms", house.firmLines()).status == 201)
            let (own, foreign) = (house.cast.bodies[0].creditCode, house.cast.bodies[1].creditCode)
            func register(_ reviewerUntil: String, _ checkerFirm: String) async throws {
                let lines = [
                    "样例-1,样例人员,planning,\(own),一级,建筑,2020-01-01,\(reviewerUntil)", "样例-2,样例人员,planning-checker,\(checkerFirm),一级,建筑,2020-01-01,",
                ]
                #expect(try await house.importing("persons", lines).status == 201)
            }
            try await register("", foreign)
            let opened = try await house.inReview(profile: "checked")
            let path = "/v1/reviews/\(try opened.review(.planning).id.text)"
            func declare(_ name: String) async throws {
                #expect(try await house.call(.post, path + "/declare", as: name, json: #"{"independent":true}"#).status == 200)
            }
            try await declare("planning")
            let held: ReviewBody = try await house.call(.post, path + "/claim", as: "planning").json()
            try await house.tickOpen(held, on: opened.sheets[0].id)
            let pass = #"{"attempt":\#(held.attempt),"decision":"pass"}"#
            #expect(try await house.call(.post, path + "/draft", as: "planning", json: pass).status == 200)
            #expect(try house.refusal(try await house.call(.post, path + "/check", as: "planning_checker")) == "review.registered_elsewhere")
            try await register("", own)
            #expect(try house.refusal(try await house.call(.post, path + "/check", as: "planning_checker")) == "review.independence_not_declared")
            try await declare("planning_checker")
            #expect(try await house.call(.post, path + "/check", as: "planning_checker").status == 200)
            try await register("2021-01-01", own)
            #expect(try house.refusal(try await house.call(.post, path + "/decide", as: "planning", json: pass)) == "review.registration_not_valid")
            try await register("", own)
            #expect(try await house.call(.post, path + "/decide", as: "planning", json: pass).status == 200)
        }
    }

    @Test func whoWorkedOnAReviewAndGaveItBackDoesNotCheckIt() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            try await house.grant(.checker, .planning, to: "planning")
            try await house.sql("UPDATE lianshen.sheet SET kind = 'site_plan' WHERE number = '建施-00'")
            let review = try opened.review(.planning).id
            let path = "/v1/reviews/\(review.text)"
            let held: ReviewBody = try await house.call(.post, path + "/claim", as: "planning").json()
            try await house.tickOpen(held, on: opened.sheets[0].id)
            #expect(try await house.count("SELECT count(*) FROM lianshen.checkpoint_tick") == 1)
            let back = #"{"attempt":\#(held.attempt),"reason":"另有任务"}"#
            #expect(try await house.call(.post, path + "/release", as: "planning", json: back).status == 200)
            // The other one has nothing to do but to propose.
            let next: ReviewBody = try await house.call(.post, path + "/claim", as: "planning_second").json()
            let pass = #"{"attempt":\#(next.attempt),"decision":"pass"}"#
            #expect(try await house.call(.post, path + "/draft", as: "planning_second", json: pass).status == 200)
            #expect(try await house.who(on: review, of: opened.id) == ["planning_checker check_opinion"])
            let returned = try await house.call(.post, path + "/return-draft", as: "planning", json: #"{"reason":"r"}"#)
            for answer in [try await house.call(.post, path + "/check", as: "planning"), returned] {
                #expect(try house.refusal(answer) == "review.checker_took_part", "\(answer.text)")
            }
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: "planning").status == 200, "he reads the case as before")
            #expect(try await house.call(.post, path + "/check", as: "planning_checker").status == 200)
        }
    }

    @Test func whateverSomebodyLeftInAReviewBindsHim() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let review = try opened.review(.fire).id
            let said = try await house.call(
                .post, "/v1/reviews/\(review.text)/comments", as: "fire", json: house.comment(opened, attempt: attempt)
            ).json(CommentBody.self).id
            let (other, body) = (try house.cast.person("fire_second").id, try house.cast.person("fire").organisation)
            func isSecond() async throws -> Bool {
                try await house.store.transaction(as: .system("test")) { try await $0.lockReview(review).value }.isSecond([other])
            }
            let place = "'\(review)', '\(opened.id)', '\(house.cast.owner.id)'"
            let sheet = opened.sheets[0].id
            let traces = [
                "comment_draft (draft_id, review_id, case_id, owner_id, body_id, discipline, author_id, content) VALUES (gen_random_uuid(), \(place), '\(body)', 'fire', '\(other)', '{}')",
                "checkpoint_tick (tick_id, review_id, case_id, owner_id, checkpoint, verdict, evidence, note, person_id) VALUES (gen_random_uuid(), \(place), 'p', 'not_applicable', '[]', 'n', '\(other)')",
                "look_confirmation (review_id, case_id, owner_id, discipline, before_id, sheet_id, person_id) VALUES (\(place), 'fire', '\(sheet)', '\(sheet)', '\(other)')",
                "backcheck (comment_id, review_id, case_id, owner_id, round, verdict, person_id) VALUES ('\(said)', \(place), 1, 'closed', '\(other)')",
            ]
            #expect(try await isSecond())
            for trace in traces {
                try await house.sql("INSERT INTO lianshen.\(trace)")
                #expect(try await !isSecond(), "\(trace)")
                try await house.sql("DELETE FROM lianshen.\(trace.prefix { $0 != " " })")
                #expect(try await isSecond(), "\(trace)")
            }
        }
    }

    @Test func whoseSpecialtyWasGivenToAnotherChecksNothingOfTheReview() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            try await house.grant(.checker, .structural, to: "structural_second")
            let review = try opened.review(.structural).id
            let path = "/v1/reviews/\(review.text)/specialties/"
            _ = try await house.claim(.structural, opened)
            let (former, next) = (try house.cast.person("structural_second").id.text, try house.cast.person("structural").id.text)
            func act(_ act: String, as person: String, _ more: String = "") async throws -> Answer {
                try await house.call(.post, path + act, as: person, json: #"{"specialty":"电气"\#(more)}"#)
            }
            func give(_ more: String = "") async throws -> Answer {
                try await act("assign", as: "structural_dispatcher", #","reviewerId":"\#(next)","reason":"休假"\#(more)"#)
            }
            #expect(try await act("assign", as: "structural_dispatcher", #","reviewerId":"\#(former)""#).status == 200)
            #expect(try await act("claim", as: "structural_second").status == 200)
            #expect(try house.refusal(try await give(#","checkerId":"\#(former)""#)) == "review.checker_took_part")
            #expect(try await house.count("SELECT count(*) FROM lianshen.displacement") == 0)
            #expect(try await give().status == 200)
            #expect(try await house.sql("SELECT person_id FROM lianshen.displacement").contains(former))
            let reading = try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: "structural_second")
            #expect(try house.refusal(reading) == "access.stepped_aside", "as whose review was given to another")
            let held: SpecialtyBody = try await act("claim", as: "structural").json()
            #expect(try await act("finish", as: "structural", #","attempt":\#(held.attempt)"#).status == 200)
            let naming = try await act("assign", as: "structural_dispatcher", #","checkerId":"\#(former)""#)
            let returned = try await act("return", as: "structural_second", #","reason":"r""#)
            for answer in [naming, try await act("check", as: "structural_second"), returned] {
                #expect(try house.refusal(answer) == "review.checker_took_part", "\(answer.text)")
            }
            let turn = try await house.who(on: review, of: opened.id).filter { $0.hasSuffix("check_specialty") }
            #expect(turn == ["structural_checker check_specialty"])
            #expect(try await act("check", as: "structural_checker").status == 200)
        }
    }
}
