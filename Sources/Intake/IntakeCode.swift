public import JointReview

/// Everything that may be wrong with a package as a whole, or with the way its list and its files fit. The raw value is the finding's stable code.
/// Codes of single parts: `zip.*` and `archive.*` (Archive), `manifest.*` of the schema (Manifest), `sheet.*` of a file's inside (Sheets).
public enum IntakeCode: String, CaseIterable, Sendable {
    case manifestMissing = "manifest.missing"
    case notRead = "package.not_read"
    case timeSpent = "package.time_spent"
    case noSheets = "package.no_sheets"
    case fileMissing = "package.file_missing"
    case fileUnlisted = "package.file_unlisted"
    case listedTwice = "package.listed_twice"
    case digestMismatch = "package.digest_mismatch"
    case forbiddenType = "package.forbidden_type"
    case clutter = "package.clutter"
    case notPDF = "sheet.not_pdf"
    case duplicateNumber = "sheet.duplicate_number"
    case duplicatePage = "sheet.duplicate_page"
    case pageOutOfRange = "sheet.page_out_of_range"
    case pageUnlisted = "sheet.page_unlisted"
    case removedAndListed = "sheet.removed_and_listed"
    case sizeDiffers = "sheet.size_differs"
    case sameContent = "sheet.same_content"
    case noTwin = "reference.no_pdf_twin"

    /// Whether a finding with this code stops the package.
    public var severity: Finding.Severity {
        switch self {
        case .notRead, .timeSpent, .noSheets, .fileMissing, .digestMismatch, .forbiddenType, .notPDF, .duplicateNumber, .duplicatePage,
            .pageOutOfRange,
            .removedAndListed:
            .reject
        case .manifestMissing, .fileUnlisted, .listedTwice, .clutter, .pageUnlisted, .sizeDiffers, .sameContent, .noTwin:
            .warn
        }
    }

    /// The finding at a place; `detail` is what was found there, put after the sentence in both languages.
    public func finding(file: String, sheet: String? = nil, detail: String = "") -> Finding {
        let words = message
        let said = Bilingual(
            zh: detail.isEmpty ? "\(words.zh)。" : "\(words.zh)：\(detail)。", en: detail.isEmpty ? "\(words.en)." : "\(words.en): \(detail).")
        return Finding(code: rawValue, severity: severity, file: file, sheet: sheet, message: said, remedy: remedy)
    }
}
