import Foundation
import JointReview
import Testing
import Wire

@Suite struct CalendarTests {
    static func notice(_ year: Int, _ more: String = "", source: String = "样例〔2030〕1号") -> String {
        let days = [("01-01", "元旦"), ("02-10", "春节"), ("04-05", "清明节"), ("05-01", "劳动节"), ("06-10", "端午节"), ("10-01", "国庆节")]
        let rows = days.map { #"{"day":"\#(year)-\#($0)","kind":"holiday","name":"\#($1)","source":"\#(source)"}"# }
        return #"{"days":[\#((rows + (more.isEmpty ? [] : [more])).joined(separator: ","))]}"#
    }

    @Test func aYearsNoticeIsWrittenOnceItIsOutAndCorrectedLater() async throws {
        try await House.with { house in
            #expect(try await house.call(.get, "/v1/calendar?year=2041", as: "owner").json(CalendarBody.self).isKnown == false)
            let makeup = #"{"day":"2041-02-16","kind":"makeup","name":"春节","source":"样例〔2030〕1号"}"#
            let written = try await house.call(.post, "/v1/calendar", as: "security", json: Self.notice(2041, makeup))
            #expect(written.status == 200, "\(written.text)")
            #expect(try written.json(CalendarBody.self).days.count == 7)
            // A later notice: one more free day, and one that is worked after all.
            let later = #"""
                {"days":[{"day":"2041-02-11","kind":"holiday","name":"春节(延长)","source":"样例〔2041〕1号"},
                         {"day":"2041-02-10","kind":"makeup","name":"春节","source":"样例〔2041〕1号"}]}
                """#
            #expect(try await house.call(.post, "/v1/calendar", as: "security", json: later).status == 200)
            let year = try await house.call(.get, "/v1/calendar?year=2041", as: "fire").json(CalendarBody.self)
            #expect(year.isKnown && year.days.count == 8)
            #expect(year.days.first { $0.day == "2041-02-10" }?.kind == .makeup)
            #expect(
                try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'calendar.change' AND person_id IS NOT NULL") == 2)
        }
    }

    @Test func everythingThatIsWrongWithANoticeIsToldAtOnce() async throws {
        try await House.with { house in
            let bad = #"""
                {"days":[{"day":"2026-01-05","kind":"holiday","name":"a","source":"s"},{"day":"2042-05-01","kind":"holiday","name":"劳动节","source":"s"},
                         {"day":"2042-05-01","kind":"makeup","name":"劳动节","source":"s"}]}
                """#
            let answer = try await house.call(.post, "/v1/calendar", as: "security", json: bad)
            #expect(answer.brief == "422 invalid")
            let found = try answer.problem.findings ?? []
            #expect(found.map(\.code) == ["calendar.past", "calendar.day_twice", "calendar.incomplete"])
            #expect(found.map(\.file) == ["/days/0/day", "/days/2/day", "/days"])
            #expect(try await house.call(.get, "/v1/calendar?year=2042", as: "owner").json(CalendarBody.self).isKnown == false)
        }
    }

    @Test func theCalendarIsTheSecurityAdministrators() async throws {
        try await House.with { house in
            for name in ["system", "owner", "clerk"] {
                let answer = try await house.call(.post, "/v1/calendar", as: name, json: Self.notice(2043))
                #expect(answer.brief == "403 forbidden")
            }
            for year in ["1999", "3000", "x", ""] {
                let answer = try await house.call(.get, "/v1/calendar?year=\(year)", as: "owner")
                #expect(answer.brief == "422 invalid")
            }
        }
    }

    /// Due dates that reach into a year nobody has written are not guessed.
    @Test func acceptanceWaitsForTheNoticeOfTheYearItCountsInto() async throws {
        try await House.with { house in
            let opened = try await house.submitted()
            _ = try await house.sql("DELETE FROM lianshen.calendar_day WHERE day >= date_trunc('year', now()) RETURNING ''")
            let refused = try await house.call(.post, "/v1/cases/\(opened.id.text)/accept", as: "clerk")
            #expect(refused.brief == "409 not-allowed", "\(refused.text)")
            #expect(try refused.problem.refusal == "calendar.year_not_covered")
            let year = Calendar(identifier: .gregorian).component(.year, from: Date())
            for missing in [year, year + 1] {
                #expect(try await house.call(.post, "/v1/calendar", as: "security", json: Self.notice(missing)).status == 200)
            }
            #expect(try await house.call(.post, "/v1/cases/\(opened.id.text)/accept", as: "clerk").status == 200)
        }
    }
}
