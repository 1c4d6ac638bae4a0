/// What a form says of how its fields are drawn.
struct PDFForm {
    private let entries: [String: PDFValue]
    private let objects: PDFObjects
    /// Whether readers are told to draw its fields by themselves.
    let isDrawnAfresh: Bool

    init(_ objects: PDFObjects) {
        self.objects = objects
        let catalog = objects.resolve(objects.trailer.entries?["/Root"]).entries
        entries = objects.resolve(catalog?["/AcroForm"]).entries ?? [:]
        if case .scalar("true") = objects.resolve(entries["/NeedAppearances"]) { isDrawnAfresh = true } else { isDrawnAfresh = false }
    }

    /// What of the form decides how these annotations look: nil where each brings its own picture, or none is a field.
    func entries(drawing annotations: [PDFValue]) -> [String: PDFValue]? {
        // A signature without a picture shows nothing; no reader makes one from the form.
        let widgets = annotations.compactMap { objects.resolve($0).entries }.filter { annotation in
            objects.resolve(annotation["/Subtype"]).name == "/Widget" && objects.resolve(Self.whole(annotation, objects)["/FT"]).name != "/Sig"
        }
        let lacksPicture = widgets.contains { objects.resolve(objects.resolve($0["/AP"]).entries?["/N"]).entries == nil }
        guard !widgets.isEmpty, isDrawnAfresh || lacksPicture else { return nil }
        var drawing = entries.filter { ["/DA", "/DR", "/Q"].contains($0.key) }
        drawing["/NeedAppearances"] = .scalar(isDrawnAfresh ? "true" : "false")
        return drawing
    }

    /// A signature's widget that has nothing to show: where a seal may come, nothing is drawn yet.
    func isEmptySignature(_ annotation: PDFValue) -> Bool {
        guard let entries = objects.resolve(annotation).entries, entries.keys.allSatisfy(Self.undrawn.contains) else { return false }
        var field = entries
        for _ in 0..<Self.deepest {
            guard let above = objects.resolve(field["/Parent"]).entries else { break }
            guard above.keys.allSatisfy(Self.undrawn.contains) else { return false }
            field = above
        }
        return objects.resolve(entries["/Subtype"]).name == "/Widget" && objects.resolve(Self.whole(entries, objects)["/FT"]).name == "/Sig"
    }

    /// What a signature's field may have while it shows nothing: no picture, no frame, no ground.
    private static let undrawn: Set<String> = [
        "/Type", "/Subtype", "/FT", "/T", "/TU", "/TM", "/Rect", "/F", "/Ff", "/P", "/Parent", "/Kids", "/V", "/Lock", "/SV", "/M", "/NM", "/DA",
        "/Q",
        "/StructParent",
    ]

    /// What a widget's picture may be made of, and what its field may have from the fields above it.
    private static let inherited = ["/FT", "/Ff", "/V", "/DA", "/Q", "/MaxLen", "/Opt", "/I", "/TI", "/DS", "/RV"]
    private static let deepest = 32

    /// A widget's entries with what its field inherits, so that it makes no difference where a value stands.
    static func whole(_ widget: [String: PDFValue], _ objects: PDFObjects) -> [String: PDFValue] {
        var whole = widget
        var field = widget
        for _ in 0..<deepest {
            guard let above = objects.resolve(field["/Parent"]).entries else { break }
            for key in inherited where whole[key] == nil { whole[key] = above[key] }
            field = above
        }
        // A signature's value is no text to be shown.
        if objects.resolve(whole["/FT"]).name == "/Sig" { whole["/V"] = nil }
        return whole
    }
}
