import Foundation
import JointReview
import Store
import Testing
import Wire

extension House {
    /// Gives somebody a role beside his own, at his organisation.
    func grant(_ role: Role, _ discipline: Discipline?, to name: String) async throws {
        try await sql(
            "INSERT INTO lianshen.person_role (person_id, role, discipline) VALUES ('\(try cast.person(name).id)', '\(role.rawValue)', '\(discipline?.rawValue ?? "")')"
        )
    }

    /// Gives a mandate and returns the header under which its holder acts.
    func mandate(_ role: Role, from giver: String, to holder: String, kind: String = "delegation", cases: [UUID]? = nil) async throws -> [(
        String, String
    )] {
        let list = cases.map { #","caseIds":[\#($0.map { "\"\($0.text)\"" }.joined(separator: ","))]"# } ?? ""
        let given = try await call(
            .post, "/v1/mandates", as: giver,
            json: #"{"kind":"\#(kind)","holderId":"\#(try cast.person(holder).id.text)","roles":["\#(role.rawValue)"]\#(list),"#
                + #""until":"\#(WireJSON.text(Date(timeIntervalSinceNow: 86_400)))","reason":"休假"}"#)
        #expect(given.status == 201, "\(given.text)")
        return [("Lianshen-Mandate", try given.json(MandateBody.self).id.text)]
    }

    /// Who must act on a review now, as `name task`.
    func who(on object: UUID, of caseID: UUID) async throws -> Set<String> {
        let names = Dictionary(uniqueKeysWithValues: cast.people.map { ($1.id, $0) })
        let turns: TurnsBody = try await call(.get, "/v1/cases/\(caseID.text)/turn", as: "owner").json()
        return Set(turns.items.filter { $0.objectId == object }.map { "\($0.personId.flatMap { names[$0] } ?? "nobody") \($0.task.rawValue)" })
    }
}

/// Nobody reviews what he has a part in: one rule, whichever way he comes to the review.
@Suite(.timeLimit(.minutes(10))) struct IndependenceTests {
    /// The designer changes sides: a reviewer of the fire body now.
    private func changeSides(_ house: House) async throws {
        let (body, designer) = (try house.cast.person("fire").organisation, try house.cast.person("designer").id)
        try await house.sql(
            """
            UPDATE lianshen.person SET organisation_id = '\(body)' WHERE person_id = '\(designer)';
            DELETE FROM lianshen.person_role WHERE person_id = '\(designer)'
            """)
        try await house.grant(.reviewer, .fire, to: "designer")
    }

    @Test func whoDesignedInOneCaseOfAProjectGetsNoReviewOfItInAnotherFromTheQueueEither() async throws {
        try await House.with { house in
            let first = try await house.inReview()
            let second = try await house.inReview(of: first.project)
            // The second case's drawings are somebody else's work.
            let drafter = try house.cast.person("drafter").id
            try await house.sql("UPDATE lianshen.package SET uploaded_by = '\(drafter)', sealed_by = '\(drafter)' WHERE case_id = '\(second.id)'")
            try await changeSides(house)
            let review = try second.review(.fire).id
            #expect(
                try house.refusal(try await house.call(.post, "/v1/reviews/\(review.text)/claim", as: "designer")) == "review.designer_of_project")
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "designer").status == 204)
            // What he decides with `claimNext` brings him none of it.
            let other = try await house.inReview()
            try await house.sql("UPDATE lianshen.package SET uploaded_by = '\(drafter)', sealed_by = '\(drafter)' WHERE case_id = '\(other.id)'")
            let own: ReviewBody = try await house.call(.post, "/v1/queues/fire/claim", as: "designer").json()
            #expect(own.caseId == other.id)
            try await house.tickOpen(own, on: other.sheets[0].id, as: "designer")
            let decided = try await house.call(
                .post, "/v1/reviews/\(own.id.text)/decide", as: "designer",
                json: #"{"attempt":\#(own.attempt),"decision":"pass","claimNext":true}"#)
            #expect(try decided.status == 200 && decided.json(DecidedBody.self).next == nil, "\(decided.text)")
            #expect(try await !house.who(on: review, of: second.id).contains("designer claim_review"))
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire").status == 200)
        }
    }

    @Test func anOrganisationThatDesignsInAnyCaseOfTheProjectReviewsNoneOfThem() async throws {
        try await House.with { house in
            let first = try await house.inReview()
            let second = try await house.inReview(of: first.project)
            let body = try house.cast.person("fire").organisation
            let review = try second.review(.fire).id
            func refused() async throws {
                let claim = try await house.call(.post, "/v1/reviews/\(review.text)/claim", as: "fire_second")
                #expect(try house.refusal(claim) == "review.conflict_of_interest")
                #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire_second").status == 204)
                let given = #"{"personId":"\#(try house.cast.person("fire_second").id.text)"}"#
                let assigned = try await house.call(.post, "/v1/reviews/\(review.text)/assign", as: "fire_dispatcher", json: given)
                #expect(try house.refusal(assigned) == "review.conflict_of_interest")
            }
            try await house.sql(
                "UPDATE lianshen.case_party SET roles = '{design_institute}' WHERE case_id = '\(first.id)' AND organisation_id = '\(body)'")
            try await refused()
            try await house.sql(
                "UPDATE lianshen.case_party SET roles = '{review_body}' WHERE case_id = '\(first.id)' AND organisation_id = '\(body)'")
            // An employee of the body uploads for the institute, as its agent.
            let (agent, giver) = (try house.cast.person("fire_checker").id, try house.cast.person("designer").id)
            try await house.sql(
                """
                INSERT INTO lianshen.mandate (mandate_id, kind, organisation_id, giver_id, holder_id, roles, starts_at, ends_at, reason)
                VALUES (gen_random_uuid(), 'agency', '\(house.cast.institute.id)', '\(giver)', '\(agent)', '{project_leader}', now() - interval '1 day', now() + interval '1 day', 'r')
                """)
            #expect(try await house.call(.get, "/v1/reviews/\(review.text)", as: "fire_second").status == 200)
            try await house.sql("UPDATE lianshen.package SET uploaded_by = '\(agent)' WHERE case_id = '\(first.id)'")
            try await refused()
            #expect(try await house.who(on: review, of: second.id) == ["fire_dispatcher claim_review"])
        }
    }

    @Test func whoStandsForSomebodyBarredIsBarred() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let review = try opened.review(.fire).id
            let path = "/v1/reviews/\(review.text)"
            let attempt = try await house.claim(.fire, opened)
            #expect(try await house.call(.post, path + "/recuse", as: "fire", json: #"{"attempt":\#(attempt),"reason":"曾参与设计"}"#).status == 200)
            // Only the dispatcher can go on, and only he is named.
            #expect(try await house.who(on: review, of: opened.id) == ["fire_dispatcher assign_review"])
            let header = try await house.mandate(.reviewer, from: "fire", to: "fire_checker")
            let second = #"{"personId":"\#(try house.cast.person("fire_second").id.text)"}"#
            #expect(try await house.call(.post, path + "/assign", as: "fire_dispatcher", json: second).status == 200)
            let held: ReviewBody = try await house.call(.post, path + "/claim", as: "fire_second").json()
            #expect(
                try await house.call(.post, path + "/release", as: "fire_second", json: #"{"attempt":\#(held.attempt),"reason":"r"}"#).status == 200)
            for name in ["fire", "fire_checker"] {
                let headers = name == "fire" ? [] : header
                #expect(
                    try house.refusal(try await house.call(.post, path + "/claim", as: name, headers: headers)) == "review.recused_earlier", "\(name)"
                )
                #expect(try await house.call(.post, "/v1/queues/fire/claim", as: name, headers: headers).status == 204, "\(name)")
            }
            #expect(try await house.who(on: review, of: opened.id) == ["fire_second claim_review", "fire_dispatcher claim_review"])
            try await changeSides(house)
            let designer = try await house.mandate(.reviewer, from: "designer", to: "fire_second")
            let claimed = try await house.call(.post, path + "/claim", as: "fire_second", headers: designer)
            #expect(try house.refusal(claimed) == "review.designer_of_project")
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire_second", headers: designer).status == 204)
            #expect(try await house.call(.post, path + "/claim", as: "fire_second").status == 200)
        }
    }

    @Test func nothingIsGivenToAnAccountThatIsDisabled() async throws {
        try await House.with { house in
            let opened = try await house.inReview(profile: "national-by-specialty")
            let second = try house.cast.person("structural_second").id.text
            try await house.sql("UPDATE lianshen.person SET disabled_at = now() WHERE person_id = '\(second)'")
            let path = "/v1/reviews/\(try opened.review(.structural).id.text)"
            let given = try await house.call(.post, path + "/assign", as: "structural_dispatcher", json: #"{"personId":"\#(second)"}"#)
            #expect(given.brief == "422 invalid")
            _ = try await house.claim(.structural, opened)
            let handed = try await house.call(
                .post, "/v1/people/\(try house.cast.person("structural").id.text)/hand-over", as: "structural_dispatcher",
                json: #"{"toPersonId":"\#(second)","reason":"r"}"#)
            #expect(handed.brief == "422 invalid")
            let specialty = try await house.call(
                .post, path + "/specialties/assign", as: "structural_dispatcher", json: #"{"specialty":"电气","reviewerId":"\#(second)"}"#)
            #expect(specialty.brief == "422 invalid")
            let until = WireJSON.text(Date(timeIntervalSinceNow: 86_400))
            let mandate = try await house.call(
                .post, "/v1/mandates", as: "structural",
                json: #"{"kind":"delegation","holderId":"\#(second)","roles":["reviewer"],"until":"\#(until)","reason":"r"}"#)
            #expect(mandate.brief == "404 missing")
        }
    }
}
