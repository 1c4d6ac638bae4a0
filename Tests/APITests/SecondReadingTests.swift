import Foundation
import JointReview
import Store
import Testing
import Wire

/// Tokens that a session issues, and whose turn it is where somebody acts for another.
@Suite(.timeLimit(.minutes(10))) struct SecondReadingTests {
    @Test func aSessionIssuesNoTokenWithoutThePassword() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            let begun = try await house.session("owner")
            let path = "/v1/people/\(try house.cast.person("owner").id.text)/tokens"
            func issue(_ fields: String, key: String? = nil) async throws -> Answer {
                try await house.call(.post, path, token: begun.token, json: #"{"label":"l","days":300\#(fields)}"#, key: key)
            }
            let without = try await issue("")
            #expect(without.brief == "422 invalid")
            #expect(try without.problem.findings?.map(\.code) == ["token.password_missing"])
            let wrong = try await issue(#","password":"not the password""#)
            #expect(try wrong.status == 403 && wrong.problem.refusal == "access.wrong_password", "\(wrong.text)")
            #expect(
                try await house.count(
                    "SELECT count(*) FROM lianshen.access_token t JOIN lianshen.person p USING (person_id) WHERE sign_in_name = 'owner' AND label = 'l'"
                ) == 0)
            let issued = try await issue(#","password":"\#(House.password)""#, key: "k")
            #expect(issued.status == 201, "\(issued.text)")
            // Who comes with a token has shown what is worth as much.
            #expect(try await house.call(.post, path, as: "owner", json: #"{"label":"l","days":1}"#).status == 201)
            let kept = try await house.sql("SELECT string_agg(k::text, '') FROM lianshen.idempotency_key k")
            #expect(!kept.contains(House.password))
        }
    }

    private func give(_ house: House, from giver: String, to holder: String, _ role: String, kind: String = "delegation") async throws -> MandateBody
    {
        let end = WireJSON.text(Date(timeIntervalSinceNow: 86_400))
        let json =
            #"{"kind":"\#(kind)","holderId":"\#(try house.cast.person(holder).id.text)","roles":["\#(role)"],"until":"\#(end)","reason":"休假"}"#
        return try await house.call(.post, "/v1/mandates", as: giver, json: json).json()
    }

    private func who(_ house: House, _ id: UUID) async throws -> Set<String> {
        let names = Dictionary(uniqueKeysWithValues: house.cast.people.map { ($1.id, $0) })
        let turns: TurnsBody = try await house.call(.get, "/v1/cases/\(id.text)/turn", as: "owner").json()
        return Set(turns.items.map { "\($0.personId.flatMap { names[$0] } ?? "nobody") \($0.task.rawValue)" })
    }

    @Test func itIsAlsoTheTurnOfWhoHoldsAMandate() async throws {
        try await House.with { plain in
            let opened = try await plain.inReview()
            let draft = try await plain.draft()
            let house = try await plain.withOutside()
            #expect(try await !who(house, opened.id).contains("fire_checker claim_review"))
            let mandate = try await give(house, from: "fire_dispatcher", to: "fire_checker", "dispatcher")
            #expect(try await who(house, opened.id).contains("fire_checker claim_review"))
            #expect(try await house.call(.delete, "/v1/mandates/\(mandate.id.text)", as: "fire_dispatcher").status == 204)
            #expect(try await !who(house, opened.id).contains("fire_checker claim_review"))
            // An agent of the owner, from outside; not one whose own organisation is a party.
            try await house.sql("DELETE FROM lianshen.case_part WHERE case_id = '\(draft.id)'")
            _ = try await give(house, from: "owner", to: "outside_contractor", "owner_agent", kind: "agency")
            _ = try await give(house, from: "owner", to: "designer", "owner_agent", kind: "agency")
            #expect(try await who(house, draft.id) == ["owner invite_institute", "agent invite_institute", "outside_contractor invite_institute"])
        }
    }

    @Test func whenAMandateEndsTheReviewIsTheDispatchersTurn() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let mandate = try await give(house, from: "fire", to: "fire_checker", "reviewer")
            let header = [("Lianshen-Mandate", mandate.id.text)]
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
            #expect(try await house.call(.post, path + "/claim", as: "fire_checker", headers: header).status == 200)
            #expect(try await who(house, opened.id).contains("fire_checker decide_review"))
            #expect(try await house.call(.delete, "/v1/mandates/\(mandate.id.text)", as: "fire").status == 204)
            let now = try await who(house, opened.id)
            #expect(!now.contains("fire_checker decide_review") && now.contains("fire_dispatcher reassign_review"), "\(now)")
        }
    }
}
