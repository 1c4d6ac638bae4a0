public import JointReview

/// Everything that may be wrong with a manifest by itself, whatever files lie beside it. The raw value is the finding's stable code; each rejects.
public enum ManifestCode: String, CaseIterable, Sendable {
    case tooLarge = "manifest.too_large"
    case encoding = "manifest.encoding"
    case doctype = "manifest.doctype"
    case xml = "manifest.xml"
    case version = "manifest.version"
    case schema = "manifest.schema"
    case creditCode = "manifest.credit_code"
    case hiddenCharacter = "manifest.hidden_character"
    case foreignLetter = "manifest.foreign_letter"
    case duplicateSheet = "manifest.duplicate_sheet"
    case moreFindings = "manifest.more_findings"

    /// What was found, with `{…}` where a fact goes.
    public var message: Bilingual {
        switch self {
        case .tooLarge: Bilingual(zh: "清单有 {bytes} 字节，上限 {limit}", en: "the manifest has {bytes} bytes, the limit is {limit}")
        case .encoding: Bilingual(zh: "清单不是 UTF-8 编码（发现 {found}）", en: "the manifest is not UTF-8 (found {found})")
        case .doctype: Bilingual(zh: "清单含有 DOCTYPE 或实体声明", en: "the manifest declares a document type or an entity")
        case .xml: Bilingual(zh: "清单不是格式良好的 XML（{found}）", en: "the manifest is not well-formed XML ({found})")
        case .version:
            Bilingual(zh: "清单的命名空间“{found}”不是本系统认识的格式", en: "the manifest's namespace “{found}” is no format that is known here")
        case .schema: Bilingual(zh: "{zh}", en: "{en}")
        case .creditCode:
            Bilingual(zh: "统一社会信用代码“{found}”的校验码不对", en: "the credit code “{found}” has a wrong check character")
        case .hiddenCharacter:
            Bilingual(zh: "“{name}”中有看不见的字符 {code}", en: "“{name}” holds a character that is not seen, {code}")
        case .foreignLetter:
            Bilingual(
                zh: "图号“{number}”中的“{letter}”（{code}）是希腊或西里尔字母，与拉丁字母难以分辨",
                en: "“{letter}” ({code}) in sheet number “{number}” is a Greek or Cyrillic letter, easily taken for a Latin one")
        case .duplicateSheet:
            Bilingual(zh: "图号“{number}”重复，第 {other} 行已有", en: "sheet number “{number}” occurs twice, first on line {other}")
        case .moreFindings: Bilingual(zh: "另有 {count} 处问题没有逐条列出", en: "{count} more findings are not listed one by one")
        }
    }

    /// What to do about it.
    public var remedy: Bilingual {
        switch self {
        case .tooLarge: Bilingual(zh: "请分成几个图纸包提交", en: "hand it in as several packages")
        case .encoding: Bilingual(zh: "请把 manifest.xml 另存为 UTF-8 编码", en: "save manifest.xml as UTF-8")
        case .doctype: Bilingual(zh: "请删去 DOCTYPE 和实体声明，直接写出文字", en: "remove the DOCTYPE and the entities and write the text itself")
        case .xml: Bilingual(zh: "请按所示行号改正 XML 语法", en: "correct the XML at the line shown")
        case .version:
            Bilingual(
                zh: "请使用命名空间 \(ManifestSchema.namespace) 和根元素 package",
                en: "use the namespace \(ManifestSchema.namespace) and the root element package")
        case .schema: Bilingual(zh: "请按 package.xsd 改正所示行", en: "correct the line shown as package.xsd has it")
        case .creditCode: Bilingual(zh: "请按营业执照核对代码", en: "compare the code with the business licence")
        case .hiddenCharacter: Bilingual(zh: "请删去该字符，重新键入这段文字", en: "remove the character: type the text again")
        case .foreignLetter: Bilingual(zh: "请用拉丁字母重新键入图号", en: "type the number again with Latin letters")
        case .duplicateSheet: Bilingual(zh: "请为其中一张改号，或删去多余的一行", en: "give one of them another number, or remove the line too many")
        case .moreFindings: Bilingual(zh: "请先处理已列出的问题，再重新检查", en: "deal with the listed findings first, then check again")
        }
    }

    /// The finding at a place, its sentence filled with `facts`.
    func finding(_ file: String, line: Int? = nil, sheet: String? = nil, facts: [String: String] = [:]) -> Finding {
        Finding(
            code: rawValue, severity: .reject, file: file, sheet: sheet, line: line,
            message: Bilingual(zh: filled(message.zh, facts), en: filled(message.en, facts)), remedy: remedy)
    }

    private func filled(_ template: String, _ facts: [String: String]) -> String {
        var text = ""
        var rest = template[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            text += rest[..<open] + (facts[String(rest[rest.index(after: open)..<close])] ?? "")
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }
}
