/// Digests of the canonical content of pages, algorithm `pd1`.
///
/// A page is a tree of arrays, dictionaries and streams; each is hashed with SHA-256 over its tokens, one to a line, and stands in its
/// parent as `#` and that hash in hex. Dictionary: `<<`, then key and value in byte order of the keys, then `>>`. Array: `[`, items, `]`.
/// Stream: `stream`, the SHA-256 of the decoded data, then its dictionary's tokens. Numbers, strings and names are as qpdf writes them.
/// Whether a value is written in place or as an object of its own, and how often, makes no difference. A way back to an object that
/// is being hashed is `cycle`, a link to any page is `page`.
///
/// Left out: dates, identities, metadata, private data of programs, back links, signature fields, null entries. Taken in: what the page
/// inherits, whether each layer is on. Subset tags of font names are removed. So the digest stays when a file is linearised, repacked or
/// saved again, and changes when anything drawn changes.
struct PageDigester {
    /// Algorithm version in front of every digest.
    static let algorithm = "pd1"

    let objects: PDFObjects
    let pages: PDFPages
    let layers: PDFLayers
    /// Tokens that may still be written for this file: bounds a document whose pages drag in everything, again and again.
    var budget: Int
    /// Hashes of objects by reference; only of those that depend on nothing but themselves.
    var known: [String: String] = [:]
    /// Objects that are being hashed, with their place on the way down.
    var open: [String: Int] = [:]
    /// What the pages use; a by-product of the walk.
    var usage = PDFUsage()

    init(objects: PDFObjects, pages: PDFPages, budget: Int) {
        self.objects = objects
        self.pages = pages
        self.budget = budget
        layers = PDFLayers(objects)
    }

    /// The digest of a page, or nil when the budget is spent, the page nests too deeply, or an object of it could not be read.
    mutating func digest(_ node: PDFPages.Node) -> String? {
        open.removeAll(keepingCapacity: true)
        guard let hashed = try? hash(.dictionary(Self.normalised(node.entries, objects)), depth: 0) else { return nil }
        return "\(Self.algorithm):\(hashed.token.dropFirst())"
    }

    /// The page's entries with defaults spelled out, so that a writer who spells them out changes nothing.
    private static func normalised(_ entries: [String: PDFValue], _ objects: PDFObjects) -> [String: PDFValue] {
        // Article beads, thumbnail and capture identity are only of a page; elsewhere the same keys mean something else.
        var entries = entries.filter { !["/B", "/Thumb", "/ID"].contains($0.key) }
        entries["/CropBox"] = entries["/CropBox"] ?? entries["/MediaBox"]
        let rotation = objects.resolve(entries["/Rotate"]).integer ?? 0
        entries["/Rotate"] = .scalar("\(((rotation % 360) + 360) % 360)")
        if case .array(let annotations) = objects.resolve(entries["/Annots"]) {
            let kept = annotations.filter { !isSignatureField($0, objects) }
            entries["/Annots"] = kept.isEmpty ? nil : .array(kept)
        }
        return entries
    }

    /// A signature's widget: its field type may stand in a parent of the form's tree.
    private static func isSignatureField(_ annotation: PDFValue, _ objects: PDFObjects) -> Bool {
        var entries = objects.resolve(annotation).entries
        guard objects.resolve(entries?["/Subtype"]).name == "/Widget" else { return false }
        for _ in 0..<32 {
            guard let field = entries else { return false }
            if let type = objects.resolve(field["/FT"]).name { return type == "/Sig" }
            entries = objects.resolve(field["/Parent"]).entries
        }
        return false
    }
}
