import Foundation
import JointReview
import Reports
import Testing

/// A report as a reader has it: one file, every line of it traced.
@Suite struct ReportTests {
    static let shapes: [SampleRecord.Shape] = [
        .init(), .init(length: 0.8, merged: [.meteorology]), .init(length: 700_000), .init(isDecided: false),
        .init(hasComments: false, merged: [.civilDefence, .meteorology]), .init(extraComments: 200),
    ]

    static func page(_ record: ReportRecord, _ language: Language = .zh) -> String {
        String(decoding: ReportRenderer.html(record, language: language), as: UTF8.self)
    }

    @Test("The same record gives the same bytes, in both languages and as JSON")
    func deterministic() throws {
        let record = try SampleRecord.record()
        for language in Language.allCases {
            #expect(ReportRenderer.html(record, language: language) == ReportRenderer.html(record, language: language))
        }
        #expect(try ReportRenderer.json(record) == ReportRenderer.json(try SampleRecord.record()))
    }

    @Test("The JSON reads back to the record it was made of, to the millisecond", arguments: shapes.indices)
    func json(_ index: Int) throws {
        let record = try SampleRecord.record(Self.shapes[index])
        let json = try ReportRenderer.json(record)
        let back = try CanonicalJSON.decode(ReportRecord.self, from: Data(json))
        #expect(try ReportRenderer.json(back) == json)
        // The form keeps milliseconds.
        if Self.shapes[index].length >= 1 { #expect(back == record) }
        #expect(record.danglingEntries.isEmpty)
    }

    @Test("A set that changes made is told with its base, its digest and who confirmed it, and every sheet with what became of it")
    func composedSet() throws {
        var record = try SampleRecord.record()
        let person = SampleRecord.person(1, "样例项目负责人<b>")
        record.packages[0].set = .init(
            isPartial: true, base: SampleRecord.digest(902), sha256: SampleRecord.digest(903), removed: ["建施-09"],
            confirmations: ["institute", "owner"].map { .init(side: $0, person: person, at: SampleRecord.start) })
        record.sheets[0].standing = .changed
        record.sheets[1].standing = .sameBytes
        let (chinese, english) = (Self.page(record), Self.page(record, .en))
        for words in ["只报修改的图纸", SampleRecord.digest(902), SampleRecord.digest(903), "建施-09", "已修改", "文件未变", "样例项目负责人&lt;b&gt;"] {
            #expect(chinese.contains(words), "\(words)")
        }
        for words in ["changes only", "Digest of the set", "same bytes", "institute"] { #expect(english.contains(words), "\(words)") }
        #expect(try CanonicalJSON.decode(ReportRecord.self, from: Data(try ReportRenderer.json(record))) == record)
        #expect(!Self.page(try SampleRecord.record()).contains("只报修改的图纸"))
    }

    @Test("Every link inside the page leads to one place of it, and no place has two names", arguments: shapes.indices)
    func anchors(_ index: Int) throws {
        for language in Language.allCases {
            let page = Self.page(try SampleRecord.record(Self.shapes[index]), language)
            let names = page.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
            let links = page.matches(of: /href="#([^"]+)"/).map { String($0.output.1) }
            #expect(!links.isEmpty)
            #expect(Set(names).count == names.count)
            #expect(Set(links).subtracting(names).isEmpty)
        }
    }

    @Test("The page runs no script and asks nothing of any other place", arguments: Language.allCases)
    func selfContained(_ language: Language) throws {
        let page = Self.page(try SampleRecord.record(), language).lowercased()
        for word in ["<script", "src=", "url(", "@import", "<link", "<iframe", "http://", "https://", "javascript:"] {
            #expect(!page.contains(word), "\(word)")
        }
    }

    @Test("Every comment, every merged demand, every sheet's digest and every audit entry is on the page")
    func whole() throws {
        let record = try SampleRecord.record()
        let page = Self.page(record)
        for comment in record.comments { #expect(page.contains(comment.id.uuidString.lowercased()), "\(comment.text)") }
        for sheet in record.sheets { #expect(page.contains(sheet.fileSHA256), "\(sheet.number)") }
        for package in record.packages {
            #expect(page.contains(package.sha256))
            #expect(page.contains(try #require(package.sm3)))
        }
        let items = try #require(record.opinion).opinion.items
        #expect(page.matches(of: /<tr id="item-[0-9]+">/).count == items.count)
        #expect(page.matches(of: /<tr id="entry-[0-9]+"/).count == record.entries.count)
    }

    @Test("A demand carries its basis, its author, its place on the sheet and the entry behind it")
    func demand() throws {
        let record = try SampleRecord.record()
        let item = try #require(record.opinion?.opinion.items.first)
        let source = try #require(record.comments.first { item.sources.contains($0.id) })
        let page = Self.page(record)
        let row = try #require(page.firstMatch(of: /(?s)<tr id="item-1">.*?<\/tr>/).map { String($0.output) })
        #expect(row.contains("依据"))
        #expect(row.contains(source.author.name))
        #expect(row.contains("pt"))
        #expect(row.contains("href=\"#entry-"))
    }

    @Test("A corrected comment is shown with what corrects it, and counts once")
    func correction() throws {
        let record = try SampleRecord.record()
        let page = Self.page(record)
        #expect(page.contains("不应小于 6.0 m²"))
        let items = try #require(record.opinion).opinion.items
        #expect(!items.contains { $0.text.contains("6.0 m²") })
        #expect(items.contains { $0.text.contains("不应小于 10.0 m²") })
    }

    @Test("A conflict is told with all texts, the changed demand struck through, the meeting and the reasons", arguments: Language.allCases)
    func conflicts(_ language: Language) throws {
        let page = Self.page(try SampleRecord.record(), language)
        let start = try #require(page.range(of: "<section id=\"conflicts\">"))
        let part = String(page[start.upperBound...].prefix { _ in true }.split(separator: "</section>").first ?? "")
        #expect(part.contains("id=\"conflict-1\"") && part.contains("id=\"conflict-2\""))
        let property = language == .zh ? "结构洞口宽度" : "structural opening width"
        #expect(part.contains("<s>1#/3F/轴5,C–D/M-0312 · \(property) · ≥ 1.30 m</s>"))
        #expect(part.contains(language == .zh ? "增设" : "add") && part.contains("第二出口满足疏散宽度"))
        #expect(part.contains("2026-11-20") && part.contains("&lt;消防&gt;"))
        #expect(part.contains(language == .zh ? "尚未协调" : "Not settled"))
        #expect(page.contains("href=\"#conflict-1\""))
    }

    @Test("A report made while a discipline is undecided gives no conclusion")
    func undecided() throws {
        let page = Self.page(try SampleRecord.record(.init(isDecided: false)))
        #expect(!page.contains("<tr id=\"item-"))
        #expect(page.contains("尚"))
    }

    @Test("Sample data and a simulated clock are told on the first screen", arguments: Language.allCases)
    func marks(_ language: Language) throws {
        let page = Self.page(try SampleRecord.record(), language)
        let head = page.range(of: "<h1").map { String(page[..<$0.lowerBound]) } ?? ""
        #expect(head.contains(language == .zh ? "样例" : "Sample") || head.contains("sample"))
        #expect(head.lowercased().contains(language == .zh ? "模拟" : "simulated"))
        var real = try SampleRecord.record()
        (real.isSample, real.isSimulated, real.project.name) = (false, false, "工程")
        let plain = Self.page(real, language)
        let plainHead = plain.range(of: "<h1").map { String(plain[..<$0.lowerBound]) } ?? ""
        #expect(!plainHead.contains(language == .zh ? "均为虚构" : "invented"))
    }

    @Test("Instants are written as people in China read them")
    func zone() throws {
        // 09:00 in Shanghai, 01:00 in UTC.
        let page = Self.page(try SampleRecord.record())
        #expect(page.contains("2026-11-20 09:00:00"))
        #expect(!page.contains("2026-11-20 01:00:00"))
    }
}
