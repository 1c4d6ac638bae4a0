import Archive
public import JointReview
import Manifest
import Sheets

/// What a check can say, code by code: the one list from which the manual, the rules and `lianshen check --codes` are made.
public enum CodeList {
    /// One code with its meaning.
    public struct Row: Hashable, Sendable, Codable {
        /// Stable code.
        public let code: String
        /// How it is weighed where no rule says otherwise.
        public let severity: Finding.Severity
        /// Whether no rule may make a warning of it.
        public let fixed: Bool
        /// What is wrong; `…` stands where a fact goes.
        public let meaning: Bilingual
        /// What to do about it.
        public let remedy: Bilingual
    }

    /// Every code, by what it is about.
    public static let rows: [Row] =
        ZipFault.Rule.allCases.map {
            Row($0.rawValue, .reject, Bilingual(zh: $0.message.zh, en: $0.message.en), Bilingual(zh: $0.remedy.zh, en: $0.remedy.en))
        }
        + ManifestCode.allCases.map { Row($0.rawValue, .reject, $0.message, $0.remedy) }
        + IntakeCode.allCases.map { Row($0.rawValue, $0.severity, $0.message, $0.remedy) }
        + SheetCode.allCases.map { Row($0.rawValue, $0.severity, $0.message, $0.remedy) }
        + LabelCode.allCases.map { Row($0.rawValue, $0.severity, $0.message, $0.remedy) }
        + SetCode.allCases.map { Row($0.rawValue, $0.severity, $0.message, $0.remedy) }
        + RuleCode.allCases.map { Row($0.rawValue, $0.severity, $0.message, $0.remedy) }

    /// The codes as rules must know them.
    public static let codes: [CheckCode] = rows.map { CheckCode(code: $0.code, severity: $0.severity, isFixed: $0.fixed) }

    /// Codes that reject and that a rule may make a warning of: the sheet can be read, told apart and trusted all the same.
    static let negotiable: Set<String> = [
        RuleCode.tooManySheets.rawValue, RuleCode.tooLarge.rawValue, RuleCode.fileTooLarge.rawValue, RuleCode.fileTooManyPages.rawValue,
        IntakeCode.removedAndListed.rawValue, SheetCode.pageSize.rawValue,
        SheetCode.typeMismatch.rawValue, SetCode.changeUndeclared.rawValue, SetCode.removedUndeclared.rawValue, SetCode.declaredMissing.rawValue,
    ]

    /// The list as tables of Markdown, one for each part: what the README holds.
    public static var markdown: String {
        parts.map { title, prefixes in
            let own = rows.filter { row in prefixes.contains { row.code.hasPrefix($0) } }
            let lines = own.map { "| `\($0.code)` | \($0.severity == .reject ? "拒收 reject" : "警告 warn") | \($0.meaning.both) | \($0.remedy.both) |" }
            return (["**\(title)**", "", "| 代码 code | | 含义 meaning | 办法 remedy |", "|---|---|---|---|"] + lines).joined(separator: "\n")
        }.joined(separator: "\n\n")
    }

    private static let parts: [(String, [String])] = [
        ("压缩包 · The archive", ["archive.", "zip."]), ("清单 · The manifest", ["manifest."]),
        ("图纸包与目录 · Package and drawing list", ["package.", "list.", "file."]),
        ("图纸 · Sheets", ["sheet.", "reference.", "signature.", "seal."]), ("全套图纸的组成 · The composed set", ["set."]),
        ("必备材料 · Required material", ["material."]),
    ]
}

extension CodeList.Row {
    fileprivate init(_ code: String, _ severity: Finding.Severity, _ meaning: Bilingual, _ remedy: Bilingual) {
        self.code = code
        self.severity = severity
        fixed = severity == .reject && !CodeList.negotiable.contains(code)
        // The sentence of this one is the schema's own.
        self.meaning =
            code == ManifestCode.schema.rawValue
            ? Bilingual(zh: "清单不符合 package.xsd", en: "the manifest does not follow package.xsd") : meaning.withoutFacts
        self.remedy = remedy.withoutFacts
    }
}

extension Bilingual {
    /// The sentence with `…` in place of its facts, as a cell of a table.
    fileprivate var withoutFacts: Bilingual {
        let plain = { (text: String) in
            var text = text.replacing(/\{[a-zA-Z]+\}/, with: "…").replacing("|", with: "\\|")
            while text.hasSuffix("。") || text.hasSuffix(".") { text.removeLast() }
            return text
        }
        return Bilingual(zh: plain(zh), en: plain(en))
    }

    fileprivate var both: String { "\(zh) · \(en)" }
}
