import Foundation
import JointReview
import Store
import Testing
import Wire
import WorkingTime

extension House {
    /// Puts a profile in force that is `national-by-specialty` with a rule of assignment.
    func assigning(_ name: String, _ assignment: String, more: String = "", region: String = "000000") async throws {
        let shipped = try #require(ShippedRules.files.first { $0.path == "profiles/national-by-specialty.json" }).text
        let text = shipped.replacing("national-by-specialty", with: name).replacing(
            #""second_person""#, with: #""assignment": \#(assignment), \#(more) "second_person""#
        ).replacing(",\n  \"owner_may_choose\": true", with: "").replacing(#""region": "000000""#, with: #""region": "\#(region)""#)
        let profile = try CanonicalJSON.decode(RuleProfile.self, from: Data(text.utf8))
        #expect(profile.faults.isEmpty)
        let rule = NewRule(
            kind: .profile, name: name, version: 1, from: profile.effectiveFrom, to: nil,
            body: String(decoding: try CanonicalJSON.encode(profile), as: UTF8.self), legalBasis: "样例", author: "样例", approvedBy: nil)
        try await store.transaction(as: .system("test")) { try await $0.insert(rule, id: UUID()) }
    }

    /// Imports a table of the register as the desk.
    func importing(_ part: String, _ lines: [String], as person: String = "clerk") async throws -> Answer {
        let columns = part == "firms" ? RegisterTable.firmColumns : RegisterTable.personColumns
        return try await call(
            .post, "/v1/register/\(part)/import", as: person, json: ([columns.joined(separator: ",")] + lines).joined(separator: "\n"))
    }

    /// A line of the table of firms for each body of the cast.
    func firmLines(through: String = "2099-12-31") -> [String] {
        zip(Discipline.allCases, cast.bodies).map { "\($1.creditCode),\($1.name),一类,\($0.rawValue),320000,2020-01-01,\(through)" }
    }

    func refusal(_ answer: Answer) throws -> String { try answer.problem.refusal ?? answer.text }
}

/// Qualification and independence over HTTP.
@Suite(.timeLimit(.minutes(10))) struct QualificationTests {
    private static let registered = #"{"registered":["structural"],"declaration":true,"basis":[{"text":"样例","status":"to_be_checked"}]}"#

    @Test func whoIsNotQualifiedForTheSpecialtyGetsNothingOfIt() async throws {
        try await House.with { house in
            try await house.assigning("qualified", Self.registered)
            let firm = house.cast.bodies[4].creditCode
            #expect(try await house.importing("firms", house.firmLines()).status == 201)
            let lines = [
                "样例-1,样例人员,structural,\(firm),一级,结构,2020-01-01,", "样例-2,样例人员,structural-second,\(firm),一级,电气,2020-01-01,2021-01-01",
                "样例-3,样例人员,structural-checker,\(firm),一级,结构;电气,2020-01-01,",
            ]
            #expect(try await house.importing("persons", lines).status == 201)
            let opened = try await house.inReview(profile: "qualified")
            let path = "/v1/reviews/\(try opened.review(.structural).id.text)"
            func claim(as person: String) async throws -> Answer { try await house.call(.post, path + "/claim", as: person) }
            func declare(as person: String) async throws -> Answer {
                try await house.call(.post, path + "/declare", as: person, json: #"{"independent":true}"#)
            }
            let review = try opened.review(.structural).id
            // Who is not registered now is not named at all; who has only to declare himself is named with that.
            #expect(
                try await house.who(on: review, of: opened.id) == ["structural declare_independence", "structural_dispatcher claim_review"])
            #expect(try house.refusal(try await claim(as: "structural")) == "review.independence_not_declared")
            // The queue passes over what is not yet opened to him.
            #expect(try await house.call(.post, "/v1/queues/structural/claim", as: "structural").status == 204)
            #expect(try await house.call(.post, path + "/declare", as: "structural", json: #"{"independent":false}"#).brief == "422 invalid")
            #expect(try await declare(as: "fire").status == 403)
            let declared: IndependenceBody = try await declare(as: "structural").json()
            let again: IndependenceBody = try await declare(as: "structural").json()
            #expect(declared.declaredAt == again.declaredAt)
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'review.declare'") == 1)
            #expect(try await declare(as: "structural_second").status == 200)
            #expect(try house.refusal(try await claim(as: "structural_second")) == "review.registration_not_valid")
            #expect(try await house.call(.post, "/v1/queues/structural/claim", as: "structural_second").status == 204)
            let second = try house.cast.person("structural_second").id.text
            let assigned = try await house.call(.post, path + "/assign", as: "structural_dispatcher", json: #"{"personId":"\#(second)"}"#)
            #expect(try house.refusal(assigned) == "review.registration_not_valid")
            #expect(try await house.who(on: review, of: opened.id) == ["structural claim_review", "structural_dispatcher claim_review"])
            #expect(try await claim(as: "structural").status == 200)
            // Each specialty is for whom it can be: 结构 for the reviewer, and nobody who is registered for 电气 counts today.
            #expect(
                try await house.who(on: review, of: opened.id) == ["structural claim_specialty", "structural_dispatcher claim_specialty"])
            func specialty(_ act: String, _ name: String, as person: String) async throws -> Answer {
                try await house.call(.post, "\(path)/specialties/\(act)", as: person, json: #"{"specialty":"\#(name)"}"#)
            }
            #expect(try house.refusal(try await specialty("claim", "电气", as: "structural")) == "review.other_specialty")
            #expect(try await specialty("claim", "结构", as: "structural").status == 200)
        }
    }

    @Test func whoUploadedNeverReviewsAndWhoIsRegisteredWithAPartyNeither() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let body = try house.cast.person("fire").organisation
            let designer = try house.cast.person("designer").id
            // He changed sides since.
            try await house.sql(
                """
                UPDATE lianshen.person SET organisation_id = '\(body)' WHERE person_id = '\(designer)';
                INSERT INTO lianshen.person_role (person_id, role, discipline) VALUES ('\(designer)', 'reviewer', 'fire');
                DELETE FROM lianshen.person_role WHERE person_id = '\(designer)' AND role = 'project_leader'
                """)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
            #expect(try house.refusal(try await house.call(.post, path + "/claim", as: "designer")) == "review.designer_of_project")
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "designer").status == 204)
            let assigning = #"{"personId":"\#(designer.text)"}"#
            #expect(
                try house.refusal(try await house.call(.post, path + "/assign", as: "fire_dispatcher", json: assigning))
                    == "review.designer_of_project")
            let lines = ["样例-1,样例人员,fire,\(house.cast.institute.creditCode),一级,建筑,2020-01-01,"]
            #expect(try await house.importing("persons", lines).status == 201)
            #expect(try house.refusal(try await house.call(.post, path + "/claim", as: "fire")) == "review.employed_by_party")
            #expect(
                try await house.who(on: try opened.review(.fire).id, of: opened.id) == ["fire_second claim_review", "fire_dispatcher claim_review"])
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire").status == 204)
            #expect(try await house.call(.post, path + "/claim", as: "fire_second").status == 200)
        }
    }

    @Test func whoWasReplacedHasNothingLeftInHisHandsAtOnce() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let before: ReviewBody = try await house.call(.get, path, as: "fire").json()
            let second = try house.cast.person("fire_second").id.text
            let moved: ReviewBody = try await house.call(
                .post, path + "/reassign", as: "fire_dispatcher", json: #"{"personId":"\#(second)","reason":"休假"}"#
            ).json()
            #expect(moved.dueAt == before.dueAt && moved.reviewerId?.text == second)
            #expect(try await house.call(.get, "/v1/me/reviews", as: "fire").json(PageBody<ReviewBody>.self).items.isEmpty)
            let late = [
                ("/comments", house.comment(opened, attempt: attempt)), ("/decide", #"{"attempt":\#(attempt),"decision":"pass"}"#),
                ("/release", #"{"attempt":\#(attempt),"reason":"r"}"#), ("/comments", house.comment(opened, attempt: moved.attempt)),
                ("/decide", #"{"attempt":\#(moved.attempt),"decision":"pass"}"#), ("/recuse", #"{"attempt":\#(moved.attempt),"reason":"r"}"#),
            ]
            for (act, json) in late {
                let answer = try await house.call(.post, path + act, as: "fire", json: json)
                #expect(answer.status == 409, "\(act) \(answer.text)")
            }
            #expect(try await house.call(.post, path + "/claim", as: "fire").status == 409)
            let turns: TurnsBody = try await house.call(.get, "/v1/cases/\(opened.id.text)/turn", as: "owner").json()
            let former = try house.cast.person("fire").id
            #expect(!turns.items.contains { $0.personId == former })
            // The body is told; the review is in the new reviewer's hands alone.
            let notices: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: "fire_dispatcher").json()
            #expect(notices.items.contains { $0.kind == .reassigned })
            #expect(try await house.call(.get, "/v1/me/reviews", as: "fire_second").json(PageBody<ReviewBody>.self).items.map(\.id) == [moved.id])
        }
    }
}
