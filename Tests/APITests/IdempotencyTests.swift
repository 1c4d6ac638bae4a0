import Foundation
import JointReview
import NIOCore
import Postgres
import Store
import TestStore
import Testing
import Wire

/// The same request twice is one act with one answer.
@Suite(.timeLimit(.minutes(10))) struct IdempotencyTests {
    /// A creating request: who sends it, where, what, and another body under the same key.
    private struct Creating: Sendable {
        let name: String
        let path: String
        let first: String
        let other: String
        var verb = Verb.post
        /// What counts the objects that it makes.
        let table: String
    }

    private func creating(_ house: House) async throws -> [Creating] {
        let opened = try await house.inReview()
        let attempt = try await house.claim(.fire, opened)
        let draft = try await house.draft()
        func project(_ name: String) -> String {
            #"{"name":"\#(name)","region":"320800","facts":{"class":"building","funding":"filed","size":"medium"}}"#
        }
        func organisation(_ serial: Int) -> String { #"{"creditCode":"\#(Cast.creditCode(serial))","name":"n","functions":[{"function":"owner"}]}"# }
        func person(_ name: String) -> String {
            #"{"organisationId":"\#(house.cast.owner.id.text)","signInName":"\#(name)","name":"n","roles":[{"role":"owner"}]}"#
        }
        func opening(_ title: String) -> String {
            #"{"projectId":"\#(opened.project.text)","title":"\#(title)","leadId":"\#(house.cast.lead.id.text)","nonClassified":true}"#
        }
        let review = try opened.review(.fire).id.text
        return [
            Creating(name: "owner", path: "/v1/projects", first: project("a"), other: project("b"), table: "project"),
            Creating(name: "system", path: "/v1/organisations", first: organisation(301), other: organisation(302), table: "organisation"),
            Creating(name: "system", path: "/v1/people", first: person("person-a"), other: person("person-b"), table: "person"),
            Creating(name: "owner", path: "/v1/cases", first: opening("a"), other: opening("b"), table: "joint_case"),
            Creating(
                name: "fire", path: "/v1/reviews/\(review)/comments", first: house.comment(opened, attempt: attempt),
                other: house.comment(opened, attempt: attempt, text: "另一条"), table: "comment"),
            Creating(
                name: "fire", path: "/v1/cases/\(opened.id.text)/elements", first: #"{"mark":"M-0312","kind":"door"}"#,
                other: #"{"mark":"M-0313","kind":"door"}"#, table: "element"),
            Creating(
                name: "security", path: "/v1/rules", first: House.acceptance(name: "a", from: "2031-01-01", to: "2032-01-01"),
                other: House.acceptance(name: "b", from: "2032-01-01"), table: "rule"),
            Creating(
                name: "designer", path: "/v1/cases/\(draft.id.text)/packages?name=a.zip", first: "bytes", other: "others", verb: .put,
                table: "package"),
        ]
    }

    @Test func aRepetitionGetsTheSameAnswerAndMakesNothing() async throws {
        try await House.with { house in
            for (number, one) in try await creating(house).enumerated() {
                let key = "key-\(number)"
                let before = try await house.count("SELECT count(*) FROM lianshen.\(one.table)")
                let first = try await house.call(one.verb, one.path, as: one.name, json: one.first, key: key)
                let again = try await house.call(one.verb, one.path, as: one.name, json: one.first, key: key)
                #expect(first.status == 201 && !first.isReplay, "\(one.path): \(first.text)")
                #expect(again.status == 201 && again.isReplay && again.body == first.body, "\(one.path)")
                #expect(again["Location"] == first["Location"] && again.etag == first.etag)
                let other = try await house.call(one.verb, one.path, as: one.name, json: one.other, key: key)
                #expect(other.brief == "422 key-reused", "\(one.path)")
                #expect(try await house.count("SELECT count(*) FROM lianshen.\(one.table)") == before + 1, "\(one.path)")
                let fresh = try await house.call(one.verb, one.path, as: one.name, json: one.other, key: key + "-other")
                #expect(fresh.status == 201, "\(one.path): \(fresh.text)")
            }
        }
    }

    @Test func everyCreatingRequestTakesAKeyInTheDocument() {
        let creating = Operation.all.filter { $0.method == .post && !$0.isPublic }
        #expect(!creating.isEmpty && creating.allSatisfy(\.takesKey))
    }

    @Test func ofManyAtOnceOneActsAndTheOthersLearnItsAnswer() async throws {
        try await House.with { house in
            for (number, one) in try await creating(house).enumerated() {
                let before = try await house.count("SELECT count(*) FROM lianshen.\(one.table)")
                let answers = try await together(8) { _ in
                    try await house.call(one.verb, one.path, as: one.name, json: one.first, key: "key-\(number)")
                }
                #expect(answers.count { $0.status == 201 && !$0.isReplay } == 1, "\(one.path): \(answers.map(\.brief))")
                #expect(answers.allSatisfy { $0.status == 201 || $0.brief == "409 in-flight" })
                #expect(Set(answers.filter { $0.status == 201 }.map(\.body)).count == 1)
                #expect(try await house.count("SELECT count(*) FROM lianshen.\(one.table)") == before + 1)
            }
        }
    }

    @Test func aRequestThatIsStillRunningIsInFlight() async throws {
        try await House.with { house in
            let body = #"{"name":"n","region":"320800","facts":{"class":"building","funding":"filed","size":"medium"}}"#
            try await house.kit.owner.withConnection { session in
                try await session.script(trusted: "BEGIN; LOCK TABLE lianshen.project IN ACCESS EXCLUSIVE MODE")
                async let first = house.call(.post, "/v1/projects", as: "owner", json: body, key: "slow")
                // For this table: the server's other databases are other tests', and they wait for locks, too.
                let waiting =
                    "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'lianshen.project'::regclass"
                    + " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
                try await eventually("a waiting insert") { try await house.count(waiting) > 0 ? true : nil }
                let second = try await house.call(.post, "/v1/projects", as: "owner", json: body, key: "slow")
                #expect(second.brief == "409 in-flight")
                #expect(second["Retry-After"] == "1")
                try await session.script(trusted: "COMMIT")
                #expect(try await first.status == 201)
            }
        }
    }

    @Test func aKeyOfAnotherPersonIsAnotherKey() async throws {
        try await House.with { house in
            let body = #"{"name":"n","region":"320800","facts":{"class":"building","funding":"filed","size":"medium"}}"#
            let mine = try await house.call(.post, "/v1/projects", as: "owner", json: body, key: "shared")
            let colleague = try await house.call(.post, "/v1/projects", as: "agent", json: body, key: "shared")
            #expect(mine.status == 201 && colleague.status == 201 && !colleague.isReplay)
            let (one, other) = (try mine.json(ProjectBody.self).id, try colleague.json(ProjectBody.self).id)
            #expect(one != other)
        }
    }

    @Test func aRefusedRequestUsesUpNoKey() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let early = try await house.call(.post, "/v1/cases/\(draft.id.text)/confirm", as: "owner", key: "k")
            #expect(early.status == 409)
            let (package, _) = try await house.checked(draft)
            let seal = try await house.call(.post, "/v1/packages/\(package.id.text)/seal", as: "designer", key: "s")
            #expect(seal.status == 200)
            let now = try await house.call(.post, "/v1/cases/\(draft.id.text)/confirm", as: "owner", key: "k")
            #expect(now.status == 200 && !now.isReplay)
            #expect(try await house.call(.post, "/v1/cases/\(draft.id.text)/confirm", as: "owner", key: "k").isReplay)
        }
    }

    @Test func aTokenIsKeptNowhereAndShownOnlyToTheSameCaller() async throws {
        try await House.with { house in
            let path = "/v1/people/\(try house.cast.person("owner").id.text)/tokens"
            let body = #"{"label":"laptop","days":3}"#
            let first = try await house.call(.post, path, as: "owner", json: body, key: "t")
            let issued: IssuedTokenBody = try first.json()
            let again = try await house.call(.post, path, as: "owner", json: body, key: "t")
            // It follows from the caller's own token and the key, so it is kept nowhere and yet the same; who comes with another token is told so.
            #expect(again.status == 201 && again.text == first.text)
            let other = try await house.token(of: "owner")
            #expect(try await house.call(.post, path, token: other.text, json: body, key: "t").brief == "409 exists")
            #expect(
                try await house.sql("SELECT string_agg(convert_from(response, 'UTF8'), '') FROM lianshen.idempotency_key").contains("ls_") == false)
            #expect(try await house.call(.get, "/v1/me", token: issued.token).status == 200)
        }
    }

    @Test func keysOfWrongFormAreRefused() async throws {
        try await House.with { house in
            let long = String(repeating: "k", count: 201)
            for key in [long, ""] {
                let answer = try await house.call(.post, "/v1/projects", as: "owner", json: "{}", headers: [("Idempotency-Key", key)])
                #expect([400, 422].contains(answer.status))
            }
            let body = #"{"name":"n","region":"","facts":{"class":"building","funding":"filed","size":"medium"}}"#
            let twice = try await house.call(
                .post, "/v1/projects", as: "owner", json: body, headers: [("Idempotency-Key", "a"), ("Idempotency-Key", "b")])
            #expect(twice.brief == "400 request")
        }
    }
}
