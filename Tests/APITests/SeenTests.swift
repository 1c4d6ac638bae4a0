import Foundation
import JointReview
import Store
import Testing
import Wire

/// Who has read which comment of the other bodies before deciding.
@Suite(.timeLimit(.minutes(5))) struct SeenTests {
    @Test func whatAReviewerHasNotReadIsRecordedWithHisDecision() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            var comments: [UUID] = []
            for discipline in [Discipline.fire, .structural, .planning] {
                comments.append(try await scene.publish(discipline, text: "\(discipline)", more: "").json(CommentBody.self).id)
            }
            // Structure reads one of the two others, meteorology all of them; the owner's reading is nobody's evidence.
            for _ in 0..<3 { #expect(try await house.call(.get, "/v1/comments/\(comments[0].text)", as: "structural").status == 200) }
            #expect(try await house.call(.get, "/v1/comments/\(comments[1].text)", as: "structural").status == 200)
            _ = try await house.call(.get, scene.path + "/comments", as: "meteorology")
            _ = try await house.call(.get, scene.path + "/comments", as: "owner")
            let rows = "SELECT count(*) || ' ' || coalesce(sum(xmin::text::bigint), 0) FROM lianshen.comment_seen"
            let before = try await house.sql(rows)
            #expect(before.hasPrefix("4 "), "own comments are not among them: \(before)")
            for _ in 0..<5 { _ = try await house.call(.get, scene.path + "/comments", as: "meteorology") }
            #expect(try await house.sql(rows) == before, "reading again writes nothing")

            func decide(_ discipline: Discipline, _ word: String) async throws -> DecidedBody {
                try await house.call(
                    .post, "/v1/reviews/\(try scene.opened.review(discipline).id.text)/decide", as: discipline.rawValue,
                    json: #"{"attempt":\#(try #require(scene.attempts[discipline])),"decision":"\#(word)"}"#
                ).json()
            }
            #expect(try await decide(.structural, "fail").unseen == [comments[2]])
            #expect(try await decide(.meteorology, "pass").unseen == [])
            #expect(try await decide(.fire, "fail").unseen == [comments[1], comments[2]])
            for person in ["coordinator", "regulator"] {
                let first: PageBody<SeenBody> = try await house.call(.get, scene.path + "/seen?limit=3", as: person).json()
                let rest: PageBody<SeenBody> = try await house.call(.get, scene.path + "/seen?limit=3&after=\(try #require(first.next))", as: person)
                    .json()
                let read = (first.items + rest.items).map(\.commentId)
                #expect(read.count == 4 && read.first == comments[0] && Set(read.dropFirst()) == Set(comments) && rest.next == nil)
                let reader = try house.cast.person("structural").id
                #expect(first.items.first?.personId == reader)
                let unseen: PageBody<UnseenBody> = try await house.call(.get, scene.path + "/unseen", as: person).json()
                #expect(unseen.items.map(\.discipline) == [.structural, .meteorology, .fire])
                #expect(unseen.items.map(\.commentIds) == [[comments[2]], [], [comments[1], comments[2]]])
            }
            for person in ["owner", "designer", "fire", "clerk"] {
                #expect(try await house.call(.get, scene.path + "/seen", as: person).brief == "403 forbidden", "\(person)")
                #expect(try await house.call(.get, scene.path + "/unseen", as: person).brief == "403 forbidden", "\(person)")
            }
        }
    }
}
