import Foundation
import JointReview
import Store
import Testing
import Wire

/// Acts on something that has moved on since it was seen.
@Suite(.timeLimit(.minutes(10))) struct VersionTests {
    @Test func anActOnWhatHasMovedOnIsRefused() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            let path = "/v1/cases/\(opened.id.text)"
            let seen = try #require(try await house.call(.get, path, as: "clerk").etag)
            let stale = try await house.call(.post, path + "/accept", as: "clerk", headers: [("If-Match", "\"\(opened.record.version + 7)\"")])
            #expect(stale.brief == "412 stale")
            #expect(try await house.call(.get, path, as: "clerk").etag == seen)
            let accepted = try await house.call(.post, path + "/accept", as: "clerk", headers: [("If-Match", "\"0\", \(seen)")])
            #expect(accepted.status == 200)
            #expect(accepted.etag != seen)
            let late = try await house.call(.post, path + "/withdraw", as: "owner", json: #"{"reason":"r"}"#, headers: [("If-Match", seen)])
            #expect(late.brief == "412 stale")
            let reviews: PageBody<ReviewBody> = try await house.call(.get, path + "/reviews", as: "clerk").json()
            #expect(reviews.items.allSatisfy { $0.state == .pending })
            let any = try await house.call(.post, path + "/withdraw", as: "owner", json: #"{"reason":"r"}"#, headers: [("If-Match", "*")])
            #expect(any.status == 200)
        }
    }

    @Test func everyActOnAReviewHonoursTheVersionSeen() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let wrong = [("If-Match", "\"99\"")]
            #expect(try await house.call(.post, path + "/claim", as: "fire", headers: wrong).brief == "412 stale")
            let person = try house.cast.person("fire").id.text
            #expect(
                try await house.call(.post, path + "/assign", as: "fire_dispatcher", json: #"{"personId":"\#(person)"}"#, headers: wrong).brief
                    == "412 stale")
            let claimed = try await house.call(.post, path + "/claim", as: "fire")
            let attempt = try claimed.json(ReviewBody.self).attempt
            let decision = #"{"attempt":\#(attempt),"decision":"pass"}"#
            #expect(try await house.call(.post, path + "/decide", as: "fire", json: decision, headers: wrong).brief == "412 stale")
            let release = #"{"attempt":\#(attempt),"reason":"r"}"#
            #expect(try await house.call(.post, path + "/release", as: "fire", json: release, headers: wrong).brief == "412 stale")
            let etag = try #require(claimed.etag)
            #expect(try await house.call(.post, path + "/decide", as: "fire", json: decision, headers: [("If-Match", etag)]).status == 200)
        }
    }

    @Test func aPackageIsSealedAsItWasSeen() async throws {
        try await House.with { house in
            let (package, _) = try await house.checked(try await house.draft())
            let path = "/v1/packages/\(package.id.text)"
            #expect(try await house.call(.get, path, as: "designer").etag == "\"checked\"")
            #expect(try await house.call(.post, path + "/seal", as: "designer", headers: [("If-Match", "\"uploaded\"")]).brief == "412 stale")
            #expect(try await house.call(.post, path + "/seal", as: "designer", headers: [("If-Match", "\"checked\"")]).status == 200)
        }
    }

    @Test func ofManyConfirmationsAtOnceOneIsMade() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let (package, _) = try await house.checked(draft)
            #expect(try await house.call(.post, "/v1/packages/\(package.id.text)/seal", as: "designer").status == 200)
            let path = "/v1/cases/\(draft.id.text)"
            let before = try await house.call(.get, path, as: "owner").json(CaseBody.self).version
            let answers = try await together(5) { index in try await house.call(.post, path + "/confirm", as: index == 0 ? "agent" : "owner") }
            #expect(answers.count { $0.status == 200 } == 1, "\(answers.map(\.brief))")
            for answer in answers where answer.status != 200 {
                #expect(try answer.status == 409 && answer.problem.refusal == "case.already_confirmed", "\(answer.text)")
            }
            #expect(try await house.call(.get, path, as: "owner").json(CaseBody.self).version == before + 1)
            let entries = "SELECT count(*) FROM lianshen.audit_entry WHERE act = 'case.confirm' AND result = 'ok'"
            #expect(try await house.count(entries) == 1)
        }
    }
}
