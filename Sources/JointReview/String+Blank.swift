extension String {
    /// Whether nothing but white space is in the text.
    var isBlank: Bool {
        // Ideographs and letters are most of what is asked; the table of properties is slow.
        unicodeScalars.allSatisfy { !(0x21...0x7E).contains($0.value) && !(0x4E00...0x9FFF).contains($0.value) && $0.properties.isWhitespace }
    }
}
