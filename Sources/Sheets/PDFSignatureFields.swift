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
        /// References of the widgets that show it.
        var widgets: [String] = []
    }

    private(set) var fields: [Field] = []
    /// How many signature fields wait for their signature: the tool speaks of them too.
    private(set) var unsigned = 0

    private var seen: Set<String> = []
    private var values: Set<String> = []
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
                guard let top = Self.top(of: annotation, objects) else { continue }
                walk(top, path: [], type: nil, depth: 0)
                // A parent need not know its kid.
                walk(annotation, path: [], type: "/Sig", depth: 0)
            }
        }
    }

    /// The field above all others of a signature's widget; nil for any other annotation.
    private static func top(of annotation: PDFValue, _ objects: PDFObjects) -> PDFValue? {
        var (top, type) = (annotation, String?.none)
        for _ in 0..<deepest {
            guard let entries = objects.resolve(top).entries else { return nil }
            type = type ?? objects.resolve(entries["/FT"]).name
            guard let above = entries["/Parent"], objects.resolve(above).entries != nil else { break }
            top = above
        }
        return type == "/Sig" ? top : nil
    }

    private mutating func walk(_ value: PDFValue, path: [String], type: String?, isSigned: Bool = false, depth: Int) {
        guard depth < Self.deepest, fields.count < Self.most else { return }
        if case .reference(let reference) = value, !seen.insert(reference).inserted { return }
        guard let entries = objects.resolve(value).entries else { return }
        let path = path + (objects.resolve(entries["/T"]).text.map { [$0] } ?? [])
        let type = objects.resolve(entries["/FT"]).name ?? type
        let kids = objects.resolve(entries["/Kids"]).items ?? []
        var isSigned = isSigned
        if type == "/Sig", let signature = objects.resolve(entries["/V"]).entries {
            add(signature, name: path.joined(separator: "."))
            var isFirst = true
            if case .reference(let reference)? = entries["/V"] { isFirst = values.insert(reference).inserted }
            if isFirst { fields[fields.count - 1].widgets = ([value] + kids).compactMap(widget) }
            isSigned = true
        } else if type == "/Sig", !isSigned, depth == 0 || entries["/T"] != nil, !kids.contains(where: { objects.resolve($0).entries?["/T"] != nil })
        {
            unsigned += 1
        }
        for kid in kids { walk(kid, path: path, type: type, isSigned: isSigned, depth: depth + 1) }
    }

    /// The reference of a widget that shows what its field says; nil for one that is a field with a value or of a type of its own.
    private func widget(_ value: PDFValue) -> String? {
        guard case .reference(let reference) = value, let entries = objects.object(reference).entries else { return nil }
        let isOther = objects.resolve(entries["/FT"]).name.map { $0 != "/Sig" } ?? false
        return objects.resolve(entries["/Subtype"]).name == "/Widget" && !isOther ? reference : nil
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
