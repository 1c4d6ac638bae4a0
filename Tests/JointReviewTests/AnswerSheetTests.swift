import Foundation
import JointReview
import Testing

/// The item list as a table: what comes back is taken whole, or every wrong cell is named.
@Suite struct AnswerSheetTests {
    private static let known = UUID()

    private static func sheet(_ count: Int = 3, answered: Int? = nil) -> AnswerSheet {
        AnswerSheet(
            case: known, round: 2,
            rows: (1...count).map { number in
                AnswerSheet.Row(
                    comment: UUID(uuid: (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, UInt8(number))), item: number, sheet: "建施-0\(number)",
                    discipline: .fire, severity: .mandatoryClause, text: "疏散宽度\n不足 \(number)",
                    basis: .clause(code: "GB 50016", edition: "2014", clause: "5.5.21"),
                    answer: answered == number
                        ? Answer(verdict: .accepted, text: "已改", place: .init(sheetNumber: "建施-06", x: 1.5, y: 2, width: 30, height: 40)) : nil)
            })
    }

    private static func filled(_ sheet: AnswerSheet, _ edit: (inout [Int: [String: AnswerSheet.Cell]]) -> Void = { _ in }) -> FilledSheet {
        var rows: [Int: [String: AnswerSheet.Cell]] = [:]
        for (index, cells) in sheet.cells.enumerated() {
            rows[index + 1] = Dictionary(uniqueKeysWithValues: cells.map { ($0.letter, $1) })
        }
        edit(&rows)
        return FilledSheet(rows: rows)
    }

    @Test func whatGoesOutAndComesBackUntouchedSaysNothing() {
        let sheet = Self.sheet(answered: 2)
        let (answers, findings) = sheet.answers(in: Self.filled(sheet))
        #expect(answers.isEmpty && findings.isEmpty)
    }

    @Test func answersAreTakenByTheirNamesInWhateverOrder() {
        let sheet = Self.sheet()
        let back = Self.filled(sheet) { rows in
            rows[4]?["H"] = .text("采纳 accepted")
            rows[4]?["I"] = .text("已加宽")
            rows[4]?["J"] = .text("建施-06")
            for (letter, value) in [("K", 10.0), ("L", 20), ("M", 30), ("N", 40)] { rows[4]?[letter] = .number(value) }
            rows[2]?["H"] = .text("not_accepted")
            rows[2]?["I"] = .text("=SUM(A1)")
            (rows[2], rows[4]) = (rows[4], rows[2])
            // A row that is taken out is not answered yet; an empty one is nothing.
            rows[3] = [:]
        }
        let (answers, findings) = sheet.answers(in: back)
        #expect(findings.isEmpty)
        #expect(Set(answers.map(\.comment)) == [sheet.rows[0].comment, sheet.rows[2].comment])
        #expect(
            answers.first { $0.comment == sheet.rows[2].comment }?.answer.place == .init(sheetNumber: "建施-06", x: 10, y: 20, width: 30, height: 40))
        #expect(answers.first { $0.comment == sheet.rows[0].comment }?.answer == Answer(verdict: .notAccepted, text: "=SUM(A1)"))
    }

    @Test func everyWrongCellIsNamedAtOnceAndNothingIsTaken() {
        let sheet = Self.sheet(6)
        let back = Self.filled(sheet) { rows in
            rows[2]?["F"] = .text("另一条意见")
            rows[2]?["H"] = .text("采纳")
            rows[2]?["I"] = .text("好")
            rows[3]?["H"] = .text("也许")
            rows[4]?["A"] = .text(UUID().uuidString)
            rows[5] = rows[2]
            rows[6]?["H"] = .text("accepted")
            rows[6]?["J"] = .text("建施-01")
            rows[6]?["K"] = .text("左边")
            rows[6]?["N"] = .number(-1)
            rows[7]?["P"] = .text("旁注")
            rows[1]?["I"] = .text("Reply")
        }
        let (answers, findings) = sheet.answers(in: back)
        #expect(answers.isEmpty)
        let told = Set(findings.map { "\($0.code) \($0.file)" })
        #expect(
            told == [
                "answers.locked_changed I1", "answers.locked_changed F2", "answers.verdict_unknown H3", "answers.row_unknown A4",
                "answers.row_twice A5",
                "answers.number_expected K6", "answers.number_expected L6", "answers.number_expected M6", "answers.number_expected N6",
                "answers.cell_beyond P7",
            ])
        #expect(findings.allSatisfy { $0.line != nil && !$0.remedy.zh.isEmpty && !$0.remedy.en.isEmpty })
    }

    @Test func aTableOfAnotherRoundIsRefusedWhole() {
        let sheet = Self.sheet()
        let other = AnswerSheet(case: sheet.case, round: 1, rows: sheet.rows)
        let (answers, findings) = sheet.answers(in: Self.filled(other))
        #expect(answers.isEmpty && findings.map(\.code) == ["answers.other_table"])
        #expect(sheet.answers(in: FilledSheet(rows: [:])).findings.map(\.code) == ["answers.other_table"])
    }
}
