import JointReview

/// What can be wrong with one field of a request.
enum FieldFault {
    case unknown(allowed: [String])
    case missing
    case type(Bilingual)
    case length(ClosedRange<Int>, found: Int)
    case control
    case blank
    case range(ClosedRange<Int>)
    case above(Double)
    case word([String])
    case form(Shape.Form)
    case count(ClosedRange<Int>, found: Int)

    /// The finding at a place, given as a JSON Pointer into the body.
    func finding(at pointer: String) -> Finding {
        Finding(code: code, severity: .reject, file: pointer.isEmpty ? "/" : pointer, message: message(pointer), remedy: remedy)
    }

    private var code: String {
        switch self {
        case .unknown: "field.unknown"
        case .missing: "field.missing"
        case .type: "field.type"
        case .length: "field.length"
        case .control: "field.control"
        case .blank: "field.blank"
        case .range, .above: "field.range"
        case .word: "field.word"
        case .form: "field.form"
        case .count: "field.count"
        }
    }

    private func message(_ pointer: String) -> Bilingual {
        switch self {
        case .unknown: Bilingual(zh: "没有字段 \(pointer)", en: "There is no field \(pointer).")
        case .missing: Bilingual(zh: "缺少字段 \(pointer)", en: "Field \(pointer) is missing.")
        case .type: Bilingual(zh: "字段 \(pointer) 的类型不对", en: "Field \(pointer) has the wrong type.")
        case .length(_, let found): Bilingual(zh: "字段 \(pointer) 有 \(found) 个字符", en: "Field \(pointer) has \(found) characters.")
        case .control: Bilingual(zh: "字段 \(pointer) 含有控制字符", en: "Field \(pointer) has control characters.")
        case .blank: Bilingual(zh: "字段 \(pointer) 没有内容", en: "Field \(pointer) says nothing.")
        case .range, .above: Bilingual(zh: "字段 \(pointer) 超出范围", en: "Field \(pointer) is out of range.")
        case .word: Bilingual(zh: "字段 \(pointer) 不是可用的词", en: "Field \(pointer) is not one of its words.")
        case .form: Bilingual(zh: "字段 \(pointer) 的格式不对", en: "Field \(pointer) does not have its form.")
        case .count(_, let found): Bilingual(zh: "字段 \(pointer) 有 \(found) 项", en: "Field \(pointer) has \(found) elements.")
        }
    }

    private var remedy: Bilingual {
        switch self {
        case .unknown(let allowed):
            Bilingual(zh: "删去该字段;可用字段:\(allowed.joined(separator: "、"))", en: "Remove it; the fields are \(allowed.joined(separator: ", ")).")
        case .missing: Bilingual(zh: "补上该字段", en: "Add it.")
        case .type(let wanted): Bilingual(zh: "应为\(wanted.zh)", en: "Give \(wanted.en).")
        case .length(let range, _):
            Bilingual(zh: "应为 \(range.lowerBound) 至 \(range.upperBound) 个字符", en: "Give \(range.lowerBound) to \(range.upperBound) characters.")
        case .control: Bilingual(zh: "删去不可见的控制字符", en: "Remove the invisible control characters.")
        case .blank: Bilingual(zh: "写明内容;空白和不可见字符不算", en: "Say it in words; white space and invisible characters do not count.")
        case .range(let range) where range.upperBound == .max: Bilingual(zh: "不小于 \(range.lowerBound)", en: "Give at least \(range.lowerBound).")
        case .range(let range):
            Bilingual(zh: "应在 \(range.lowerBound) 与 \(range.upperBound) 之间", en: "Give \(range.lowerBound) to \(range.upperBound).")
        case .above(let bound): Bilingual(zh: "应大于 \(bound)", en: "Give more than \(bound).")
        case .word(let words): Bilingual(zh: "可用:\(words.joined(separator: "、"))", en: "Use one of \(words.joined(separator: ", ")).")
        case .form(let form): form.remedy
        case .count(let range, _):
            Bilingual(zh: "应有 \(range.lowerBound) 至 \(range.upperBound) 项", en: "Give \(range.lowerBound) to \(range.upperBound) elements.")
        }
    }
}

extension Shape.Form {
    fileprivate var remedy: Bilingual {
        switch self {
        case .day: Bilingual(zh: "写作 2026-11-21", en: "Write it as 2026-11-21.")
        case .creditCode: Bilingual(zh: "填写 18 位统一社会信用代码并核对末位校验码", en: "Give the 18 characters of the credit code and check the last one.")
        case .signInName: Bilingual(zh: "2 至 64 个小写字母、数字、点、连字符或下划线", en: "Give 2 to 64 lower-case letters, digits, dots, hyphens or underscores.")
        case .sha256: Bilingual(zh: "64 位小写十六进制", en: "Give 64 lower-case hexadecimal digits.")
        }
    }

    /// Whether a text has the form.
    func matches(_ text: String) -> Bool {
        switch self {
        case .day: Self.isDay(text)
        case .creditCode: CreditCode(text) != nil
        case .signInName: text.wholeMatch(of: /[a-z0-9._-]{2,64}/) != nil
        case .sha256: text.wholeMatch(of: /[0-9a-f]{64}/) != nil
        }
    }

    private static func isDay(_ text: String) -> Bool {
        guard let match = text.wholeMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})/), let year = Int(match.1), let month = Int(match.2),
            let day = Int(match.3), year > 0, (1...12).contains(month)
        else { return false }
        let isLeap = year % 4 == 0 && year % 100 != 0 || year % 400 == 0
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }
}
