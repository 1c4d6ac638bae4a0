/// The signature dictionaries of a PDF, found through the form and through the pages' annotations.
struct PDFSignatureFields {
    struct Field {
        var name: String
        var type: String
        var byteRange: [Int]
        /// `/Contents` in lower-case hex; nil where it is no binary string.
        var value: Substring?
        var claimedAt: String?
        var reason: String?
    }

    private(set) var fields: [Field] = []
    private var seen: Set<String> = []
    private let objects: PDFObjects
    /// A form nests a few levels; more is a trap.
    private static let deepest = 32
    private static let most = 500

    init(_ objects: PDFObjects, pages: PDFPages) {
        self.objects = objects
        let catalog = objects.resolve(objects.trailer.entries?["/Root"]).entries ?? [:]
        let form = objects.resolve(catalog["/AcroForm"]).entries ?? [:]
        for field in objects.resolve(form["/Fields"]).items ?? [] { walk(field, path: [], type: nil, depth: 0) }
        // A signature whose field the form does not list is still what a viewer shows on the page.
        for page in pages.nodes {
            for annotation in objects.resolve(page.entries["/Annots"]).items ?? [] {
                guard let entries = objects.resolve(annotation).entries, objects.resolve(entries["/FT"]).name == "/Sig" else { continue }
                walk(annotation, path: [], type: nil, depth: 0)
            }
        }
    }

    private mutating func walk(_ value: PDFValue, path: [String], type: String?, depth: Int) {
        guard depth < Self.deepest, fields.count < Self.most else { return }
        if case .reference(let reference) = value, !seen.insert(reference).inserted { return }
        guard let entries = objects.resolve(value).entries else { return }
        let path = path + (objects.resolve(entries["/T"]).text.map { [$0] } ?? [])
        let type = objects.resolve(entries["/FT"]).name ?? type
        if type == "/Sig", let signature = objects.resolve(entries["/V"]).entries {
            add(signature, name: path.joined(separator: "."))
        }
        for kid in objects.resolve(entries["/Kids"]).items ?? [] { walk(kid, path: path, type: type, depth: depth + 1) }
    }

    private mutating func add(_ signature: [String: PDFValue], name: String) {
        let range = (objects.resolve(signature["/ByteRange"]).items ?? []).prefix(64).map { objects.resolve($0).integer ?? -1 }
        fields.append(
            Field(
                name: name, type: objects.resolve(signature["/SubFilter"]).name.map { String($0.dropFirst().prefix(80)) } ?? "", byteRange: range,
                value: objects.resolve(signature["/Contents"]).hex, claimedAt: objects.resolve(signature["/M"]).text.flatMap(PDFDate.iso8601),
                reason: objects.resolve(signature["/Reason"]).text))
    }
}

/// Dates of PDF (`D:20261121175920+08'00'`).
enum PDFDate {
    /// The same instant in ISO 8601, with the zone as it was written; nil when it is no date. Without a zone, none is made up.
    static func iso8601(_ text: String) -> String? {
        guard let match = text.firstMatch(of: #/^(?:D:)?([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})(.*)$/#) else { return nil }
        let moment = "\(match.1)-\(match.2)-\(match.3)T\(match.4):\(match.5):\(match.6)"
        let zone = String(match.7)
        if zone.isEmpty { return moment }
        if zone.hasPrefix("Z") { return "\(moment)Z" }
        guard let offset = zone.firstMatch(of: #/^([+\-])([0-9]{2})'?([0-9]{2})?'?$/#) else { return moment }
        return "\(moment)\(offset.1)\(offset.2):\(offset.3 ?? "00")"
    }
}
