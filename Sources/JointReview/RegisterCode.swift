/// What can be wrong in a table of the register.
public enum RegisterCode: String, CaseIterable, Sendable {
    case quoting = "register.quoting"
    case header = "register.header"
    case fields = "register.fields"
    case tooMany = "register.too_many"
    case twice = "register.twice"
    case text = "register.text"
    case creditCode = "register.credit_code"
    case discipline = "register.discipline"
    case words = "register.words"
    case day = "register.day"
    case period = "register.period"
    case account = "register.account"

    /// The finding at a line and column (`file#column`).
    func finding(_ file: String, line: Int, _ detail: String) -> Finding {
        let (message, remedy) = texts(detail)
        return Finding(code: rawValue, severity: .reject, file: file, line: line, message: message, remedy: remedy)
    }

    private func texts(_ detail: String) -> (Bilingual, Bilingual) {
        switch self {
        case .quoting:
            (
                Bilingual(
                    zh: "不是 UTF-8 的 CSV,或引号不成对(第 \(detail) 个字符)", en: "It is no CSV in UTF-8, or a quote has no partner (character \(detail))."),
                Bilingual(
                    zh: "以 UTF-8 保存;含逗号、引号的内容用双引号括起,其中的引号写两遍", en: "Save it as UTF-8; quote what holds commas or quotes, and double the quotes in it."
                )
            )
        case .header:
            (
                Bilingual(zh: "首行不是规定的列名", en: "The first line does not name the columns."),
                Bilingual(zh: "首行写作:\(detail)", en: "Write it as: \(detail)")
            )
        case .fields:
            (
                Bilingual(zh: "列数不对:\(detail)", en: "It has another number of columns: \(detail)."),
                Bilingual(zh: "每行的列与首行一致,空的也留位", en: "Give every line the columns of the first one, empty ones too.")
            )
        case .tooMany:
            (Bilingual(zh: "行数超过 \(detail)", en: "It has more than \(detail) rows."), Bilingual(zh: "分几个文件导入", en: "Import it in several files."))
        case .twice:
            (
                Bilingual(zh: "与第 \(detail) 行是同一个", en: "It is the same as line \(detail)."),
                Bilingual(zh: "每家机构、每个注册号只写一行", en: "Give every firm and every number one line.")
            )
        case .text:
            (
                Bilingual(zh: "内容为空、过长或含控制字符", en: "It is empty, too long, or has control characters."),
                Bilingual(zh: "应为 \(detail) 个字符", en: "Give \(detail) characters.")
            )
        case .creditCode:
            (
                Bilingual(zh: "不是统一社会信用代码(\(detail))", en: "It is no credit code (\(detail))."),
                Bilingual(zh: "核对 18 位代码及末位校验码", en: "Check the 18 characters and the last one of them.")
            )
        case .discipline:
            (
                Bilingual(zh: "“\(detail.prefix(40))”不是审查类别", en: "“\(detail.prefix(40))” is no discipline."),
                Bilingual(
                    zh: "可用:\(Discipline.allCases.map(\.rawValue).joined(separator: ";"))",
                    en: "Use \(Discipline.allCases.map(\.rawValue).joined(separator: ";")).")
            )
        case .words:
            (
                Bilingual(zh: "没有内容,或有重复", en: "It names nothing, or something twice."),
                Bilingual(zh: "用分号隔开,各写一次", en: "Part them with semicolons, each once.")
            )
        case .day: (Bilingual(zh: "不是日期:\(detail)", en: "It is no day: \(detail)."), Bilingual(zh: "写作 2026-11-21", en: "Write it as 2026-11-21."))
        case .period:
            (Bilingual(zh: "末日在首日之前", en: "It ends before it begins."), Bilingual(zh: "核对有效期", en: "Check the days of validity."))
        case .account:
            (
                Bilingual(zh: "登录名的格式不对", en: "The sign-in name does not have its form."),
                Bilingual(
                    zh: "2 至 64 个小写字母、数字、点、连字符或下划线;没有账户就留空",
                    en: "Give 2 to 64 lower-case letters, digits, dots, hyphens or underscores; leave it empty without account.")
            )
        }
    }
}
