import CLibXML2

/// A schema complaint in the two languages: libxml2 says it in English and with namespaces, which helps nobody who fills in a list of drawings.
struct SchemaSentence {
    let line: Int?
    /// The facts `zh` and `en` of the finding's sentence.
    let facts: [String: String]

    /// For the case that libxml2 refuses and says nothing.
    static let unknown = ["zh": "清单不符合 package.xsd", "en": "the manifest does not conform to package.xsd"]

    /// One sentence for each thing that is wrong. For one bad value libxml2 complains twice: which facet it breaks, and that it is therefore
    /// not of its type; the second is left out.
    static func all(_ complaints: [XMLComplaint]) -> [SchemaSentence] {
        zip(complaints.indices, complaints).compactMap { index, complaint in
            if complaint.code == Int32(XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1.rawValue), index > 0 {
                let before = complaints[index - 1]
                if before.line == complaint.line, before.message.contains("[facet"), subject(before) == subject(complaint) { return nil }
            }
            return SchemaSentence(complaint)
        }
    }

    private init(_ complaint: XMLComplaint) {
        line = complaint.line > 0 ? complaint.line : nil
        let plain = Self.withoutFacet(Self.withoutNamespaces(complaint.message))
        facts = ["zh": Self.chinese(complaint, plain), "en": plain]
    }

    private static func chinese(_ complaint: XMLComplaint, _ plain: String) -> String {
        let quoted = quotes(in: plain)
        let element = quoted.first ?? "?"
        let hasAttribute = plain.contains(", attribute '")
        let attribute = hasAttribute && quoted.count > 1 ? quoted[1] : element
        let value = hasAttribute ? quoted.dropFirst(2).first ?? "" : quoted.dropFirst().first ?? ""
        switch xmlParserErrors(rawValue: UInt32(bitPattern: complaint.code)) {
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_4: return "元素 \(element) 缺少必填属性 \(quoted.dropFirst().first ?? "?")"
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_1, XML_SCHEMAV_CVC_COMPLEX_TYPE_3_2_2: return "元素 \(element) 没有名为 \(attribute) 的属性"
        case XML_SCHEMAV_CVC_ENUMERATION_VALID: return "属性 \(attribute) 的值“\(value)”不在允许的取值之内"
        case XML_SCHEMAV_CVC_PATTERN_VALID: return "属性 \(attribute) 的值“\(value)”格式不对"
        case XML_SCHEMAV_CVC_MINLENGTH_VALID: return "属性 \(attribute) 不能为空"
        case XML_SCHEMAV_CVC_MAXLENGTH_VALID: return "属性 \(attribute) 的值过长"
        case XML_SCHEMAV_CVC_MININCLUSIVE_VALID, XML_SCHEMAV_CVC_MAXINCLUSIVE_VALID: return "属性 \(attribute) 的值“\(value)”超出允许范围"
        case XML_SCHEMAV_CVC_DATATYPE_VALID_1_2_1: return "属性 \(attribute) 的值“\(value)”类型不对"
        case XML_SCHEMAV_ELEMENT_CONTENT: return plain.contains("Missing child") ? "元素 \(element) 的内容不完整" : "元素 \(element) 不应出现在此处"
        case XML_SCHEMAV_CVC_COMPLEX_TYPE_2_1, XML_SCHEMAV_CVC_COMPLEX_TYPE_2_3: return "元素 \(element) 内不应有文字"
        case XML_SCHEMAV_CVC_ELT_1: return "根元素应为 package，不是 \(element)"
        default: return "清单不符合 package.xsd（\(plain)）"
        }
    }

    /// What a complaint is about: everything before its first colon and space.
    private static func subject(_ complaint: XMLComplaint) -> String {
        let parts = withoutNamespaces(complaint.message).split(separator: ":", maxSplits: 1)
        return parts.first.map(String.init) ?? ""
    }

    /// `{urn:…}sheet` as `sheet`.
    private static func withoutNamespaces(_ message: String) -> String {
        var text = ""
        var rest = message[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let inside = rest[rest.index(after: open)..<close]
            // A set of allowed values stands in braces too.
            text += inside == ManifestSchema.namespace ? rest[..<open] : rest[...close]
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    /// `[facet 'pattern'] The value …` as `The value …`: the sentence that follows says the same.
    private static func withoutFacet(_ message: String) -> String {
        guard let open = message.firstRange(of: "[facet "), let close = message[open.upperBound...].firstIndex(of: "]") else { return message }
        return String(message[..<open.lowerBound] + message[message.index(after: close)...].drop { $0 == " " })
    }

    /// The words between single quotes, in order.
    private static func quotes(in text: String) -> [String] {
        let parts = text.split(separator: "'", omittingEmptySubsequences: false)
        return parts.indices.filter { $0 % 2 == 1 }.map { String(parts[$0]) }
    }
}
