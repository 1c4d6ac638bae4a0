import JointReview

/// What a tool complained about: the kind of damage in our words, and the tool's own words as a quotation.
struct ToolWords {
    /// What is broken, as far as the complaint tells.
    let kind: Bilingual
    /// The first complaint without the path under which the tool saw the file and without control codes; may be empty.
    let quoted: String

    private static let longest = 160

    /// Reads standard error.
    init(_ diagnostics: String) {
        let line = diagnostics.split(whereSeparator: \.isNewline).first { $0.contains("rror") || $0.contains("WARNING") } ?? ""
        quoted = Self.cleaned(line)
        let said = quoted.lowercased()
        kind = Self.kinds.first { $0.words.contains { said.contains($0) } }?.kind ?? Self.unknown
    }

    /// The kind with the quotation; empty where the tool said nothing.
    var detail: Bilingual {
        guard !quoted.isEmpty else { return Bilingual(zh: "", en: "") }
        return Bilingual(zh: "\(kind.zh)（工具原文：\(quoted)）", en: "\(kind.en) (tool's words: \(quoted))")
    }

    /// Why a run did not give what was asked.
    static func reason(_ outcome: ConfinedCommand.Outcome) -> Bilingual {
        switch outcome.status {
        case .exited: ToolWords(outcome.diagnostics).detail
        case .signalled(let signal): Bilingual(zh: "程序被信号 \(signal) 终止", en: "the program was ended by signal \(signal)")
        case .deadline: Bilingual(zh: "超过时限", en: "it took longer than allowed")
        case .overflow: Bilingual(zh: "输出超过上限", en: "its output is larger than allowed")
        case .unavailable(let tool): Bilingual(zh: "程序 \(tool) 无法启动", en: "the program \(tool) does not start")
        }
    }

    private static let unknown = Bilingual(zh: "文件结构已损坏", en: "the structure of the file is damaged")

    /// From what is most telling to what stands in many complaints; first match.
    private static let kinds: [(words: [String], kind: Bilingual)] = [
        (["xref", "cross-reference", "cross reference"], Bilingual(zh: "对象索引（xref）已损坏", en: "the table of objects (xref) is damaged")),
        (["trailer"], Bilingual(zh: "文件尾已损坏或缺失", en: "the trailer is damaged or missing")),
        (["page tree", "/pages", "page count", "catalog", "root", "/kids"], Bilingual(zh: "页面目录已损坏", en: "the tree of pages is damaged")),
        (["loop", "recurs"], Bilingual(zh: "对象互相循环引用", en: "objects refer to each other in a circle")),
        (["flate", "inflate", "filter", "decod"], Bilingual(zh: "内容无法解压或解码", en: "content cannot be unpacked or decoded")),
        (["stream"], Bilingual(zh: "内容流已损坏", en: "a stream of content is damaged")),
        (["font"], Bilingual(zh: "字体已损坏", en: "a font is damaged")),
        (["eof", "end of file", "truncat"], Bilingual(zh: "文件不完整", en: "the file is cut short")),
        (
            ["token", "parse", "syntax", "expected", "dictionary", "invalid character", "illegal character", "treating"],
            Bilingual(zh: "有无法识别的内容", en: "there is something in it that cannot be read")
        ),
    ]

    /// The tools see the file under a path of ours, and poppler writes control codes as `<0a>`.
    private static func cleaned(_ line: Substring) -> String {
        let words = line.replacing(Confinement.boundInput, with: "PDF").replacing(Confinement.openInput, with: "PDF")
            .replacing("WARNING: ", with: "").replacing(#/(?:<[01][0-9a-fA-F]>|<7[fF]>)+/#, with: " ")
        let shown = words.unicodeScalars.filter { !$0.properties.isDefaultIgnorableCodePoint && $0.properties.generalCategory != .control }
        return String(String.UnicodeScalarView(shown.prefix(longest))).split(separator: " ").joined(separator: " ")
    }
}
