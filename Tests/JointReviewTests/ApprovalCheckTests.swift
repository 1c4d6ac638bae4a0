import JointReview
import Testing

/// An approval document as basis, held against what was handed in.
@Suite struct ApprovalCheckTests {
    private let documents = [
        ApprovalCheck.Document(title: "建设工程规划许可证附图(样例建字第2026-018号)", file: "文件/附图.pdf"),
        ApprovalCheck.Document(title: "规划条件", file: "文件/示规条〔2026〕7号.pdf"), ApprovalCheck.Document(title: "结构计算书", file: "文件/计算书.pdf"),
    ]

    private func codes(_ number: String, year: Int = 2026) -> [String] {
        ApprovalCheck(documents: documents, year: year).findings(on: number, at: "/basis/number").map { "\($0.code) \($0.severity.rawValue)" }
    }

    @Test(arguments: [
        "样例建字第2026-018号", "样例建字第 2026-18 号", "样例建字〔2026〕18号", "样例建字[2026]第018号附图", "示规条〔2026〕7号", "示规条(2026)007号", "规划条件",
    ])
    func theSameDocumentIsKnownHoweverItsNumberIsWritten(_ number: String) {
        #expect(codes(number) == [])
    }

    @Test(arguments: [
        ("示规条〔2025〕7号", "basis.document_differs warn"), ("样例建字第2026-019号", "basis.document_differs warn"),
        ("示环评〔2026〕7号", "basis.document_unknown warn"), ("某批复", "basis.document_unknown warn"), ("示规条〔2027〕7号", "basis.document_later warn"),
    ])
    func whatDiffersOrIsMissingIsToldAndNothingIsRefused(_ number: String, _ code: String) {
        #expect(codes(number) == [code])
    }

    @Test func theHintNamesWhatWasHandedIn() throws {
        let finding = try #require(ApprovalCheck(documents: documents, year: 2026).findings(on: "示规条〔2025〕7号", at: "/basis/number").first)
        #expect(finding.message.zh.contains("规划条件") && finding.file == "/basis/number")
        let none = try #require(ApprovalCheck(documents: [], year: 2026).findings(on: "示规条〔2025〕7号", at: "/basis/number").first)
        #expect(none.remedy.en.contains("ask the applicant"))
        #expect(ApprovalNumber(in: "第三条") == nil && ApprovalNumber(in: "2026-018") == nil)
    }
}
