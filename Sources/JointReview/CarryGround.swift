/// Why a sheet or a document lets a decision stand, holds it up, or ends it, when a later package takes the place of the one that was reviewed.
public enum CarryGround: String, CaseIterable, Sendable, Codable, Labelled {
    /// The file is the same, byte for byte.
    case sameBytes = "same_bytes"
    /// The page has the same content: it was plotted again.
    case samePage = "same_page"
    /// It looks the same, and a reviewer of the discipline has confirmed once that it is.
    case confirmedLook = "confirmed_look"
    /// It is another one, and by the relevance matrix it does not concern the discipline.
    case notConcerned = "not_concerned"
    /// A drawing list: it follows the sheets, each of which is judged itself.
    case drawingList = "drawing_list"
    /// A paper of the proceedings: reply, change notice, review document.
    case proceedings
    /// It looks the same, and nobody has confirmed yet that it is.
    case unconfirmedLook = "unconfirmed_look"
    /// Something else is drawn, or written.
    case changed
    /// It is called another kind of drawing or document than before: from then on other rules judge it.
    case kindChanged = "kind_changed"
    /// The set that was reviewed had no such sheet or document.
    case added
    /// The set that was reviewed had it, this one does not.
    case removed
    /// The discipline demanded a revision: its own decision asks to be made again.
    case failed

    /// What a ground does to a decision; the strongest of all grounds counts.
    public enum Effect: Int, Comparable, Sendable {
        case keeps, waits, drops

        /// `keeps` is weaker than `waits`, and that than `drops`.
        public static func < (a: Effect, b: Effect) -> Bool { a.rawValue < b.rawValue }
    }

    /// What it does to a decision.
    public var effect: Effect {
        switch self {
        case .sameBytes, .samePage, .confirmedLook, .notConcerned, .drawingList, .proceedings: .keeps
        case .unconfirmedLook: .waits
        case .changed, .kindChanged, .added, .removed, .failed: .drops
        }
    }

    /// The ground in words.
    public var label: Bilingual {
        switch self {
        case .sameBytes: Bilingual(zh: "文件未变", en: "same bytes")
        case .samePage: Bilingual(zh: "页面内容未变", en: "same page content")
        case .confirmedLook: Bilingual(zh: "外观相同,审查人员已确认", en: "looks the same, confirmed by a reviewer")
        case .notConcerned: Bilingual(zh: "有变化,与本专业无关", en: "differs, does not concern the discipline")
        case .drawingList: Bilingual(zh: "图纸目录,随各图逐张判断", en: "drawing list, judged by the sheets it lists")
        case .proceedings: Bilingual(zh: "程序性文件", en: "paper of the proceedings")
        case .unconfirmedLook: Bilingual(zh: "外观相同,待审查人员确认", en: "looks the same, awaits a reviewer's confirmation")
        case .changed: Bilingual(zh: "已修改", en: "changed")
        case .kindChanged: Bilingual(zh: "图别或文件类别改变", en: "called another kind")
        case .added: Bilingual(zh: "新增", en: "added")
        case .removed: Bilingual(zh: "取消", en: "removed")
        case .failed: Bilingual(zh: "原结论为不通过", en: "the decision was fail")
        }
    }
}
