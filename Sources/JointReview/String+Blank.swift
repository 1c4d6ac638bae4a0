extension String {
    /// Whether nothing but white space is in the text.
    var isBlank: Bool { unicodeScalars.allSatisfy { $0.properties.isWhitespace } }
}
