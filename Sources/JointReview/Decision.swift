/// What a review decides.
public enum Decision: String, CaseIterable, Sendable, Codable, Labelled {
    /// Nothing to say.
    case pass
    /// Advice and information only.
    case passWithAdvice = "pass_with_advice"
    /// Blocking comments: an opinion notice (审查意见告知书), revision, re-review.
    case fail

    /// Name of the decision.
    public var label: Bilingual {
        switch self {
        case .pass: Bilingual(zh: "通过", en: "pass")
        case .passWithAdvice: Bilingual(zh: "通过(附建议)", en: "pass with advice")
        case .fail: Bilingual(zh: "不通过", en: "fail")
        }
    }
}
