/// Everything that may be wrong with the way a package is applied to the last complete set. The raw value is the finding's stable code.
public enum SetCode: String, CaseIterable, Sendable {
    case noBase = "set.no_base"
    case baseDiffers = "set.base_differs"
    case changeUndeclared = "set.change_undeclared"
    case contentUndeclared = "set.content_undeclared"
    case addedUndeclared = "set.added_undeclared"
    case removedUndeclared = "set.removed_undeclared"
    case documentChanged = "set.document_changed"
    case documentRemoved = "set.document_removed"
    case noChangeList = "set.no_change_list"
    case declaredUnchanged = "set.declared_unchanged"
    case declaredMissing = "set.declared_missing"
    case addedExists = "set.added_exists"
    case revisedUnknown = "set.revised_unknown"
    case removedUnknown = "set.removed_unknown"
    case revisionUnchanged = "set.revision_unchanged"
    case noticeMissing = "set.notice_missing"
    case replyMissing = "set.reply_missing"

    /// Whether a finding with this code stops the package, unless the rules in force weigh it otherwise.
    ///
    /// What is drawn otherwise without a word stops it: that is how a reviewed drawing is swapped for another (阴阳图纸). So does a page whose content
    /// differs under the same coarse picture. A finer picture would not settle it: whatever its resolution, something smaller can be changed, and a
    /// plot of another program moves its pixels; so the picture stays a hint for those who compare, and the institute declares every sheet that is
    /// not proven to be the same.
    public var severity: Finding.Severity {
        switch self {
        case .noBase, .baseDiffers, .changeUndeclared, .contentUndeclared, .removedUndeclared, .declaredMissing, .addedExists, .revisedUnknown,
            .removedUnknown:
            .reject
        case .documentChanged, .documentRemoved, .addedUndeclared, .noChangeList, .declaredUnchanged, .revisionUnchanged, .noticeMissing,
            .replyMissing:
            .warn
        }
    }

    /// The finding at a place; `detail` is what was found there, put after the sentence.
    public func finding(file: String, sheet: String? = nil, detail: Bilingual? = nil) -> Finding {
        let said = Bilingual(
            zh: message.zh + (detail.map { "：\($0.zh)。" } ?? "。"), en: message.en + (detail.map { ": \($0.en)." } ?? "."))
        return Finding(code: rawValue, severity: severity, file: file, sheet: sheet, message: said, remedy: remedy)
    }

    /// The finding at a place, what was found being the same in both languages.
    func finding(file: String, sheet: String? = nil, detail: String) -> Finding {
        finding(file: file, sheet: sheet, detail: Bilingual(zh: detail, en: detail))
    }
}
