/// Digests of the canonical content of pages, algorithm `pd3`.
///
/// A page is a tree of arrays, dictionaries and streams; each is hashed with SHA-256 over its tokens, one to a line, and stands in its
/// parent as `#` and that hash in hex. Dictionary: `<<`, then key and value in byte order of the keys, then `>>`. Array: `[`, items, `]`.
/// Stream: `stream`, the SHA-256 of the decoded data, then its dictionary's tokens. Numbers, strings and names are as qpdf writes them, long ones
/// as their hash. Whether a value is written in place or as an object of its own, and how often, makes no difference. Only objects that lead back
/// to themselves, or to such, are counted as the page meets them, and where one comes again it is `again` and its number. The page that a
/// link leads to is `page`.
///
/// What a key means depends on the way that leads to its dictionary (`PageDigester.Part`): only there are dates, identities, metadata, private
/// data and back links left out, and nothing at all where the keys are names that an author chose. Left out besides: null entries, signature fields
/// that show nothing, and of a signature its value. Its picture counts, whoever signed: a picture can cover a figure with another, and whose it
/// is, nobody is asked when two pages are called the same. Taken in: what the page and its fields inherit, the form where it decides what a field
/// shows, the state of each layer, what the file says of its colours. The letters of subset tags are left out. So the digest stays when a file is
/// linearised, repacked, saved again or signed invisibly, and changes when anything drawn changes.
///
/// It is made only of files in the plain form (`PlainFile`, `PlainPages`), of which all readers show the same.
struct PageDigester {
    /// Algorithm version in front of every digest.
    static let algorithm = "pd3"

    let objects: PDFObjects
    let pages: PDFPages
    let layers: PDFLayers
    private let form: PDFForm
    private let intents: PDFValue?
    /// References of the widgets that are no part of what is compared.
    private let leftOut: Set<String>
    /// Tokens that may still be written for this file: bounds a document whose pages drag in everything, again and again.
    var budget: Int
    private let isOver: () -> Bool
    /// Hashes of objects by the way to them; only of those that depend on nothing but themselves.
    var known: [Step: String] = [:]
    /// Whether an object leads back to itself, or to one that does.
    var loops: [Step: Bool] = [:]
    /// Such objects by the order in which the page meets them.
    var numbers: [Step: Int] = [:]
    /// What the pages use; a by-product of the walk.
    var usage = PDFUsage()

    /// An object, and as what it is read.
    struct Step: Hashable {
        let reference: String
        let part: Part
    }

    /// - Parameters:
    ///   - widgets: references of the widgets to leave out.
    ///   - isOver: whether nobody waits any more.
    init(objects: PDFObjects, pages: PDFPages, budget: Int, leavingOut widgets: Set<String> = [], isOver: @escaping () -> Bool = { false }) {
        self.objects = objects
        self.pages = pages
        self.budget = budget
        self.isOver = isOver
        leftOut = widgets
        layers = PDFLayers(objects)
        form = PDFForm(objects)
        intents = objects.resolve(objects.trailer.entries?["/Root"]).entries?["/OutputIntents"]
    }

    /// The digest of a page, or nil when the budget is spent, the page nests too deeply, or an object of it could not be read.
    mutating func digest(_ node: PDFPages.Node) -> String? {
        numbers.removeAll(keepingCapacity: true)
        guard let token = try? token(of: .dictionary(normalised(node.entries)), as: .page, depth: 0) else { return nil }
        return "\(Self.algorithm):\(token.dropFirst())"
    }

    /// Takes tokens from what may still be written.
    mutating func spend(_ tokens: Int) throws(Fault) {
        budget -= tokens
        guard budget >= 0, !isOver() else { throw .budget }
    }

    /// The page's entries with defaults spelled out, so that a writer who spells them out changes nothing.
    private func normalised(_ entries: [String: PDFValue]) -> [String: PDFValue] {
        var entries = entries
        entries["/CropBox"] = entries["/CropBox"] ?? entries["/MediaBox"]
        entries["/Rotate"] = entries["/Rotate"] ?? .scalar("0")
        // No name of PDF begins without a slash: these keys are only ours.
        entries["intents"] = intents
        guard let annotations = objects.resolve(entries["/Annots"]).items else { return entries }
        let kept = drawn(annotations.filter { !form.isEmptySignature($0) }, on: entries)
        entries["/Annots"] = kept.isEmpty ? nil : .array(kept)
        entries["form"] = form.entries(drawing: kept).map { .dictionary($0) }
        return entries
    }

    /// The annotations without the widgets that are left out.
    ///
    /// A seal on a drawing is small. What covers more than a quarter of the page, alone or with its like, may hide or redraw it, and so counts as
    /// drawn, whoever signed it: its change is then found.
    private func drawn(_ annotations: [PDFValue], on page: [String: PDFValue]) -> [PDFValue] {
        func isLeftOut(_ annotation: PDFValue) -> Bool { annotation.reference.map(leftOut.contains) ?? false }
        let widgets = annotations.filter(isLeftOut)
        guard !widgets.isEmpty, let visible = PDFBox.visible(of: page, objects) else { return annotations }
        let areas = widgets.map { PDFBox(objects.resolve($0).entries?["/Rect"], objects)?.area ?? .infinity }
        guard areas.reduce(0, +) <= visible.area / 4 else { return annotations }
        return annotations.filter { !isLeftOut($0) }
    }
}
