public import Foundation

extension CheckRules {
    /// Which keys the JSON of a set of rules may have, at each place of it.
    public indirect enum Keys: Hashable, Sendable {
        /// A text, number or list of them.
        case value
        /// Keys that are data themselves, such as codes of findings.
        case words
        /// These keys and no others.
        case object([String: Keys])
        /// A list of such objects.
        case rows([String: Keys])
    }

    private static let bilingual = Keys.object(["zh": .value, "en": .value])
    private static let basis = Keys.rows(["text": .value, "article": .value, "status": .value])

    /// The keys of `Schemas/rules/1/check.schema.json`.
    public static let keys: [String: Keys] = [
        "id": .value, "title": bilingual, "effective_from": .value, "effective_to": .value, "severities": .words,
        "limits": .object(["sheets": .value, "bytes": .value, "pages": .value, "file_bytes": .value]),
        "names": .object([
            "forbidden": .value, "longest": .value, "prefixes": .words,
            "patterns": .rows(["id": .value, "roles": .value, "forms": .value, "severity": .value, "basis": basis]),
        ]),
        "paper": .object(["sizes": .value, "lengthened": .value]),
        "materials": .rows([
            "id": .value, "title": bilingual, "classes": .value, "sizes": .value, "when": .value, "disciplines": .value,
            "any_of": .rows(["sheet": .value, "specialty": .value, "document": .value]), "severity": .value, "basis": basis,
        ]),
        "checklist": .rows([
            "id": .value, "discipline": .value, "specialty": .value, "sheet_kinds": .value, "text": bilingual, "severity": .value, "basis": basis,
        ]),
    ]

    /// A finding for every key that nobody knows: whoever mistyped one would believe that a rule is in force which is not.
    ///
    /// Empty for bytes that are no JSON object; what reads them says so.
    public static func unknownKeys(in json: Data) -> [Finding] {
        guard let tree = try? JSONDecoder().decode(KeyTree.self, from: json) else { return [] }
        return faults(of: tree, .object(keys), at: "")
    }

    private static func faults(of tree: KeyTree, _ keys: Keys, at place: String) -> [Finding] {
        switch (keys, tree) {
        case (.object(let known), .object(let members)):
            return members.sorted { $0.key < $1.key }.flatMap { name, member -> [Finding] in
                let own = place + "/" + name.prefix(100).replacing("~", with: "~0").replacing("/", with: "~1")
                guard let next = known[name] else { return [.unknownKey(own, String(name.prefix(100)), known: known.keys.sorted())] }
                return faults(of: member, next, at: own)
            }
        case (.rows(let known), .list(let rows)):
            return rows.enumerated().flatMap { faults(of: $0.element, .object(known), at: "\(place)/\($0.offset)") }
        default: return []
        }
    }
}

/// The names in a JSON text, without its values.
private indirect enum KeyTree: Decodable {
    case object([String: KeyTree])
    case list([KeyTree])
    case value

    init(from decoder: any Decoder) throws {
        if let members = try? decoder.singleValueContainer().decode([String: KeyTree].self) {
            self = .object(members)
        } else if let rows = try? decoder.singleValueContainer().decode([KeyTree].self) {
            self = .list(rows)
        } else {
            self = .value
        }
    }
}

extension Finding {
    fileprivate static func unknownKey(_ place: String, _ name: String, known: [String]) -> Finding {
        let list = known.joined(separator: ", ")
        return fault(
            "rule.unknown_key", place, "规则中没有“\(name)”这一项;此处可用:\(list)", "rules have no key “\(name)” here; there are \(list)",
            "改正拼写,或删去此项", "Correct the spelling, or remove it.")
    }
}
