import Foundation
import JointReview
import Store
import Testing
import Wire

/// The report is true to the end: every opinion and every conclusion has an edition of its own, and none takes the place of another.
@Suite(.timeLimit(.minutes(10))) struct ReportEditionTests {
    private func record(_ house: House, _ path: String, _ query: String = "") async throws -> ReportRecord {
        try await eventually("a written report") {
            let answer = try await house.call(.get, path + "/report?format=json" + query, as: "owner")
            guard answer.status == 200 else {
                #expect(answer.status == 202, "\(answer.text)")
                return nil
            }
            return try CanonicalJSON.decode(ReportRecord.self, from: answer.body)
        }
    }

    private func editions(_ house: House, _ path: String) async throws -> [ReportEditionBody] {
        try await house.call(.get, path + "/reports", as: "owner").json(PageBody<ReportEditionBody>.self).items
    }

    @Test func aPassedCaseHasAReportThatSaysSoAndTheEarlierOnesStayAsTheyWere() async throws {
        try await House.with { house in
            try await house.working {
                let journey = try await RoundJourney.begin(house)
                let first = try await journey.handIn(1)
                for discipline in Discipline.allCases { try await journey.take(discipline) }
                let beams = try await journey.sheet("结施-08", of: first).id
                let comment = try await journey.comment(.structural, on: beams, .mandatoryClause, "梁配筋不足").json(CommentBody.self).id
                #expect(try await editions(house, journey.path).isEmpty)
                #expect(try await house.call(.get, journey.path + "/report", as: "owner").status == 404)
                for discipline in Discipline.allCases { _ = try await journey.decide(discipline, discipline == .structural ? .fail : .pass) }
                let one = try await record(house, journey.path)
                #expect(one.edition == .init(serial: 1, ground: .opinion) && one.case.state == .opinionsIssued && one.conclusions == [])
                #expect(one.rounds?.map(\.round) == [1] && one.danglingEntries.isEmpty)

                try await journey.done(.post, journey.path + "/revise", as: "owner")
                #expect(try await journey.answer(comment, .accepted, "已加大", sheet: "建施-06").status == 200)
                try await journey.done(.post, journey.path + "/answers/release", as: "designer", "{}")
                _ = try await journey.handIn(2, replaces: first.sha256)
                #expect(try await journey.backcheck(comment, as: .structural, .closed).status == 200)
                for discipline in Discipline.allCases where try await journey.review(discipline).decision == nil {
                    try await journey.take(discipline)
                    #expect(try await journey.decide(discipline, .pass).status == 200)
                }
                try await journey.done(.post, journey.path + "/pass", as: "coordinator")
                let last = try await record(house, journey.path)
                #expect(last.edition == .init(serial: 3, ground: .pass) && last.case.state == .passed && last.rounds?.map(\.round) == [1, 2])
                let conclusion = try #require(last.conclusions?.last)
                let lead = try house.cast.person("coordinator").id
                #expect(conclusion.ground == .pass && conclusion.role == .lead && conclusion.person?.id == lead)
                #expect(conclusion.audit.count == 1 && last.danglingEntries.isEmpty)
                let said = try #require(last.comments.first { $0.id == comment })
                #expect(said.answers?.map(\.text) == ["已加大"] && said.backchecks?.map(\.verdict) == [.closed])
                // Each package and each sheet revision once; the one that was commented and then replaced stands behind those in force.
                #expect(Set(last.packages.map(\.id)).count == last.packages.count && Set(last.sheets.map(\.id)).count == last.sheets.count)
                #expect(last.packages.allSatisfy { $0.set == nil || $0.set?.confirmations.count == 2 })
                let page = try await house.call(.get, journey.path + "/report?format=html", as: "owner").text
                #expect(page.contains("审查通过") && page.contains("第 2 轮复核闭合") && page.contains("第 3 版"))

                // The first edition is the bytes that it was, and the log ends where its opinion was issued.
                let listed = try await editions(house, journey.path)
                #expect(
                    listed.map(\.ground) == [.opinion, .opinion, .pass] && listed.map(\.round) == [1, 2, 2] && listed.map(\.serial) == [1, 2, 3])
                #expect(try await record(house, journey.path, "&edition=1") == one)
                #expect(try await record(house, journey.path, "&round=2").edition?.serial == 3)
                #expect(try await house.call(.get, journey.path + "/report?edition=4", as: "owner").status == 404)
                #expect(one.entries.count < last.entries.count && Array(last.entries.prefix(one.entries.count)).map(\.id) == one.entries.map(\.id))
            }
        }
    }

    @Test func aReportThatIsWrittenLateTellsWhatWasSoWhenItBecameDue() async throws {
        try await House.with { house in
            let path = "/v1/cases/\(try await house.failedByFire().opened.id.text)"
            let reason = #"{"reason":"拒不整改"}"#
            #expect(try await house.call(.post, path + "/fail", as: "coordinator", json: reason).status == 200)
            #expect(try await house.call(.post, path + "/close", as: "coordinator", json: reason).status == 200)
            // Nobody wrote anything yet: three editions are due, and each tells its own.
            #expect(try await editions(house, path).map(\.files) == [[], [], []])
            #expect(try await house.call(.get, path + "/report?edition=1", as: "owner").status == 202)
            try await house.working {
                let told = try await [1, 2, 3].asyncMap { try await record(house, path, "&edition=\($0)") }
                #expect(told.map(\.case.state) == [.opinionsIssued, .failed, .closed])
                #expect(told.map { $0.conclusions?.map(\.ground) } == [[], [.fail], [.fail, .close]])
                #expect(told[1].conclusions?.first?.reason == "拒不整改")
                #expect(told.allSatisfy { $0.danglingEntries.isEmpty && $0.comments.count == 1 })
                let counts = told.map(\.entries.count)
                #expect(counts[0] < counts[1] && counts[1] < counts[2])
                #expect(try await editions(house, path).allSatisfy { $0.files.count == ReportFile.Format.allCases.count })
            }
        }
    }

    @Test func aCaseThatEndsBeforeItWasAcceptedHasNoReport() async throws {
        try await House.with { house in
            let opened = try await house.draft()
            let path = "/v1/cases/\(opened.id.text)"
            #expect(try await house.call(.post, path + "/withdraw", as: "owner", json: #"{"reason":"r"}"#).status == 200)
            #expect(try await editions(house, path).isEmpty)
        }
    }
}

extension Array where Element: Sendable {
    func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        for element in self { values.append(try await body(element)) }
        return values
    }
}
