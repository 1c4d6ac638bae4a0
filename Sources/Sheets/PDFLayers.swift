/// Which layers (optional content groups) a viewer shows when it opens the file.
///
/// The same drawing with another layer switched on is another drawing to its reader, though no page object differs.
struct PDFLayers {
    private var states: [String: String] = [:]
    /// What else of the configuration bears on a layer: rules by which a reader switches it by itself, and lists that contradict each other.
    private var rules: [String: Set<String>] = [:]
    private var names: [String: String] = [:]
    /// When a layer that is on at first is not shown all the same: by event of its usage (`Print`), or in another configuration (`Configs`).
    private var conditions: [String: Set<String>] = [:]

    init(_ objects: PDFObjects) {
        let catalog = objects.resolve(objects.trailer.entries?["/Root"]).entries
        guard let properties = objects.resolve(catalog?["/OCProperties"]).entries else { return }
        let initial = objects.resolve(properties["/D"]).entries ?? [:]
        let base = objects.resolve(initial["/BaseState"]).name == "/OFF" ? "off" : "on"
        let intent = Self.names(initial["/Intent"], objects)
        let groups = Self.references(properties["/OCGs"], objects)
        for group in groups {
            states[group] = base
            names[group] = objects.object(group).entries.flatMap { objects.resolve($0["/Name"]).text }
            if !intent.isEmpty, intent != "/View" { rules[group, default: []].insert("intent \(intent)") }
        }
        let (on, off) = (Set(Self.references(initial["/ON"], objects)), Set(Self.references(initial["/OFF"], objects)))
        for group in on { states[group] = "on" }
        for group in off { states[group] = "off" }
        for group in on.intersection(off) { rules[group, default: []].insert("on and off") }
        for rule in objects.resolve(initial["/AS"]).items ?? [] {
            guard let rule = objects.resolve(rule).entries else { continue }
            let words = "\(Self.names(rule["/Event"], objects)) by \(Self.names(rule["/Category"], objects))"
            for group in Self.references(rule["/OCGs"], objects) { rules[group, default: []].insert(words) }
        }
        applyUsage(initial, "", objects)
        for other in (objects.resolve(properties["/Configs"]).items ?? []).prefix(Self.mostConfigurations) {
            takeConfiguration(objects.resolve(other).entries ?? [:], groups, objects)
        }
    }

    /// `on` or `off` with what else bears on it, in one line; nil when the object is no layer.
    func state(of reference: String) -> String? {
        guard let state = states[reference] else { return nil }
        return ([state] + (rules[reference] ?? []).sorted()).joined(separator: ", ")
    }

    /// The layers among `references`, by name.
    func layers(among references: Set<String>) -> [SheetFacts.Layer] {
        references.compactMap { reference in
            states[reference].map { SheetFacts.Layer(name: names[reference] ?? "?", visible: $0 == "on") }
        }.sorted { ($0.name, $0.visible ? 1 : 0) < ($1.name, $1.visible ? 1 : 0) }
    }

    /// The layers among `references` that are not shown: by name, and with the condition in brackets where a viewer shows them at first.
    func hidden(among references: Set<String>) -> [String] {
        references.compactMap { reference in
            guard let state = states[reference] else { return nil }
            let name = names[reference] ?? "?"
            if state == "off" { return name }
            guard let when = conditions[reference] else { return nil }
            return "\(name) (\(when.sorted().joined(separator: " ")))"
        }.sorted()
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

// MARK: Usage and further configurations
extension PDFLayers {
    private static let mostConfigurations = 100
    private static let mostEvents = 1000

    /// ISO 32000-1, 8.11.4.5: at each event the groups of `/AS` take the state that their own usage gives for its categories; one that says off wins.
    private mutating func applyUsage(_ configuration: [String: PDFValue], _ mark: String, _ objects: PDFObjects) {
        for item in (objects.resolve(configuration["/AS"]).items ?? []).prefix(Self.mostEvents) {
            guard let event = objects.resolve(item).entries else { continue }
            let name = objects.resolve(event["/Event"]).name ?? "/View"
            let categories = (objects.resolve(event["/Category"]).items ?? []).compactMap { objects.resolve($0).name }
            for group in Self.references(event["/OCGs"], objects) where states[group] != nil {
                let usage = objects.resolve(objects.object(group).entries?["/Usage"]).entries ?? [:]
                for category in Set(categories) where Self.hides(category, usage, objects) {
                    if name == "/View", category == "/View", mark.isEmpty {
                        states[group] = "off"
                    } else {
                        conditions[group, default: []].insert(mark.isEmpty ? String(category.dropFirst()) : mark)
                    }
                }
            }
        }
    }

    /// Whether a category may switch a group off; for sizes, readers and languages that depends on who looks, and how closely.
    private static func hides(_ category: String, _ usage: [String: PDFValue], _ objects: PDFObjects) -> Bool {
        guard let entries = objects.resolve(usage[category]).entries else { return false }
        switch category {
        case "/View": return objects.resolve(entries["/ViewState"]).name == "/OFF"
        case "/Print": return objects.resolve(entries["/PrintState"]).name == "/OFF"
        case "/Export": return objects.resolve(entries["/ExportState"]).name == "/OFF"
        case "/Zoom": return objects.resolve(entries["/min"]).number.map { $0 > 0 } == true || objects.resolve(entries["/max"]).number != nil
        case "/User", "/Language": return true
        default: return false
        }
    }

    /// A configuration that a reader may choose instead of the first one.
    private mutating func takeConfiguration(_ configuration: [String: PDFValue], _ groups: [String], _ objects: PDFObjects) {
        var off = Set(Self.references(configuration["/OFF"], objects))
        if objects.resolve(configuration["/BaseState"]).name == "/OFF" {
            off.formUnion(Set(groups).subtracting(Self.references(configuration["/ON"], objects)))
        }
        for group in off where states[group] != nil { conditions[group, default: []].insert("Configs") }
        applyUsage(configuration, "Configs", objects)
    }
}
