/// What is found in a table of clauses.
public enum ClauseCode: String, CaseIterable, Sendable {
    case encoding = "clause.encoding"
    case quote = "clause.quote"
    case unfinished = "clause.unfinished"
    case header = "clause.header"
    case fields = "clause.fields"
    case cell = "clause.cell"
    case missing = "clause.missing"
    case day = "clause.day"
    case period = "clause.period"
    case force = "clause.force"
    case moved = "clause.moved"
    case status = "clause.status"
    case twice = "clause.twice"
    case editionDiffers = "clause.edition_differs"
    case tooMany = "clause.too_many"
    case none = "clause.none"

    func finding(_ place: String, line: Int?, _ detail: String) -> Finding {
        let (message, remedy) = words(detail)
        return Finding(code: rawValue, severity: .reject, file: place, line: line, message: message, remedy: remedy)
    }

    private func words(_ detail: String) -> (Bilingual, Bilingual) {
        switch self {
        case .encoding:
            (Bilingual(zh: "文件不是 UTF-8", en: "The file is not UTF-8."), Bilingual(zh: "另存为 UTF-8 编码的 CSV", en: "Save it as CSV in UTF-8."))
        case .quote:
            (
                Bilingual(zh: "第 \(detail) 个字符处引号不成对", en: "A quote at character \(detail) has no partner."),
                Bilingual(zh: "含引号的单元格整格加引号,格内引号写两次", en: "Quote the whole cell, and write quotes inside it twice.")
            )
        case .unfinished:
            (Bilingual(zh: "带引号的单元格没有结束", en: "A quoted cell has no end."), Bilingual(zh: "补上结束引号", en: "Add the closing quote."))
        case .header:
            (
                Bilingual(zh: "表头“\(detail)”缺少、重复或不认识", en: "Column “\(detail)” is missing, comes twice or is unknown."),
                Bilingual(zh: "首行用 \(ClauseTable.header.joined(separator: ","))", en: "Begin with \(ClauseTable.header.joined(separator: ",")).")
            )
        case .fields:
            (
                Bilingual(zh: "单元格数与表头不一致:\(detail)", en: "The number of cells is not that of the header: \(detail)."),
                Bilingual(zh: "补齐或删去多余的逗号", en: "Add what is missing, or remove commas.")
            )
        case .cell:
            (
                Bilingual(zh: "单元格过长或含控制字符(最多 \(detail) 字)", en: "The cell is too long, or holds control characters (at most \(detail))."),
                Bilingual(zh: "缩短,或删去不可见字符", en: "Shorten it, or remove what cannot be seen.")
            )
        case .none:
            (
                Bilingual(zh: "表中没有条文", en: "The table has no clause."),
                Bilingual(zh: "导入的是整个条文库;给出全部条文", en: "The whole library is imported: give all of its clauses.")
            )
        case .missing: (Bilingual(zh: "单元格为空", en: "The cell is empty."), Bilingual(zh: "填写规范编号、版本和条文号", en: "Give code, edition and clause."))
        case .day:
            (
                Bilingual(zh: "“\(detail)”不是日期", en: "“\(detail)” is no day."),
                Bilingual(zh: "写作 2023-06-01,不详则留空", en: "Write 2023-06-01; leave it empty when unknown.")
            )
        case .period:
            (
                Bilingual(zh: "\(detail) 不晚于开始之日,或没有与之相应的失效日", en: "\(detail) is not after the beginning, or has no end that it belongs to."),
                Bilingual(zh: "改正日期;过渡期须晚于版本失效日", en: "Correct the days; a transition ends after the edition does.")
            )
        case .force:
            (
                Bilingual(zh: "强制效力“\(detail)”不认识,或与强制效力的日期不符", en: "Force “\(detail)” is unknown, or does not go with the days of the force."),
                Bilingual(
                    zh: "写 mandatory 或 general,不详则留空;只有 mandatory 可写日期", en: "Write mandatory or general, or leave it empty; only mandatory has days."
                )
            )
        case .moved:
            (
                Bilingual(zh: "强制效力移至何处没有写全:\(detail)", en: "Where the mandatory force moved to is incomplete: \(detail)."),
                Bilingual(zh: "写明规范编号与版本,条文号可空", en: "Give code and edition; the clause may be empty.")
            )
        case .status:
            (
                Bilingual(zh: "核对状态“\(detail)”不认识", en: "Status “\(detail)” is unknown."),
                Bilingual(zh: "写 checked 或 to_be_checked", en: "Write checked or to_be_checked.")
            )
        case .twice:
            (Bilingual(zh: "同一条文出现两次:\(detail)", en: "The clause comes twice: \(detail)."), Bilingual(zh: "只保留一行", en: "Keep one row."))
        case .editionDiffers:
            (
                Bilingual(zh: "同一版本的生效、失效或过渡日期与第 \(detail) 行不一致", en: "The days of the edition differ from line \(detail)."),
                Bilingual(zh: "同一版本各行写同样的日期", en: "Give an edition the same days in every row.")
            )
        case .tooMany:
            (Bilingual(zh: "多于 \(detail) 行", en: "There are more than \(detail) rows."), Bilingual(zh: "拆分规范库", en: "Leave out what is not used."))
        }
    }
}
