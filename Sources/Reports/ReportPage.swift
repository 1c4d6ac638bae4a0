import Foundation
import JointReview

/// One report in one language: the same parts in the same order in every language.
struct ReportPage: Sendable {
    let record: ReportRecord
    let language: Language
    let trail: AuditTrail
    let comments: CommentBook
    /// Names of the persons that the record names, by identity.
    let nameBook: [UUID: String]

    init(_ record: ReportRecord, language: Language) {
        self.record = record
        self.language = language
        trail = AuditTrail(record)
        comments = CommentBook(record)
        let people =
            (record.people ?? []) + record.parties.flatMap(\.people).map(\.person) + record.comments.map(\.author)
            + record.entries.compactMap(\.person)
        nameBook = Dictionary(
            (people + record.disciplines.compactMap(\.reviewer)).map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    }

    /// The whole file.
    var html: HTML {
        """
        <!DOCTYPE html>
        <html lang="\(say("zh-CN", "en"))">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(plain: name) \(plain: record.case.number) · \(plain: record.project.name)</title>
        <style>
        \(Style.sheet)\(runningTitles)</style>
        </head>
        <body>
        \(watermark)<main>
        \(head)
        \(contents)
        \(HTML(Part.allCases.map(section)))
        \(foot)
        </main>
        </body>
        </html>

        """
    }

    /// What the document is called.
    var name: String { say("数字化联合审图报告", "Joint Drawing Review Report") }

    func say(_ zh: String, _ en: String) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }

    func say(_ words: Bilingual) -> String { say(words.zh, words.en) }

    // The marks that every page must carry, on paper too.
    private var marks: [String] {
        var marks: [String] = record.withheld == nil ? [] : [cutMark]
        if record.isSample { marks.append(sampleMark) }
        if record.isSimulated { marks.append(say("模拟时钟·日期非真实", "Simulated clock: dates are not real")) }
        return marks
    }

    private var watermark: HTML {
        guard let mark = marks.first else { return "" }
        return "<div class=\"watermark\" aria-hidden=\"true\">\(mark)</div>\n"
    }

    private var runningTitles: HTML {
        let digest = record.opinion.map { "SHA-256 " + $0.sha256.prefix(16) + "…" } ?? "—"
        return """
            @page{
            @top-left{content:"\(css: name)"}
            @top-center{content:"\(css: marks.joined(separator: " "))"}
            @top-right{content:"\(css: say("编号 ", "No. ") + record.case.number)"}
            @bottom-left{content:"\(css: say("汇总意见 ", "Opinion ") + digest)"}
            @bottom-right{content:"\(css: say("第 ", "Page "))" counter(page) "\(css: say(" 页 / 共 ", " of "))" counter(pages) "\(css: say(" 页", ""))"}
            }

            """
    }

    private var contents: HTML {
        let links = Part.allCases.map { part -> HTML in "<li><a href=\"#\(own: part.anchor)\">\(title(part))</a></li>" }
        return "<nav aria-label=\"\(say("目录", "Contents"))\"><ol>\(links)</ol></nav>"
    }

    private var foot: HTML {
        let notes = say(
            "本报告汇总各审查机构的技术审查意见,不是审查合格书,也不代替主管部门的行政决定。文字、姓名和图号按记录原样载入。",
            "This report collects the technical opinions of the review bodies. It is no certificate and replaces no decision of an authority. "
                + "Texts, names and sheet numbers stand as they were recorded.")
        return """
            <footer><p>\(notes)</p>
            <p>\(say("记录时间", "Record made")) \(ChinaTime.text(record.madeAt)) (Asia/Shanghai) · \(say("记录格式", "form")) \(record.format)</p></footer>
            """
    }
}
