public import Foundation

/// A comment while only its author works on it (意见草稿): anything may be missing, and nothing of it has been said yet.
public struct PrivateDraft: Hashable, Sendable, Codable {
    /// Sheet revision that it is about.
    public var sheet: UUID?
    /// Where on the sheet.
    public var region: Region?
    /// How much it weighs.
    public var severity: Severity?
    /// What it says.
    public var text: String?
    /// Specialty inside the discipline.
    public var specialty: String?
    /// What it rests on.
    public var basis: Basis?
    /// What it asks for, typed; an element may still be missing.
    public var demands: [Demand]?
    /// Comments that it contradicts.
    public var contradicts: [UUID]?
    /// Why it comes late.
    public var lateReason: String?
    /// What is drawn on the sheet.
    public var markup: [MarkupShape]?

    /// A draft.
    public init(
        sheet: UUID? = nil, region: Region? = nil, severity: Severity? = nil, text: String? = nil, specialty: String? = nil, basis: Basis? = nil,
        demands: [Demand]? = nil, contradicts: [UUID]? = nil, lateReason: String? = nil, markup: [MarkupShape]? = nil
    ) {
        (self.sheet, self.region, self.severity, self.text) = (sheet, region, severity, text)
        (self.specialty, self.basis, self.demands) = (specialty, basis, demands)
        (self.contradicts, self.lateReason, self.markup) = (contradicts, lateReason, markup)
    }

    /// Most drafts of one reviewer in one review.
    public static let most = 500

    /// The same draft with what a standard comment says, where it says nothing itself.
    public func filled(from standard: StandardComment) -> PrivateDraft {
        var draft = self
        draft.severity = severity ?? standard.severity
        draft.text = text ?? standard.text
        draft.specialty = specialty ?? standard.specialty
        draft.basis = basis ?? standard.basis
        draft.demands =
            demands ?? standard.demands?.map { Demand(element: "", property: $0.property, relation: $0.relation, value: $0.value, unit: $0.unit) }
        return draft
    }

    /// The comment that can be checked and published; nil while a part is missing that every comment has.
    public var comment: CommentDraft? {
        guard let sheet, let region, let severity, let text else { return nil }
        return CommentDraft(
            sheet: sheet, region: region, severity: severity, text: text, basis: basis, specialty: specialty, lateReason: lateReason,
            demands: demands ?? [], contradicts: contradicts ?? [], markup: markup ?? [])
    }

    /// What is missing before it is a comment, each at its place.
    public var missing: [Finding] {
        let parts: [(String, Bool, Bilingual)] = [
            ("/sheetId", sheet == nil, Bilingual(zh: "图纸", en: "the sheet")), ("/region", region == nil, Bilingual(zh: "位置", en: "the place")),
            ("/severity", severity == nil, Bilingual(zh: "分级", en: "the weight")), ("/text", text == nil, Bilingual(zh: "意见文字", en: "the text")),
        ]
        return parts.filter(\.1).map { place, _, name in
            .fault("draft.incomplete", place, "草稿还没有\(name.zh)", "the draft lacks \(name.en)", "补充后再发布", "Add it, then publish.")
        }
    }
}

/// A comment that a review body makes often (常用意见): text, basis and the form of its demand, without a place.
public struct StandardComment: Hashable, Sendable, Codable {
    /// A typed demand whose element is named when it is used.
    public struct DemandForm: Hashable, Sendable, Codable {
        /// Property of the element.
        public var property: String?
        /// How it binds.
        public var relation: Relation
        /// Value, as text.
        public var value: String?
        /// Unit of a decimal.
        public var unit: String?

        /// A form.
        public init(property: String? = nil, relation: Relation, value: String? = nil, unit: String? = nil) {
            (self.property, self.relation, self.value, self.unit) = (property, relation, value, unit)
        }
    }

    /// Title in the list.
    public var title: String
    /// Specialty inside the discipline.
    public var specialty: String?
    /// How much it weighs.
    public var severity: Severity
    /// What it says.
    public var text: String
    /// What it rests on; one that blocks needs one.
    public var basis: Basis?
    /// What it asks for.
    public var demands: [DemandForm]?

    /// A standard comment.
    public init(title: String, specialty: String? = nil, severity: Severity, text: String, basis: Basis? = nil, demands: [DemandForm]? = nil) {
        (self.title, self.specialty, self.severity, self.text) = (title, specialty, severity, text)
        (self.basis, self.demands) = (basis, demands)
    }

    /// Everything that is wrong with it, at once.
    public var findings: [Finding] {
        var findings: [Finding] = []
        if text.isBlank || title.isBlank {
            findings.append(.fault("standard.empty", text.isBlank ? "/text" : "/title", "没有文字", "it says nothing", "写明题目和意见", "Give title and text."))
        }
        if severity.blocks, basis == nil {
            findings.append(
                .fault(
                    "standard.basis_missing", "/basis", "“\(severity.label.zh)”没有依据", "a comment of this weight has no basis", "填写依据,或改为建议",
                    "Give its basis, or make it advice."))
        }
        if let basis, !basis.isComplete {
            findings.append(.fault("standard.basis_incomplete", "/basis", "依据填写不全", "the basis is incomplete", "补全依据的每一项", "Fill in every part."))
        }
        for (index, form) in (demands ?? []).enumerated() {
            let demand = Demand(element: "x", property: form.property, relation: form.relation, value: form.value, unit: form.unit)
            findings += demand.findings(at: "/demands/\(index)", elements: ["x"])
        }
        return findings
    }
}
