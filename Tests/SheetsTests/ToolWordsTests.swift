import Foundation
import JointReview
import Testing

@testable import Sheets

@Suite struct ToolWordsTests {
    @Test(arguments: [
        ("Internal Error: xref num 1 not found but needed, document has changes?<0a>", "对象索引"),
        ("WARNING: PDF: unable to find trailer dictionary", "文件尾"),
        ("Syntax Error (12): Illegal character <29> in hex string", "无法识别"), ("WARNING: PDF (offset 9): unknown token while reading object", "无法识别"),
        ("Syntax Error: Couldn't find page tree root", "页面目录"), ("Syntax Error: Something new", "无法识别"), ("Internal Error: something new", "文件结构已损坏"),
    ]) func aComplaintIsExplainedInOurWordsAndQuotedAsTheTools(_ said: String, _ kind: String) {
        let detail = ToolWords("ordinary line\n\(said)\nSyntax Error: later").detail
        #expect(detail.zh.hasPrefix(kind) || detail.zh.contains(kind))
        #expect(detail.zh.contains("（工具原文：") && detail.en.contains("(tool's words: "))
        #expect(!detail.zh.contains("<0a>") && !detail.en.contains("later"))
    }

    @Test func aQuotationHoldsNeitherControlCodesNorOurPaths() {
        let words = ToolWords("WARNING: \(Confinement.boundInput): bad\u{1B}[31m \u{202E}name\u{7F}<0d><0a> \(String(repeating: "x", count: 300))")
        #expect(words.quoted.hasPrefix("PDF: bad[31m name x") && words.quoted.count <= 160)
        #expect(ToolWords("").detail == Bilingual(zh: "", en: ""))
    }

    @Test func aDamagedFileIsExplainedInBothLanguages() async throws {
        let bench = try Workbench()
        let whole = TinyPDF(pages: [.init(), .init()]).bytes
        for part in stride(from: 40, to: whole.count - 10, by: 211) {
            let path = try bench.put(whole.prefix(part), as: "file")
            let (_, findings) = await SheetReader(confinement: await Confinement.detect()).read(path: path, name: "a.pdf")
            for finding in findings where ["sheet.damaged", "sheet.repaired", "sheet.irregular"].contains(finding.code) {
                let own = finding.message.zh.components(separatedBy: "（工具原文：")
                #expect(own.count == 2 && own[0].firstMatch(of: #/[A-Za-z]{4} /#) == nil, "\(finding.message.zh)")
            }
        }
    }

    @Test func howARunEndedIsSaidInBothLanguages() {
        for status in [ConfinedCommand.Status.signalled(9), .deadline, .overflow, .unavailable("qpdf")] {
            let reason = ToolWords.reason(.init(status: status, output: [], diagnostics: ""))
            #expect(reason.zh != reason.en && !reason.zh.isEmpty)
        }
    }
}
