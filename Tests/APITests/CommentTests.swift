import Foundation
import JointReview
import Store
import TestDatabase
import TestStore
import Testing
import Wire

/// Comments: seen at once, kept for good, and resting on something where they block.
@Suite(.timeLimit(.minutes(10))) struct CommentTests {
    @Test func aCommentIsSeenByEveryPartyAtOnceAndNeverChanges() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
            let comment: CommentBody = try await house.call(.post, path, as: "fire", json: house.comment(opened, attempt: attempt)).json()
            let author = try house.cast.person("fire").id
            #expect(comment.provisional && comment.authorId == author)
            for name in ["planning", "owner", "designer", "clerk", "regulator", "structural"] {
                let page: PageBody<CommentBody> = try await house.call(.get, "/v1/cases/\(opened.id.text)/comments", as: name).json()
                #expect(page.items == [comment])
            }
            for verb in [Verb.put, .patch, .delete, .post] {
                #expect(try await house.call(verb, "/v1/comments/\(comment.id.text)", as: "fire", json: "{}").status == 405)
            }
            // Nor through the database, in the service's own role.
            await #expect(throws: (any Error).self) {
                try await house.kit.database.run("UPDATE lianshen.comment SET text = 'other'", role: "lianshen_service")
            }
        }
    }

    @Test func aCorrectionSupersedesOnce() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let old: CommentBody = try await house.call(.post, review + "/comments", as: "fire", json: house.comment(opened, attempt: attempt)).json()
            let correction = String(house.comment(opened, attempt: attempt, text: "改正").dropLast()) + #","reason":"笔误"}"#
            let path = "/v1/comments/\(old.id.text)/supersede"
            #expect(try await house.call(.post, path, as: "planning", json: correction).status == 403)
            let answers = try await together(4) { _ in try await house.call(.post, path, as: "fire", json: correction) }
            #expect(answers.count { $0.status == 201 } == 1 && answers.allSatisfy { [201, 409].contains($0.status) }, "\(answers.map(\.brief))")
            let kept: CommentBody = try await house.call(.get, "/v1/comments/\(old.id.text)", as: "owner").json()
            let new = try #require(try answers.first { $0.status == 201 }?.json(CommentBody.self))
            #expect(kept.text == old.text && kept.supersededBy == new.id && new.supersedes == old.id)
        }
    }

    @Test func aBlockingCommentNeedsABasis() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            func with(_ basis: String) -> String {
                String(house.comment(opened, attempt: attempt, severity: "mandatory_clause").dropLast()) + #","basis":\#(basis)}"#
            }
            let none = try await house.call(
                .post, review + "/comments", as: "fire", json: house.comment(opened, attempt: attempt, severity: "mandatory_clause"))
            #expect(none.brief == "422 invalid")
            #expect(try none.problem.findings?.map(\.code) == ["comment.basis_missing"])
            for basis in [
                #"{"kind":"clause"}"#, #"{"kind":"clause","code":"GB 55037","edition":"","clause":"4.1.1"}"#,
                #"{"kind":"approved_drawing","sha256":"00"}"#,
                #"{"kind":"rumour"}"#, #"{}"#, #""GB 55037""#,
            ] {
                let answer = try await house.call(.post, review + "/comments", as: "fire", json: with(basis))
                #expect(answer.brief == "422 invalid", "\(basis): \(answer.text)")
            }
            let complete = #"{"kind":"clause","code":"GB 55037","edition":"2022","clause":"4.1.1"}"#
            #expect(try await house.call(.post, review + "/comments", as: "fire", json: with(complete)).status == 201)
            let pass = try await house.call(.post, review + "/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            #expect(pass.brief == "409 not-allowed")
            #expect(try await house.call(.post, review + "/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"fail"}"#).status == 200)
        }
    }

    @Test func aRegionLiesOnItsPage() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
            let good = house.comment(opened, attempt: attempt)
            for (from, to) in [
                (#""page":1"#, #""page":2"#), (#""x":10"#, #""x":2380"#), (#""y":10"#, #""y":1684"#), (#""x":10"#, #""x":-0.5"#),
                (#""width":50"#, #""width":2385"#), (#""height":20"#, #""height":0"#),
            ] {
                let answer = try await house.call(.post, path, as: "fire", json: good.replacing(from, with: to))
                #expect(answer.brief == "422 invalid", "\(to)")
                #expect(try answer.problem.findings?.isEmpty == false)
            }
            let whole = good.replacing(#""x":10,"y":10,"width":50,"height":20"#, with: #""x":0,"y":0,"width":2384,"height":1684"#)
            #expect(try await house.call(.post, path, as: "fire", json: whole).status == 201)
        }
    }

    @Test func aCommentLiesOnASheetOfTheSetUnderReview() async throws {
        try await House.with { house in
            let record = try await house.draft()
            let (_, unsealed) = try await house.checked(record)
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)/comments"
            let mine = opened.sheets[0].id.text
            // A sheet of another case, one that does not exist, and one of this case that was never sealed.
            let other = unsealed[1].id
            try await house.sql(
                "UPDATE lianshen.package SET case_id = '\(opened.id)' WHERE package_id = '\(unsealed[0].package)';"
                    + "UPDATE lianshen.sheet SET case_id = '\(opened.id)' WHERE sheet_id = '\(unsealed[0].id)'")
            for sheet in [other, UUID(), unsealed[0].id] {
                let answer = try await house.call(
                    .post, path, as: "fire", json: house.comment(opened, attempt: attempt).replacing(mine, with: sheet.text))
                #expect(answer.brief == "422 invalid")
                #expect(try answer.problem.findings?.first?.code == "comment.sheet_unknown")
            }
        }
    }

    @Test func nobodyCommentsOnADecidedReview() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let review = "/v1/reviews/\(try opened.review(.fire).id.text)"
            #expect(try await house.call(.post, review + "/decide", as: "fire", json: #"{"attempt":\#(attempt),"decision":"pass"}"#).status == 200)
            #expect(try await house.call(.post, review + "/comments", as: "fire", json: house.comment(opened, attempt: attempt)).status == 409)
        }
    }
}
