import Foundation
import JointReview
import Testing

@Suite struct ReportRecordTests {
    private static let now = Date(timeIntervalSince1970: 1_795_251_328.5)
    private static let digest = String(repeating: "0f", count: 32)

    private static func record(entries: [Int64]) throws -> ReportRecord {
        let institute = ReportRecord.Organisation(
            id: UUID(), name: "【样例】设计院", creditCode: try #require(CreditCode("91350100M000100Y43")))
        let mei = ReportRecord.Person(id: UUID(), name: "样例审查人")
        let package = UUID()
        let sheet = UUID()
        let review = UUID()
        let comment = JointReview.Comment(
            id: UUID(), review: review, discipline: .fire, specialty: "建筑", sheet: sheet,
            region: Region(page: 1, x: 1, y: 2, width: 3, height: 4), severity: .mandatoryClause, text: "登高场地 15×10 → ≥ 20×10 m",
            basis: .clause(code: "GB 50016", edition: "2014(2018)", clause: "7.2.2"), author: mei.id, publishedAt: now)
        let merged = try Merge.opinion(
            of: Merge.Round(
                case: UUID(), round: 1,
                sheets: [OpinionItem.Sheet(id: sheet, number: "总施-02", title: "消防总平面", revision: "A", fileSHA256: digest)],
                reviews: [Merge.Round.Outcome(discipline: .fire, review: review, decision: .fail)], comments: [comment]))
        return ReportRecord(
            madeAt: now, isSimulated: false, isSample: true,
            project: .init(id: UUID(), name: "【样例·非真实工程】示例市临港材料研发中心", code: nil, region: "320800", facts: FanOutTests.sample, audit: [1]),
            case: .init(
                id: merged.case, number: "2026-0001", title: "施工图", state: .opinionsIssued, round: 1, profile: "national-current", createdAt: now,
                submittedAt: now, acceptedAt: now, acceptedByRule: "auto-accept-complete", deadline: nil, decidedAt: now, audit: [1, 2]),
            parties: [.init(organisation: institute, functions: ["design_institute"], people: [.init(person: mei, role: .reviewer)], audit: [2])],
            packages: [
                .init(
                    id: package, name: "p.zip", round: 1, size: 5, sha256: digest, sm3: nil, institute: institute, uploadedBy: mei, uploadedAt: now,
                    sealedBy: mei, sealedAt: now, findings: [], audit: [3])
            ],
            sheets: [
                .init(
                    id: sheet, package: package, number: "总施-02", title: "消防总平面", revision: "A", specialty: "建筑", kind: .fireSitePlan,
                    file: "总施-02.pdf", page: 1, width: 2_384, height: 1_684, fileSHA256: digest, pageDigest: nil, isRestricted: false, audit: [3])
            ],
            files: [.init(package: package, role: "document", title: "勘察报告", file: "勘察报告.pdf", size: 9, sha256: digest, audit: [3])],
            disciplines: try FanOut.reviews(for: FanOutTests.sample, profile: ShippedRules.profiles().profile("national-current")).map {
                .init(
                    applicability: $0, review: review, state: .issuedComments, body: institute, reviewer: mei, checker: nil, openedAt: now,
                    claimedAt: now, decidedAt: now, due: now.addingTimeInterval(1), decision: .fail, summary: nil, audit: [4])
            },
            opinion: .init(id: UUID(), issuedAt: now, sha256: digest, opinion: merged, audit: [5]),
            comments: [.init(comment, round: 1, author: mei, audit: [4])],
            entries: entries.map {
                .init(
                    id: $0, sequence: $0, act: Act.commentPublish.rawValue, result: "ok", person: mei, organisation: institute, role: .reviewer,
                    recordedAt: now, effectiveAt: now, objectKind: "comment", object: comment.id, sha256: nil)
            })
    }

    @Test func aRecordReadsBackFromItsCanonicalBytes() throws {
        let record = try Self.record(entries: [1, 2, 3, 4, 5])
        let bytes = try CanonicalJSON.encode(record)
        let back = try CanonicalJSON.decode(ReportRecord.self, from: bytes)
        #expect(back == record)
        #expect(try CanonicalJSON.encode(back) == bytes)
    }

    @Test func theWireFormSpeaksSnakeCase() throws {
        let text = try String(decoding: CanonicalJSON.encode(Self.record(entries: [1])), as: UTF8.self)
        for key in ["\"made_at\"", "\"simulated\"", "\"file_sha256\"", "\"accepted_by_rule\"", "\"published_at\"", "\"credit_code\""] {
            #expect(text.contains(key))
        }
        #expect(text.firstMatch(of: /"[a-z]+[A-Z][A-Za-z0-9]*":/) == nil)
    }

    @Test func entriesThatALineNamesAreInTheRecord() throws {
        #expect(try Self.record(entries: [1, 2, 3, 4, 5]).danglingEntries.isEmpty)
        #expect(try Self.record(entries: [2, 4]).danglingEntries == [1, 3, 5])
    }

    @Test func inTimeMeansBeforeTheEndOfTheLastDay() throws {
        var line = try #require(Self.record(entries: []).disciplines.first)
        #expect(line.isInTime == true)
        line.due = line.decidedAt
        #expect(line.isInTime == false)
        line.decidedAt = nil
        #expect(line.isInTime == nil)
    }
}

@Suite struct StateDiagramTests {
    @Test func theDiagramsShowExactlyTheMovesOfTheTables() {
        let cases = Set(StateDiagram.caseMoves.map { "\($0.from) \($0.action) \($0.to)" })
        var expected: Set<String> = []
        for (state, acts) in CaseMatrixTests.table {
            for (kind, targets) in acts { for target in targets { expected.insert("\(state.rawValue) \(kind.rawValue) \(target.rawValue)") } }
        }
        #expect(cases == expected)
        let reviews = Set(StateDiagram.reviewMoves.map { "\($0.from) \($0.action)" })
        var pairs: Set<String> = []
        for (state, acts) in ReviewMatrixTests.table { for kind in acts.keys { pairs.insert("\(state.rawValue) \(kind.rawValue)") } }
        #expect(reviews == pairs)
    }

    @Test func theMermaidTextHasOneLineAMove() {
        let text = StateDiagram.mermaid(StateDiagram.caseMoves)
        #expect(text.hasPrefix("stateDiagram-v2\n"))
        #expect(text.split(separator: "\n").count == StateDiagram.caseMoves.count + 1)
        #expect(text.contains("    draft --> awaiting_owner_confirm: seal_part\n"))
    }
}
