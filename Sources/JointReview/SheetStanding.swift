/// What became of a sheet between the last complete set and the one that a later package makes of it (与上一套图纸相比).
public enum SheetStanding: String, CaseIterable, Sendable, Codable, Labelled {
    /// The file is the same, byte for byte.
    case sameBytes = "same_bytes"
    /// Another file, and the page in it has the same content: it was plotted again.
    case samePage = "same_page"
    /// The page's content differs, and a coarse picture of it does not: a hint, which somebody must confirm.
    case sameLook = "same_look"
    /// Something else is drawn.
    case changed
    /// The last complete set had no such sheet.
    case added
    /// The last complete set had it, this one does not.
    case removed

    /// Name of it.
    public var label: Bilingual {
        switch self {
        case .sameBytes: Bilingual(zh: "文件未变", en: "same bytes")
        case .samePage: Bilingual(zh: "页面内容未变", en: "same page content")
        case .sameLook: Bilingual(zh: "外观相同", en: "looks the same")
        case .changed: Bilingual(zh: "已修改", en: "changed")
        case .added: Bilingual(zh: "新增", en: "added")
        case .removed: Bilingual(zh: "取消", en: "removed")
        }
    }

    /// What became of a sheet whose number both sets have, by the three values of its identity.
    ///
    /// Page digests carry their algorithm in front: two of different algorithms are never equal, and then only the looks can be compared. Looks are
    /// equal or they are not; a tolerance would call a moved door the same drawing.
    public init(from before: SheetSet.Sheet, to after: SheetSet.Sheet) {
        if before.fileSHA256 == after.fileSHA256, before.page == after.page {
            self = .sameBytes
        } else if let digest = after.pageDigest, digest == before.pageDigest {
            self = .samePage
        } else if let look = after.look, look == before.look {
            self = .sameLook
        } else {
            self = .changed
        }
    }

    /// Whether what is drawn may be something else than before.
    public var isDifferent: Bool {
        switch self {
        case .sameBytes, .samePage: false
        case .sameLook, .changed, .added, .removed: true
        }
    }
}
