import Foundation
import JointReview
import Store
import Testing
import Wire

/// Nobody stands on two sides of a case: who reviews in it, or is to, is not invited to draw for it.
@Suite(.timeLimit(.minutes(10))) struct InvitationTests {
    private func invite(_ house: House, _ organisation: UUID, to id: UUID) async throws -> Answer {
        try await house.call(.post, "/v1/cases/\(id.text)/institutes", as: "owner", json: #"{"organisationId":"\#(organisation.text)"}"#)
    }

    @Test func aBodyThatReviewsIsNotInvitedToDraw() async throws {
        try await House.with { house in
            let fire = try house.cast.person("fire").organisation
            try await house.sql("INSERT INTO lianshen.organisation_function (organisation_id, function) VALUES ('\(fire)', 'design_institute')")
            let opened = try await house.inReview()
            let attempt = try await house.claim(.fire, opened)
            let blocking = String(house.comment(opened, attempt: attempt, severity: "general_clause").dropLast())
            let basis = #","basis":{"kind":"clause","code":"GB 50016","edition":"2014(2018)","clause":"5.5.21"}}"#
            let path = "/v1/reviews/\(try opened.review(.fire).id.text)"
            #expect(try await house.call(.post, path + "/comments", as: "fire", json: blocking + basis).status == 201)
            for discipline in Discipline.allCases {
                let own = "/v1/reviews/\(try opened.review(discipline).id.text)"
                let attempt = discipline == .fire ? attempt : try await house.claim(discipline, opened)
                try await house.tickOpen(try await house.call(.get, own, as: discipline.rawValue).json(), on: opened.sheets[0].id)
                let decision = discipline == .fire ? "fail" : "pass"
                let decided = try await house.call(
                    .post, own + "/decide", as: discipline.rawValue, json: #"{"attempt":\#(attempt),"decision":"\#(decision)"}"#)
                #expect(decided.status == 200, "\(decided.text)")
            }
            let place = "/v1/cases/\(opened.id.text)"
            #expect(try await house.call(.post, place + "/revise", as: "owner").status == 200)
            let refused = try await invite(house, fire, to: opened.id)
            #expect(try refused.status == 409 && house.refusal(refused) == "case.invites_review_body", "\(refused.text)")
            #expect(try refused.problem.remedy.en.contains("/replace-body"))
            #expect(try await house.count("SELECT count(*) FROM lianshen.case_part WHERE case_id = '\(opened.id)'") == 1)
        }
    }

    @Test func whomTheOwnerChoseToReviewIsNotInvitedToDrawUntilAnotherIsChosen() async throws {
        try await House.with { house in
            let draft = try await house.draft()
            let fire = try house.cast.person("fire").organisation
            try await house.sql("INSERT INTO lianshen.organisation_function (organisation_id, function) VALUES ('\(fire)', 'design_institute')")
            let choice = #"{"organisationId":"\#(fire.text)"}"#
            #expect(try await house.call(.put, "/v1/cases/\(draft.id.text)/bodies/fire", as: "owner", json: choice).status == 200)
            #expect(try house.refusal(try await invite(house, fire, to: draft.id)) == "case.invites_chosen_body")
            // The lead body has its seat; and the institute is invited once.
            try await house.sql(
                "INSERT INTO lianshen.organisation_function (organisation_id, function) VALUES ('\(house.cast.lead.id)', 'design_institute')")
            #expect(try house.refusal(try await invite(house, house.cast.lead.id, to: draft.id)) == "case.invites_party")
            #expect(try await invite(house, house.cast.institute.id, to: draft.id).brief == "409 exists")
            // Another is chosen: now it may draw.
            let other = Cast.organisation("【样例】另一消防审查机构", 77, [.init(function: .reviewBody, discipline: .fire)])
            try await house.store.transaction(as: .system("test")) { try await $0.insert(other) }
            let another = #"{"organisationId":"\#(other.id.text)"}"#
            #expect(try await house.call(.put, "/v1/cases/\(draft.id.text)/bodies/fire", as: "owner", json: another).status == 200)
            #expect(try await invite(house, fire, to: draft.id).status == 201)
            // Who draws is not chosen to review.
            let barred = try await house.call(.put, "/v1/cases/\(draft.id.text)/bodies/fire", as: "owner", json: choice)
            #expect(try house.refusal(barred) == "case.body_barred" && barred.problem.findings?.first?.code == "body.interested", "\(barred.text)")
        }
    }
}
