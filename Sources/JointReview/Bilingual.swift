/// One sentence in the two languages of the product, zh-CN first.
public struct Bilingual: Hashable, Sendable, Codable {
    /// Simplified Chinese.
    public let zh: String
    /// English.
    public let en: String

    /// A sentence in both languages.
    public init(zh: String, en: String) {
        self.zh = zh
        self.en = en
    }
}

/// A word of the trade that has a label in both languages.
public protocol Labelled {
    /// What a person reads.
    var label: Bilingual { get }
}
