import Draws
import Foundation
import JointReview
import Store
import Testing
import Wire

/// The register, the allocation of review bodies by rule, and draws, over HTTP.
@Suite(.timeLimit(.minutes(10))) struct AllocationTests {
    private func rule(_ way: String) -> String {
        #"{"registered":["fire"],"declaration":false,"bodies":[{"discipline":"fire","by":"\#(way)"}],"basis":[{"text":"样例","status":"to_be_checked"}]}"#
    }

    /// A second and a third fire body; the third one's registration is over.
    private func more(_ house: House) async throws -> (second: Organisation, expired: Organisation) {
        let second = Cast.organisation("【样例】另一消防审查机构", 77, [.init(function: .reviewBody, discipline: .fire)])
        let expired = Cast.organisation("【样例】过期消防审查机构", 78, [.init(function: .reviewBody, discipline: .fire)])
        try await house.store.transaction(as: .system("test")) { tx in
            try await tx.insert(second)
            try await tx.insert(expired)
        }
        let lines =
            house.firmLines() + [
                "\(second.creditCode),\(second.name),一类,fire,CN,2020-01-01,",
                "\(expired.creditCode),\(expired.name),一类,fire,CN,2020-01-01,2021-01-01",
            ]
        #expect(try await house.importing("firms", lines).status == 201)
        return (second, expired)
    }

    private func accept(_ house: House, _ opened: Opened) async throws -> Answer {
        try await house.call(.post, "/v1/cases/\(opened.id.text)/accept", as: "clerk")
    }

    private func allocation(_ house: House, _ opened: Opened) async throws -> AllocationBody {
        let all: AllocationsBody = try await house.call(.get, "/v1/cases/\(opened.id.text)/allocations", as: "owner").json()
        return try #require(all.items.first { $0.discipline == .fire })
    }

    @Test func theRegisterIsImportedWholeOrNotAtAllAndExportedAsItIs() async throws {
        try await House.with { house in
            let good = house.firmLines()
            let refused = try await house.importing("firms", good + ["x,,一类,fire,CN,2020-01-01,", good[0]])
            #expect(refused.brief == "422 invalid")
            let places = try #require(try refused.problem.findings).map { "\($0.line ?? 0) \($0.file)" }
            #expect(places == ["7 firms.csv#credit_code", "7 firms.csv#name", "8 firms.csv#credit_code"])
            #expect(try await house.count("SELECT count(*) FROM lianshen.registered_firm") == 0)
            #expect(try await house.importing("firms", good).json(RegisterChangeBody.self) == .init(added: 5, changed: 0, unchanged: 0))
            let exported = try await house.call(.get, "/v1/register/firms/export", as: "owner").text
            #expect(RegisterTable.firms(Array(exported.utf8), file: "f").firms.count == 5)
            let lines = exported.split(whereSeparator: \.isNewline).dropFirst().map(String.init)
            #expect(try await house.importing("firms", lines).json(RegisterChangeBody.self) == .init(added: 0, changed: 0, unchanged: 5))
            #expect(try await house.importing("firms", house.firmLines(through: "2030-01-01")).json(RegisterChangeBody.self).changed == 5)
            let page: PageBody<RegisteredFirmBody> = try await house.call(.get, "/v1/register/firms?limit=2", as: "owner").json()
            #expect(page.items.count == 2 && page.next != nil)
            for (person, status) in [("owner", 403), ("designer", 403), ("fire_dispatcher", 200), ("regulator", 200)] {
                #expect(try await house.call(.get, "/v1/register/persons", as: person).status == status, "\(person)")
            }
            for person in ["owner", "fire", "regulator", "system"] {
                #expect(try await house.importing("firms", good, as: person).brief == "403 forbidden", "\(person)")
            }
        }
    }

    @Test func aReviewThatWasSetAsideGoesBackToTheBodyThatItHadBeenGiven() async throws {
        try await House.with { house in
            try await house.assigning("rotating", rule("rotation"))
            _ = try await more(house)
            let opened = try await house.submitted(profile: "rotating")
            #expect(try await accept(house, opened).status == 200)
            let first = try await allocation(house, opened)
            let reviews: PageBody<ReviewBody> = try await house.call(.get, "/v1/cases/\(opened.id.text)/reviews", as: "owner").json()
            let review = try #require(reviews.items.first { $0.discipline == .fire })
            let grounds = #"{"reason":"样例","basis":"样例规定","article":"第四条"}"#
            for act in ["set-aside", "reopen", "set-aside", "reopen"] {
                let answer = try await house.call(.post, "/v1/reviews/\(review.id.text)/\(act)", as: "coordinator", json: grounds)
                #expect(answer.status == 200, "\(act): \(answer.text)")
            }
            let back: ReviewBody = try await house.call(.get, "/v1/reviews/\(review.id.text)", as: "owner").json()
            #expect(back.state == .pending && back.bodyId == first.bodyId)
            #expect(try await allocation(house, opened) == first)
        }
    }

    @Test func theRotationGoesRoundAndPassesOverWhoIsNotFit() async throws {
        try await House.with { house in
            try await house.assigning("rotating", rule("rotation"))
            let (second, expired) = try await more(house)
            let first = try house.cast.person("fire").organisation
            var taken: [UUID] = []
            for _ in 0..<4 {
                let opened = try await house.submitted(profile: "rotating")
                #expect(try await accept(house, opened).status == 200)
                let allocated = try await allocation(house, opened)
                #expect(allocated.way == .rotation && allocated.candidates.first { $0.organisationId == expired.id }?.bar == .notValid)
                taken.append(try #require(allocated.bodyId))
                let parties: CaseBody = try await house.call(.get, "/v1/cases/\(opened.id.text)", as: "owner").json()
                #expect(parties.parties?.contains { $0.organisationId == expired.id } == false)
            }
            #expect(Set(taken.prefix(2)) == [first, second.id] && taken[0] == taken[2] && taken[1] == taken[3])
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'review.allocate'") == 20)
        }
    }

    @Test func theOwnersChoiceCountsWhereItIsFit() async throws {
        try await House.with { house in
            try await house.assigning("choosing", rule("owner_choice"))
            let (second, expired) = try await more(house)
            func choose(_ body: UUID, _ id: UUID, as person: String = "owner") async throws -> Answer {
                try await house.call(.put, "/v1/cases/\(id.text)/bodies/fire", as: person, json: #"{"organisationId":"\#(body.text)"}"#)
            }
            let nobody = try await house.submitted(profile: "choosing")
            #expect(try house.refusal(try await accept(house, nobody)) == "acceptance.body_choice")
            #expect(try await choose(second.id, nobody.id).status == 409)
            let draft = try await house.draft(profile: "choosing")
            #expect(try await choose(second.id, draft.id, as: "designer").brief == "403 forbidden")
            let lead = try await choose(house.cast.lead.id, draft.id)
            #expect(try lead.status == 422 && lead.problem.findings?.map(\.code) == ["body.other_function"], "\(lead.text)")
            // Who would not be taken is not chosen, and everybody like that is named at once.
            let late = try await choose(expired.id, draft.id)
            #expect(try late.status == 409 && house.refusal(late) == "case.body_barred", "\(late.text)")
            #expect(try late.problem.findings?.map(\.code) == ["body.not_valid"])
            #expect(late.text.contains(expired.name) && late.text.contains("资格不在有效期内"))
            #expect(try await house.count("SELECT count(*) FROM lianshen.body_choice") == 0)
            #expect(try await choose(second.id, draft.id).status == 200)
            let opened = try await house.handedIn(draft)
            // What has become unfit since is told when the case is accepted.
            let valid = "\(second.creditCode),\(second.name),一类,fire,CN,2020-01-01,"
            #expect(try await house.importing("firms", house.firmLines() + [valid + "2021-01-01"]).status == 201)
            let refused = try await accept(house, opened)
            #expect(try house.refusal(refused) == "acceptance.body_choice" && refused.problem.findings?.count == 1)
            #expect(try await house.importing("firms", house.firmLines() + [valid]).status == 201)
            #expect(try await accept(house, opened).status == 200)
            let allocated = try await allocation(house, opened)
            #expect(allocated.bodyId == second.id && allocated.way == .ownerChoice)
        }
    }

    @Test func aDrawnBodyCanBeDrawnAgainByAnybody() async throws {
        try await House.with { house in
            try await house.assigning("drawing", rule("draw"))
            let (second, expired) = try await more(house)
            let opened = try await house.submitted(profile: "drawing")
            #expect(try await accept(house, opened).status == 200)
            let allocated = try await allocation(house, opened)
            let draw: DrawRecord = try await house.call(.get, "/v1/draws/\(try #require(allocated.drawId).text)", as: "owner").json()
            #expect(draw.fault() == nil && !draw.candidates.contains(expired.creditCode) && draw.candidates.contains(second.creditCode))
            let taken = allocated.candidates.first { $0.organisationId == allocated.bodyId }?.creditCode
            #expect(draw.result == taken.map { [$0] })
        }
    }

    @Test func expertsAreDrawnFromACommitmentInTheLog() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let own = house.cast.bodies[4].creditCode
            let lines =
                (1...9).map { "样例-\($0),样例人员,,\(own),一级,结构,2020-01-01," } + [
                    "样例-X,样例人员,,\(own),一级,结构,2020-01-01,2021-01-01", "样例-Y,样例人员,,\(house.cast.institute.creditCode),一级,结构,2020-01-01,",
                    "样例-Z,样例人员,,\(own),一级,电气,2020-01-01,",
                ]
            #expect(try await house.importing("persons", lines).status == 201)
            let path = "/v1/cases/\(opened.id.text)/draws"
            func commit(_ fields: String, as person: String = "coordinator") async throws -> Answer {
                try await house.call(.post, path, as: person, json: #"{"purpose":"专家论证","specialty":"结构",\#(fields)}"#)
            }
            #expect(try await commit(#""count":3"#, as: "owner").brief == "403 forbidden")
            #expect(try await commit(#""count":10"#).brief == "422 invalid")
            // The list is the register's; whoever is left out has a reason that is told.
            for left in [
                #"{"registration":"样例-Y","reason":"r"}"#, #"{"registration":"样例-1"}"#, #"{"registration":"样例-1","reason":" "}"#,
            ] {
                #expect(try await commit(#""count":1,"leftOut":[\#(left)]"#).brief == "422 invalid", "\(left)")
            }
            #expect(try await commit(#""count":1,"candidates":["样例-1"]"#).brief == "422 invalid")
            let narrowed: DrawRecord = try await commit(#""count":1,"leftOut":[{"registration":"样例-1","reason":"出差"}]"#).json()
            #expect(narrowed.candidates == (2...9).map { "样例-\($0)" })
            // Whoever is barred stands there by name and with the reason, too; who is not registered for it today was never in question.
            let employed = DrawRecord.LeftOut(registration: "样例-Y", reason: "注册于本项目的参建单位 registered with a party of the project")
            #expect(narrowed.leftOut == [.init(registration: "样例-1", reason: "出差"), employed])
            // A person who took part in the design, wherever he works now.
            let designer = try house.cast.person("designer").signInName
            #expect(try await house.importing("persons", ["样例-0,样例人员,\(designer),\(own),一级,结构,2020-01-01,"]).status == 201)
            let committed: DrawRecord = try await commit(#""count":3"#).json()
            #expect(committed.leftOut == [.init(registration: "样例-0", reason: "参与过本项目的设计 had a part in the design of the project"), employed])
            #expect(committed.candidates.count == 9 && committed.seed == nil && committed.result == nil && committed.fault() == .notDrawn)
            let logged = "SELECT encode(sha256, 'hex') FROM lianshen.audit_entry WHERE act = 'draw.commit' AND object_id = '\(committed.draw)'"
            #expect(try await house.sql(logged).trimmingCharacters(in: .whitespacesAndNewlines) == committed.commitment)
            let make = "/v1/draws/\(committed.draw.text)/make"
            #expect(try await house.call(.post, make, as: "owner").brief == "403 forbidden")
            // Two at once: one draws.
            let answers = try await together(2) { _ in try await house.call(.post, make, as: "coordinator") }
            #expect(Set(answers.map(\.status)) == [200, 409])
            let drawn: DrawRecord = try await house.call(.get, "/v1/draws/\(committed.draw.text)", as: "fire").json()
            #expect(drawn.fault(logged: committed.commitment) == nil && drawn.result?.count == 3)
            var changed = drawn
            changed.result?.reverse()
            #expect(changed.fault() == .result)
            let list: PageBody<DrawRecord> = try await house.call(.get, path, as: "regulator").json()
            #expect(list.items.contains(drawn) && list.items.count == 2)
        }
    }
}
