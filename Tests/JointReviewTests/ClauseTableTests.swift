import Foundation
import JointReview
import Testing
import WorkingTime

/// The clause library as text: read whole or not at all, and written so that it is read back.
@Suite struct ClauseTableTests {
    private static let head =
        "code,edition,clause,title,text,edition_from,edition_to,transition_to,force,mandatory_from,mandatory_to,moved_code,moved_edition,moved_clause,status"

    private func read(_ text: String) -> (clauses: [Clause], findings: [String]) {
        let (clauses, findings) = ClauseTable.read(text.utf8, file: "c.csv")
        return (clauses, findings.map { "\($0.code) \($0.file) \($0.line ?? 0)" })
    }

    @Test func everyFaultIsFoundAtOnceWithLineAndColumnAndNothingIsTaken() {
        let (clauses, findings) = read(
            Self.head + "\r\n"
                + "GB 1,2020,1.1,,,,,,,,,,,,checked\r\n"
                + ",2020,1.2,,,,,,,,,,,,checked\n"
                + "GB 1,2020,1.3,,,2020-02-30,,,,,,,,,checked\n"
                + "GB 1,2020,1.4,,,,,,maybe,,,,,,perhaps\n"
                + "GB 1,2020,1.5,too,few\n"
                + "GB 1,2020,1.6,,,,,,mandatory,2022-01-01,2021-01-01,GB 2,,,checked\n"
                + "gb 1,2020,1.1,,,,,,,,,,,,checked\n"
                + "GB 1,2020,1.7,,,2019-01-01,,,,,,,,,checked\n"
                + "GB 1,2020,1.8,a\"b,,,,,,,,,,,checked\n")
        #expect(clauses.isEmpty)
        #expect(
            findings == [
                "clause.missing c.csv#code 3", "clause.day c.csv#edition_from 4", "clause.force c.csv#force 5", "clause.status c.csv#status 5",
                "clause.fields c.csv 6", "clause.period c.csv#mandatory_to 7", "clause.moved c.csv#moved_code 7", "clause.twice c.csv#clause 8",
                "clause.edition_differs c.csv#edition_from 9", "clause.quote c.csv#16 10",
            ])
    }

    @Test func aHeaderThatIsWrongIsToldColumnByColumn() {
        #expect(
            read("code,edition,clauses,code").findings == [
                "clause.header c.csv#clauses 1", "clause.header c.csv#code 1", "clause.header c.csv#clause 1", "clause.header c.csv#status 1",
            ])
        #expect(read("").findings == ["clause.header c.csv 1"])
        #expect(ClauseTable.read([0xFF, 0xFE], file: "c").findings.map(\.code).contains("clause.encoding"))
    }

    @Test func whatIsWrittenIsReadBackTheSame() {
        let day = { CalendarDay($0) }
        let clauses = [
            Clause(.init(code: "GB 1", edition: "2014(2018年版)", clause: "7.2.2"), title: "a,\"b\"", text: "第一行\n第二行", status: .checked),
            Clause(
                .init(code: "GB 2", edition: "2005", clause: "3.1.3"), edition: .init(from: day("2006-03-01"), to: day("2024-01-01")),
                transitionTo: day("2024-07-01"), force: .mandatory, mandatory: .init(from: day("2006-03-01"), to: day("2023-06-01")),
                movedTo: .init(code: "GB 3", edition: "2022", clause: ""), status: .toBeChecked),
        ]
        let (again, findings) = ClauseTable.read(ClauseTable.text(clauses).utf8, file: "c")
        #expect(findings.isEmpty && again == clauses)
        #expect(ClauseTable.text(again) == ClauseTable.text(clauses))
    }

    @Test func randomTablesComeBackTheSame() {
        var random = SplitMix64(seed: 20261122)
        let letters = Array("a,\"\n\r;规范 1.\t'=")
        for _ in 0..<300 {
            let records = (0..<Int.random(in: 1...5, using: &random)).map { _ in
                ["x"]
                    + (0..<3).map { _ in String((0..<Int.random(in: 0...6, using: &random)).compactMap { _ in letters.randomElement(using: &random) })
                    }
            }
            let (read, faults) = CSVText.read(CSVText.text(records).utf8)
            #expect(faults.isEmpty && read.map(\.fields) == records)
        }
    }
}
