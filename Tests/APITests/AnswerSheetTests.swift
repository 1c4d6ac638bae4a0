import Exchange
import Foundation
import JointReview
import NIOCore
import Testing
import Wire

/// The item list as a table over HTTP: out, filled in, back; and everything that is refused.
@Suite(.timeLimit(.minutes(10))) struct AnswerSheetTests {
    private static let type = [("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]

    @Test func theTableTellsWhatACommentDemandsAndHowItWasSettled() async throws {
        try await House.with { house in
            let scene = try await Scene(house)
            let fire = try await scene.say(.fire, "≥", "1.30", "m", on: Scene.door, "w", "门洞加宽")
            let structural = try await scene.say(.structural, "≤", "1000", "mm", on: Scene.door, "w", "门洞不得加宽")
            let plain = try await scene.publish(.planning, text: "退线不足", more: "").json(CommentBody.self)
            try await scene.decide()
            let conflict = try #require(
                try await house.call(.get, scene.path + "/conflicts", as: "owner").json(PageBody<ConflictBody>.self).items.first)
            let second = Demand(element: Scene.second, relation: .add)
            let settled = try await scene.settle(
                conflict,
                [
                    .fire: .init(.replaced, second, agreedBy: "fire"), .structural: .init(.stands),
                ])
            #expect(settled.status == 200, "\(settled.text)")
            #expect(try await house.call(.post, scene.path + "/revise", as: "designer").status == 200)
            let sent = try await house.call(.get, scene.path + "/answers", as: "designer")
            let rows = try #require(Workbook.read(Array(sent.body)).sheet).rows
            func text(of comment: UUID) throws -> String {
                let row = try #require(rows.values.first { $0["A"] == .text(comment.text) })
                guard case .text(let text)? = row["F"] else { return "" }
                return text
            }
            #expect(try text(of: structural.id) == "门洞不得加宽\n要求 demand: \(Scene.door) w ≤ 1000 mm · 维持 stands")
            #expect(try text(of: fire.id) == "门洞加宽\n要求 demand: \(Scene.door) w ≥ 1.30 m · 改为 replaced\n要求 demand: \(second.line)")
            #expect(try text(of: plain.id) == "退线不足")
        }
    }

    @Test func anInstituteAnswersInATableAndNothingIsHalfTaken() async throws {
        try await House.with { house in
            try await house.working {
                let journey = try await RoundJourney.begin(house)
                let first = try await journey.handIn(1)
                for discipline in Discipline.allCases { try await journey.take(discipline) }
                let plan = try await journey.sheet("建施-06", of: first).id
                let beams = try await journey.sheet("结施-08", of: first).id
                let fire = try await journey.comment(.fire, on: plan, .mandatoryClause, "疏散宽度不足").json(CommentBody.self).id
                let structural = try await journey.comment(.structural, on: beams, .mandatoryClause, "梁配筋不足").json(CommentBody.self).id
                for discipline in Discipline.allCases {
                    _ = try await journey.decide(discipline, [.fire, .structural].contains(discipline) ? .fail : .pass)
                }
                try await journey.done(.post, journey.path + "/revise", as: "designer")
                let sent = try await house.call(.get, journey.path + "/answers", as: "designer")
                #expect(sent.status == 200 && sent["Content-Type"] == Self.type[0].1)
                let opinion = try #require(try await journey.items().map(\.number).max())
                #expect(opinion == 2)
                let record = try await journey.record()

                func table(_ edit: (inout [AnswerSheet.Row]) -> Void) throws -> ByteBuffer {
                    let filled = try #require(Workbook.read(sent.body.isEmpty ? [] : Array(sent.body)).sheet)
                    var rows = filled.rows.filter { $0.key > 1 }.sorted { $0.key < $1.key }.compactMap { _, cells -> AnswerSheet.Row? in
                        guard case .text(let id)? = cells["A"], let comment = UUID(uuidString: id), case .number(let item)? = cells["B"],
                            case .text(let sheet)? = cells["C"], case .text(let text)? = cells["F"]
                        else { return nil }
                        return AnswerSheet.Row(
                            comment: comment, item: Int(item), sheet: sheet, discipline: comment == fire ? .fire : .structural,
                            severity: .mandatoryClause,
                            text: text, basis: .clause(code: "GB 50016", edition: "2014", clause: "5.5.21"), answer: nil)
                    }
                    edit(&rows)
                    return ByteBuffer(bytes: try Workbook.bytes(of: AnswerSheet(case: journey.id, round: record.round, rows: rows)))
                }

                // A sheet that there is not, and a verdict without words: both told, nothing taken.
                let wrong = try table { rows in
                    for index in rows.indices {
                        rows[index].answer =
                            rows[index].comment == fire
                            ? .init(verdict: .accepted, text: "已加宽", place: .init(sheetNumber: "建施-99", x: 1, y: 1, width: 10, height: 10))
                            : .init(verdict: .notAccepted, text: " ")
                    }
                }
                let refused = try await house.send(.put, journey.path + "/answers", as: "designer", bytes: wrong, headers: Self.type)
                #expect(refused.status == 422)
                #expect(try Set(refused.problem.findings?.map(\.code) ?? []) == ["answer.sheet_unknown", "answer.text_missing"])
                #expect(try refused.problem.findings?.allSatisfy { $0.line != nil && $0.file.contains { $0.isNumber } } == true)
                #expect(try await journey.items(as: "designer").flatMap(\.sources).allSatisfy { $0.answers.isEmpty })
                // What a database or a printed report cannot carry is refused as in JSON.
                let controls = try table { rows in
                    for index in rows.indices { rows[index].answer = .init(verdict: .notAccepted, text: index == 0 ? "abc\u{0}" : "abc\u{7}d") }
                }
                let unprintable = try await house.send(.put, journey.path + "/answers", as: "designer", bytes: controls, headers: Self.type)
                #expect(try unprintable.status == 422 && unprintable.problem.findings?.map(\.code) == ["answers.control", "answers.control"])
                let right = try table { rows in
                    for index in rows.indices {
                        rows[index].answer =
                            rows[index].comment == fire
                            ? .init(verdict: .accepted, text: "已加宽", place: .init(sheetNumber: "建施-06", x: 100, y: 100, width: 60, height: 50))
                            : .init(verdict: .notAccepted, text: "按原设计")
                    }
                }
                let taken = try await house.send(.put, journey.path + "/answers", as: "designer", bytes: right, headers: Self.type)
                #expect(taken.status == 200, "\(taken.text)")
                #expect(try Set(taken.json(ReleasedAnswersBody.self).items.map(\.commentId)) == [fire, structural])
                // The same table again says nothing new, and what comes back has the answers in it.
                let again = try await house.send(.put, journey.path + "/answers", as: "designer", bytes: right, headers: Self.type)
                #expect(try again.json(ReleasedAnswersBody.self).items.isEmpty)
                try await refusals(journey, right)
                try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
                #expect(try await journey.items().flatMap(\.sources).allSatisfy { $0.answers.count == 1 })
            }
        }
    }

    private func refusals(_ journey: RoundJourney, _ right: ByteBuffer) async throws {
        let place = journey.path + "/answers"
        #expect(try await journey.house.send(.put, place, as: "fire", bytes: right, headers: Self.type).status == 403)
        #expect(try await journey.house.send(.put, place, as: "designer", bytes: right).status == 415)
        let junk = try await journey.house.send(.put, place, as: "designer", bytes: ByteBuffer(string: "PK"), headers: Self.type)
        let told = try junk.problem.findings
        #expect(junk.status == 422 && told?.isEmpty == false)
        let large = ByteBuffer(repeating: 0, count: Workbook.largest + 1)
        #expect(try await journey.house.send(.put, place, as: "designer", bytes: large, headers: Self.type).status == 413)
    }
}
