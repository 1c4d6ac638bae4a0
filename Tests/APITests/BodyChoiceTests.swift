import Foundation
import JointReview
import Store
import Testing
import Wire

/// Nobody steers which body reviews his case, and who did not get it has nothing to say in it.
@Suite(.timeLimit(.minutes(10))) struct BodyChoiceTests {
    /// A second fire body with people of its own, and tokens for them.
    private func second(_ house: House) async throws -> (body: Organisation, tokens: [Role: String]) {
        let body = Cast.organisation("【样例】另一消防审查机构", 77, [.init(function: .reviewBody, discipline: .fire)])
        var tokens: [Role: String] = [:]
        try await house.store.transaction(as: .system("test")) { try await $0.insert(body) }
        for role in [Role.reviewer, .technicalHead, .issuer] {
            let person = Person(
                id: UUID(), organisation: body.id, signInName: "second-\(role.rawValue)", name: "样例人员",
                roles: [.init(role: role, discipline: role == .reviewer ? .fire : nil)])
            let token = BearerToken()
            try await house.store.transaction(as: .system("test")) { tx in
                try await tx.insert(person)
                _ = try await tx.issue(token, id: UUID(), to: person.id, label: "test", days: 1)
            }
            tokens[role] = token.text
        }
        return (body, tokens)
    }

    private func rule(_ way: String) -> String {
        #"{"registered":[],"declaration":false,"bodies":[{"discipline":"fire","by":"\#(way)"}],"basis":[{"text":"样例","status":"to_be_checked"}]}"#
    }

    private func accept(_ house: House, _ opened: Opened) async throws -> AllocationBody {
        let accepted = try await house.call(.post, "/v1/cases/\(opened.id.text)/accept", as: "clerk")
        #expect(accepted.status == 200, "\(accepted.text)")
        let all: AllocationsBody = try await house.call(.get, "/v1/cases/\(opened.id.text)/allocations", as: "owner").json()
        return try #require(all.items.first { $0.discipline == .fire })
    }

    @Test func aBodyOfThePoolThatDidNotGetTheReviewHasNoSeatInTheCaseAnyMore() async throws {
        try await House.with { house in
            let (other, tokens) = try await second(house)
            let opened = try await house.inReview()
            let place = "/v1/cases/\(opened.id.text)"
            func ask(_ method: Verb, _ path: String, _ role: Role, _ json: String? = nil) async throws -> Answer {
                try await house.call(method, path, token: tokens[role], json: json)
            }
            #expect(try await ask(.get, place, .reviewer).status == 200)
            // Invited is not chosen: neither ends the case nor keeps its register.
            #expect(try await ask(.post, place + "/fail", .technicalHead, #"{"reason":"r"}"#).brief == "403 forbidden")
            let element = #"{"building":"1#","storey":"3F","mark":"M-1","kind":"door"}"#
            #expect(try await ask(.post, place + "/elements", .reviewer, element).brief == "403 forbidden")
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire").status == 200)
            for path in ["", "/comments", "/packages", "/elements"] {
                #expect(try await ask(.get, place + path, .reviewer).brief == "404 missing", "\(path)")
            }
            #expect(try await ask(.get, "/v1/sheets/\(opened.sheets[0].id.text)/content", .reviewer).brief == "404 missing")
            #expect(try await ask(.post, place + "/fail", .technicalHead, #"{"reason":"r"}"#).brief == "404 missing")
            #expect(try await ask(.post, place + "/drop-change", .issuer, #"{"reason":"r"}"#).brief == "404 missing")
            // Of the others only the one that issues the certificate refuses a change.
            #expect(try await house.call(.post, place + "/drop-change", as: "fire_issuer", json: #"{"reason":"r"}"#).brief == "403 forbidden")
            #expect(try await house.call(.post, place + "/drop-change", as: "structural_issuer", json: #"{"reason":"r"}"#).status == 409)
            // That it was invited stays.
            let parties = try #require(try await house.call(.get, place, as: "owner").json(CaseBody.self).parties)
            #expect(parties.filter { $0.endedAt != nil }.map(\.organisationId) == [other.id])
            #expect(parties.filter { $0.endedAt == nil }.count == 9)
        }
    }

    @Test func aSumIsTakenBackByWhoseItIsOrByTheLead() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            let sheet = scene.opened.sheets[0].id.text
            let json =
                #"{"sheetId":"\#(sheet)","total":{"element":"\#(Scene.door)","property":"clear_width"},"#
                + #""parts":[{"element":"\#(Scene.second)","property":"clear_width"}],"constant":"0","unit":"mm"}"#
            let declared = try await house.call(.post, scene.path + "/sums", as: "fire", json: json)
            #expect(declared.status == 201, "\(declared.text)")
            let path = scene.path + "/sums/\(try declared.json(SumBody.self).id.text)/withdraw"
            #expect(try await house.call(.post, path, as: "structural", json: #"{"reason":"r"}"#).brief == "403 forbidden")
            #expect(try await house.call(.post, path, as: "fire_second", json: #"{"reason":"误读"}"#).status == 200)
            // Whoever declared it may not be there any more.
            let left = try await house.call(.post, scene.path + "/sums", as: "fire", json: json).json(SumBody.self)
            let gone = try await house.call(.post, scene.path + "/sums/\(left.id.text)/withdraw", as: "coordinator", json: #"{"reason":"声明机构已退出"}"#)
            #expect(gone.status == 200, "\(gone.text)")
        }
    }

    @Test func rotationGoesRoundAlsoWhenCasesAreAcceptedAtOnce() async throws {
        try await House.with { house in
            _ = try await second(house)
            try await house.assigning("rotating", rule("rotation"))
            var cases: [Opened] = []
            for _ in 0..<6 { cases.append(try await house.submitted(profile: "rotating")) }
            let all = cases
            let taken = try await together(6) { try await accept(house, all[$0]).bodyId }
            let counts = Dictionary(grouping: taken) { $0 }.mapValues(\.count)
            #expect(counts.count == 2 && counts.values.allSatisfy { $0 == 3 }, "\(counts)")
        }
    }

    @Test(arguments: ["rotation", "draw"]) func whoWithdrawsAndOpensAnewKeepsHisBody(_ way: String) async throws {
        try await House.with { house in
            _ = try await second(house)
            try await house.assigning("steered", rule(way))
            var opened = try await house.submitted(profile: "steered")
            let first = try await accept(house, opened)
            #expect(first.keptFrom == nil)
            for _ in 0..<6 {
                let withdrawn = try await house.call(.post, "/v1/cases/\(opened.id.text)/withdraw", as: "owner", json: #"{"reason":"换一家"}"#)
                #expect(withdrawn.status == 200, "\(withdrawn.text)")
                let before = opened.id
                opened = try await house.handedIn(try await house.draft(profile: "steered", of: opened.project))
                let again = try await accept(house, opened)
                #expect(again.bodyId == first.bodyId && again.keptFrom == before && again.drawId == nil)
            }
            // It is no turn of its own: the other body is next.
            if way == "rotation" { #expect(try await accept(house, try await house.submitted(profile: "steered")).bodyId != first.bodyId) }
        }
    }

    @Test func theProfileIsTheOwnersChoiceOnlyWhereItsRuleSaysSo() async throws {
        try await House.with { house in
            try await house.assigning("for-lot", rule("draw"), more: #""owner_may_choose": false,"#)
            let project = try await house.draft().project
            func open(_ profile: String?) async throws -> Answer {
                let named = profile.map { #","profile":"\#($0)""# } ?? ""
                return try await house.call(
                    .post, "/v1/cases", as: "owner",
                    json: #"{"projectId":"\#(project.text)","title":"t","leadId":"\#(house.cast.lead.id.text)","nonClassified":true\#(named)}"#)
            }
            #expect(try house.refusal(try await open("for-lot")) == "profile.not_for_owners")
            #expect(try house.refusal(try await open("nowhere")) == "acceptance.profile_not_in_force")
            #expect(try await open("national-by-specialty").json(CaseBody.self).profile == "national-by-specialty")
            #expect(try await open(nil).json(CaseBody.self).profile == "national-current")
            // The city's rule for buildings: from then on nobody chooses another.
            try await house.assigning("city", rule("draw"), more: #""governs": ["building"],"#, region: "320800")
            #expect(try await open(nil).json(CaseBody.self).profile == "city")
            #expect(try await open("city").status == 201)
            for name in ["national-current", "national-by-specialty"] {
                #expect(try house.refusal(try await open(name)) == "profile.ruled", "\(name)")
            }
        }
    }
}
