import Foundation
import JointReview
import Reports
import Testing

/// Names and texts come from many hands; none of them may change the page round them.
@Suite struct HostileTextTests {
    private static let attacks = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; DROP TABLE review; --", "</style><script>x</script>", "&lt;b&gt;",
        "]]>", "<!--", "{{7*7}}", "\u{202E}gnp.exe", "a\u{0}b", "\u{2066}x\u{2069}", "</title>",
    ]

    @Test("Markup in a name or a text is shown, not obeyed", arguments: attacks)
    func shown(_ attack: String) throws {
        var record = try SampleRecord.record()
        let clean = Self.tags(ReportTests.page(record))
        record.project.name = attack
        record.project.code = attack
        record.case.title = attack
        record.case.number = attack
        for index in record.comments.indices { record.comments[index].text = attack }
        for index in record.sheets.indices { (record.sheets[index].title, record.sheets[index].file) = (attack, attack) }
        for index in record.disciplines.indices where record.disciplines[index].summary != nil { record.disciplines[index].summary = attack }
        for language in Language.allCases {
            let page = ReportTests.page(record, language)
            #expect(!page.contains("<script"))
            #expect(!page.contains("<img"))
            #expect(!page.unicodeScalars.contains { $0.value == 0 || $0.value == 0x202E || $0.value == 0x2066 })
            // The same elements as without the attack, but for those that isolate or name what is hidden.
            #expect(Self.tags(page).subtracting(clean).isSubset(of: ["bdi", "/bdi", "span", "/span"]))
        }
    }

    @Test("Right-to-left text is kept apart from its neighbours")
    func direction() throws {
        var record = try SampleRecord.record()
        record.project.name = "مشروع"
        #expect(ReportTests.page(record).contains("<bdi>مشروع</bdi>"))
    }

    @Test("A text of a hundred thousand characters is printed whole")
    func long() throws {
        var record = try SampleRecord.record()
        let text = String(repeating: "防火", count: 50_000)
        record.disciplines[1].summary = text
        #expect(ReportTests.page(record).contains(text))
    }

    private static func tags(_ page: String) -> Set<String> {
        Set(page.matches(of: /<(\/?[a-z0-9]+)/).map { String($0.output.1) })
    }
}
