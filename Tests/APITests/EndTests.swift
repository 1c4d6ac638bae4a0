import Foundation
import JointReview
import Store
import Testing
import Wire

/// How reviews change hands for interest, and how a case ends.
@Suite(.timeLimit(.minutes(10))) struct EndTests {
    @Test func whoStepsAsideForInterestNeverGetsTheReviewAgainAndTheDueDateStays() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let place = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let claimed: ReviewBody = try await house.call(.post, place + "/claim", as: "fire").json()
            let why = #"{"attempt":\#(claimed.attempt),"reason":"本人参与过该项目设计"}"#
            #expect(try await house.call(.post, place + "/recuse", as: "fire_second", json: why).problem.refusal == "review.held_by_another")
            #expect(
                try await house.call(.post, place + "/recuse", as: "fire", json: #"{"reason":"无序号"}"#).problem.refusal == "review.attempt_missing")
            let recused: ReviewBody = try await house.call(.post, place + "/recuse", as: "fire", json: why).json()
            #expect(recused.state == .recused && recused.reviewerId == nil && recused.dueAt == claimed.dueAt)
            // Not by the queue, not by the claim, not by the dispatcher.
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire").status == 204)
            let back = #"{"personId":"\#(try house.cast.person("fire").id.text)"}"#
            #expect(try await house.call(.post, place + "/assign", as: "fire_dispatcher", json: back).problem.refusal == "review.recused_earlier")
            let other = #"{"personId":"\#(try house.cast.person("fire_second").id.text)"}"#
            let given: ReviewBody = try await house.call(.post, place + "/assign", as: "fire_dispatcher", json: other).json()
            #expect(given.state == .assigned && given.dueAt == claimed.dueAt)
            let taken: ReviewBody = try await house.call(.post, place + "/claim", as: "fire_second").json()
            #expect(taken.state == .inReview)
            let released = #"{"attempt":\#(taken.attempt),"reason":"另有任务"}"#
            #expect(try await house.call(.post, place + "/release", as: "fire_second", json: released).status == 200)
            #expect(try await house.call(.post, place + "/claim", as: "fire").problem.refusal == "review.recused_earlier")
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire").status == 204)
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire_second").status == 200)
        }
    }

    @Test func aCaseIsPassedOnlyWhenNothingBlocks() async throws {
        try await House.with { house in
            try await house.working {
                let journey = try await RoundJourney.begin(house)
                let first = try await journey.handIn(1)
                for discipline in Discipline.allCases { try await journey.take(discipline) }
                #expect(try await house.call(.post, journey.path + "/pass", as: "coordinator").problem.refusal == "case.not_allowed")
                let beams = try await journey.sheet("结施-08", of: first).id
                let comment = try await journey.comment(.structural, on: beams, .mandatoryClause, "梁配筋不足").json(CommentBody.self).id
                for discipline in Discipline.allCases { _ = try await journey.decide(discipline, discipline == .structural ? .fail : .pass) }
                #expect(try await house.call(.post, journey.path + "/pass", as: "owner").status == 403)
                #expect(try await house.call(.post, journey.path + "/pass", as: "coordinator").problem.refusal == "case.reviews_failed")
                try await revised(journey, comment, first)
                #expect(try await journey.backcheck(comment, as: .structural, .closed).status == 200)
                for discipline in Discipline.allCases where try await journey.review(discipline).decision == nil {
                    try await journey.take(discipline)
                    #expect(try await journey.decide(discipline, .pass).status == 200)
                }
                let passed: CaseBody = try await journey.done(.post, journey.path + "/pass", as: "coordinator").json()
                #expect(passed.state == .passed)
            }
        }
    }

    private func revised(_ journey: RoundJourney, _ comment: UUID, _ first: DrawingPackageBody) async throws {
        try await journey.done(.post, journey.path + "/revise", as: "owner")
        #expect(try await journey.answer(comment, .accepted, "已加大", sheet: "建施-06").status == 200)
        try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
        _ = try await journey.handIn(2, replaces: first.sha256)
    }

    @Test func aCaseAgainstWhichNothingStandsDoesNotFail() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/cases/\(opened.id.text)"
            for discipline in Discipline.allCases {
                let attempt = try await house.claim(discipline, opened)
                let review = "/v1/reviews/\(try opened.review(discipline).id.text)"
                try await house.tickOpen(try await house.call(.get, review, as: discipline.rawValue).json(), on: opened.sheets[0].id)
                let body = #"{"attempt":\#(attempt),"decision":"pass"}"#
                #expect(try await house.call(.post, review + "/decide", as: discipline.rawValue, json: body).status == 200)
            }
            let refused = try await house.call(.post, path + "/fail", as: "coordinator", json: #"{"reason":"r"}"#)
            #expect(try house.refusal(refused) == "case.nothing_fails")
            #expect(try await house.call(.get, path, as: "owner").json(CaseBody.self).state == .opinionsIssued)
            #expect(try await house.call(.post, path + "/pass", as: "coordinator").json(CaseBody.self).state == .passed)
        }
    }

    @Test func aCaseDoesNotFailInANewRoundBeforeItsDisciplinesHaveLookedAgain() async throws {
        try await House.with { house in
            let (opened, said) = try await house.failedByFire()
            let path = "/v1/cases/\(opened.id.text)"
            let why = #"{"reason":"拒不整改"}"#
            #expect(try await house.call(.post, path + "/fail", as: "coordinator", json: why).status == 200)
            #expect(try await house.call(.post, path + "/dispute", as: "owner", json: why).status == 200)
            let again = #"{"outcome":"re_review","reason":"复查认为应重新审查"}"#
            #expect(try await house.call(.post, path + "/settle-dispute", as: "regulator", json: again).json(CaseBody.self).state == .inReReview)
            // The comment blocks still, and nobody has looked whether it is mended.
            for name in ["coordinator", "structural_issuer"] {
                let early = try await house.call(.post, path + "/fail", as: name, json: why)
                #expect(try early.status == 409 && house.refusal(early) == "case.reviews_undecided", "\(name): \(early.text)")
            }
            let reviews: PageBody<ReviewBody> = try await house.call(.get, path + "/reviews", as: "owner").json()
            let open = try #require(reviews.items.first { $0.round == 2 && $0.discipline == .fire })
            #expect(open.state == .verifying, "it is not cancelled by an act that was refused")
            let kept = #"{"attempt":\#(open.attempt),"verdict":"open","text":"未整改"}"#
            #expect(try await house.call(.post, "/v1/comments/\(said.text)/backcheck", as: "fire", json: kept).status == 200)
            let decided = #"{"attempt":\#(open.attempt),"decision":"fail"}"#
            #expect(try await house.call(.post, "/v1/reviews/\(open.id.text)/decide", as: "fire", json: decided).status == 200)
            #expect(try await house.call(.post, path + "/fail", as: "structural_issuer", json: why).json(CaseBody.self).state == .failed)
        }
    }

    @Test func aFailureIsDisputedAndReviewedOnceMore() async throws {
        try await House.with { house in
            let path = "/v1/cases/\(try await house.failedByFire().opened.id.text)"
            #expect(try await house.call(.post, path + "/fail", as: "coordinator", json: #"{"reason":"拒不整改"}"#).json(CaseBody.self).state == .failed)
            #expect(try await house.call(.post, path + "/dispute", as: "owner", json: #"{"reason":"重大原则分歧"}"#).json(CaseBody.self).state == .disputed)
            let again = #"{"outcome":"re_review","reason":"复查认为应重新审查"}"#
            #expect(try await house.call(.post, path + "/settle-dispute", as: "owner", json: again).status == 403)
            let settled: CaseBody = try await house.call(.post, path + "/settle-dispute", as: "regulator", json: again).json()
            #expect(settled.state == .inReReview && settled.round == 2 && settled.remaining == 1)
            let rounds = try await house.call(.get, path + "/rounds", as: "owner").json(RoundsBody.self).items
            #expect(rounds[1].reviews.filter { $0.carriedFrom != nil }.count == 4, "nothing was drawn otherwise: four decisions stand")
        }
    }

    @Test func aDisputeThatEndsForTheApplicantClosesItsItemsAndTheCaseIsCertified() async throws {
        try await House.with { house in
            let path = "/v1/cases/\(try await house.failedByFire().opened.id.text)"
            #expect(try await house.call(.post, path + "/fail", as: "coordinator", json: #"{"reason":"拒不整改"}"#).status == 200)
            #expect(try await house.call(.post, path + "/dispute", as: "owner", json: #"{"reason":"重大原则分歧"}"#).status == 200)
            let passed: CaseBody = try await house.call(
                .post, path + "/settle-dispute", as: "regulator", json: #"{"outcome":"pass","reason":"专家论证认为满足要求"}"#
            ).json()
            #expect(passed.state == .passed)
            let items: PageBody<ItemBody> = try await house.call(.get, path + "/items", as: "designer").json()
            let found = try #require(items.items.first?.sources.first?.backchecks.first)
            #expect(items.items.allSatisfy(\.isClosed) && found.verdict == .closed && found.text?.contains("专家论证认为满足要求") == true)
            #expect(try found.personId == house.cast.person("regulator").id)
            let turns = try await house.call(.get, path + "/turn", as: "owner").json(TurnsBody.self).items
            #expect(turns.map(\.task) == [.certify])
            let certified = try await house.call(.post, path + "/certify", as: "structural_issuer")
            #expect(try certified.json(CaseBody.self).state == .certified, "\(certified.text)")
        }
    }

    @Test func whatWasAcceptedIsDrawnOrTheRoundDoesNotOpen() async throws {
        try await House.with { house in
            let (opened, said) = try await house.failedByFire()
            let path = "/v1/cases/\(opened.id.text)"
            #expect(try await house.call(.post, path + "/revise", as: "owner").status == 200)
            let answer = "/v1/comments/\(said.text)/answer"
            let accepted = #"{"verdict":"accepted","text":"已改","place":{"sheetNumber":"建施-00","x":1,"y":1,"width":9,"height":9}}"#
            #expect(try await house.call(.put, answer, as: "designer", json: accepted).status == 200)
            #expect(try await house.call(.post, path + "/answers/release", as: "designer", json: "{}").status == 200)
            let refused = try await house.call(.post, path + "/confirm", as: "owner")
            #expect(try refused.problem.refusal == "case.items_unrevised" && refused.problem.detail.en.contains("Item(s) 1 "), "\(refused.text)")
            #expect(try await house.call(.get, path + "/turn", as: "owner").json(TurnsBody.self).items.map(\.task) == [.sealPart])
            // What needs no revision is answered so, with the sheet that shows it.
            let shown = #"{"verdict":"not_accepted","text":"建施-00 已表达"}"#
            #expect(try await house.call(.put, answer, as: "designer", json: shown).status == 200)
            #expect(try await house.call(.post, path + "/answers/release", as: "designer", json: "{}").status == 200)
            #expect(try await house.call(.post, path + "/confirm", as: "owner").status == 200)
        }
    }
}
