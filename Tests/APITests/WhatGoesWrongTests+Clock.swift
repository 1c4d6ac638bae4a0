import Foundation
import JointReview
import Store
import Testing
import Wire
import WorkingTime

/// The rows about limits: overdue, and a holiday table that changed.
@Suite(.timeLimit(.minutes(10))) struct WhatGoesWrongWithTheClockTests {
    private func told(_ house: House, _ kind: NoticeBody.Kind) async throws -> [String: [NoticeBody]] {
        var found: [String: [NoticeBody]] = [:]
        for name in ["owner", "designer", "coordinator", "fire", "structural", "regulator"] {
            let page: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: name).json()
            let own = page.items.filter { $0.kind == kind }
            if !own.isEmpty { found[name] = own }
        }
        return found
    }

    private func warn(_ house: House) async throws -> Int {
        try await house.store.transaction(as: .system("sweep")) { try await $0.warnOfLimits() }
    }

    @Test("overdue: warned in three levels, chased up to the regulator, and never decided by silence")
    func overdue() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let id = try opened.review(.fire).id
            // Nothing is due yet; then the fire review's last day is the present one, is over, and was over for long.
            #expect(try await warn(house) == 0)
            func set(_ due: String) async throws { try await house.sql("UPDATE lianshen.review SET due_at = \(due) WHERE review_id = '\(id)'") }
            try await set("now() + interval '1 minute'")
            for count in [1, 0] { #expect(try await warn(house) == count, "each level once") }
            #expect(try await Set(told(house, .overdue).keys) == ["fire"])
            try await set("now() - interval '1 minute'")
            for count in [1, 0] { #expect(try await warn(house) == count) }
            #expect(try await told(house, .overdue).mapValues(\.count) == ["fire": 2, "coordinator": 1])
            try await set("now() - interval '40 days'")
            for count in [1, 0] { #expect(try await warn(house) == count) }
            let all = try await told(house, .overdue)
            #expect(all.mapValues(\.count) == ["fire": 3, "coordinator": 2, "regulator": 1])
            let review: ReviewBody = try await house.call(.get, "/v1/reviews/\(id.text)", as: "owner").json()
            #expect(review.state == .pending && review.decision == nil)
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'review.warn' AND object_id = '\(id)'") == 3)
        }
    }

    @Test("overdue: what is owed is asked of the owner, then told to the lead; a stopped review is not chased")
    func owedAndStopped() async throws {
        try await House.with { house in
            let waiting = try await house.submitted()
            let path = "/v1/cases/\(waiting.id.text)"
            let owed = #"{"debts":[{"item":"专项论证报告","dueOn":"\#(CalendarDay(Date()) + 200)"}]}"#
            #expect(try await house.call(.post, path + "/accept-with-debts", as: "clerk", json: owed).status == 200)
            try await house.sql("UPDATE lianshen.debt SET due_on = (now() AT TIME ZONE 'Asia/Shanghai')::date")
            for count in [1, 0] { #expect(try await warn(house) == count) }
            #expect(try await told(house, .overdue).mapValues(\.count) == ["owner": 1])
            try await house.sql("UPDATE lianshen.debt SET due_on = due_on - 30")
            for count in [1, 0] { #expect(try await warn(house) == count) }
            #expect(try await told(house, .overdue).mapValues(\.count) == ["owner": 2, "coordinator": 1])
            let why = #"{"cause":"force_majeure","reason":"汛情"}"#
            #expect(try await house.call(.post, path + "/suspend", as: "coordinator", json: why).status == 200)
            try await house.sql("UPDATE lianshen.review SET due_at = now() - interval '1 day'")
            #expect(try await warn(house) == 0)
        }
    }

    @Test("holiday table changed: limits are counted again, the old due date stays in the log, everybody concerned is told")
    func holidayTableChanged() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            let attempt = try await house.claim(.planning, opened)
            let decided = try await house.call(
                .post, "/v1/reviews/\(try opened.review(.planning).id.text)/decide", as: "planning",
                json: #"{"attempt":\#(attempt),"decision":"pass"}"#)
            #expect(decided.status == 200)
            let before = try opened.review(.fire).dueAt
            // The last day of the limit becomes a holiday.
            let last = try await house.sql(
                "SELECT ((due_at - interval '1 second') AT TIME ZONE 'Asia/Shanghai')::date FROM lianshen.review WHERE review_id = '\(try opened.review(.fire).id)'"
            ).trimmingCharacters(in: .whitespacesAndNewlines)
            let notice = #"{"days":[{"day":"\#(last)","kind":"holiday","name":"临时放假","source":"样例〔2026〕9号"}]}"#
            #expect(try await house.call(.post, "/v1/calendar", as: "security", json: notice).status == 200)
            let page: PageBody<ReviewBody> = try await house.call(.get, "/v1/cases/\(opened.id.text)/reviews", as: "owner").json()
            for review in page.items {
                #expect(review.discipline == .planning ? review.dueAt == before : review.dueAt > before, "\(review.discipline)")
            }
            let record: CaseBody = try await house.call(.get, "/v1/cases/\(opened.id.text)", as: "owner").json()
            #expect(record.dueAt.map { $0 > before } == true)
            let clock: ClockBody = try await house.call(.get, "/v1/cases/\(opened.id.text)/clock", as: "fire").json()
            #expect(clock.dueChanges.count == 4 && clock.dueChanges.allSatisfy { $0.before == before && $0.source == "样例〔2026〕9号" })
            #expect(try await told(house, .dueMoved).mapValues(\.count) == ["owner": 4, "coordinator": 4, "fire": 1, "structural": 1])
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'review.due_move'") == 4)
            // What the notice says already changes nothing.
            #expect(try await house.call(.post, "/v1/calendar", as: "security", json: notice).status == 200)
            #expect(try await house.count("SELECT count(*) FROM lianshen.due_change") == 4)
        }
    }
}
