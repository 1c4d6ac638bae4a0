import API
import Foundation
import JointReview
import Passwords
import Store
import Testing
import Wire

/// Signing in with a password, and out again.
@Suite(.timeLimit(.minutes(10))) struct SessionTests {
    @Test func aPasswordBeginsASessionThatServesLikeAToken() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            let begun = try await house.session("owner")
            #expect(begun.token.wholeMatch(of: /lss_[A-Za-z0-9_-]{43}/) != nil)
            #expect(begun.person.signInName == "owner" && begun.session.current && begun.session.address == "127.0.0.1")
            #expect(try await house.call(.get, "/v1/cases", token: begun.token).status == 200)
            let me: MeBody = try await house.call(.get, "/v1/me", token: begun.token).json()
            #expect(me.person.id == begun.person.id)
            // Neither the token nor the password is kept anywhere.
            let dump = try await house.sql("SELECT string_agg(s::text, '') FROM lianshen.session s")
            #expect(!dump.contains(String(begun.token.dropFirst(4))))
            let all = try await house.sql(
                "SELECT string_agg(body, '') FROM lianshen.audit_detail; SELECT string_agg(p::text, '') FROM lianshen.person_password p")
            #expect(!all.contains(House.password) && all.contains("$argon2id$v=19$"))
            let entries = try await house.count(
                "SELECT count(*) FROM lianshen.audit_entry WHERE act = 'session.sign_in' AND object_id = '\(begun.session.id)' AND result = 'ok'")
            #expect(entries == 2)
        }
    }

    @Test func sessionsAreListedAndEndedByTheirHolderAlone() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            try await house.enrol("designer")
            var begun: [BegunSessionBody] = []
            for _ in 0..<4 { begun.append(try await house.session("owner")) }
            let other = try await house.session("designer")
            let first: PageBody<SessionBody> = try await house.call(.get, "/v1/sessions?limit=3", token: begun[0].token).json()
            let next = try #require(first.next)
            let rest: PageBody<SessionBody> = try await house.call(.get, "/v1/sessions?limit=3&after=\(next)", token: begun[0].token).json()
            let listed = first.items + rest.items
            #expect(listed.map(\.id) == begun.reversed().map(\.session.id) && rest.next == nil)
            #expect(listed.map(\.current) == [false, false, false, true])

            #expect(try await house.call(.delete, "/v1/sessions/\(begun[1].session.id.text)", token: other.token).brief == "404 missing")
            #expect(try await house.isIn(begun[1].token))
            #expect(try await house.call(.delete, "/v1/sessions/\(begun[1].session.id.text)", token: begun[0].token).status == 204)
            #expect(try await !house.isIn(begun[1].token))
            #expect(try await house.call(.delete, "/v1/sessions/\(begun[1].session.id.text)", token: begun[0].token).brief == "404 missing")
            let ended: EndedSessionsBody = try await house.call(.delete, "/v1/sessions", token: begun[0].token).json()
            #expect(ended.ended == 2)
            #expect(try await !house.isIn(begun[2].token))
            #expect(try await !house.isIn(begun[3].token))
            #expect(try await house.isIn(begun[0].token))
            #expect(try await house.isIn(other.token))
            #expect(try await house.call(.delete, "/v1/sessions/\(begun[0].session.id.text)", token: begun[0].token).status == 204)
            #expect(try await house.call(.get, "/v1/me", token: begun[0].token).brief == "401 signed-out")
            #expect(
                try await house.sql(
                    "SELECT string_agg(ended_because, ' ' ORDER BY ended_at) FROM lianshen.session WHERE ended_at IS NOT NULL")
                    == "ended_elsewhere ended_elsewhere ended_elsewhere signed_out")
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'session.end'") == 4)
        }
    }

    @Test func aSessionEndsWhenItIsIdleAndInAnyCaseInTheEnd() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            let (idle, used, old) = (try await house.session("owner"), try await house.session("owner"), try await house.session("owner"))
            func shift(_ id: UUID, _ change: String) async throws {
                try await house.sql("UPDATE lianshen.session SET \(change) WHERE session_id = '\(id)'")
            }
            try await shift(idle.session.id, "seen_at = now() - interval '61 minutes'")
            try await shift(used.session.id, "seen_at = now() - interval '59 minutes'")
            try await shift(old.session.id, "expires_at = now() - interval '1 second'")
            #expect(try await !house.isIn(idle.token))
            #expect(try await !house.isIn(old.token))
            #expect(try await house.isIn(used.token))
            let listed: PageBody<SessionBody> = try await house.call(.get, "/v1/sessions", token: used.token).json()
            #expect(listed.items.map(\.id) == [used.session.id])
            // What was used is not idle any more; once a minute is enough.
            #expect(listed.items[0].idleEndsAt > Date(timeIntervalSinceNow: 3500))
            let seen = try await house.sql("SELECT seen_at FROM lianshen.session WHERE session_id = '\(used.session.id)'")
            #expect(try await house.isIn(used.token))
            #expect(try await house.sql("SELECT seen_at FROM lianshen.session WHERE session_id = '\(used.session.id)'") == seen)
            // Asking with a session that ended is an attempt that was refused, and names it.
            #expect(
                try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE result = 'denied' AND object_id = '\(idle.session.id)'") == 1)
        }
    }

    @Test func anotherPasswordEndsTheOtherSessions() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            let (mine, other) = (try await house.session("owner"), try await house.session("owner"))
            let new = "ledger of mauve teapots"
            #expect(try await house.changePassword("not it at all", new, token: mine.token).brief == "403 forbidden")
            let weak = try await house.changePassword(House.password, "owner1234", token: mine.token)
            #expect(weak.brief == "422 invalid")
            #expect(try weak.problem.findings?.map(\.code) == ["password.short", "password.common", "password.personal"])
            let same = try await house.changePassword(House.password, House.password, token: mine.token)
            #expect(try same.problem.findings?.map(\.code) == ["password.unchanged"])
            #expect(try await house.isIn(other.token))
            #expect(try await house.changePassword(House.password, new, token: mine.token).status == 204)
            #expect(try await house.isIn(mine.token))
            #expect(try await !house.isIn(other.token))
            #expect(try await house.signIn("owner").brief == "401 signed-out")
            #expect(try await house.signIn("owner", new).status == 201)
            // An issued token is no session and stays.
            #expect(try await house.call(.get, "/v1/me", as: "owner").status == 200)
        }
    }

    @Test func personalDataOfADisabledAccountAreErasedForGoodAndTheLogSaysSo() async throws {
        try await House.with { house in
            let id = try house.cast.person("owner").id
            let (path, reason) = ("/v1/people/\(id.text)", #"{"reason":"本人请求"}"#)
            #expect(try await house.call(.post, path + "/erase", as: "system", json: reason).brief == "403 forbidden")
            let active = try await house.call(.post, path + "/erase", as: "security", json: reason)
            #expect(try active.problem.findings?.map(\.code) == ["person.active"])
            #expect(try await house.call(.post, path + "/disable", as: "security", json: reason).status == 200)
            let count = { (what: String) in
                try await house.sql("SELECT count(*) FROM lianshen.\(what)").trimmingCharacters(in: .whitespacesAndNewlines)
            }
            let words = "audit_detail JOIN lianshen.audit_entry USING (audit_id) WHERE object_id = '\(id)' AND act <> 'person.erase'"
            #expect(try await count(words) != "0")

            let erased = try await house.call(.post, path + "/erase", as: "security", json: reason)
            #expect(erased.status == 200 && !erased.text.contains(#""name""#), "\(erased.text)")
            #expect(try await count(words) == "0")
            #expect(try await count("person_salt WHERE person_id = '\(id)'") == "0")
            #expect(try await count("audit_entry WHERE object_id = '\(id)' AND act = 'person.erase' AND result = 'ok'") == "1")
            #expect(try await house.call(.post, path + "/erase", as: "security", json: reason).brief == "409 stale")
            #expect(try await house.call(.post, path + "/enable", as: "security", json: reason).brief == "409 stale", "nobody knows whose it is")
        }
    }

    @Test func aDisabledAccountIsOutAtOnceAndComesBackWithNothing() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            let session = try await house.session("owner")
            let pending = try await house.invite("owner")
            let path = "/v1/people/\(try house.cast.person("owner").id.text)"
            let reason = #"{"reason":"离职"}"#
            #expect(try await house.call(.post, path + "/disable", as: "designer", json: reason).brief == "404 missing")
            #expect(try await house.call(.post, path + "/disable", as: "system", json: reason).status == 200)
            #expect(try await !house.isIn(session.token))
            #expect(try await house.call(.get, "/v1/me", as: "owner").brief == "401 signed-out")
            #expect(try await house.signIn("owner").brief == "401 signed-out")
            #expect(try await house.accept(pending).brief == "404 missing")
            #expect(try await house.call(.post, path + "/disable", as: "security", json: reason).brief == "409 stale")
            #expect(try await house.call(.post, path + "/invitation", as: "system", json: #"{"hours":1}"#).brief == "404 missing")

            #expect(try await house.call(.post, path + "/enable", as: "security", json: reason).status == 200)
            #expect(try await !house.isIn(session.token))
            #expect(try await house.call(.get, "/v1/me", as: "owner").brief == "401 signed-out")
            #expect(try await house.accept(pending).brief == "404 missing")
            #expect(try await house.signIn("owner").status == 201)

            let (security, auditor, system) = try (house.cast.person("security"), house.cast.person("auditor"), house.cast.person("system"))
            for (target, name, brief) in [
                (security, "system", "403 forbidden"), (auditor, "system", "403 forbidden"), (system, "system", "403 forbidden"),
                (security, "security", "403 forbidden"), (auditor, "security", "200 "),
            ] {
                #expect(
                    try await house.call(.post, "/v1/people/\(target.id.text)/disable", as: name, json: reason).brief == brief,
                    "\(target.signInName) by \(name)")
            }
        }
    }

    @Test func aRaisedCostTakesHoldAtTheNextSignIn() async throws {
        try await House.with { house in
            try await house.enrol("owner")
            let weaker = try await PasswordHashing(cost: PasswordCost(memory: 8, passes: 1, lanes: 1)).hash(House.password)
            try await house.sql("UPDATE lianshen.person_password SET phc = '\(weaker.text)'")
            let before = try await house.session("owner")
            let stored = try await house.sql("SELECT phc || ' ' || version FROM lianshen.person_password")
            #expect(stored.hasPrefix("$argon2id$v=19$m=64,t=1,p=1$") && stored.hasSuffix(" 1"))
            #expect(try await house.isIn(before.token))
            #expect(try await house.signIn("owner").status == 201)
        }
    }
}
