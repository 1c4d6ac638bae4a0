/// Which layers (optional content groups) a viewer shows when it opens the file.
///
/// The same drawing with another layer switched on is another drawing to its reader, though no page object differs.
struct PDFLayers {
    private var states: [String: String] = [:]
    private var names: [String: String] = [:]

    init(_ objects: PDFObjects) {
        let catalog = objects.resolve(objects.trailer.entries?["/Root"]).entries
        guard let properties = objects.resolve(catalog?["/OCProperties"]).entries else { return }
        let initial = objects.resolve(properties["/D"]).entries ?? [:]
        let base = objects.resolve(initial["/BaseState"]).name == "/OFF" ? "off" : "on"
        for group in Self.references(properties["/OCGs"], objects) {
            states[group] = base
            names[group] = objects.object(group).entries.flatMap { objects.resolve($0["/Name"]).text }
        }
        for group in Self.references(initial["/ON"], objects) { states[group] = "on" }
        for group in Self.references(initial["/OFF"], objects) { states[group] = "off" }
    }

    /// `on`, `off`, or nil when the object is no layer.
    func state(of reference: String) -> String? { states[reference] }

    /// The layers among `references`, by name.
    func layers(among references: Set<String>) -> [SheetFacts.Layer] {
        references.compactMap { reference in
            states[reference].map { SheetFacts.Layer(name: names[reference] ?? "?", visible: $0 == "on") }
        }.sorted { ($0.name, $0.visible ? 1 : 0) < ($1.name, $1.visible ? 1 : 0) }
    }

    private static func references(_ value: PDFValue?, _ objects: PDFObjects) -> [String] {
        guard case .array(let items) = objects.resolve(value) else { return [] }
        return items.compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
    }
}
