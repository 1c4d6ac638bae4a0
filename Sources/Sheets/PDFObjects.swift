/// The objects of one PDF, each parsed when it is asked for.
struct PDFObjects {
    private let structure: [UInt8]
    private let ranges: [String: Range<Int>]

    init(_ filter: QPDFStreamFilter) {
        structure = filter.structure
        ranges = filter.objects
    }

    /// The object behind a reference such as `12 0 R`; null when there is none, as PDF has it.
    func object(_ reference: String) -> PDFValue { value("obj:\(reference)") }

    /// The trailer dictionary.
    var trailer: PDFValue { value("trailer") }

    /// Follows a reference, or references to references; anything else is its own value.
    func resolve(_ value: PDFValue?) -> PDFValue {
        var value = value ?? .null
        for _ in 0..<32 {
            guard case .reference(let reference) = value else { return value }
            value = object(reference)
        }
        return .null
    }

    /// The object behind qpdf's own key: `obj:12 0 R` or `trailer`.
    func value(_ key: String) -> PDFValue {
        guard let range = ranges[key] else { return .null }
        var parser = PDFValueParser(structure[range])
        guard let wrapper = try? parser.value().entries else { return .unreadable }
        if let stream = wrapper["stream"]?.entries {
            guard case .scalar(let digest)? = stream["data"], let entries = stream["dict"]?.entries else { return .unreadable }
            return .stream(entries, sha256: String(digest.dropFirst().dropLast()))
        }
        return wrapper["value"] ?? .unreadable
    }
}
