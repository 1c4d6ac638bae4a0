/// The few elements of S3's XML answers that are needed, read without a parser: flat elements with text, no attributes that matter.
///
/// Nothing of it is trusted with more than it says: keys are checked, bytes are verified by their digest.
struct S3Text {
    private let text: Substring

    init(_ text: some StringProtocol) {
        self.text = Substring(text)
    }

    /// The insides of every element with this name, in their order; elements of one name never hold one another.
    func all(_ name: String) -> [S3Text] {
        var (found, rest) = ([S3Text](), text)
        while let start = Self.opening(name, in: rest), let end = rest[start...].firstRange(of: "</\(name)>") {
            found.append(S3Text(rest[start..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return found
    }

    /// The text of the first element with this name, nil when there is none.
    func first(_ name: String) -> String? {
        guard let start = Self.opening(name, in: text), let end = text[start...].firstRange(of: "</\(name)>") else { return nil }
        return Self.decoded(text[start..<end.lowerBound])
    }

    /// Whether there is an element with this name, be it empty.
    func has(_ name: String) -> Bool { Self.opening(name, in: text) != nil }

    /// Behind `<name>` or `<name attributes>`.
    private static func opening(_ name: String, in text: Substring) -> Substring.Index? {
        var rest = text
        while let range = rest.firstRange(of: "<\(name)") {
            rest = rest[range.upperBound...]
            guard let next = rest.first else { return nil }
            if next == ">" { return rest.index(after: rest.startIndex) }
            guard next == " ", let end = rest.firstIndex(of: ">") else { continue }
            return rest.index(after: end)
        }
        return nil
    }

    private static func decoded(_ text: Substring) -> String {
        guard text.contains("&") else { return String(text) }
        // The ampersand last: what it makes is not decoded again.
        let entities = [("&quot;", "\""), ("&#34;", "\""), ("&apos;", "'"), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")]
        return entities.reduce(String(text)) { $0.replacing($1.0, with: $1.1) }
    }
}
