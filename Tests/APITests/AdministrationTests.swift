import API
import Foundation
import JointReview
import Store
import TestDatabase
import TestStore
import Testing
import Wire

/// How a service is opened, and who gives what to whom.
@Suite(.timeLimit(.minutes(10))) struct AdministrationTests {
    private func bootstrap(_ code: String, _ serial: Int = 600) -> String {
        #"{"code":"\#(code)","organisation":{"creditCode":"\#(Cast.creditCode(serial))","name":"n"},"#
            + #""person":{"signInName":"first-\#(serial)","name":"n"}}"#
    }

    private func person(_ house: House, _ name: String, _ roles: String...) -> String {
        let list = roles.map { #"{"role":"\#($0)"}"# }.joined(separator: ",")
        return #"{"organisationId":"\#(house.cast.operating.id.text)","signInName":"\#(name)","name":"n","roles":[\#(list)]}"#
    }

    /// A house whose service nobody administers yet.
    private func withEmptyService(_ body: @Sendable (House) async throws -> Void) async throws {
        try await House.with { house in
            try await house.sql("DELETE FROM lianshen.person_role")
            try await body(house)
        }
    }

    @Test func aCodeOpensTheServiceOnce() async throws {
        try await withEmptyService { house in
            let code = try #require(try await house.store.transaction(as: .system("test")) { try await $0.makeBootstrapCode() })
            for wrong in ["x", code.uppercased(), String(code.dropLast())] {
                #expect(try await house.call(.post, "/v1/bootstrap", json: bootstrap(wrong)).brief == "404 missing")
            }
            #expect(
                try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE object_kind = 'bootstrap_code' AND result = 'denied'") == 3)
            let answers = try await together(4) { index in try await house.call(.post, "/v1/bootstrap", json: bootstrap(code, 600 + index)) }
            #expect(answers.count { $0.status == 201 } == 1 && answers.allSatisfy { $0.status == 201 || $0.status == 404 }, "\(answers.map(\.brief))")
            let opened = try #require(try answers.first { $0.status == 201 }?.json(BootstrapBody.self))
            let me: MeBody = try await house.call(.get, "/v1/me", token: opened.token).json()
            #expect(me.roles == [RoleGrantBody(role: .systemAdministrator)] && me.functions == [FunctionGrantBody(function: .operator)])
            #expect(try await house.store.transaction(as: .system("test")) { try await $0.makeBootstrapCode() } == nil)
            #expect(try await house.call(.post, "/v1/bootstrap", json: bootstrap(code, 700)).brief == "404 missing")
        }
    }

    @Test func aCodeEndsAfterAnHour() async throws {
        try await withEmptyService { house in
            let code = try #require(try await house.store.transaction(as: .system("test")) { try await $0.makeBootstrapCode() })
            try await house.sql("UPDATE lianshen.bootstrap_code SET expires_at = now() - interval '1 second'")
            #expect(try await house.call(.post, "/v1/bootstrap", json: bootstrap(code)).brief == "404 missing")
        }
    }

    @Test func aCodeIsNotUsedUpByAMistake() async throws {
        try await withEmptyService { house in
            let code = try #require(try await house.store.transaction(as: .system("test")) { try await $0.makeBootstrapCode() })
            let mistake = bootstrap(code).replacing(Cast.creditCode(600), with: "911111111111111111")
            #expect(try await house.call(.post, "/v1/bootstrap", json: mistake).brief == "422 invalid")
            // A name that is taken is found inside the transaction.
            #expect(try await house.call(.post, "/v1/bootstrap", json: bootstrap(code).replacing("first-600", with: "owner")).brief == "409 exists")
            #expect(try await house.call(.post, "/v1/bootstrap", json: bootstrap(code)).status == 201)
        }
    }

    @Test func theThreeAdministrationsExcludeEachOther() async throws {
        try await House.with { house in
            let both = try await house.call(
                .post, "/v1/people", as: "security", json: person(house, "p-1", "security_administrator", "audit_administrator"))
            #expect(both.brief == "422 invalid")
            #expect(try both.problem.findings?.map(\.code) == ["person.roles_apart"])
            let mixed = try await house.call(
                .post, "/v1/people", as: "security", json: person(house, "p-1", "security_administrator", "regulator"))
            #expect(mixed.brief == "422 invalid")
            #expect(try mixed.problem.findings?.map(\.code).sorted() == ["person.role_function", "person.roles_apart"])
            // Administrator roles are the security administrator's to give, accounts the system administrator's.
            #expect(
                try await house.call(.post, "/v1/people", as: "system", json: person(house, "p-2", "audit_administrator")).brief == "403 forbidden")
            #expect(
                try await house.call(.post, "/v1/people", as: "system", json: person(house, "p-3", "security_administrator")).brief == "403 forbidden"
            )
            #expect(try await house.call(.post, "/v1/people", as: "security", json: person(house, "p-4", "audit_administrator")).status == 201)
            #expect(try await house.call(.post, "/v1/people", as: "security", json: person(house, "p-5", "owner")).brief == "403 forbidden")
            #expect(try await house.call(.post, "/v1/people", as: "system", json: person(house, "p-6", "system")).brief == "403 forbidden")
            for name in ["owner", "auditor", "clerk"] {
                #expect(try await house.call(.post, "/v1/people", as: name, json: person(house, "p-7", "owner")).brief == "403 forbidden")
                #expect(
                    try await house.call(
                        .post, "/v1/organisations", as: name,
                        json: #"{"creditCode":"\#(Cast.creditCode(610))","name":"n","functions":[{"function":"owner"}]}"#
                    ).status == 403)
            }
            #expect(try await house.count("SELECT count(*) FROM lianshen.person WHERE sign_in_name LIKE 'p-_'") == 1)
        }
    }

    @Test func oneIssuesTokensForOneselfAndAdministratorsForOthers() async throws {
        try await House.with { house in
            let body = #"{"label":"l","days":1}"#
            func path(_ name: String) throws -> String { "/v1/people/\(try house.cast.person(name).id.text)/tokens" }
            #expect(try await house.call(.post, path("owner"), as: "owner", json: body).status == 201)
            #expect(try await house.call(.post, path("owner"), as: "agent", json: body).brief == "404 missing")
            #expect(try await house.call(.post, path("owner"), as: "system", json: body).status == 201)
            #expect(try await house.call(.post, path("auditor"), as: "system", json: body).brief == "403 forbidden")
            #expect(try await house.call(.post, path("auditor"), as: "security", json: body).status == 201)
            #expect(try await house.call(.post, path("owner"), as: "auditor", json: body).brief == "404 missing")
            let mine = try await house.token(of: "owner")
            #expect(try await house.call(.delete, "/v1/tokens/\(mine.id.text)", as: "agent").brief == "404 missing")
            #expect(try await house.call(.get, "/v1/me", token: mine.text).status == 200)
            #expect(try await house.call(.delete, "/v1/tokens/\(mine.id.text)", as: "security").status == 204)
            #expect(try await house.call(.get, "/v1/me", token: mine.text).status == 401)
        }
    }

    @Test func whatIsTakenIsNamed() async throws {
        try await House.with { house in
            let taken = #"{"creditCode":"\#(house.cast.owner.creditCode)","name":"n","functions":[{"function":"owner"}]}"#
            let organisation = try await house.call(.post, "/v1/organisations", as: "system", json: taken)
            #expect(organisation.brief == "409 exists")
            #expect(try organisation.problem.detail.en.contains("credit code"))
            let name = try await house.call(
                .post, "/v1/people", as: "system",
                json: person(house, "owner", "owner").replacing(house.cast.operating.id.text, with: house.cast.owner.id.text))
            #expect(try name.problem.detail.en.contains("sign-in name"))
            let nowhere = person(house, "p-8", "owner").replacing(house.cast.operating.id.text, with: UUID().text)
            #expect(try await house.call(.post, "/v1/people", as: "system", json: nowhere).brief == "404 missing")
        }
    }

    @Test func aRoleBelongsToWhatTheOrganisationIsInTheTrade() async throws {
        try await House.with { house in
            let reader = person(house, "p-9", "regulator").replacing(house.cast.operating.id.text, with: house.cast.institute.id.text)
            let refused = try await house.call(.post, "/v1/people", as: "system", json: reader)
            #expect(refused.brief == "422 invalid")
            #expect(try refused.problem.findings?.map(\.file) == ["/roles/0"])
        }
    }

    @Test func twoRulesAreNeverInForceAtOnce() async throws {
        try await House.with { house in
            @Sendable func add(_ rule: String) async throws -> Answer { try await house.call(.post, "/v1/rules", as: "security", json: rule) }
            #expect(try await add(House.acceptance(name: "a", from: "2031-01-01", to: "2032-01-01")).status == 201)
            for (name, from, to) in [
                ("a", "2031-12-31", nil), ("a", "2030-01-01", nil), ("b", "2031-06-01", "2031-06-02"), ("a", "2031-01-01", "2032-01-01"),
            ] as [(String, String, String?)] {
                let answer = try await add(House.acceptance(name: name, from: from, to: to))
                #expect(answer.brief == "409 rule-overlap", "\(name) \(from)")
                #expect(try answer.problem.detail.en.contains("a v1"))
            }
            #expect(try await add(House.acceptance(name: "a", from: "2032-01-01", to: "2033-01-01")).status == 201)
            let race = try await together(5) { index in try await add(House.acceptance(name: "r\(index)", from: "2040-01-01")) }
            #expect(race.count { $0.status == 201 } == 1 && race.allSatisfy { [201, 409].contains($0.status) })

            // A limit of another name for the same stage, nature and size would leave acceptance without one answer.
            let limit = try await house.sql(
                """
                SELECT jsonb_build_object('kind', 'limit', 'name', 'another', 'effectiveFrom', effective_from, 'legalBasis', 'x',
                       'body', jsonb_set(body, '{id}', '"another"'))
                  FROM lianshen.rule WHERE kind = 'limit' AND effective_to IS NULL ORDER BY name LIMIT 1
                """
            )
            #expect(try await add(limit).brief == "409 rule-overlap", "\(limit)")
            #expect(try await house.call(.post, "/v1/rules", as: "system", json: limit).brief == "403 forbidden")
        }
    }

    @Test func aRuleIsEndedFromADayOnAndAnotherTakesItsPlace() async throws {
        try await House.with { house in
            let rule: RuleBody = try await house.call(.post, "/v1/rules", as: "security", json: House.acceptance(name: "a", from: "2020-01-01"))
                .json()
            let path = "/v1/rules/\(rule.id.text)/end"
            let next = House.acceptance(name: "b", from: "2035-01-01")
            let clash = try await house.call(.post, "/v1/rules", as: "security", json: next)
            #expect(clash.brief == "409 rule-overlap")
            for day in ["2020-06-01", "2035-02-30"] {
                #expect(try await house.call(.post, path, as: "security", json: #"{"effectiveTo":"\#(day)"}"#).brief == "422 invalid")
            }
            #expect(try await house.call(.post, path, as: "system", json: #"{"effectiveTo":"2035-01-01"}"#).brief == "403 forbidden")
            let ended: RuleBody = try await house.call(.post, path, as: "security", json: #"{"effectiveTo":"2035-01-01"}"#).json()
            #expect(ended.effectiveTo == "2035-01-01" && ended.version == rule.version)
            #expect(try await house.call(.post, path, as: "security", json: #"{"effectiveTo":"2036-01-01"}"#).brief == "409 stale")
            let after = try await house.call(.post, "/v1/rules", as: "security", json: next)
            #expect(after.status == 201)
            #expect(
                try await house.count(
                    "SELECT count(*) FROM lianshen.audit_entry WHERE act = 'rule.change' AND result = 'ok' AND person_id IS NOT NULL") == 3)
            let gone = try await house.call(.post, "/v1/rules/\(UUID().text)/end", as: "security", json: #"{"effectiveTo":"2036-01-01"}"#)
            #expect(gone.brief == "404 missing")
        }
    }

    @Test func aRuleSaysWhatItsKindSays() async throws {
        try await House.with { house in
            let good = House.acceptance(name: "n", from: "2031-01-01")
            func written(_ kind: String, _ body: String) async throws -> String {
                try await house.sql(
                    """
                    SELECT jsonb_build_object('kind', kind, 'name', 'n', 'effectiveFrom', '2031-01-01', 'legalBasis', 'x', 'body',
                           jsonb_set(jsonb_set(\(body), '{effective_from}', '"2031-01-01"'), '{effective_to}', 'null'))
                      FROM lianshen.rule WHERE kind = '\(kind)' ORDER BY name LIMIT 1
                    """)
            }
            let limit = try await written("limit", "jsonb_set(body, '{working_days}', '7')")
            #expect(limit.contains("\"working_days\": 7"))
            // A profile that answers for four disciplines only.
            let profile = try await written(
                "profile",
                "jsonb_set(body, '{lines}', (SELECT jsonb_agg(l) FROM jsonb_array_elements(body -> 'lines') l WHERE l ->> 'discipline' <> 'fire'))")
            #expect(profile.contains("structural") && !profile.contains("\"fire\""))
            for bad in [
                good.replacing("auto_accept", with: "limit"), good.replacing("\"allows_warnings\":true,", with: ""),
                good.replacing("\"effectiveFrom\":\"2031-01-01\"", with: "\"effectiveFrom\":\"2031-01-02\""),
                good.replacing("2031-01-01", with: "2031-02-30"),
                limit.replacing("\"working_days\": 7", with: "\"working_days\": 0"),
                limit.replacing("\"working_days\": 7", with: "\"working_days\": -5"),
                profile,
                good.replacing("\"legalBasis\":\"样例\"", with: "\"legalBasis\":\"\""),
                good.replacing("\"effectiveFrom\"", with: "\"effectiveTo\":\"2030-01-01\",\"effectiveFrom\""),
            ] {
                let answer = try await house.call(.post, "/v1/rules", as: "security", json: bad)
                #expect(answer.brief == "422 invalid", "\(bad)")
            }
        }
    }

    @Test func aClassifiedProjectIsRefusedBeforeAnythingComesIn() async throws {
        try await House.with { house in
            let body = #"{"name":"n","region":"","facts":{"class":"building","funding":"filed","size":"medium","classified":true}}"#
            let answer = try await house.call(.post, "/v1/projects", as: "owner", json: body)
            #expect(answer.brief == "409 not-allowed")
            #expect(try answer.problem.refusal == "project.classified")
            let opened = try await house.draft()
            let undeclared = #"{"projectId":"\#(opened.project.text)","title":"t","leadId":"\#(house.cast.lead.id.text)","nonClassified":false}"#
            #expect(try await house.call(.post, "/v1/cases", as: "owner", json: undeclared).brief == "422 invalid")
        }
    }

    @Test func theSystemAdministratorDoesNotShutOutThoseWhoWatch() async throws {
        try await House.with { house in
            func revoke(_ holder: String, as name: String) async throws -> (status: Int, refusal: String?, isLive: Bool) {
                let token = try await house.token(of: holder)
                let answer = try await house.call(.delete, "/v1/tokens/\(token.id.text)", as: name)
                let isLive = try await house.call(.get, "/v1/me", token: token.text).status == 200
                return (answer.status, answer.status == 204 ? nil : try answer.problem.refusal, isLive)
            }
            for holder in ["security", "auditor"] {
                let refused = try await revoke(holder, as: "system")
                #expect(refused.status == 403 && refused.refusal == "access.others_token" && refused.isLive, "\(holder)")
                let own = try await revoke(holder, as: holder)
                #expect(own.status == 204 && !own.isLive, "\(holder)")
            }
            for (holder, name) in [("auditor", "security"), ("system", "security"), ("owner", "system"), ("system", "system"), ("owner", "owner")] {
                let ended = try await revoke(holder, as: name)
                #expect(ended.status == 204 && !ended.isLive, "\(holder) as \(name)")
            }
            for name in ["auditor", "owner"] { #expect(try await revoke("system", as: name).status == 404, "\(name)") }
            #expect(try await house.call(.delete, "/v1/tokens/\(UUID().text)", as: "system").brief == "404 missing")
        }
    }
}
