import JointReview

/// What is refused before libxml2 sees a byte: size, encoding, and anything that declares entities.
enum ManifestGate {
    /// Bytes that a manifest may have: a list of ten thousand sheets takes three million.
    static let limit = 8 << 20

    /// Attributes that a start tag may have; ours have a dozen. libxml2 walks all of an element's attributes for each further one: a tag of 8 MiB keeps a
    /// processor busy for an hour.
    static let mostAttributes = 64

    /// The text without its byte order mark, and what is wrong with it; parse it only when nothing is.
    static func examine(_ bytes: [UInt8], file: String) -> (text: ArraySlice<UInt8>, findings: [Finding]) {
        guard bytes.count <= limit else {
            return ([], [ManifestCode.tooLarge.finding(file, facts: ["bytes": "\(bytes.count)", "limit": "\(limit)"])])
        }
        if let encoding = foreignStart(bytes) { return ([], [ManifestCode.encoding.finding(file, line: 1, facts: ["found": encoding])]) }
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        var findings: [Finding] = []
        if let declared = declaredEncoding(text), declared.lowercased() != "utf-8" {
            findings.append(ManifestCode.encoding.finding(file, line: 1, facts: ["found": XMLComplaint.tidy(declared)]))
        } else if let wrong = firstInvalid(text) {
            let byte = "0x" + String(text[wrong], radix: 16, uppercase: true)
            findings.append(ManifestCode.encoding.finding(file, line: line(of: wrong, in: text), facts: ["found": byte]))
        }
        if let declaration = doctype(text) { findings.append(ManifestCode.doctype.finding(file, line: line(of: declaration, in: text))) }
        if let tag = crowdedTag(text) {
            findings.append(
                ManifestCode.schema.finding(
                    file, line: line(of: tag, in: text),
                    facts: ["zh": "一个元素的属性超过 \(mostAttributes) 个", "en": "an element has more than \(mostAttributes) attributes"]))
        }
        return (text, findings)
    }

    /// The encodings that show in the first bytes. A document in one of them would be read by its own declaration, which is how a DOCTYPE is
    /// smuggled past a search for its letters.
    private static func foreignStart(_ bytes: [UInt8]) -> String? {
        let starts: [(bytes: [UInt8], name: String)] = [
            ([0, 0, 0xFE, 0xFF], "UTF-32"), ([0xFF, 0xFE, 0, 0], "UTF-32"), ([0, 0, 0, 0x3C], "UTF-32"), ([0x3C, 0, 0, 0], "UTF-32"),
            ([0xFE, 0xFF], "UTF-16"), ([0xFF, 0xFE], "UTF-16"), ([0, 0x3C], "UTF-16"), ([0x3C, 0], "UTF-16"),
            ([0x2B, 0x2F, 0x76], "UTF-7"), ([0x4C, 0x6F, 0xA7, 0x94], "EBCDIC"), ([0x84, 0x31, 0x95, 0x33], "GB18030"),
        ]
        return starts.first { bytes.starts(with: $0.bytes) }?.name
    }

    /// The name in `<?xml … encoding="…"?>`.
    private static func declaredEncoding(_ text: ArraySlice<UInt8>) -> String? {
        guard text.starts(with: "<?xml".utf8), let end = text.prefix(1000).firstIndex(of: UInt8(ascii: ">")) else { return nil }
        let declaration = text[text.startIndex..<end]
        guard let word = declaration.firstRange(of: Array("encoding".utf8)) else { return nil }
        let quotes = [UInt8(ascii: "\""), UInt8(ascii: "'")]
        guard let open = declaration[word.upperBound...].firstIndex(where: quotes.contains),
            let close = declaration[(open + 1)...].firstIndex(of: declaration[open])
        else { return nil }
        return String(decoding: declaration[(open + 1)..<close], as: UTF8.self)
    }

    /// Where the first byte stands that is not UTF-8, or is NUL.
    private static func firstInvalid(_ text: ArraySlice<UInt8>) -> Int? {
        if let null = text.firstIndex(of: 0) { return null }
        if String(validating: text, as: UTF8.self) != nil { return nil }
        // Slower, and only for the place in the message.
        var parser = Unicode.UTF8.ForwardParser()
        var rest = text.makeIterator()
        var place = text.startIndex
        while case .valid(let scalar) = parser.parseScalar(from: &rest) { place += scalar.count }
        return min(place, text.endIndex - 1)
    }

    /// Where a declaration of a document type or an entity stands, in any case of letters and even inside a comment: nothing of ours writes one.
    private static func doctype(_ text: ArraySlice<UInt8>) -> Int? {
        var from = text.startIndex
        while let at = text[from...].firstIndex(of: UInt8(ascii: "<")) {
            // Setting this bit makes letters small and leaves "<!" as it is.
            let word = text[at...].prefix(9).map { $0 | 0x20 }
            if word.starts(with: "<!doctype".utf8) || word.starts(with: "<!entity".utf8) { return at }
            from = at + 1
        }
        return nil
    }

    /// Where a start tag stands that has more attributes than any of ours. Comments, CDATA and instructions are passed over as the parser does it; what is
    /// wrong with them is the parser's to say.
    private static func crowdedTag(_ text: ArraySlice<UInt8>) -> Int? {
        let passages: [(open: [UInt8], close: [UInt8])] = [
            (Array("<!--".utf8), Array("-->".utf8)), (Array("<![CDATA[".utf8), Array("]]>".utf8)), (Array("<?".utf8), Array("?>".utf8)),
        ]
        var from = text.startIndex
        while let open = text[from...].firstIndex(of: UInt8(ascii: "<")) {
            if let passage = passages.first(where: { text[open...].starts(with: $0.open) }) {
                guard let end = firstRange(of: passage.close, in: text[(open + passage.open.count)...]) else { return nil }
                from = end
                continue
            }
            var quote: UInt8?
            var attributes = 0
            from = open + 1
            while from < text.endIndex {
                let byte = text[from]
                if let present = quote {
                    if byte == present { quote = nil }
                } else if byte == UInt8(ascii: ">") {
                    break
                } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                    quote = byte
                } else if byte == UInt8(ascii: "=") {
                    attributes += 1
                    if attributes > mostAttributes { return open }
                }
                from += 1
            }
        }
        return nil
    }

    /// The place after the first occurrence of a short word.
    private static func firstRange(of word: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        var from = text.startIndex
        while let at = text[from...].firstIndex(of: word[0]) {
            if text[at...].starts(with: word) { return at + word.count }
            from = at + 1
        }
        return nil
    }

    private static func line(of place: Int, in text: ArraySlice<UInt8>) -> Int {
        text[text.startIndex..<place].count { $0 == UInt8(ascii: "\n") } + 1
    }
}
