/// What can be wrong with the material of a merge. The raw value is the finding's stable code.
public enum MergeCode: String, CaseIterable, Sendable {
    case format = "merge.format"
    case tooMany = "merge.too_many"
    case idTwice = "merge.id_twice"
    case idForm = "merge.id_form"
    case sheetUnknown = "merge.sheet_unknown"
    case sheetDigest = "merge.sheet_digest"
    case regionNotPositive = "merge.region_not_positive"
    case textForm = "merge.text_form"
    case commentUnknown = "merge.comment_unknown"
    case contradictsItself = "merge.contradicts_itself"
    case supersedesInCircle = "merge.supersedes_in_circle"
    case groupingEmpty = "merge.grouping_empty"
    case sequenceTwice = "merge.sequence_twice"
    case numberTwice = "merge.number_twice"
    case numberAboveHighest = "merge.number_above_highest"
    case pageTooFull = "merge.page_too_full"
    case hintsCut = "merge.hints_cut"
    case moreFindings = "merge.more_findings"

    /// Whether a finding with this code stops the merge.
    public var severity: Finding.Severity {
        switch self {
        case .pageTooFull, .hintsCut: .warn
        default: .reject
        }
    }

    /// What is wrong, without a full stop: what was found may follow.
    public var message: Bilingual {
        switch self {
        case .format: Bilingual(zh: "不是本程序的合并输入格式", en: "This is not the form of material that is merged")
        case .tooMany: Bilingual(zh: "数量超过上限", en: "There are more than are merged at once")
        case .idTwice: Bilingual(zh: "标识重复", en: "The identity occurs twice")
        case .idForm: Bilingual(zh: "标识为空、过长、含控制字符或未规范化", en: "The identity is empty, too long, holds control characters or is not in normal form")
        case .sheetUnknown: Bilingual(zh: "所指图纸不在清单中", en: "The sheet is not in the list")
        case .sheetDigest: Bilingual(zh: "图纸摘要格式不对", en: "The sheet's digest does not have its form")
        case .regionNotPositive: Bilingual(zh: "标注区域没有面积或页码不对", en: "The marked region has no area, or no page")
        case .textForm: Bilingual(zh: "意见没有文字或过长", en: "The comment has no text, or too much")
        case .commentUnknown: Bilingual(zh: "所指意见不存在", en: "The comment that is named does not exist")
        case .contradictsItself: Bilingual(zh: "意见声明与自身矛盾", en: "The comment is said to contradict itself")
        case .supersedesInCircle: Bilingual(zh: "更正关系成环", en: "Comments correct each other in a circle")
        case .groupingEmpty: Bilingual(zh: "合并记录的意见太少", en: "The record names too few comments")
        case .sequenceTwice: Bilingual(zh: "合并记录的序号重复", en: "Two records have the same place in the order")
        case .numberTwice: Bilingual(zh: "编号或其意见重复", en: "A number, or a comment under the numbers, occurs twice")
        case .numberAboveHighest: Bilingual(zh: "编号小于 1 或大于最大编号", en: "A number is below 1 or above the highest")
        case .pageTooFull: Bilingual(zh: "该页意见过多,只比较了相邻的意见", en: "So many comments stand on one page that only neighbours were compared")
        case .hintsCut: Bilingual(zh: "提示过多,只列出一部分", en: "There are more hints than are listed")
        case .moreFindings: Bilingual(zh: "问题过多,只列出一部分", en: "There are more findings than are listed")
        }
    }

    /// What to do about it.
    public var remedy: Bilingual {
        switch self {
        case .format: Bilingual(zh: "format 写作 \(MergeMaterial.currentFormat)。", en: "Write \(MergeMaterial.currentFormat) as the format.")
        case .tooMany: Bilingual(zh: "分成几次合并。", en: "Merge it in several parts.")
        case .idTwice: Bilingual(zh: "给每一项不同的标识。", en: "Give each its own.")
        case .idForm: Bilingual(zh: "用 1 至 200 个字符(NFC),不含控制字符。", en: "Use 1 to 200 characters in NFC, without control characters.")
        case .sheetUnknown: Bilingual(zh: "在 sheets 中列出该图纸,或更正。", en: "List the sheet, or correct the reference.")
        case .sheetDigest: Bilingual(zh: "写作 64 位小写十六进制。", en: "Give 64 lower-case hexadecimal digits.")
        case .regionNotPositive: Bilingual(zh: "页码从 1 起,宽高均大于零。", en: "Count pages from 1, and give a width and a height above zero.")
        case .textForm:
            Bilingual(zh: "写明要求,至多 \(CommentDraft.longestText) 个字符。", en: "Say what is demanded, in \(CommentDraft.longestText) characters at most.")
        case .commentUnknown: Bilingual(zh: "更正该标识,或补上该意见。", en: "Correct the identity, or add the comment.")
        case .contradictsItself: Bilingual(zh: "删去自身,或写明与哪一条矛盾。", en: "Remove it, or name the other comment.")
        case .supersedesInCircle: Bilingual(zh: "只留后一条更正前一条。", en: "Let only the later one correct the earlier one.")
        case .groupingEmpty: Bilingual(zh: "合并至少列两条意见,拆分至少列一条。", en: "Name two comments to join, or one to split.")
        case .sequenceTwice: Bilingual(zh: "按记录先后给出不同的序号。", en: "Number the records in the order in which they were made.")
        case .numberTwice: Bilingual(zh: "每个编号、每条意见只列一次。", en: "List each number once, and each comment once.")
        case .numberAboveHighest: Bilingual(zh: "highest 写历次用过的最大编号。", en: "Give the highest number ever used.")
        case .pageTooFull: Bilingual(zh: "请人工核对该页的重复意见。", en: "Look for duplicates on that page by hand.")
        case .hintsCut: Bilingual(zh: "先处理所列提示,再合并一次。", en: "Look at these first, then merge again.")
        case .moreFindings: Bilingual(zh: "先更正所列问题,再合并一次。", en: "Correct these first, then merge again.")
        }
    }

    /// The finding at a place; `detail` is what was found there, put after the sentence.
    public func finding(at place: String, sheet: String? = nil, _ detail: String = "") -> Finding {
        let shown = String(detail.unicodeScalars.prefix(120))
        let message =
            detail.isEmpty
            ? Bilingual(zh: "\(message.zh)。", en: "\(message.en).") : Bilingual(zh: "\(message.zh):\(shown)。", en: "\(message.en): \(shown).")
        return Finding(code: rawValue, severity: severity, file: place, sheet: sheet, message: message, remedy: remedy)
    }
}
