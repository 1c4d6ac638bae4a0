import Archive
import Foundation
import JointReview
import SampleCase
import Sheets
import Testing

@testable import Intake

@Suite struct CheckReportTests {
    @Test func theReportIsStableAndHoldsWhatTheSchemaAsksFor() async throws {
        let bench = try Bench()
        let files: [(String, [UInt8])] = [("图/", []), ("图/建施-01 平面.pdf", SmallPDF.bytes(1)), ("图/坏.pdf", [1, 2, 3]), ("图/备注.txt", Array("x".utf8))]
        let report = CheckReport(try await bench.read(files, names: .gb18030))
        let json = try report.json()
        #expect(try json == CheckReport(try await bench.read(files, names: .gb18030)).json())
        #expect(try JSONDecoder().decode(CheckReport.self, from: json) == report)

        let schema = try #require(JSONSerialization.jsonObject(with: try Data(contentsOf: Self.schema)) as? [String: Any])
        let value = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(Schema(root: schema).faults(in: value, by: schema, at: "$") == [])
        #expect(report.entries.map(\.rawName).first == #"\xCD\xBC/\xBD\xA8\xCA\xA9-01 \xC6\xBD\xC3\xE6.pdf"#)
        #expect(report.acceptable == false && report.manifest == "proposed")
    }

    /// The facts of drawings with title blocks, lists, fonts and a reference fit the schema too.
    @Test func theFactsOfTheSampleFitTheSchema() async throws {
        let bench = try Bench()
        let report = CheckReport(try await bench.read(try SampleCase.package(round: 1)))
        let json = try report.json()
        #expect(try JSONDecoder().decode(CheckReport.self, from: json) == report)
        let schema = try #require(JSONSerialization.jsonObject(with: try Data(contentsOf: Self.schema)) as? [String: Any])
        let value = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(Schema(root: schema).faults(in: value, by: schema, at: "$") == [])
        #expect(report.entries.contains { $0.facts?.pages.first?.titleBlock != nil } && report.entries.contains { $0.facts?.drawing != nil })
    }

    @Test func aReportOfNoArchiveIsOneToo() async throws {
        let bench = try Bench()
        let report = CheckReport(try await bench.read([0, 1, 2]))
        #expect(report.manifest == "none" && report.entries.isEmpty && !report.acceptable)
        let schema = try #require(JSONSerialization.jsonObject(with: try Data(contentsOf: Self.schema)) as? [String: Any])
        let value = try #require(JSONSerialization.jsonObject(with: try report.json()) as? [String: Any])
        #expect(Schema(root: schema).faults(in: value, by: schema, at: "$") == [])
        var broken = value
        broken["format"] = "lianshen.check/2"
        broken["entries"] = [["name": "x"]]
        #expect(Schema(root: schema).faults(in: broken, by: schema, at: "$").count >= 5)
    }

    @Test func everyCodeSaysWhatIsWrongAndWhatToDo() {
        let codes = IntakeCode.allCases.map { ($0.rawValue, $0.message, $0.remedy) } + SheetCode.allCases.map { ($0.rawValue, $0.message, $0.remedy) }
        #expect(Set(codes.map(\.0)).count == codes.count)
        for (code, message, remedy) in codes {
            #expect(!message.zh.hasSuffix("。") && !message.en.hasSuffix(".") && !message.zh.isEmpty && !message.en.isEmpty, "\(code)")
            #expect(remedy.zh.hasSuffix("。") && remedy.en.hasSuffix("."), "\(code)")
        }
    }

    private static let schema = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Schemas/check/1/check.schema.json")
}
