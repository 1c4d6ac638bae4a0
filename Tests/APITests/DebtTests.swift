import Foundation
import JointReview
import Store
import Testing
import Wire
import WorkingTime

/// Acceptance with debts over HTTP: what is owed holds up the pass and nothing else.
@Suite(.timeLimit(.minutes(10))) struct DebtTests {
    private let days = [(CalendarDay(Date()) + 300).description, (CalendarDay(Date()) + 200).description]
    private var owed: String { #"{"debts":[{"item":"消防专项论证报告","dueOn":"\#(days[0])"},{"item":"人防易地建设批件","dueOn":"\#(days[1])"}]}"# }

    private func accept(_ house: House, _ opened: Opened, _ body: String, as person: String = "clerk") async throws -> Answer {
        try await house.call(.post, "/v1/cases/\(opened.id.text)/accept-with-debts", as: person, json: body)
    }

    private func settle(_ house: House, _ id: UUID, _ serial: Int, as person: String = "clerk") async throws -> Answer {
        try await house.call(.post, "/v1/cases/\(id.text)/debts/\(serial)/settle", as: person, json: #"{"note":"收到原件"}"#)
    }

    @Test func aCaseIsReviewedThoughItemsAreOwedAndPassesWhenTheyAreThere() async throws {
        try await House.with { house in
            let waiting = try await house.submitted()
            let path = "/v1/cases/\(waiting.id.text)"
            for person in ["owner", "designer"] { #expect(try await accept(house, waiting, owed, as: person).status == 403, "\(person)") }
            let past = try await accept(house, waiting, #"{"debts":[{"item":"a","dueOn":"2001-01-01"},{"item":"a","dueOn":"9999-01-01"}]}"#)
            #expect(try past.problem.findings?.map(\.code) == ["debt.due_past", "debt.due_too_late", "debt.twice"])
            #expect(try await accept(house, waiting, #"{"debts":[]}"#).status == 422)
            let accepted: CaseBody = try await accept(house, waiting, owed).json()
            #expect(accepted.state == .inFirstReview && accepted.remaining == 5 && accepted.dueAt != nil)
            let list: DebtsBody = try await house.call(.get, path + "/debts", as: "owner").json()
            #expect(list.items.map(\.serial) == [1, 2] && list.items.map(\.dueOn) == days)
            let notices: PageBody<NoticeBody> = try await house.call(.get, "/v1/notices", as: "owner").json()
            #expect(notices.items.contains { $0.kind == .debt && $0.caseId == waiting.id })
            for discipline in Discipline.allCases { try await pass(house, waiting.id, discipline) }
            let turns = try await house.call(.get, path + "/turn", as: "owner").json(TurnsBody.self).items
            #expect(Set(turns.map(\.task)) == [.settleDebt] && turns.allSatisfy { $0.dueAt != nil }, "nobody is asked to pass what cannot pass")
            #expect(try await house.call(.post, path + "/pass", as: "coordinator").problem.refusal == "case.debts_open")
            #expect(try await settle(house, waiting.id, 1, as: "owner").status == 403)
            #expect(try await settle(house, waiting.id, 3).status == 404)
            #expect(try await settle(house, waiting.id, 1).status == 200)
            #expect(try await settle(house, waiting.id, 1).problem.refusal == "debt.settled")
            #expect(try await house.call(.post, path + "/pass", as: "coordinator").problem.refusal == "case.debts_open")
            let last: DebtBody = try await settle(house, waiting.id, 2).json()
            #expect(last.settledAt != nil && last.note == "收到原件")
            let passed: CaseBody = try await house.call(.post, path + "/pass", as: "coordinator").json()
            #expect(passed.state == .passed)
            let entries = try await house.sql(
                "SELECT string_agg(act || '>' || coalesce(to_state, ''), ' ' ORDER BY audit_id) FROM lianshen.audit_entry WHERE case_id = '\(waiting.id)' AND act LIKE 'case.%debt%' AND result = 'ok'"
            )
            #expect(entries.contains("case.accept_with_debts>accepted_with_debts case.settle_debt> case.settle_debt>"), "\(entries)")
        }
    }

    @Test func theSameKeyAcceptsOnceAndOfTwoWhoReceiveOneItemOneDoes() async throws {
        try await House.with { house in
            let waiting = try await house.submitted()
            let path = "/v1/cases/\(waiting.id.text)/accept-with-debts"
            let first = try await house.call(.post, path, as: "clerk", json: owed, key: "debts-1")
            let second = try await house.call(.post, path, as: "clerk", json: owed, key: "debts-1")
            #expect(first.status == 200 && first.body == second.body && second["Idempotency-Replayed"] == "true")
            #expect(try await house.count("SELECT count(*) FROM lianshen.debt") == 2)
            let answers = try await together(4) { _ in try await settle(house, waiting.id, 1) }
            #expect(answers.map(\.status).sorted() == [200, 409, 409, 409])
        }
    }

    @Test func theReportSaysWhatACaseWasAcceptedWithoutAndWhoReceivedItWhen() async throws {
        try await House.with { house in
            try await house.working {
                let waiting = try await house.submitted()
                let path = "/v1/cases/\(waiting.id.text)"
                #expect(try await accept(house, waiting, owed).status == 200)
                #expect(try await settle(house, waiting.id, 2).status == 200)
                for discipline in Discipline.allCases { try await pass(house, waiting.id, discipline) }
                #expect(try await settle(house, waiting.id, 1).status == 200)
                #expect(try await house.call(.post, path + "/pass", as: "coordinator").status == 200)
                let told = try await [1, 2].asyncMap { edition in
                    try await eventually("a written report") { () -> ReportRecord? in
                        let answer = try await house.call(.get, path + "/report?format=json&edition=\(edition)", as: "owner")
                        return answer.status == 200 ? try CanonicalJSON.decode(ReportRecord.self, from: answer.body) : nil
                    }
                }
                // When the opinion was issued the first item was still owed, whenever its report was written.
                #expect(told.map { $0.debts?.map { $0.settledAt != nil } } == [[false, true], [true, true]])
                #expect(told[1].debts?.map(\.note) == ["收到原件", "收到原件"] && told[1].debts?.map(\.dueOn) == days)
                let clerk = try house.cast.person("clerk").id
                #expect(told[1].debts?.allSatisfy { $0.settledBy?.id == clerk && $0.audit.count == 2 } == true)
                #expect(told.allSatisfy { $0.danglingEntries.isEmpty })
            }
        }
    }

    private func pass(_ house: House, _ id: UUID, _ discipline: Discipline) async throws {
        let page: PageBody<ReviewBody> = try await house.call(.get, "/v1/cases/\(id.text)/reviews", as: "owner").json()
        let review = try #require(page.items.first { $0.discipline == discipline }).id.text
        let claimed: ReviewBody = try await house.call(.post, "/v1/reviews/\(review)/claim", as: discipline.rawValue).json()
        let decided = try await house.call(
            .post, "/v1/reviews/\(review)/decide", as: discipline.rawValue, json: #"{"attempt":\#(claimed.attempt),"decision":"pass"}"#)
        #expect(decided.status == 200, "\(decided.text)")
    }
}
