import Foundation
import JointReview
import Store
import Testing
import Wire

/// Classified work stays out; restricted sheets stay with those whom they concern.
@Suite(.timeLimit(.minutes(5))) struct RestrictionTests {
    private func content(_ house: House, _ opened: Opened, as person: String) async throws -> String {
        try await house.call(.get, "/v1/sheets/\(opened.sheets[0].id.text)/content", as: person).brief
    }

    private func package(_ house: House, _ opened: Opened, as person: String) async throws -> String {
        try await house.call(.get, "/v1/packages/\(opened.package.id.text)/content", as: person).brief
    }

    private func restrict(_ house: House, _ opened: Opened, as person: String, _ json: String) async throws -> Answer {
        try await house.call(.post, "/v1/sheets/\(opened.sheets[0].id.text)/restrict", as: person, json: json)
    }

    @Test func aRestrictedSheetIsHeldBackFromBodiesThatAreNotEntitled() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            #expect(try await content(house, opened, as: "fire") == "200 ")
            let answer = try await restrict(house, opened, as: "owner", #"{"restricted":true,"reason":"人防口部","disciplines":["civil_defence"]}"#)
            #expect(try answer.status == 200 && answer.json(SheetBody.self).restricted)
            for person in ["owner", "designer", "clerk", "regulator", "civil_defence"] {
                #expect(try await content(house, opened, as: person) == "200 ", "\(person)")
                #expect(try await package(house, opened, as: person) == "200 ", "\(person)")
            }
            for person in ["fire", "planning", "structural"] {
                #expect(try await content(house, opened, as: person) == "403 forbidden", "\(person)")
                // The package holds it too.
                #expect(try await package(house, opened, as: person) == "403 forbidden", "\(person)")
            }
            let denied = try await house.call(.get, "/v1/sheets/\(opened.sheets[0].id.text)/content", as: "fire")
            #expect(try denied.problem.refusal == "access.restricted")
            #expect(
                try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE result = 'denied' AND request_id = '\(denied.requestID)'") == 1
            )
            for part in ["facts", "thumbnail"] {
                let answer = try await house.call(.get, "/v1/sheets/\(opened.sheets[0].id.text)/\(part)", as: "fire")
                #expect(answer.brief == "403 forbidden", "\(part)")
            }
            // Its neighbour stays open, and lifting it opens it again; both changes are entries.
            #expect(try await house.call(.get, "/v1/sheets/\(opened.sheets[1].id.text)/content", as: "fire").status == 200)
            #expect(try await restrict(house, opened, as: "coordinator", #"{"restricted":false,"reason":"已公开"}"#).status == 200)
            #expect(try await content(house, opened, as: "fire") == "200 ")
            #expect(
                try await house.sql(
                    "SELECT string_agg(from_state || '>' || to_state, ' ' ORDER BY audit_id) FROM lianshen.audit_entry WHERE act = 'sheet.restrict'"
                )
                .hasPrefix("open>restricted restricted>open"))
        }
    }

    @Test func whatIsSaidOfARestrictedSheetIsNotForOtherBodiesEither() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.civilDefence, opened)
            let review = try opened.review(.civilDefence).id.text
            let published = try await house.call(
                .post, "/v1/reviews/\(review)/comments", as: "civil_defence", json: house.comment(opened, attempt: attempt, text: "口部须移位"))
            let comment = try published.json(CommentBody.self).id.text
            #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: "fire").text.contains("口部须移位"))
            let flag = #"{"restricted":true,"reason":"人防口部","disciplines":["civil_defence"]}"#
            #expect(try await restrict(house, opened, as: "owner", flag).status == 200)
            for person in ["fire", "planning"] {
                #expect(try await !house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: person).text.contains("口部须移位"), "\(person)")
                #expect(try await house.call(.get, "/v1/comments/\(comment)", as: person).brief == "403 forbidden", "\(person)")
            }
            for person in ["civil_defence", "owner", "designer", "regulator"] {
                #expect(try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: person).text.contains("口部须移位"), "\(person)")
                #expect(try await house.call(.get, "/v1/comments/\(comment)", as: person).status == 200, "\(person)")
            }
        }
    }

    @Test func onlyOwnerInstituteAndDeskOfTheCaseFlagASheetAndWithAReason() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let flag = #"{"restricted":true,"reason":"r"}"#
            for person in ["fire", "regulator", "drafter"] {
                #expect(try await restrict(house, opened, as: person, flag).brief == "403 forbidden", "\(person)")
            }
            #expect(try await restrict(house, opened, as: "designer", #"{"restricted":true}"#).brief == "422 invalid")
            #expect(
                try await restrict(house, opened, as: "designer", #"{"restricted":true,"reason":"r","disciplines":["castle"]}"#).brief
                    == "422 invalid")
            #expect(try await restrict(house, opened, as: "designer", flag).status == 200)
        }
    }

    @Test func aClassifiedProjectIsRefusedBeforeAnythingCanBeUploaded() async throws {
        try await House.with { house in
            let facts = #"{"class":"building","funding":"filed","size":"medium","classified":true}"#
            let answer = try await house.call(.post, "/v1/projects", as: "owner", json: #"{"name":"n","region":"320800","facts":\#(facts)}"#)
            #expect(answer.status == 409)
            #expect(try await house.count("SELECT count(*) FROM lianshen.project WHERE name = 'n'") == 0)
            let opened = try await house.draft()
            let body = #"{"projectId":"\#(opened.project.text)","title":"t","leadId":"\#(house.cast.lead.id.text)","nonClassified":"#
            #expect(try await house.call(.post, "/v1/cases", as: "owner", json: body + "false}").brief == "422 invalid")
            let declared = try await house.call(.post, "/v1/cases", as: "owner", json: body + "true}")
            #expect(declared.status == 201)
            // The declaration is on record with who made it.
            let id = try declared.json(CaseBody.self).id
            #expect(
                try await house.count(
                    "SELECT count(*) FROM lianshen.audit_entry e JOIN lianshen.audit_detail d USING (audit_id) WHERE e.object_id = '\(id)' AND d.body LIKE '%non_classified%'"
                )
                    == 1)
        }
    }
}
