/// An error that a caller can do something about: a stable code, what is wrong, and the remedy, in both languages.
public protocol Explained: Error {
    /// Stable, documented code such as `review.held_by_another`.
    var code: String { get }
    /// What is wrong, then what to do.
    var explanation: Explanation { get }
}

/// What is wrong, and what to do about it.
public struct Explanation: Hashable, Sendable, Codable {
    /// What is wrong.
    public let message: Bilingual
    /// What to do about it.
    public let remedy: Bilingual

    /// An explanation.
    public init(message: Bilingual, remedy: Bilingual) {
        self.message = message
        self.remedy = remedy
    }

    init(_ zh: String, _ en: String, remedy remedyZh: String, _ remedyEn: String) {
        self.init(message: Bilingual(zh: zh, en: en), remedy: Bilingual(zh: remedyZh, en: remedyEn))
    }
}
