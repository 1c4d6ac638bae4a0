/// Which layers (optional content groups) a viewer shows when it opens the file.
///
/// The same drawing with another layer switched on is another drawing to its reader, though no page object differs.
struct PDFLayers {
    private var visible: [String: Bool] = [:]
    /// What else of the configuration bears on a layer: rules by which a reader switches it by itself, and lists that contradict each other.
    private var conditions: [String: [String]] = [:]
    private var names: [String: String] = [:]

    init(_ objects: PDFObjects) {
        let catalog = objects.resolve(objects.trailer.entries?["/Root"]).entries
        guard let properties = objects.resolve(catalog?["/OCProperties"]).entries else { return }
        let initial = objects.resolve(properties["/D"]).entries ?? [:]
        let base = objects.resolve(initial["/BaseState"]).name != "/OFF"
        let intent = Self.names(initial["/Intent"], objects)
        for group in Self.references(properties["/OCGs"], objects) {
            visible[group] = base
            names[group] = objects.object(group).entries.flatMap { objects.resolve($0["/Name"]).text }
            if !intent.isEmpty, intent != "/View" { conditions[group, default: []].append("intent \(intent)") }
        }
        let (on, off) = (Set(Self.references(initial["/ON"], objects)), Set(Self.references(initial["/OFF"], objects)))
        for group in on { visible[group] = true }
        for group in off { visible[group] = false }
        for group in on.intersection(off) { conditions[group, default: []].append("on and off") }
        for rule in objects.resolve(initial["/AS"]).items ?? [] {
            guard let rule = objects.resolve(rule).entries else { continue }
            let words = "\(Self.names(rule["/Event"], objects)) by \(Self.names(rule["/Category"], objects))"
            for group in Self.references(rule["/OCGs"], objects) { conditions[group, default: []].append(words) }
        }
    }

    /// `on` or `off` with what else bears on it, in one line; nil when the object is no layer.
    func state(of reference: String) -> String? {
        guard let isOn = visible[reference] else { return nil }
        return ([isOn ? "on" : "off"] + Set(conditions[reference] ?? []).sorted()).joined(separator: ", ")
    }

    /// The layers among `references`, by name.
    func layers(among references: Set<String>) -> [SheetFacts.Layer] {
        references.compactMap { reference in
            visible[reference].map { SheetFacts.Layer(name: names[reference] ?? "?", visible: $0) }
        }.sorted { ($0.name, $0.visible ? 1 : 0) < ($1.name, $1.visible ? 1 : 0) }
    }

    private static func references(_ value: PDFValue?, _ objects: PDFObjects) -> [String] {
        guard case .array(let items) = objects.resolve(value) else { return [] }
        return items.compactMap { if case .reference(let reference) = $0 { reference } else { nil } }
    }

    /// One name or several, in order.
    private static func names(_ value: PDFValue?, _ objects: PDFObjects) -> String {
        let value = objects.resolve(value)
        return (value.name.map { [$0] } ?? (value.items ?? []).compactMap { objects.resolve($0).name }).sorted().joined(separator: " ")
    }
}
