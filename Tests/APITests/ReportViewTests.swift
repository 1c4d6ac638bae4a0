import Crypto
import Foundation
import JointReview
import Store
import Testing
import Wire

extension House {
    /// Flags the first sheet of a case.
    func restrict(_ opened: Opened, as person: String, _ json: String) async throws -> Answer {
        try await call(.post, "/v1/sheets/\(opened.sheets[0].id.text)/restrict", as: person, json: json)
    }
}

/// What opinion, merge and report tell a body that may not open a sheet of which they speak.
@Suite(.timeLimit(.minutes(5))) struct ReportViewTests {
    private func outcomes(_ opened: Opened) -> [String] {
        let path = "/v1/cases/\(opened.id.text)"
        return [path + "/opinion", path + "/report", path + "/report?format=html&lang=zh", path + "/report?format=html&lang=en"]
    }

    @Test func ofOpinionAndReportABodyReadsWhatIsNotSaidOfSheetsThatItMayNotOpen() async throws {
        try await House.with { house in
            // Before the workers begin: the package is read by hand here, and they would do it too.
            let opened = try await house.inReview()
            try await house.working {
                for discipline in Discipline.allCases {
                    let review = "/v1/reviews/\(try opened.review(discipline).id.text)"
                    let attempt = try await house.claim(discipline, opened)
                    if discipline == .civilDefence {
                        let comment = house.comment(opened, attempt: attempt, text: "口部须移位")
                        #expect(try await house.call(.post, review + "/comments", as: "civil_defence", json: comment).status == 201)
                    }
                    let decision = #"{"attempt":\#(attempt),"decision":"\#(discipline == .civilDefence ? "pass_with_advice" : "pass")"}"#
                    #expect(try await house.call(.post, review + "/decide", as: discipline.rawValue, json: decision).status == 200)
                }
                try await eventually("the report") {
                    try await house.call(.get, "/v1/cases/\(opened.id.text)/report", as: "fire").status == 200 ? true : nil
                }
                for path in outcomes(opened) { #expect(try await house.call(.get, path, as: "fire").text.contains("口部须移位"), "\(path)") }
                let flag = #"{"restricted":true,"reason":"人防口部","disciplines":["civil_defence"]}"#
                #expect(try await house.restrict(opened, as: "coordinator", flag).status == 200)
                // The rest of opinion and report is for everybody.
                for person in ["fire", "planning", "structural"] {
                    let rest: OpinionBody = try await house.call(.get, outcomes(opened)[0], as: person).json()
                    let opinion = try CanonicalJSON.decode(Opinion.self, from: try WireJSON.encode(rest.body))
                    #expect(rest.withheldItems == 1 && opinion.items.isEmpty && opinion.decisions.count == 5, "\(person)")
                    #expect(try await !house.call(.get, outcomes(opened)[0], as: person).text.contains("口部须移位"), "\(person)")
                    let merged = try await house.call(.get, "/v1/cases/\(opened.id.text)/merge", as: person)
                    #expect(merged.status == 200 && !merged.text.contains("口部须移位"), "\(person)")
                }
                for path in outcomes(opened).dropFirst() {
                    for person in ["fire", "planning", "structural"] { try await isCut(path, as: person, house) }
                    for person in ["owner", "designer", "clerk", "coordinator", "regulator", "civil_defence"] {
                        #expect(try await house.call(.get, path, as: person).text.contains("口部须移位"), "\(path) as \(person)")
                    }
                }
                // Nothing is said of the other sheet: it closes neither.
                #expect(try await house.restrict(opened, as: "coordinator", #"{"restricted":false,"reason":"已公开"}"#).status == 200)
                let other = "/v1/sheets/\(opened.sheets[1].id.text)/restrict"
                #expect(try await house.call(.post, other, as: "coordinator", json: flag).status == 200)
                for path in outcomes(opened) { #expect(try await house.call(.get, path, as: "fire").status == 200, "\(path)") }
            }
        }
    }

    /// A view made on the spot: it says what it leaves out, and bears neither name nor digest of an edition.
    private func isCut(_ path: String, as person: String, _ house: House) async throws {
        let answer = try await house.call(.get, path, as: person)
        #expect(answer.status == 200 && !answer.text.contains("口部须移位") && answer["Repr-Digest"] == nil, "\(path) as \(person)")
        #expect(answer["Content-Disposition"]?.contains(".cut.") == true)
        if path.contains("html") {
            #expect(answer.text.contains("【删节阅览本·非出具的报告】") || answer.text.contains("[CUT VIEW: NOT THE REPORT AS ISSUED]"))
        } else {
            let record = try CanonicalJSON.decode(ReportRecord.self, from: Data(answer.body))
            #expect(record.withheld == ReportRecord.Withheld(sheets: 1, items: 1, comments: 1, others: 0))
            #expect(record.comments.isEmpty && record.opinion?.opinion.items.isEmpty == true && record.rounds?.flatMap(\.items).isEmpty == true)
            #expect(record.disciplines.count == 5 && record.danglingEntries.isEmpty)
        }
        // The entry of the log names the bytes that he got, and says that they were cut.
        let logged = try await house.sql(
            """
            SELECT encode(e.sha256, 'hex') || ' ' || d.body FROM lianshen.audit_entry e JOIN lianshen.audit_detail d USING (audit_id)
             WHERE e.act = 'report.download' AND e.request_id = '\(answer.requestID)'
            """)
        #expect(logged.hasPrefix(Data(SHA256.hash(data: Data(answer.body))).map { String(format: "%02x", $0) }.joined()), "\(logged)")
        #expect(logged.contains(#""cut":"true""#))
    }
}
