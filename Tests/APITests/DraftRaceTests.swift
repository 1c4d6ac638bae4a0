import Foundation
import JointReview
import Store
import Testing
import Wire

/// Publishing, changing and throwing away one draft at once ends as one of the orders would have.
@Suite(.timeLimit(.minutes(10))) struct DraftRaceTests {
    private static let times = 200

    @Test func whatIsPublishedIsWhatTheDraftSaidLastAndWhatWasThrownAwayIsNeverPublished() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let drafts = "/v1/reviews/\(try opened.review(.fire).id.text)/drafts"
            let publish = #"{"attempt":\#(attempt)}"#
            func content(_ text: String) -> String {
                #"{"text":"\#(text)","severity":"advice","sheetId":"\#(opened.sheets[0].id.text)","region":{"page":1,"x":1,"y":1,"width":9,"height":9}}"#
            }
            for turn in 0..<Self.times {
                let draft = try await house.call(.post, drafts, as: "fire", json: content("旧\(turn)")).json(CommentDraftBody.self).id
                let place = "/v1/drafts/\(draft.text)"
                let isThrown = turn.isMultiple(of: 2)
                async let published = house.call(
                    .post, turn % 4 < 2 ? place + "/publish" : drafts + "/publish", as: "fire", json: publish)
                async let other =
                    isThrown
                    ? house.call(.delete, place, as: "fire") : house.call(.put, place, as: "fire", json: content("新\(turn)"))
                let (said, changed) = (try await published, try await other)
                let comment = try await house.call(.get, "/v1/comments/\(draft.text)", as: "fire")
                if isThrown {
                    #expect((changed.status == 204) == (comment.status == 404), "\(turn): \(said.status) \(changed.status) \(comment.status)")
                } else {
                    let text = try comment.json(CommentBody.self).text
                    #expect(text == (changed.status == 200 ? "新\(turn)" : "旧\(turn)"), "\(turn): \(changed.status) \(text)")
                }
                #expect((200..<500).contains(said.status) && (200..<500).contains(changed.status), "\(said.text) \(changed.text)")
            }
            #expect(try await house.count("SELECT count(*) FROM lianshen.comment_draft") == 0)
        }
    }
}
