import Foundation
import JointReview
import Testing

@Suite struct BasisTests {
    static let digest = String(repeating: "0a", count: 32)

    @Test(arguments: [
        (
            Basis.clause(code: "GB 50016", edition: "2014(2018)", clause: "7.2.2"),
            #"{"clause":"7.2.2","code":"GB 50016","edition":"2014(2018)","kind":"clause"}"#
        ),
        (.approvalDocument(number: "规划条件〔2026〕1号", article: "三"), #"{"article":"三","kind":"approval_document","number":"规划条件〔2026〕1号"}"#),
        (.approvedDrawing(sha256: digest), #"{"kind":"approved_drawing","sha256":"\#(digest)"}"#),
    ])
    func theWireFormNamesItsKind(_ basis: Basis, _ json: String) throws {
        #expect(try String(decoding: CanonicalJSON.encode(basis), as: UTF8.self) == json)
        #expect(try CanonicalJSON.decode(Basis.self, from: Data(json.utf8)) == basis)
        #expect(basis.isComplete)
    }

    @Test(arguments: [#"{"kind":"rumour"}"#, #"{"kind":"clause","code":"GB"}"#, #"{"code":"GB","edition":"1","clause":"2"}"#])
    func otherFormsAreRefused(_ json: String) {
        #expect(throws: DecodingError.self) { try CanonicalJSON.decode(Basis.self, from: Data(json.utf8)) }
    }

    @Test(arguments: [
        Basis.clause(code: "GB 50016", edition: " ", clause: "7.2.2"), .clause(code: "", edition: "2014", clause: "1"),
        .approvalDocument(number: "1", article: ""), .approvedDrawing(sha256: String(digest.dropLast())),
        .approvedDrawing(sha256: digest.uppercased()),
    ])
    func partsAreNotLeftOut(_ basis: Basis) {
        #expect(!basis.isComplete)
    }
}

@Suite struct CommentDraftTests {
    private let pages = [1: PageBox(width: 2_384, height: 1_684)]

    private func draft(_ change: (inout CommentDraft) -> Void = { _ in }) -> CommentDraft {
        var draft = CommentDraft(
            sheet: UUID(), region: Region(page: 1, x: 100, y: 200, width: 50, height: 40), severity: .mandatoryClause, text: "前室面积不足",
            basis: .clause(code: "GB 50016", edition: "2014(2018)", clause: "6.4.3"))
        change(&draft)
        return draft
    }

    private func codes(_ draft: CommentDraft) -> [String] {
        draft.findings(onPages: pages, file: "建施-06.pdf", sheet: "建施-06").map(\.code)
    }

    @Test func aWholeDraftHasNoFindings() {
        #expect(codes(draft()).isEmpty)
        #expect(
            codes(
                draft {
                    $0.severity = .advice; $0.basis = nil
                }
            ).isEmpty)
    }

    @Test func everythingWrongIsSaidAtOnce() {
        let found = draft {
            $0.text = "\u{0}"
            $0.basis = nil
            $0.region = Region(page: 3, x: 0, y: 0, width: 0, height: 1)
        }
        #expect(
            Set(codes(found)) == [
                "comment.text_empty", "comment.text_control", "comment.basis_missing", "comment.region_not_positive", "comment.page_unknown",
            ])
    }

    @Test(arguments: [Severity.mandatoryClause, .generalClause])
    func whatBlocksNeedsABasis(_ severity: Severity) {
        #expect(
            codes(
                draft {
                    $0.severity = severity; $0.basis = nil
                }) == ["comment.basis_missing"])
    }

    @Test func anIncompleteBasisIsFoundForAdviceToo() {
        #expect(
            codes(
                draft {
                    $0.severity = .advice; $0.basis = .approvedDrawing(sha256: "ab")
                }) == ["comment.basis_incomplete"])
    }

    @Test(arguments: [(0, ["comment.text_empty"]), (1, []), (4_000, []), (4_001, ["comment.text_too_long"])])
    func textHasOneToFourThousandCharacters(_ count: Int, _ expected: [String]) {
        #expect(codes(draft { $0.text = String(repeating: "图", count: count) }) == expected)
    }

    @Test func blankTextIsNoText() {
        #expect(codes(draft { $0.text = " \n\u{3000}" }) == ["comment.text_empty"])
    }

    @Test(arguments: [
        (Region(page: 1, x: 0, y: 0, width: 2_384, height: 1_684), true), (Region(page: 1, x: -1, y: 0, width: 10, height: 10), false),
        (Region(page: 1, x: 2_380, y: 0, width: 10, height: 10), false), (Region(page: 1, x: 0, y: 1_680, width: 10, height: 10), false),
        (Region(page: 1, x: 2_383.005, y: 0, width: 1, height: 10), true),
    ])
    func regionsStayOnThePage(_ region: Region, _ inside: Bool) {
        #expect(codes(draft { $0.region = region }) == (inside ? [] : ["comment.region_outside"]))
    }

    @Test func aPlaceThatNobodyCouldSeeIsNone() {
        #expect(codes(draft { $0.region = Region(page: 1, x: 1, y: 1, width: 1e-300, height: 10) }) == ["comment.region_not_positive"])
        #expect(codes(draft { $0.region = Region(page: 1, x: 1, y: 1, width: 1, height: 1) }) == [])
    }

    @Test(arguments: [Double.nan, .infinity, -.infinity])
    func numbersThatAreNoneAreNoRegion(_ number: Double) {
        #expect(codes(draft { $0.region = Region(page: 1, x: number, y: 0, width: 10, height: 10) }) == ["comment.region_not_positive"])
    }

    @Test func aPageBoxMayBeginElsewhere() {
        let box = PageBox(x: -100, y: 50, width: 200, height: 100)
        #expect(box.contains(Region(page: 1, x: -100, y: 50, width: 200, height: 100)))
        #expect(!box.contains(Region(page: 1, x: 0, y: 0, width: 10, height: 10)))
    }

    @Test func findingsNameTheirPlaceAndRemedy() throws {
        let finding = try #require(draft { $0.basis = nil }.findings(onPages: pages, file: "f.pdf", sheet: "建施-06").first)
        #expect(finding.severity == .reject && finding.file == "f.pdf" && finding.sheet == "建施-06")
        #expect(!finding.remedy.zh.isEmpty && !finding.remedy.en.isEmpty)
    }
}
