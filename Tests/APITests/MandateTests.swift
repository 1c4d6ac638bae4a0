import Foundation
import JointReview
import Store
import Testing
import Wire

/// Somebody acts for another, in his own name.
@Suite(.timeLimit(.minutes(10))) struct MandateTests {
    private func give(
        _ house: House, _ kind: String, from giver: String, to holder: String, _ role: String, cases: [UUID]? = nil, until: String = "30"
    ) async throws -> Answer {
        let end = WireJSON.text(Date(timeIntervalSinceNow: (Double(until) ?? 1) * 86_400))
        let list = cases.map { #","caseIds":[\#($0.map { "\"\($0.text)\"" }.joined(separator: ","))]"# } ?? ""
        return try await house.call(
            .post, "/v1/mandates", as: giver,
            json: #"{"kind":"\#(kind)","holderId":"\#(try house.cast.person(holder).id.text)","roles":["\#(role)"]\#(list),"#
                + #""until":"\#(end)","reason":"休假"}"#)
    }

    private func under(_ mandate: UUID) -> [(String, String)] { [("Lianshen-Mandate", mandate.text)] }

    @Test func theHolderActsInHisOwnNameForTheGiverAndTheLogNamesBoth() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/assign"
            let body = #"{"personId":"\#(try house.cast.person("fire").id.text)"}"#
            #expect(try await house.call(.post, path, as: "fire_second", json: body).brief == "403 forbidden")
            let answer = try await give(house, "delegation", from: "fire_dispatcher", to: "fire_second", "dispatcher")
            #expect(answer.status == 201, "\(answer.text)")
            let mandate: MandateBody = try answer.json()
            // Not without naming it, and nobody else with it.
            #expect(try await house.call(.post, path, as: "fire_second", json: body).brief == "403 forbidden")
            let foreign = try await house.call(.post, path, as: "planning_second", json: body, headers: under(mandate.id))
            #expect(try foreign.problem.refusal == "access.mandate")

            let assigned = try await house.call(.post, path, as: "fire_second", json: body, headers: under(mandate.id))
            #expect(assigned.status == 200, "\(assigned.text)")
            let entry = try await house.sql(
                """
                SELECT person_id || ' ' || role || ' ' || body FROM lianshen.audit_entry JOIN lianshen.audit_detail USING (audit_id)
                 WHERE request_id = '\(assigned.requestID)' AND act = 'review.assign'
                """)
            let (holder, giver) = (try house.cast.person("fire_second").id, try house.cast.person("fire_dispatcher").id)
            #expect(entry.hasPrefix("\(holder.text) dispatcher "), "\(entry)")
            #expect(entry.contains(#""onBehalfOf":"\#(giver.text)""#) && entry.contains(#""mandate":"\#(mandate.id.text)""#))

            // Nothing of the giver's own affairs.
            for place in ["/v1/sessions", "/v1/mandates", "/v1/audit", "/v1/events"] {
                let answer = try await house.call(.get, place, as: "fire_second", headers: under(mandate.id))
                #expect(try answer.problem.refusal == "access.mandate_scope", "\(place)")
            }
            for name in ["fire_dispatcher", "fire_second"] {
                let listed: PageBody<MandateBody> = try await house.call(.get, "/v1/mandates", as: name).json()
                #expect(listed.items.map(\.id) == [mandate.id])
            }
            #expect(try await house.call(.delete, "/v1/mandates/\(mandate.id.text)", as: "planning").brief == "404 missing")
            #expect(try await house.call(.delete, "/v1/mandates/\(mandate.id.text)", as: "fire_dispatcher").status == 204)
            let late = try await house.call(.get, "/v1/cases", as: "fire_second", headers: under(mandate.id))
            #expect(try late.problem.refusal == "access.mandate")
        }
    }

    @Test func anAgentActsInHisCasesOnlyAndOnOneSide() async throws {
        try await House.with { plain in
            let (one, two) = (try await plain.draft(), try await plain.draft())
            let house = try await plain.withOutside()
            let (caseID, other) = (one.id, two.id)
            let given = try await give(house, "agency", from: "owner", to: "outside_contractor", "owner_agent", cases: [caseID])
            #expect(given.status == 201, "\(given.text)")
            let mandate: MandateBody = try given.json()
            let header = under(mandate.id)
            #expect(try await house.call(.get, "/v1/cases/\(caseID.text)", as: "outside_contractor").brief == "404 missing")
            #expect(try await house.call(.get, "/v1/cases/\(caseID.text)", as: "outside_contractor", headers: header).status == 200)
            for path in ["/v1/cases/\(other.text)", "/v1/cases", "/v1/projects", "/v1/cases/\(UUID().text)"] {
                let answer = try await house.call(.get, path, as: "outside_contractor", headers: header)
                #expect(try answer.problem.refusal == "access.mandate_scope", "\(path)")
            }
            let withdrawn = try await house.call(
                .post, "/v1/cases/\(caseID.text)/withdraw", as: "outside_contractor", json: #"{"reason":"r"}"#, headers: header)
            #expect(withdrawn.status == 200, "\(withdrawn.text)")

            // Whoever makes the drawings does not confirm them for the owner.
            let both = try await give(house, "agency", from: "owner", to: "designer", "owner_agent")
            let second: MandateBody = try both.json()
            let refused = try await house.call(.post, "/v1/cases/\(other.text)/confirm", as: "designer", headers: under(second.id))
            #expect(try refused.problem.refusal == "access.mandate_scope")

            // It ends by itself, with its giver's account, and with the role that it rests on.
            let third: MandateBody = try await give(house, "agency", from: "owner", to: "outside_contractor", "owner_agent").json()
            func isGood() async throws -> Bool {
                try await house.call(.get, "/v1/cases/\(other.text)", as: "outside_contractor", headers: under(third.id)).status == 200
            }
            #expect(try await isGood())
            let owner = try house.cast.person("owner").id
            for (end, undo) in [
                ("UPDATE lianshen.person SET disabled_at = now() WHERE person_id = '\(owner)'", "UPDATE lianshen.person SET disabled_at = NULL"),
                (
                    "UPDATE lianshen.person_role SET role = 'contractor' WHERE person_id = '\(owner)'",
                    "UPDATE lianshen.person_role SET role = 'owner' WHERE person_id = '\(owner)'"
                ),
                ("UPDATE lianshen.mandate SET starts_at = now() - interval '2 days', ends_at = now()", ""),
            ] {
                try await house.sql(end)
                #expect(try await !isGood(), "\(end)")
                guard !undo.isEmpty else { continue }
                try await house.sql(undo)
                #expect(try await isGood(), "\(undo)")
            }
        }
    }

    @Test func whatIsWrongWithAMandateIsToldAtOnce() async throws {
        try await House.with { house in
            let answer = try await give(house, "delegation", from: "owner", to: "designer", "reviewer", until: "400")
            #expect(answer.brief == "422 invalid")
            let codes = try answer.problem.findings?.map(\.code)
            #expect(codes == ["mandate.other_organisation", "mandate.roles", "mandate.two_sides", "mandate.too_long"])
            let unknown = try await give(house, "agency", from: "owner", to: "regulator", "owner_agent", cases: [UUID()])
            #expect(unknown.brief == "404 missing")
        }
    }
}
