import Foundation
import JointReview
import SampleCase
import Testing

@testable import Intake

/// The later rounds of the sample case, applied to what was before.
@Suite struct SetTests {
    /// The three rounds, each on the set that the rounds before it made.
    private func rounds(_ bench: borrowing Bench) async throws -> [IntakeResult] {
        var judgement = Judgement(rules: try ShippedRules.checkRules(), facts: SampleCase.project)
        judgement.base = .missing
        var results: [IntakeResult] = []
        for package in try SampleCase.packages(through: 3) {
            let result = try await bench.read(package.bytes, as: "r\(package.round).zip", judging: judgement)
            judgement.base = result.asBase
            results.append(result)
        }
        return results
    }

    @Test func everyRoundOfTheSampleIsAppliedToTheOneBeforeWithoutAFinding() async throws {
        let bench = try Bench()
        let results = try await rounds(bench)
        for result in results { #expect(result.findings == [], "\(result.name)") }
        let (second, third) = (try #require(results[1].set), try #require(results[2].set))

        // Round 2 changes what was commented on, the notes that repeat it, and the drawing list; nothing else.
        let commented = Set(SampleCase.comments.filter { $0.round == 1 }.map(\.sheet))
        #expect(Set(second.sheets.filter { $0.standing == .changed }.map(\.number)) == commented.union(["建施-00", "建施-01"]))
        #expect(second.sheets.filter(\.carried).map(\.number) == ["建施-15", "结施-08"])
        #expect(second.count(.changed) == 11 && second.count(.sameBytes) == 2 && second.sheets.count == 13)
        #expect(second.sheets.filter { !$0.carried }.allSatisfy { $0.declared != nil && $0.sheet?.revision == "B" && $0.before?.revision == "A" })

        // Round 3 answers the late finding; the store's lightning protection stays as it was approved.
        #expect(third.sheets.filter { $0.standing == .changed }.map(\.number) == ["建施-00", "结施-08"])
        let carried = try #require(third.sheets.first { $0.number == "电施-20" })
        #expect(carried.carried && carried.standing == .sameBytes && carried.sheet?.revision == "B" && carried.sheet == second.sheets.last?.sheet)
        #expect(third.documents.map(\.document.title).suffix(2) == ["审查意见回复及修改说明(一)", "审查意见回复及修改说明(二)"])
        #expect(third.documents.count { $0.carried } == 4)
    }

    @Test func theReportOfASetFitsTheSchemaAndIsReadBack() async throws {
        let bench = try Bench()
        let result = try await rounds(bench)[1]
        let report = CheckReport(result)
        let json = try report.json()
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let schema = try #require(
            JSONSerialization.jsonObject(with: try Data(contentsOf: folder.appendingPathComponent("Schemas/check/1/check.schema.json")))
                as? [String: Any])
        let value = try #require(JSONSerialization.jsonObject(with: json) as? [String: Any])
        #expect(Schema(root: schema).faults(in: value, by: schema, at: "$") == [])
        #expect(report.partial == true && report.set?.base?.name == "r1.zip")
        let read = try JSONDecoder().decode(CheckedPackage.self, from: json)
        #expect(read.set?.sheets.map(\.standing) == result.set?.sheets.map(\.standing))
    }

    /// A round 2 that leaves one of its changes out of the list.
    @Test func aChangeThatTheSamplesListDoesNotDeclareIsFound() async throws {
        let bench = try Bench()
        let first = try await bench.read(try SampleCase.package(round: 1), judging: Judgement(rules: nil))
        var manifest = SampleCase.manifest(round: 2)
        manifest.changes.removeAll { $0.number == "建施-06" }
        let second = try await bench.read(try SampleCase.package(round: 2))
        let found = first.asBase.applying(
            manifest, sheets: second.sheets.map(\.ofSet), documents: second.documents.map(\.ofSet), package: "r2.zip", list: "manifest.xml")
        #expect(found.findings.map(\.code) == ["set.change_undeclared"] && found.findings[0].sheet == "建施-06")
    }

    /// What the drawing list of a package of changes names must be in the package or stay in force from before.
    @Test func aDrawingListIsHeldAgainstTheWholeSet() async throws {
        let bench = try Bench()
        let first = try await bench.read(try SampleCase.package(round: 1), judging: Judgement(rules: nil))
        guard case .set(var base) = first.asBase else { throw CocoaError(.featureUnsupported) }
        base.sheets.removeAll { $0.number == "建施-15" }
        let second = try await bench.read(try SampleCase.package(round: 2), judging: Judgement(rules: nil, base: .set(base)))
        #expect(second.codes == ["list.sheet_missing"] && second.findings[0].message.zh.contains("建施-15"))
    }
}
