/// Whether the objects of a PDF say plainly what its pages show.
///
/// All that a page leads to is in its digest; this is about the rest: what stands above the pages, what readers draw by themselves, and what the
/// digest takes to be the same although it is written in two ways. The list is what is allowed; anything else is not plain:
/// 1. The catalog has known keys only, and none that decides which part of a page is shown or asks a reader for something.
/// 2. The page tree is one: each node once, with its own parent, its count right; branches have kids and leaves have none; branches hand down
///    nothing but resources, boxes and rotation.
/// 3. Layers have one configuration that names only layers of the list, each on or off; what is drawn belongs to no other layer.
/// 4. Pages: boxes of four numbers with an area, a rotation of 0, 90, 180 or 270, contents that are there, annotations that bring their own picture
///    (or are links or windows that pop up), no form that readers draw afresh.
struct PlainPages {
    typealias Departure = PlainDeparture

    let objects: PDFObjects
    let form: PDFForm
    /// What is wrong above the pages; nil when nothing is.
    private(set) var departure: Departure?

    /// - Parameter pages: the pages in order, as others found them.
    init(_ objects: PDFObjects, pages: PDFPages) {
        self.objects = objects
        form = PDFForm(objects)
        let root = objects.resolve(objects.trailer.entries?["/Root"]).entries ?? [:]
        departure = Self.departure(root, objects, pages)
    }

    private static func departure(_ root: [String: PDFValue], _ objects: PDFObjects, _ pages: PDFPages) -> Departure? {
        guard isPlain(catalog: root, objects) else { return Departure(.catalog, 0) }
        var tree = PlainTree(objects)
        guard tree.isPlain(root["/Pages"]), tree.leaves == pages.nodes.map(\.reference) else { return Departure(.pageTree, 0) }
        return PlainLayers.isPlain(root["/OCProperties"], objects) ? nil : Departure(.layer, 0)
    }

    /// Keys that change nothing in how a page looks; what else they may do is told elsewhere.
    private static let harmless: Set<String> = [
        "/Type", "/Version", "/Extensions", "/Pages", "/PageLabels", "/Names", "/Dests", "/ViewerPreferences", "/PageLayout", "/PageMode",
        "/Outlines",
        "/Threads", "/OpenAction", "/URI", "/AcroForm", "/Metadata", "/StructTreeRoot", "/MarkInfo", "/Lang", "/SpiderInfo", "/OutputIntents",
        "/PieceInfo", "/OCProperties", "/Perms", "/Legal", "/DSS", "/AF", "/DPartRoot", "/LastModified", "/ID",
        // Belongs among the preferences; a CAD program writes it here.
        "/PrintScaling",
    ]
    private static let preferences: Set<String> = [
        "/HideToolbar", "/HideMenubar", "/HideWindowUI", "/FitWindow", "/CenterWindow", "/DisplayDocTitle", "/NonFullScreenPageMode", "/Direction",
        "/PrintScaling", "/Duplex", "/PickTrayByPDFSize", "/PrintPageRange", "/NumCopies", "/Enforce",
    ]
    private static let fields: Set<String> = ["/Fields", "/SigFlags", "/DA", "/DR", "/Q", "/CO", "/NeedAppearances"]

    private static func isPlain(catalog: [String: PDFValue], _ objects: PDFObjects) -> Bool {
        guard objects.resolve(catalog["/Type"]).name == "/Catalog", catalog.keys.allSatisfy(harmless.contains) else { return false }
        func hasOnly(_ keys: Set<String>, _ value: PDFValue?) -> Bool {
            guard let value else { return true }
            return objects.resolve(value).entries?.keys.allSatisfy(keys.contains) ?? false
        }
        return hasOnly(preferences, catalog["/ViewerPreferences"]) && hasOnly(fields, catalog["/AcroForm"])
    }

    // MARK: A page
    /// What is wrong with a page; nil when nothing is.
    func departure(of page: PDFPages.Node, number: Int) -> Departure? {
        let entries = page.entries
        guard entries["/Kids"] == nil, entries["/Count"] == nil else { return Departure(.page, number) }
        let boxes = ["/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"].filter { entries[$0] != nil }
        guard boxes.first == "/MediaBox", boxes.allSatisfy({ isBox(entries[$0]) }) else { return Departure(.box, number) }
        let rotation = entries["/Rotate"].map { objects.resolve($0) }
        guard rotation == nil || ["0", "90", "180", "270"].contains(rotation?.scalar) else { return Departure(.rotation, number) }
        guard hasContent(entries["/Contents"]) else { return Departure(.content, number) }
        guard let annotations = entries["/Annots"].map({ objects.resolve($0) }) else { return nil }
        guard let items = annotations.items else { return Departure(.annotation, number) }
        for item in items {
            if let kind = departure(of: item) { return Departure(kind, number) }
        }
        return nil
    }

    private func isBox(_ value: PDFValue?) -> Bool {
        guard let items = objects.resolve(value).items, items.count == 4 else { return false }
        let numbers = items.compactMap { objects.resolve($0).number }
        return numbers.count == 4 && numbers.allSatisfy { abs($0) < 1_000_000 } && numbers[0] < numbers[2] && numbers[1] < numbers[3]
    }

    private func hasContent(_ value: PDFValue?) -> Bool {
        guard let value else { return true }
        return switch objects.resolve(value) {
        case .stream: true
        case .array(let parts): parts.allSatisfy { if case .stream = objects.resolve($0) { true } else { false } }
        case .scalar, .reference, .dictionary, .unreadable: false
        }
    }

    /// A link frames a place, and a window that pops up is on no paper.
    private static let unpictured: Set<String> = ["/Link", "/Popup"]

    private func departure(of annotation: PDFValue) -> Departure.Kind? {
        guard case .dictionary(let entries) = objects.resolve(annotation), let subtype = objects.resolve(entries["/Subtype"]).name else {
            return .annotation
        }
        if Self.unpictured.contains(subtype), entries["/AP"] == nil { return nil }
        if form.isEmptySignature(annotation) { return nil }
        if subtype == "/Widget", form.isDrawnAfresh { return .form }
        let picture = objects.resolve(objects.resolve(entries["/AP"]).entries?["/N"])
        switch picture {
        case .stream: return nil
        case .dictionary(let states):
            // What a reader shows without a state that exists is its own choice.
            guard let state = objects.resolve(entries["/AS"]).name, case .stream = objects.resolve(states[state]) else { return .annotation }
            return nil
        case .scalar, .reference, .array, .unreadable: return .annotation
        }
    }
}
