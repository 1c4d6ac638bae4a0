import Foundation
import JointReview
import Store
import Testing
import Wire

/// What comes too early, too late or without its ground is refused, in words that are true.
@Suite(.timeLimit(.minutes(10))) struct UntimelyActTests {
    /// A case that every discipline passed; its opinion is out.
    private func passed(_ house: House) async throws -> Opened {
        let opened = try await house.inReview()
        try await house.sql("UPDATE lianshen.sheet SET kind = 'structural_plan' WHERE number = '建施-00'")
        for discipline in Discipline.allCases {
            let attempt = try await house.claim(discipline, opened)
            let path = "/v1/reviews/\(try opened.review(discipline).id.text)"
            try await house.tickOpen(try await house.call(.get, path, as: discipline.rawValue).json(), on: opened.sheets[0].id)
            let pass = #"{"attempt":\#(attempt),"decision":"pass"}"#
            #expect(try await house.call(.post, path + "/decide", as: discipline.rawValue, json: pass).status == 200)
        }
        return opened
    }

    @Test func noRoundIsSpentOnACaseThatEveryDisciplinePassedAndNoChangeIsConfirmedWithoutASet() async throws {
        try await House.with { house in
            let opened = try await passed(house)
            let path = "/v1/cases/\(opened.id.text)"
            let revised = try await house.call(.post, path + "/revise", as: "owner")
            #expect(try revised.status == 409 && house.refusal(revised) == "case.nothing_to_revise", "\(revised.text)")
            #expect(try revised.problem.remedy.en.contains("/pass"))
            #expect(try await house.call(.post, path + "/pass", as: "coordinator").status == 200)
            #expect(try await house.call(.post, path + "/certify", as: "structural_issuer").status == 200)
            let openness = #"{"openness":"with_opinion","reason":"样例"}"#
            let late = try await house.call(.put, path + "/openness", as: "coordinator", json: openness)
            #expect(try late.status == 409 && house.refusal(late) == "openness.all_open", "\(late.text)")
            #expect(try await house.call(.post, path + "/changes", as: "owner", json: #"{"reason":"业主调整"}"#).status == 201)
            let bare = try await house.call(.post, path + "/confirm", as: "owner")
            #expect(try bare.status == 409 && house.refusal(bare) == "case.change_lacks_set", "\(bare.text)")
            #expect(try await house.call(.put, path + "/openness", as: "coordinator", json: openness).status == 200)
        }
    }

    @Test func aHistoryOfTheFutureIsNotTold() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/cases/\(opened.id.text)/history"
            let later = WireJSON.text(Date(timeIntervalSinceNow: 86_400))
            let refused = try await house.call(.get, path + "?at=\(later)", as: "owner")
            #expect(try refused.status == 422 && refused.problem.findings?.map(\.code) == ["history.future"], "\(refused.text)")
            #expect(try await house.call(.get, path + "?at=\(WireJSON.text(Date()))", as: "owner").status == 200)
        }
    }

    @Test func whatIsSaidInAReviewThatNobodyHasIsAnsweredByThat() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
            // The one body's own queue, and an open pool.
            for sql in ["", "UPDATE lianshen.review SET body_id = NULL WHERE review_id = '\(try opened.review(.fire).id)'"] {
                if !sql.isEmpty { try await house.sql(sql) }
                let said = try await house.call(.post, path + "/comments", as: "fire", json: house.comment(opened, attempt: 1))
                #expect(try said.status == 409 && house.refusal(said) == "review.unclaimed", "\(said.text)")
                let begun = try await house.call(.post, path + "/drafts", as: "fire", json: #"{"text":"核对"}"#)
                #expect(try house.refusal(begun) == "review.unclaimed", "\(begun.text)")
            }
            let attempt = try await house.claim(.fire, opened)
            let other = try await house.call(.post, path + "/comments", as: "fire_second", json: house.comment(opened, attempt: attempt))
            #expect(try house.refusal(other) == "review.held_by_another")
            let stale = try await house.call(.post, path + "/comments", as: "fire", json: house.comment(opened, attempt: attempt + 1))
            #expect(try house.refusal(stale) == "review.stale_attempt")
        }
    }

    @Test func aTickAnAnswerAndAChoiceOutOfTheirTimeAreCalledWhatTheyAre() async throws {
        try await House.with { house in
            let opened = try await passed(house)
            let review = try opened.review(.structural).id
            let attempt = try await house.call(.get, "/v1/reviews/\(review.text)", as: "structural").json(ReviewBody.self).attempt
            let point = try #require(
                try await house.call(.get, "/v1/reviews/\(review.text)/checkpoints", as: "structural").json(CheckpointsBody.self).items.first)
            let tick =
                #"{"attempt":\#(attempt),"items":[{"checkpoint":"\#(point.checkpoint)","verdict":"met","evidence":[{"sheetId":"\#(opened.sheets[0].id.text)"}]}]}"#
            let ticked = try await house.call(.post, "/v1/reviews/\(review.text)/checkpoints", as: "structural", json: tick)
            #expect(try house.refusal(ticked) == "review.not_in_hand", "\(ticked.text)")
            let path = "/v1/cases/\(opened.id.text)"
            let released = try await house.call(.post, path + "/answers/release", as: "designer", json: "{}")
            #expect(try house.refusal(released) == "case.answers_not_due", "\(released.text)")
            let choice = #"{"organisationId":"\#(try house.cast.person("fire").organisation.text)"}"#
            let chosen = try await house.call(.put, path + "/bodies/fire", as: "owner", json: choice)
            #expect(try house.refusal(chosen) == "case.chooses_no_body", "\(chosen.text)")
        }
    }
}
