public import JointReview

/// Everything that may be wrong with the inside of a sheet file. The raw value is the finding's stable code.
public enum SheetCode: String, CaseIterable, Sendable {
    case damaged = "sheet.damaged"
    case repaired = "sheet.repaired"
    case irregular = "sheet.irregular"
    case encrypted = "sheet.encrypted"
    case noPages = "sheet.no_pages"
    case tooManyPages = "sheet.too_many_pages"
    case pageSize = "sheet.page_size"
    case empty = "sheet.empty"
    case typeMismatch = "sheet.type_mismatch"
    case activeContent = "sheet.active_content"
    case externalContent = "sheet.external_content"
    case automaticAction = "sheet.automatic_action"
    case layerSwitch = "sheet.layer_switch"
    case multimedia = "sheet.multimedia"
    case attachment = "sheet.attachment"
    case leadsElsewhere = "sheet.leads_elsewhere"
    case timeout = "sheet.timeout"
    case toolFailed = "sheet.tool_failed"
    case digestUnavailable = "sheet.digest_unavailable"
    case notPlain = "sheet.not_plain"
    case lookUnavailable = "sheet.look_unavailable"
    case drawingHeader = "sheet.drawing_header"
    case fontMissing = "sheet.font_not_embedded"
    case hiddenLayer = "sheet.hidden_layer"
    case signatureBroken = "sheet.signature_broken"
    case signatureCoverage = "sheet.signature_coverage"
    case signatureNotVerified = "sheet.signature_not_verified"
    case changedAfterSignature = "sheet.changed_after_signature"
    case signatureRemoved = "sheet.signature_removed"
    case unsignedAppend = "sheet.unsigned_append"
    case textUnavailable = "sheet.text_unavailable"
    case imageHeader = "sheet.image_header"
    case imageSize = "sheet.image_size"
    case unpacksTooLarge = "sheet.unpacks_too_large"

    /// Whether a finding with this code stops the package.
    public var severity: Finding.Severity {
        switch self {
        case .damaged, .repaired, .encrypted, .noPages, .tooManyPages, .pageSize, .empty, .typeMismatch, .activeContent, .externalContent, .timeout,
            .toolFailed, .signatureBroken, .signatureCoverage, .changedAfterSignature, .signatureRemoved, .imageSize, .unpacksTooLarge:
            .reject
        case .irregular, .automaticAction, .layerSwitch, .multimedia, .attachment, .leadsElsewhere, .digestUnavailable, .notPlain,
            .lookUnavailable, .drawingHeader, .fontMissing, .hiddenLayer,
            .signatureNotVerified,
            .unsignedAppend, .textUnavailable, .imageHeader:
            .warn
        }
    }

    /// The finding at a file; `detail` is what was measured there, put after the sentence in both languages.
    public func finding(file: String, sheet: String? = nil, detail: String = "") -> Finding {
        finding(file: file, sheet: sheet, detail: Bilingual(zh: detail, en: detail))
    }

    /// The finding at a file, with a detail that each language says in its own words.
    public func finding(file: String, sheet: String? = nil, detail: Bilingual) -> Finding {
        let words = message
        let said = Bilingual(
            zh: detail.zh.isEmpty ? "\(words.zh)。" : "\(words.zh)：\(detail.zh)。",
            en: detail.en.isEmpty ? "\(words.en)." : "\(words.en): \(detail.en).")
        return Finding(code: rawValue, severity: severity, file: file, sheet: sheet, message: said, remedy: remedy)
    }
}
