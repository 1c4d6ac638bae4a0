/// What a rule rests on: a law, order, notice or published practice, and whether somebody has compared it with its text.
public struct LegalBasis: Hashable, Sendable, Codable {
    /// Whether the citation was compared with the published text.
    public enum Status: String, CaseIterable, Sendable, Codable, Labelled {
        /// Compared.
        case checked
        /// Recalled or taken from another text: compare it before relying on it.
        case toBeChecked = "to_be_checked"

        /// Name of the status.
        public var label: Bilingual {
            switch self {
            case .checked: Bilingual(zh: "已核对", en: "checked")
            case .toBeChecked: Bilingual(zh: "待核", en: "to be checked")
            }
        }
    }

    /// Name and number of the text, e.g. 国发〔2016〕39号.
    public let text: String
    /// Article, where one is meant.
    public let article: String?
    /// Whether the citation was compared with the text.
    public let status: Status

    /// A citation.
    public init(text: String, article: String? = nil, status: Status) {
        self.text = text
        self.article = article
        self.status = status
    }

    /// The citation in one line.
    public var line: String {
        [text, article].compactMap { $0 }.joined(separator: " ") + (status == .toBeChecked ? "(待核)" : "")
    }
}
