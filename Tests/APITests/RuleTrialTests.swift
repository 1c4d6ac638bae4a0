import Foundation
import JointReview
import Store
import Testing
import Wire
import WorkingTime

/// Rules of the check: written by one, tried by anybody who may, approved by another.
@Suite(.timeLimit(.minutes(5))) struct RuleTrialTests {
    /// A draft that begins on a day and weighs one code otherwise than the shipped set.
    private func draft(_ name: String, from day: String, _ change: (inout CheckRules) -> Void = { _ in }) throws -> String {
        var rules = try ShippedRules.checkRules()
        rules.effectiveFrom = try #require(CalendarDay(day))
        rules.severities = ["sheet.same_content": .reject]
        change(&rules)
        let body = String(decoding: try CanonicalJSON.encode(rules), as: UTF8.self)
        return #"{"kind":"check","name":"\#(name)","effectiveFrom":"\#(day)","legalBasis":"样例","body":\#(body)}"#
    }

    private func today(_ house: House) async throws -> String {
        try await house.sql("SELECT to_char(now() AT TIME ZONE 'Asia/Shanghai', 'YYYY-MM-DD')").trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Another security administrator's token.
    private func second(_ house: House) async throws -> String {
        let body =
            #"{"organisationId":"\#(house.cast.operating.id.text)","signInName":"second","name":"n","roles":[{"role":"security_administrator"}]}"#
        let person = try await house.call(.post, "/v1/people", as: "security", json: body).json(PersonBody.self)
        let token = BearerToken()
        _ = try await house.store.transaction(as: .system("tokens")) { try await $0.issue(token, id: UUID(), to: person.id, label: "t", days: 1) }
        return token.text
    }

    @Test func whoWritesRulesDoesNotApproveThemAndADraftIsNotInForce() async throws {
        try await House.with { house in
            let day = try await today(house)
            let created = try await house.call(.post, "/v1/rules", as: "security", json: try draft("ours", from: day))
            #expect(created.status == 201)
            let rule = try created.json(RuleBody.self)
            #expect(rule.approvedBy == nil && rule.author == "security")
            let inForce = { try await house.store.transaction(as: .system("t")) { try await $0.checkRulesInForce() } }
            let before = try await inForce()
            let own = try await house.call(.post, "/v1/rules/\(rule.id.text)/approve", as: "security")
            #expect(try own.brief == "409 not-allowed" && own.problem.refusal == "rule.own_approval")
            #expect(try await inForce() == before)
            let token = try await second(house)
            let approved = try await house.call(.post, "/v1/rules/\(rule.id.text)/approve", token: token)
            #expect(try approved.status == 200 && approved.json(RuleBody.self).approvedBy == "second")
            let now = try #require(try await inForce())
            #expect(now.severities == ["sheet.same_content": .reject])
            // What was in force ended on that day; no day has two.
            let sets = try await house.sql(
                "SELECT count(*) FROM lianshen.rule WHERE kind = 'check' AND approved_by IS NOT NULL AND effective_to IS NULL")
            #expect(sets.hasPrefix("1"))
            #expect(try await house.call(.post, "/v1/rules/\(rule.id.text)/approve", token: token).problem.refusal == "rule.no_draft")
            let another = try await house.call(.post, "/v1/rules", as: "security", json: try draft("theirs", from: day)).json(RuleBody.self)
            #expect(try await house.call(.post, "/v1/rules/\(another.id.text)/approve", token: token).brief == "409 rule-overlap")
            let past = try await house.call(.post, "/v1/rules", as: "security", json: try draft("past", from: "2020-01-01")).json(RuleBody.self)
            #expect(try await house.call(.post, "/v1/rules/\(past.id.text)/approve", token: token).problem.refusal == "rule.begins_in_the_past")
            #expect(try await house.call(.post, "/v1/rules/\(rule.id.text)/approve", as: "owner").brief == "403 forbidden")
        }
    }

    @Test func aDemandWithoutALegalBasisIsRefusedWithItsPlace() async throws {
        try await House.with { house in
            let answer = try await house.call(
                .post, "/v1/rules", as: "security", json: try draft("x", from: "2031-01-01") { $0.materials[2].basis = [] })
            #expect(answer.brief == "422 invalid")
            #expect(try answer.problem.findings?.map { "\($0.code) \($0.file)" } == ["rule.no_basis /body/materials/2/basis"])
            let own = try draft("x", from: "2031-01-01").replacing(#""legalBasis""#, with: #""approvedBy":"security","legalBasis""#)
            #expect(try await house.call(.post, "/v1/rules", as: "security", json: own).problem.findings?.map(\.code) == ["rule.own_approval"])
            let weak = try draft("x", from: "2031-01-01") { $0.severities = ["zip.overlap": .warn] }
            #expect(try await house.call(.post, "/v1/rules", as: "security", json: weak).problem.findings?.map(\.code) == ["rule.fixed_severity"])
        }
    }

    @Test func aKeyThatNobodyKnowsIsRefusedWithItsPlaceAndTheKnownOnes() async throws {
        try await House.with { house in
            let typo = try draft("x", from: "2031-01-01").replacing(#""limits":{"#, with: #""limits":{"page":3,"#)
            let answer = try await house.call(.post, "/v1/rules", as: "security", json: typo)
            #expect(answer.brief == "422 invalid")
            #expect(try answer.problem.findings?.map { "\($0.code) \($0.file)" } == ["rule.unknown_key /body/limits/page"])
            #expect(try answer.problem.findings?.first?.message.en.contains("bytes, file_bytes, pages, sheets") == true)
            // One that is needed and was mistyped is named as well, not called unreadable.
            let needed = try draft("x", from: "2031-01-01").replacing(#""severities":"#, with: #""severity":"#)
            #expect(
                try await house.call(.post, "/v1/rules", as: "security", json: needed).problem.findings?.map { "\($0.code) \($0.file)" } == [
                    "rule.unknown_key /body/severity"
                ])
        }
    }

    @Test func aSetThatBeginsTodayIsEndedTodayAndAnotherTakesItsPlace() async throws {
        try await House.with { house in
            let day = try await today(house)
            let token = try await second(house)
            let inForce = { try await house.store.transaction(as: .system("t")) { try await $0.checkRulesInForce() } }
            let rule = try await house.call(.post, "/v1/rules", as: "security", json: try draft("ours", from: day)).json(RuleBody.self)
            _ = try await house.call(.post, "/v1/rules/\(rule.id.text)/approve", token: token)
            #expect(try await inForce()?.severities == ["sheet.same_content": .reject])
            let ended = try await house.call(.post, "/v1/rules/\(rule.id.text)/end", as: "security", json: #"{"effectiveTo":"\#(day)"}"#)
            #expect(try ended.status == 200 && ended.json(RuleBody.self).effectiveTo == day)
            #expect(try await inForce() == nil, "what it took the place of does not come back by itself")
            let better = try await house.call(
                .post, "/v1/rules", as: "security", json: try draft("better", from: day) { $0.severities = [:] }
            ).json(RuleBody.self)
            #expect(try await house.call(.post, "/v1/rules/\(better.id.text)/approve", token: token).status == 200)
            #expect(try await inForce()?.severities == [:])
            // A day before it begins is no day on which it can end.
            let later = try await house.call(.post, "/v1/rules", as: "security", json: House.acceptance(name: "a", from: "2035-01-01")).json(
                RuleBody.self)
            let path = "/v1/rules/\(later.id.text)/end"
            #expect(try await house.call(.post, path, as: "security", json: #"{"effectiveTo":"\#(day)"}"#).brief == "409 stale")
            #expect(try await house.call(.post, path, as: "security", json: #"{"effectiveTo":"2035-01-01"}"#).status == 200)
            #expect(try await house.call(.post, "/v1/rules", as: "security", json: House.acceptance(name: "b", from: "2035-01-01")).status == 201)
        }
    }

    @Test func aTrialNamesThePackagesThatWouldBeJudgedOtherwise() async throws {
        try await House.with { house in
            let odd = try await house.submitted()
            let opened = try await house.submitted()
            let finding =
                #"{"code":"sheet.same_content","severity":"warn","file":"图/1.pdf","message":{"zh":"同","en":"same"},"remedy":{"zh":"查","en":"look"}}"#
            let report =
                #"{"format":"lianshen.check/1","acceptable":true,"package":{"name":"图纸.zip","sha256":"aa","size":9},"manifest":"given","round":2,"#
                + #""confinement":"limits_only","entries":[],"sheets":[],"documents":[],"findings":[\#(finding)]}"#
            try await house.sql("UPDATE lianshen.package SET check_report = '\(report)' WHERE package_id = '\(opened.package.id)'")
            let rule = try await house.call(.post, "/v1/rules", as: "security", json: try draft("ours", from: "2031-01-01")).json(RuleBody.self)
            let path = "/v1/rules/\(rule.id.text)/trial"
            let page = try await house.call(.get, path, as: "security").json(PageBody<TrialBody>.self)
            // The other package's report is none that can be read: it is passed over.
            #expect(page.items.map(\.packageId) == [opened.package.id] && opened.package.id != odd.package.id && page.next == nil)
            #expect(page.items[0].wasAcceptable && !page.items[0].isAcceptable && page.items[0].reweighed == ["sheet.same_content": 1])
            // Codes and counts only: an administrator is no party of the case.
            #expect(!(try await house.call(.get, path, as: "security").text.contains("图")))
            let first = try await house.call(.get, path + "?limit=1", as: "coordinator").json(PageBody<TrialBody>.self)
            #expect(first.next != nil)
            #expect(try await house.call(.get, path, as: "designer").brief == "403 forbidden")
            #expect(try await house.call(.get, "/v1/rules/\(UUID().text)/trial", as: "security").brief == "404 missing")
        }
    }
}
