import JointReview

/// The shell of a document of few parts: one self-contained HTML file, made for A4 and readable on a screen.
struct OfficialPage: Sendable {
    let language: Language
    /// What the document is called.
    let title: String
    /// Its number, at the head of every printed page; empty for none.
    let number: String
    /// Marks that every page must carry: sample data, a simulated clock.
    var marks: [String] = []

    func say(_ zh: String, _ en: String) -> String {
        switch language {
        case .zh: zh
        case .en: en
        }
    }

    func say(_ words: Bilingual) -> String { say(words.zh, words.en) }

    /// The whole file.
    func html(_ body: HTML) -> HTML {
        """
        <!DOCTYPE html>
        <html lang="\(say("zh-CN", "en"))">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>\(plain: title) \(plain: number)</title>
        <style>
        \(Style.sheet)\(Self.style)\(runningTitles)</style>
        </head>
        <body>
        \(watermark)<main>
        \(HTML(marks.map { mark -> HTML in "<p class=\"banner sample\">\(mark)</p>\n" }))\(body)
        </main>
        </body>
        </html>

        """
    }

    /// A list with a heading that repeats on every printed page.
    func table(_ kind: StaticString, _ headings: [String], _ rows: [HTML]) -> HTML {
        let cells = headings.map { heading -> HTML in "<th scope=\"col\">\(heading)</th>" }
        return "<table class=\"\(own: kind)\"><thead><tr>\(cells)</tr></thead><tbody>\n\(rows)</tbody></table>"
    }

    /// A form: a label and its value on every row.
    func form(_ facts: [(label: String, value: HTML)]) -> HTML {
        let rows = facts.map { fact -> HTML in "<tr><th>\(fact.label)</th><td colspan=\"3\">\(fact.value)</td></tr>\n" }
        return "<table class=\"form\"><tbody>\n\(rows)</tbody></table>"
    }

    /// Where something is: file, sheet, line.
    func place(file: String?, sheet: String?, line: Int?) -> HTML {
        var parts: [HTML] = []
        if let sheet { parts.append("<b>\(sheet)</b>") }
        if let file { parts.append("<span class=\"path\">\(file)</span>") }
        if let line { parts.append("<span class=\"path\">\(say("第 \(line) 行", "line \(line)"))</span>") }
        guard let first = parts.first else { return "—" }
        return HTML([first] + parts.dropFirst().map { part -> HTML in "<br>\(part)" })
    }

    /// The badge of a severity.
    func badge(_ severity: Finding.Severity) -> HTML {
        switch severity {
        case .reject: "<span class=\"badge mandatory\">\(say("拒收", "reject"))</span>"
        case .warn: "<span class=\"badge general\">\(say("警告", "warning"))</span>"
        }
    }

    /// The mark of what could have been told before.
    func lateMark(_ isLate: Bool) -> HTML {
        isLate ? " <span class=\"badge late\">\(say("迟告", "late finding"))</span>" : ""
    }

    private var watermark: HTML {
        guard let mark = marks.first else { return "" }
        return "<div class=\"watermark\" aria-hidden=\"true\">\(mark)</div>\n"
    }

    private var runningTitles: HTML {
        """
        @page{
        @top-left{content:"\(css: title)"}
        @top-center{content:"\(css: marks.joined(separator: " "))"}
        @top-right{content:"\(css: number)"}
        @bottom-right{content:"\(css: say("第 ", "Page "))" counter(page) "\(css: say(" 页 / 共 ", " of "))" counter(pages) "\(css: say(" 页", ""))"}
        }

        """
    }

    private static let style: HTML = """
        .badge.late{background:#fdf8ec;color:#8a5a00}
        table.checked,table.demands{table-layout:fixed}
        .checked th:nth-child(1){width:24%}
        .checked th:nth-child(3){width:34%}
        .demands th:nth-child(1){width:6%}
        .demands th:nth-child(2){width:21%}
        .demands th:nth-child(4){width:25%}
        .demands th:nth-child(5){width:20%}
        .demands td:first-child{text-align:center}
        ul.names{columns:2;column-gap:28px;margin:0 0 14px;padding-left:1.4em;font-size:.93em}
        .names li{break-inside:avoid}
        .salutation{margin:18px 0 6px;font-weight:700}
        .formal{text-indent:2em;margin:.4em 0}
        :lang(en) .formal{text-indent:0}
        .signature{display:flex;justify-content:flex-end;margin-top:44px;break-inside:avoid}
        .signature div{width:42%;text-align:center;line-height:2}
        .signature .sealplace{color:#9aa3ad;border:1px dashed #9aa3ad;border-radius:50%;width:42mm;height:42mm;line-height:42mm;margin:0 auto 8px}
        .receipt{margin-top:36px;border-top:1px dashed var(--line);padding-top:12px;break-inside:avoid}
        .receipt p{margin:.5em 0}

        """
}
