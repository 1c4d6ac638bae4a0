/// Digests of the canonical content of pages, algorithm `pd2`.
///
/// A page is a tree of arrays, dictionaries and streams; each is hashed with SHA-256 over its tokens, one to a line, and stands in its
/// parent as `#` and that hash in hex. Dictionary: `<<`, then key and value in byte order of the keys, then `>>`. Array: `[`, items, `]`.
/// Stream: `stream`, the SHA-256 of the decoded data, then its dictionary's tokens. Numbers, strings and names are as qpdf writes them.
/// Whether a value is written in place or as an object of its own, and how often, makes no difference. A way back to an object that
/// is being hashed is `cycle`, the page that a link leads to is `page`.
///
/// What a key means depends on the way that leads to its dictionary (`PageDigester.Part`): only there are dates, identities, metadata, private
/// data and back links left out, and nothing at all where the keys are names that an author chose. Left out besides: the widgets of real
/// signatures, null entries. Taken in: what the page and its fields inherit, the form where it decides what a field shows, the state of each
/// layer. Subset tags of font names are removed. So the digest stays when a file is linearised, repacked, signed or saved again, and changes
/// when anything drawn changes.
struct PageDigester {
    /// Algorithm version in front of every digest.
    static let algorithm = "pd2"

    let objects: PDFObjects
    let pages: PDFPages
    let layers: PDFLayers
    private let form: PDFForm
    /// References of the widgets that are no part of the drawing.
    private let leftOut: Set<String>
    /// Tokens that may still be written for this file: bounds a document whose pages drag in everything, again and again.
    var budget: Int
    /// Hashes of objects by the way to them; only of those that depend on nothing but themselves.
    var known: [Step: String] = [:]
    /// Objects that are being hashed, with their place on the way down.
    var open: [Step: Int] = [:]
    /// What the pages use; a by-product of the walk.
    var usage = PDFUsage()

    /// An object, and as what it is read.
    struct Step: Hashable {
        let reference: String
        let part: Part
    }

    /// - Parameter widgets: references of the widgets to leave out; nil for those of all real signatures.
    init(objects: PDFObjects, pages: PDFPages, budget: Int, leavingOut widgets: Set<String>? = nil) {
        self.objects = objects
        self.pages = pages
        self.budget = budget
        leftOut = widgets ?? PDFSignatureFields(objects, pages: pages).widgets
        layers = PDFLayers(objects)
        form = PDFForm(objects)
    }

    /// The digest of a page, or nil when the budget is spent, the page nests too deeply, or an object of it could not be read.
    mutating func digest(_ node: PDFPages.Node) -> String? {
        open.removeAll(keepingCapacity: true)
        guard let hashed = try? hash(.dictionary(normalised(node.entries)), as: .page, depth: 0) else { return nil }
        return "\(Self.algorithm):\(hashed.token.dropFirst())"
    }

    /// The page's entries with defaults spelled out, so that a writer who spells them out changes nothing.
    private func normalised(_ entries: [String: PDFValue]) -> [String: PDFValue] {
        var entries = entries
        entries["/CropBox"] = entries["/CropBox"] ?? entries["/MediaBox"]
        let rotation = objects.resolve(entries["/Rotate"]).integer ?? 0
        entries["/Rotate"] = .scalar("\(((rotation % 360) + 360) % 360)")
        guard let annotations = objects.resolve(entries["/Annots"]).items else { return entries }
        let kept = drawn(annotations.filter { !form.isEmptySignature($0) }, on: entries)
        entries["/Annots"] = kept.isEmpty ? nil : .array(kept)
        // No name of PDF begins without a slash: this key is only ours.
        entries["form"] = form.entries(drawing: kept).map { .dictionary($0) }
        return entries
    }

    /// The annotations without the widgets of signatures.
    ///
    /// A seal on a drawing is small. What covers more than a quarter of the page, alone or with its like, may hide or redraw it, and so counts as
    /// drawn, whoever signed it: its change is then found.
    private func drawn(_ annotations: [PDFValue], on page: [String: PDFValue]) -> [PDFValue] {
        func isLeftOut(_ annotation: PDFValue) -> Bool {
            if case .reference(let reference) = annotation { leftOut.contains(reference) } else { false }
        }
        let widgets = annotations.filter(isLeftOut)
        guard !widgets.isEmpty, let visible = PDFBox.visible(of: page, objects) else { return annotations }
        let areas = widgets.map { PDFBox(objects.resolve($0).entries?["/Rect"], objects)?.area ?? .infinity }
        guard areas.reduce(0, +) <= visible.area / 4 else { return annotations }
        return annotations.filter { !isLeftOut($0) }
    }
}
