import API
import Foundation
import JointReview
import Store
import Testing
import Wire

/// Who gets in, who does not, and what somebody who tries learns from it.
@Suite(.timeLimit(.minutes(10))) struct SignInTests {
    private static let proxied: @Sendable (inout InterfaceConfiguration) -> Void = { $0.trustedProxies = Network.loopback }

    @Test func aNameThatNobodyHasAndAWrongPasswordGetTheSameAnswer() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            try await house.enrol("agent")
            _ = try await house.call(
                .post, "/v1/people/\(try house.cast.person("agent").id.text)/disable", as: "system", json: #"{"reason":"r"}"#)
            var bodies: Set<String> = []
            // Wrong password, no such name, no password yet, disabled, no name at all.
            for name in ["owner", "nobody-at-all", "designer", "agent", "OWNER ", "我的密码", String(repeating: "x", count: 200)] {
                let answer = try await house.signIn(name, name == "agent" ? House.password : "not the right one")
                #expect(answer.brief == "401 signed-out", "\(name)")
                bodies.insert(answer.text.replacing(answer.requestID, with: ""))
            }
            #expect(bodies.count == 1)
            // Denied sign-ins are in the log, with the person where there is one, and without what was typed.
            let denied = "FROM lianshen.audit_entry WHERE act = 'session.sign_in' AND result = 'denied' AND object_kind = 'person'"
            #expect(try await house.count("SELECT count(*) \(denied)") == 7)
            let owner = try house.cast.person("owner").id
            #expect(try await house.count("SELECT count(*) \(denied) AND object_id = '\(owner)'") == 1)
            let found: PageBody<AuditEntryBody> = try await house.call(
                .get, "/v1/audit?act=session.sign_in&result=denied&object=\(owner.text)", as: "auditor"
            ).json()
            #expect(found.items.count == 1)
            for typed in ["我的密码", "nobody-at-all", "not the right one"] {
                let dump = try await house.sql(
                    "SELECT string_agg(body, '') FROM lianshen.audit_detail; SELECT string_agg(t::text, '') FROM lianshen.sign_in_try t")
                #expect(!dump.contains(typed))
            }
        }
    }

    @Test(arguments: ["owner", "nobody-at-all"])
    func whoGuessesWaitsLongerEachTimeWhetherTheNameExistsOrNot(_ name: String) async throws {
        try await House.with { house in
            try await house.enrol("owner")
            var briefs: [String] = []
            for _ in 0..<7 { briefs.append(try await house.signIn(name, "guess after guess").brief) }
            #expect(briefs.prefix(5).allSatisfy { $0 == "401 signed-out" } && briefs.suffix(2).contains("429 rate"))
            // A long wait, told to the second; asking again does not lengthen it.
            try await house.sql("UPDATE lianshen.sign_in_try SET failures = 12, last_at = now() WHERE succeeded_at IS NULL")
            try await house.sql("UPDATE lianshen.sign_in_try SET failures = 12, last_at = now(), succeeded_at = NULL")
            let waiting = try await house.signIn(name, House.password)
            #expect(waiting.brief == "429 rate")
            #expect(try waiting.problem.refusal == "access.too_many_tries")
            let rest = try #require(waiting["Retry-After"].flatMap(Int.init))
            #expect((100...128).contains(rest))
            for _ in 0..<3 { #expect(try await house.signIn(name, House.password)["Retry-After"].flatMap(Int.init) ?? 999 <= rest) }
            try await house.sql("UPDATE lianshen.sign_in_try SET last_at = last_at - interval '130 seconds'")
            #expect(try await house.signIn(name, House.password).brief == (name == "owner" ? "201 " : "401 signed-out"))
        }
    }

    @Test func manyGuessesAtOnceAreMany() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            let answers = try await together(40) { _ in try await house.signIn("owner", "all at the same time").status }
            #expect(answers.count { $0 == 401 } <= 7 && answers.count { $0 == 401 } >= 5, "\(answers)")
            #expect(answers.allSatisfy { [401, 429].contains($0) })
        }
    }

    /// Somebody who knows a name and has a thousand addresses keeps its holder out of no place where he has been.
    @Test func guessesFromElsewhereDoNotLockTheHolderOut() async throws {
        try await House.with(configure: Self.proxied) { house in
            try await house.enrol("owner")
            #expect(try await house.signIn("owner", from: "203.0.113.1").status == 201)
            for number in 0..<60 { _ = try await house.signIn("owner", "guess", from: "198.51.100.\(number)") }
            let everywhere = "lianshen.sign_in_try WHERE try_key = sign_in_try_key('owner', '*')"
            #expect(try await house.count("SET search_path = lianshen; SELECT failures FROM \(everywhere)") >= 50)
            try await house.sql(
                "SET search_path = lianshen; UPDATE sign_in_try SET failures = 100000, last_at = now() WHERE try_key = sign_in_try_key('owner', '*')")
            let attacker = try await house.signIn("owner", "guess", from: "198.51.100.200")
            #expect(attacker.brief == "429 rate")
            #expect(try #require(attacker["Retry-After"].flatMap(Int.init)) <= 60)
            #expect(try await house.signIn("owner", from: "203.0.113.1").status == 201)
            // Where he has never been, an invitation is the way in.
            #expect(try await house.signIn("owner", from: "203.0.113.77").status == 429)
            let code = try await house.invite("owner")
            let accepted = try await house.call(
                .post, "/v1/invitations/accept", json: #"{"code":"\#(code)","password":"ledger of mauve teapots"}"#,
                headers: [("X-Forwarded-For", "203.0.113.77")])
            #expect(accepted.status == 200)
            #expect(try await house.signIn("owner", "ledger of mauve teapots", from: "203.0.113.77").status == 201)
        }
    }

    @Test func oneAddressIsSlowedDownWhateverNamesItTries() async throws {
        try await House.with(configure: { $0.signInRate = RequestRate(perSecond: 0.01, burst: 4) }) { house in
            let statuses = try await together(8) { number in try await house.signIn("name-\(number)", "guess").status }
            #expect(statuses.count { $0 == 401 } == 4 && statuses.count { $0 == 429 } == 4)
            #expect(try await house.signIn("owner").status == 429)
        }
    }

    @Test func anInvitationSetsAPasswordOnce() async throws {
        try await House.with { house in
            let code = try await house.invite("owner")
            let weak = try await house.accept(code, "owner")
            #expect(weak.brief == "422 invalid")
            #expect(try weak.problem.findings?.map(\.code) == ["password.short", "password.common", "password.personal"])
            #expect(try await house.accept(code).status == 200)
            #expect(try await house.accept(code, "another mauve teapot").brief == "404 missing")
            let session = try await house.session("owner")
            // Another invitation, for somebody who forgot: the first code of two is void, and sessions end with the old password.
            let (lost, again) = (try await house.invite("owner"), try await house.invite("owner"))
            #expect(try await house.accept(lost).brief == "404 missing")
            #expect(try await house.isIn(session.token))
            #expect(try await house.accept(again, "another mauve teapot").status == 200)
            #expect(try await !house.isIn(session.token))
            #expect(try await house.signIn("owner").status == 401)
            let old = try await house.invite("owner")
            try await house.sql("UPDATE lianshen.invitation SET expires_at = now() - interval '1 second' WHERE ended_at IS NULL")
            #expect(try await house.accept(old).brief == "404 missing")
            #expect(
                try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE object_kind = 'invitation' AND result = 'denied'") == 3)
        }
    }

    @Test func twoThatComeWithOneInvitationAreOne() async throws {
        try await House.with { house in
            for round in 0..<10 {
                let code = try await house.invite("owner")
                let answers = try await together(2) { number in
                    (number, try await house.accept(code, "mauve teapot ledger \(round) \(number)").status)
                }
                #expect(answers.map(\.1).sorted() == [200, 404])
                for (number, status) in answers {
                    let answer = try await house.signIn("owner", "mauve teapot ledger \(round) \(number)")
                    #expect(answer.status == (status == 200 ? 201 : 401))
                }
            }
        }
    }

    /// Whichever comes first: no session of the old password outlives the change.
    @Test func aSignInWhileThePasswordChangesLeavesNoSessionOfTheOldOne() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            var old = House.password
            for round in 0..<15 {
                let new = "ledger of teapots \(round) mauve"
                let changer = try #require(try await house.signIn("owner", old).json(BegunSessionBody?.self)).token
                let now = old
                let tokens = try await together(5) { number -> String? in
                    if number == 0 {
                        let changed = try await house.changePassword(now, new, token: changer)
                        #expect(changed.status == 204, "\(changed.text)")
                        return nil
                    }
                    let answer = try await house.signIn("owner", now)
                    #expect([201, 401, 429].contains(answer.status))
                    return answer.status == 201 ? try answer.json(BegunSessionBody.self).token : nil
                }
                for token in tokens.compactMap(\.self) { #expect(try await !house.isIn(token)) }
                #expect(try await house.isIn(changer))
                try await house.sql("UPDATE lianshen.sign_in_try SET failures = 0")
                old = new
            }
        }
    }

    @Test func invitationsAreGivenByWhoGivesTokens() async throws {
        try await House.with { house in
            func invite(_ target: String, _ name: String, key: String? = nil) async throws -> Answer {
                let path = "/v1/people/\(try house.cast.person(target).id.text)/invitation"
                return try await house.call(.post, path, as: name, json: #"{"hours":168}"#, key: key)
            }
            for (target, name, brief) in [
                ("owner", "system", "201 "), ("auditor", "security", "201 "), ("auditor", "system", "403 forbidden"),
                ("security", "system", "403 forbidden"), ("owner", "designer", "404 missing"), ("owner", "owner", "403 forbidden"),
                ("system", "security", "201 "), ("system", "system", "403 forbidden"),
            ] {
                #expect(try await invite(target, name).brief == brief, "\(target) by \(name)")
            }
            // The same request again, whose answer was lost, gets the same code again; nobody else's token does.
            let (first, again) = (try await invite("owner", "system", key: "k"), try await invite("owner", "system", key: "k"))
            #expect(try again.isReplay && first.json(InvitationBody.self) == again.json(InvitationBody.self))
            let token = try await house.token(of: "system").text
            let path = "/v1/people/\(try house.cast.person("owner").id.text)/invitation"
            let foreign = try await house.call(.post, path, token: token, json: #"{"hours":168}"#, key: "k")
            #expect(foreign.brief == "422 key-reused")
            #expect(try await house.accept(try first.json(InvitationBody.self).code).status == 200)
        }
    }
}
