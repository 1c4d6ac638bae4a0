import JointReview
import Testing
import WorkingTime

/// A basis, held against the library on the day that counts for the project.
@Suite struct BasisCheckTests {
    private func day(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

    private func clause(_ number: String = "7.2.2", edition: String = "2014", force: Clause.Force? = .mandatory) throws -> Clause {
        Clause(
            .init(code: "GB 50016", edition: edition, clause: number),
            edition: .init(from: try day("2015-05-01"), to: edition == "2014" ? try day("2024-01-01") : nil),
            transitionTo: edition == "2014" ? try day("2024-07-01") : nil, force: force, mandatory: .init(to: try day("2023-06-01")),
            movedTo: .init(code: "GB 55037", edition: "2022", clause: "3.4.7"), status: .checked)
    }

    private func codes(_ number: String, on project: String, today: String, _ severity: Severity = .mandatoryClause) throws -> [String] {
        let check = BasisCheck(known: [try clause(), try clause("7.2.1")], day: try day(project), counts: .designContract, today: try day(today))
        return check.findings(on: .init(code: "gb50016", edition: "2014", clause: number), severity, at: "/basis").map {
            "\($0.code) \($0.severity.rawValue)"
        }
    }

    @Test func theProjectsDayCountsNotToday() throws {
        // Mandatory then, and the edition in force then and now.
        #expect(try codes("7.2.2", on: "2022-01-01", today: "2022-02-01") == [])
        // The force moved while the edition stood.
        #expect(try codes("7.2.2", on: "2023-07-01", today: "2023-08-01") == ["basis.not_mandatory warn"])
        #expect(try codes("7.2.2", on: "2023-07-01", today: "2023-08-01", .generalClause) == [])
        // The edition ended since: the project of before may go on with it.
        #expect(try codes("7.2.2", on: "2022-01-01", today: "2026-11-22") == ["basis.edition_old warn"])
        // A project of the transition may use it, a later one may not.
        #expect(try codes("7.2.2", on: "2024-03-01", today: "2024-03-02", .generalClause) == ["basis.edition_old warn"])
        #expect(try codes("7.2.2", on: "2024-07-01", today: "2024-07-02", .generalClause) == ["basis.edition_refused reject"])
        #expect(try codes("7.2.2", on: "2015-01-01", today: "2026-11-22", .generalClause) == ["basis.edition_later warn"])
    }

    @Test func theWarningNamesWhereTheForceMoved() throws {
        let check = BasisCheck(known: [try clause()], day: try day("2023-07-01"), counts: .submission, today: try day("2023-07-01"))
        let finding = try #require(check.findings(on: try clause().reference, .mandatoryClause, at: "/basis").first)
        #expect(finding.message.zh.contains("GB 55037-2022 3.4.7") && finding.remedy.en.contains("GB 55037-2022 3.4.7"))
        // What nobody has looked up is not told to be anything.
        let unknown = BasisCheck(known: [try clause(force: nil)], day: try day("2023-07-01"), counts: .submission, today: try day("2023-07-01"))
        #expect(unknown.findings(on: try clause().reference, .mandatoryClause, at: "/basis").isEmpty)
    }

    @Test func anUnknownClauseNamesThoseNearIt() throws {
        let check = BasisCheck(
            known: [try clause("7.2.1"), try clause("7.12.2"), try clause("7.2.2", edition: "2018")], day: try day("2022-01-01"), counts: .submission,
            today: try day("2022-01-01"))
        let wanted = Clause.Reference(code: "GB 50016", edition: "2014", clause: "7.2.2")
        #expect(check.near(wanted).map(\.text) == ["GB 50016-2018 7.2.2", "GB 50016-2014 7.12.2", "GB 50016-2014 7.2.1"])
        #expect(check.findings(on: wanted, .generalClause, at: "/basis").map(\.code) == ["basis.clause_unknown"])
        // An edition that may not be used is refused although the clause is not known.
        let late = BasisCheck(known: [try clause("7.2.1")], day: try day("2025-01-01"), counts: .submission, today: try day("2025-01-01"))
        #expect(late.findings(on: wanted, .generalClause, at: "/basis").map(\.code) == ["basis.edition_refused", "basis.clause_unknown"])
        let none = BasisCheck(known: [], day: try day("2022-01-01"), counts: .submission, today: try day("2022-01-01"))
        #expect(none.findings(on: wanted, .generalClause, at: "/basis").first?.remedy.en.contains("GET /v1/clauses?q=") == true)
    }

    @Test func aSearchFindsWhatHoldsAllItsPairs() {
        let clause = Clause(.init(code: "GB 50016", edition: "2014", clause: "7.2.2"), title: "登高场地", status: .checked)
        for text in ["登高", "７.２.２", "gb 50016", "场"] { #expect(clause.grams.isSuperset(of: Clause.wantedGrams(of: text)), "\(text)") }
        for text in ["场登", "7.2.3"] { #expect(!clause.grams.isSuperset(of: Clause.wantedGrams(of: text)), "\(text)") }
        #expect(Clause.codeKey("GB/T 50011") == Clause.codeKey("gb50011"))
    }
}
