/// Which layers (optional content groups) a viewer shows when it opens the file.
///
/// The same drawing with another layer switched on is another drawing to its reader, though no page object differs.
struct PDFLayers {
    private var states: [String: String] = [:]

    init(_ objects: PDFObjects) {
        let catalog = objects.resolve(objects.trailer.entries?["/Root"]).entries
        guard let properties = objects.resolve(catalog?["/OCProperties"]).entries else { return }
        let initial = objects.resolve(properties["/D"]).entries ?? [:]
        let base = objects.resolve(initial["/BaseState"]).name == "/OFF" ? "off" : "on"
        for group in Self.references(properties["/OCGs"], objects) { states[group] = base }
        for group in Self.references(initial["/ON"], objects) { states[group] = "on" }
        for group in Self.references(initial["/OFF"], objects) { states[group] = "off" }
    }

    /// `on`, `off`, or nil when the object is no layer.
    func state(of reference: String) -> String? { states[reference] }

    private static func references(_ value: PDFValue?, _ objects: PDFObjects) -> [String] {
        guard case .array(let items) = objects.resolve(value) else { return [] }
        return items.compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
    }
}
