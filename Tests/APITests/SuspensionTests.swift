import Foundation
import JointReview
import Store
import Testing
import Wire

/// Reviews that are stopped for a listed cause and go on, over HTTP.
@Suite(.timeLimit(.minutes(10))) struct SuspensionTests {
    private let why = #"{"cause":"expert_demonstration","reason":"超高层结构专项论证"}"#

    private func who(_ house: House, _ opened: Opened, _ id: UUID) async throws -> Set<String> {
        let names = Dictionary(uniqueKeysWithValues: house.cast.people.map { ($1.id, $0) })
        let turns = try await house.call(.get, "/v1/cases/\(opened.id.text)/turn", as: "owner").json(TurnsBody.self).items
        return Set(turns.filter { $0.objectId == id }.map { "\($0.personId.flatMap { names[$0] } ?? "nobody") \($0.task.rawValue)" })
    }

    @Test func aStoppedReviewWaitsGoesOnWhereItStoodAndItsTimeDoesNotRun() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let review = try opened.review(.fire)
            let place = "/v1/reviews/\(review.id.text)"
            let attempt = try await house.claim(.fire, opened)
            for person in ["fire", "fire_dispatcher", "owner"] {
                #expect(try await house.call(.post, place + "/suspend", as: person, json: why).status == 403, "\(person)")
            }
            #expect(try await house.call(.post, place + "/suspend", as: "structural_issuer", json: why).status == 403)
            #expect(try await house.call(.post, place + "/suspend", as: "fire_issuer", json: #"{"cause":"holiday","reason":"r"}"#).status == 422)
            let stopped: ReviewBody = try await house.call(.post, place + "/suspend", as: "fire_issuer", json: why).json()
            #expect(stopped.state == .suspended && stopped.dueAt == review.dueAt)
            #expect(try await who(house, opened, review.id) == ["fire_issuer resume_review"])
            let decide = #"{"attempt":\#(attempt),"decision":"pass"}"#
            #expect(try await house.call(.post, place + "/decide", as: "fire", json: decide).problem.refusal == "review.not_allowed")
            let words = house.comment(opened, attempt: attempt)
            #expect(try await house.call(.post, place + "/comments", as: "fire", json: words).status == 409)
            // Ten days ago, as if.
            try await house.sql("UPDATE lianshen.suspension SET suspended_at = suspended_at - interval '10 days'")
            let going: ReviewBody = try await house.call(.post, place + "/resume", as: "fire_issuer").json()
            #expect(going.state == .inReview && going.attempt == attempt && going.dueAt > review.dueAt)
            let clock: ClockBody = try await house.call(.get, "/v1/cases/\(opened.id.text)/clock", as: "owner").json()
            #expect(clock.suspensions.map(\.cause) == [.expertDemonstration] && clock.suspensions[0].resumedAt != nil)
            #expect(clock.dueChanges.map(\.cause) == [.suspension] && clock.dueChanges[0].source == "expert_demonstration")
            for person in ["owner", "coordinator"] {
                let notices: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: person).json()
                #expect(notices.items.filter { $0.kind == .suspension }.count == 2, "\(person)")
            }
            #expect(try await house.call(.post, place + "/decide", as: "fire", json: decide).status == 200)
            #expect(try await house.call(.post, place + "/suspend", as: "fire_issuer", json: why).problem.refusal == "review.not_allowed")
        }
    }

    @Test func aStoppedReviewKeepsItsWorkingDaysWhenTheHolidaysChange() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let review = try opened.review(.fire)
            let place = "/v1/reviews/\(review.id.text)"
            #expect(try await house.call(.post, place + "/suspend", as: "fire_issuer", json: why).status == 200)
            let last = try await house.sql(
                "SELECT ((due_at - interval '1 second') AT TIME ZONE 'Asia/Shanghai')::date FROM lianshen.review WHERE review_id = '\(review.id)'"
            ).trimmingCharacters(in: .whitespacesAndNewlines)
            let notice = #"{"days":[{"day":"\#(last)","kind":"holiday","name":"临时放假","source":"样例〔2026〕9号"}]}"#
            #expect(try await house.call(.post, "/v1/calendar", as: "security", json: notice).status == 200)
            let stopped: ReviewBody = try await house.call(.get, place, as: "owner").json()
            let running: ReviewBody = try await house.call(.get, "/v1/reviews/\(try opened.review(.planning).id.text)", as: "owner").json()
            #expect(stopped.state == .suspended && stopped.dueAt == running.dueAt && stopped.dueAt > review.dueAt)
            let going: ReviewBody = try await house.call(.post, place + "/resume", as: "fire_issuer").json()
            #expect(going.dueAt == running.dueAt, "it was stopped for no working day")
            let clock: ClockBody = try await house.call(.get, "/v1/cases/\(opened.id.text)/clock", as: "owner").json()
            #expect(clock.dueChanges.count == 5 && clock.dueChanges.allSatisfy { $0.cause == .calendar })
        }
    }

    @Test func theCoordinatorStopsAWholeCaseAndLetsItGoOn() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let path = "/v1/cases/\(opened.id.text)"
            let attempt = try await house.claim(.planning, opened)
            let decided = try await house.call(
                .post, "/v1/reviews/\(try opened.review(.planning).id.text)/decide", as: "planning",
                json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            #expect(decided.status == 200)
            #expect(try await house.call(.post, path + "/suspend", as: "fire_issuer", json: why).status == 403)
            #expect(try await house.call(.post, path + "/resume", as: "coordinator").problem.refusal == "suspension.nothing_there")
            let stopped: ReviewsMovedBody = try await house.call(.post, path + "/suspend", as: "coordinator", json: why, key: "stop").json()
            #expect(stopped.items.count == 4 && stopped.items.allSatisfy { $0.state == .suspended && $0.discipline != .planning })
            #expect(try await house.call(.post, path + "/suspend", as: "coordinator", json: why, key: "stop")["Idempotency-Replayed"] == "true")
            #expect(try await who(house, opened, try opened.review(.structural).id) == ["coordinator resume_review"])
            #expect(try await house.call(.post, "/v1/queues/structural/claim", as: "structural").status == 204)
            let going: ReviewsMovedBody = try await house.call(.post, path + "/resume", as: "coordinator").json()
            #expect(going.items.count == 4 && going.items.allSatisfy { $0.state == .pending })
            #expect(try await house.call(.post, "/v1/queues/structural/claim", as: "structural").status == 200)
        }
    }

    @Test func aReviewFromWhichSomebodySteppedAsideGoesBackToTheQueue() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let place = "/v1/reviews/\(try opened.review(.fire).id.text)"
            let attempt = try await house.claim(.fire, opened)
            let why = #"{"attempt":\#(attempt),"reason":"参与过设计"}"#
            #expect(try await house.call(.post, place + "/recuse", as: "fire", json: why).status == 200)
            #expect(try await house.call(.post, place + "/requeue", as: "fire").status == 403)
            #expect(try await house.call(.post, place + "/requeue", as: "structural_dispatcher").status == 403)
            let queued: ReviewBody = try await house.call(.post, place + "/requeue", as: "fire_dispatcher").json()
            #expect(queued.state == .returnedToQueue)
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire").status == 204, "never to the same person")
            #expect(try await house.call(.post, "/v1/queues/fire/claim", as: "fire_second").status == 200)
        }
    }
}
