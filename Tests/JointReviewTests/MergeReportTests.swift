import Foundation
import JointReview
import Testing

@Suite struct MergeReportTests {
    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static func sample(_ name: String) throws -> MergeMaterial {
        try CanonicalJSON.decode(from: Data(contentsOf: folder.appendingPathComponent("Samples/merge/\(name)/comments.json")))
    }

    @Test(arguments: ["sample-case", "storey-height"])
    func aSampleGivesTheReportThatLiesBesideIt(_ name: String) throws {
        let bytes = try CanonicalJSON.encode(Merge.report(on: Self.sample(name)))
        let path = Self.folder.appendingPathComponent("Samples/merge/\(name)/expected.json")
        if ProcessInfo.processInfo.environment["LIANSHEN_WRITE_SAMPLES"] == "1" { try (bytes + [0x0A]).write(to: path) }
        #expect(try Data(contentsOf: path) == bytes + [0x0A])
        #expect(try CanonicalJSON.decode(MergeReport.self, from: bytes) == Merge.report(on: Self.sample(name)))
    }

    @Test func theSampleCaseHoldsItsTwoContradictionsItsDuplicateAndOneHintOnTheRegister() throws {
        let report = Merge.report(on: try Self.sample("sample-case"))
        #expect(report.merged && report.conflictsComplete && report.findings.isEmpty)
        // Fire wants the opening of M-0312 at least 1.30 m wide, structure at most 1000 mm; each with its author and basis.
        let door = try #require(report.conflicts.first { $0.demands.contains { $0.demand.property == "structural_opening_width" } })
        #expect(door.kind == .bounds && door.parties.map(\.comment) == ["F3", "S3"] && !door.declared)
        #expect(door.parties.map(\.discipline) == [.fire, .structural] && door.parties.allSatisfy { $0.basis != nil })
        let distance = try #require(report.conflicts.first { $0.demands.contains { $0.demand.property == "clear_distance" } })
        #expect(Set(distance.parties.map(\.comment)) == ["C1", "P1"] && distance.declared)
        #expect(report.conflicts.count == 2)
        let joined = report.items.filter { $0.sources.count > 1 }
        #expect(joined.map { $0.sources.map(\.comment) } == [["P4", "F5"]] && joined.first?.joinedBy == [.region])
        #expect(joined.first?.disciplines == [.planning, .fire])
        #expect(report.hints.map(\.about) == [["1#/3F/轴5,C–D/M-0312", "1#/三层/轴5,C-D/M0312"]])
        #expect(report.items.map(\.number) == Array(1...17))
    }

    @Test func demandsOfThreeDisciplinesContradictEachOtherThroughTheStoreyHeight() throws {
        let report = Merge.report(on: try Self.sample("storey-height"))
        #expect(report.conflicts.map { $0.parties.map(\.comment).sorted() } == [["H1", "H2", "H3", "H4"]])
        #expect(report.conflicts.first?.kind == .sums && report.conflicts.first?.sums == ["三层走道竖向"])
        var material = try Self.sample("storey-height")
        // Any one of them left out, the rest can be built.
        for leftOut in ["H1", "H2", "H3", "H4"] {
            var rest = material
            rest.comments.removeAll { $0.id == leftOut }
            #expect(Merge.report(on: rest).conflicts.isEmpty, "\(leftOut)")
        }
        material.sums = []
        #expect(Merge.report(on: material).conflicts.isEmpty)
    }

    @Test(arguments: 0..<30)
    func everyOrderOfTheInputGivesTheSameBytes(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        var material = MergeFixture.material(comments: 120, sheets: 6, random: &random)
        let bytes = try CanonicalJSON.encode(Merge.report(on: material))
        for _ in 0..<4 {
            material.comments = material.comments.shuffled(using: &random).map { comment in
                MergeComment(
                    id: comment.id, discipline: comment.discipline, specialty: comment.specialty, sheet: comment.sheet, region: comment.region,
                    severity: comment.severity, text: comment.text, basis: comment.basis, author: comment.author,
                    demands: comment.demands.shuffled(using: &random), contradicts: comment.contradicts.shuffled(using: &random),
                    supersedes: comment.supersedes, auditEntry: comment.auditEntry)
            }
            material.elements.shuffle(using: &random)
            material.sums.shuffle(using: &random)
            material.groupings.shuffle(using: &random)
            material.numbering = material.numbering.map { Numbering(highest: $0.highest, items: $0.items.shuffled(using: &random)) }
            #expect(try CanonicalJSON.encode(Merge.report(on: material)) == bytes)
        }
        let report = Merge.report(on: material)
        #expect(report.merged && report.items.contains { $0.sources.count > 1 } && !report.conflicts.isEmpty)
        // Nobody's comment is lost, and none is told twice.
        let corrected = Set(material.comments.compactMap(\.supersedes))
        #expect(report.items.flatMap(\.sources).map(\.comment).sorted() == material.comments.map(\.id).filter { !corrected.contains($0) }.sorted())
        #expect(Set(report.items.map(\.number)).count == report.items.count)
    }

    @Test func itemsFollowSheetPositionSeverityAndDiscipline() {
        var comments: [MergeComment] = []
        func add(_ sheet: Int, x: Double, y: Double, page: Int = 1, _ severity: Severity = .advice, _ discipline: Discipline = .fire) {
            comments.append(
                MergeComment(
                    id: "\(comments.count)", discipline: discipline, sheet: "sheet\(sheet)",
                    region: Region(page: page, x: x, y: y, width: 5, height: 5),
                    severity: severity, text: "甲\(comments.count)乙", author: "a"))
        }
        add(0, x: 0, y: 0)
        add(1, x: 0, y: 90)
        add(1, x: 5, y: 90, .mandatoryClause)
        add(1, x: 5, y: 90, .advice, .planning)
        add(1, x: 5, y: 90, .advice, .structural)
        add(1, x: 0, y: 10)
        add(1, x: 0, y: 90, page: 2)
        let material = MergeMaterial(sheets: MergeFixture.sheets(2), comments: comments.reversed())
        #expect(Merge.report(on: material).items.map { $0.sources[0].comment } == comments.map(\.id))
    }

    @Test func correctedCommentsAreLeftOutAndWhatWasDeclaredOfThemLapses() {
        let old = MergeFixture.comment("old")
        let new = MergeFixture.comment("new", supersedes: "old")
        let other = MergeFixture.comment("other", x: 500, contradicts: ["old"])
        let report = Merge.report(on: MergeMaterial(sheets: MergeFixture.sheets(1), comments: [old, new, other]))
        #expect(report.items.map { $0.sources.map(\.comment) } == [["new"], ["other"]] && report.conflicts.isEmpty)
    }

    @Test func aDeclaredConflictStandsByItselfOrMarksTheOneThatWasFound() {
        let one = MergeFixture.comment("a", contradicts: ["b"])
        let other = MergeFixture.comment("b", x: 500, contradicts: ["a"])
        let report = Merge.report(on: MergeMaterial(sheets: MergeFixture.sheets(1), comments: [one, other]))
        #expect(report.conflicts.map(\.kind) == [.declared] && report.conflicts.first?.parties.map(\.comment) == ["a", "b"])
        #expect(report.items.map(\.conflicts) == [[1], [1]])
    }
}
