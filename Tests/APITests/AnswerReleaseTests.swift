import Foundation
import JointReview
import Store
import Testing
import Wire

/// What an institute has said stays said until it says something else, and history tells when it said what.
@Suite(.timeLimit(.minutes(10))) struct AnswerReleaseTests {
    @Test func whatWasReleasedStandsUntilItIsReplacedAndHistoryShowsWhatStoodWhen() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/cases/\(opened.id.text)"
            var said: UUID?
            for discipline in Discipline.allCases {
                let attempt = try await house.claim(discipline, opened)
                let review = try opened.review(discipline).id.text
                if discipline == .fire {
                    let words = house.comment(opened, attempt: attempt, severity: "mandatory_clause").dropLast()
                    let basis = #","basis":{"kind":"clause","code":"GB 50016","edition":"2014","clause":"5.5.21"}}"#
                    said = try await house.call(.post, "/v1/reviews/\(review)/comments", as: "fire", json: words + basis).json(CommentBody.self).id
                }
                let body = #"{"attempt":\#(attempt),"decision":"\#(discipline == .fire ? "fail" : "pass")"}"#
                #expect(try await house.call(.post, "/v1/reviews/\(review)/decide", as: discipline.rawValue, json: body).status == 200)
            }
            let comment = try #require(said)
            #expect(try await house.call(.post, path + "/revise", as: "owner").status == 200)
            func write(_ text: String) async throws {
                let answer = try await house.call(
                    .put, "/v1/comments/\(comment.text)/answer", as: "designer", json: #"{"verdict":"not_accepted","text":"\#(text)"}"#)
                #expect(answer.status == 200, "\(answer.text)")
            }
            func release() async throws -> Date {
                let answer = try await house.call(.post, path + "/answers/release", as: "designer", json: "{}")
                return try #require(try answer.json(ReleasedAnswersBody.self).items.first?.releasedAt)
            }
            func seen(_ person: String) async throws -> [String] {
                let items: PageBody<ItemBody> = try await house.call(.get, path + "/items", as: person).json()
                return items.items.flatMap(\.sources).flatMap(\.answers).map(\.text)
            }
            func history(_ at: Date) async throws -> [String] {
                let instant = WireJSON.text(at).replacing("+", with: "%2B")
                let body: CaseHistoryBody = try await house.call(.get, path + "/history?at=\(instant)", as: "fire").json()
                return body.comments.flatMap(\.answers).map(\.text)
            }
            try await write("第一次")
            #expect(try await seen("fire") == [])
            #expect(try await seen("designer") == ["第一次"])
            let first = try await release()
            #expect(try await seen("fire") == ["第一次"])
            // Rewriting takes nothing back.
            try await write("第二次")
            #expect(try await seen("fire") == ["第一次"])
            #expect(try await seen("designer") == ["第二次", "第一次"])
            let early = try await house.call(.post, path + "/confirm", as: "owner")
            #expect(try early.problem.refusal == "case.items_unanswered", "what is rewritten is sent first")
            let second = try await release()
            #expect(try await seen("fire") == ["第二次"])
            #expect(second > first)
            #expect(try await history(first.addingTimeInterval((second.timeIntervalSince(first)) / 2)) == ["第一次"])
            #expect(try await history(Date()) == ["第二次"])
            #expect(try await house.count("SELECT count(*) FROM lianshen.answer_release") == 2)
        }
    }
}
