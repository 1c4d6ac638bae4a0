import Foundation

/// The part of JSON Schema 2020-12 that our schema uses; a keyword beyond it is a fault too, so that the schema cannot outgrow its test.
struct Schema {
    let root: [String: Any]
    private static let known: Set<String> = [
        "$schema", "$id", "$defs", "$ref", "title", "description", "type", "required", "properties", "items", "enum", "const", "pattern", "minimum",
        "minLength", "minItems",
    ]

    func faults(in value: Any?, by schema: [String: Any], at place: String) -> [String] {
        var faults = schema.keys.filter { !Self.known.contains($0) }.map { "\(place): unknown keyword \($0)" }
        if let name = (schema["$ref"] as? String)?.split(separator: "/").last,
            let target = (root["$defs"] as? [String: Any])?[String(name)] as? [String: Any]
        {
            faults += self.faults(in: value, by: target, at: place)
        }
        if let type = schema["type"] as? String, !Self.isType(value, type) { return faults + ["\(place): no \(type)"] }
        if let constant = schema["const"] as? String, constant != value as? String { faults.append("\(place): not \(constant)") }
        if let allowed = schema["enum"] as? [AnyHashable], !allowed.contains(where: { $0 == value as? AnyHashable }) {
            faults.append("\(place): not allowed")
        }
        if let pattern = schema["pattern"] as? String, let text = value as? String, text.range(of: pattern, options: .regularExpression) == nil {
            faults.append("\(place): \(text) ≠ \(pattern)")
        }
        if let least = schema["minimum"] as? Int, let number = value as? Int, number < least { faults.append("\(place): < \(least)") }
        if let least = schema["minLength"] as? Int, let text = value as? String, text.count < least { faults.append("\(place): too short") }
        if let object = value as? [String: Any] {
            faults += ((schema["required"] as? [String]) ?? []).filter { object[$0] == nil }.map { "\(place).\($0): missing" }
            for (key, part) in (schema["properties"] as? [String: [String: Any]]) ?? [:] where object[key] != nil {
                faults += self.faults(in: object[key], by: part, at: "\(place).\(key)")
            }
        }
        if let least = schema["minItems"] as? Int, let items = value as? [Any], items.count < least { faults.append("\(place): too few") }
        if let items = value as? [Any], let part = schema["items"] as? [String: Any] {
            for (index, item) in items.enumerated() { faults += self.faults(in: item, by: part, at: "\(place)[\(index)]") }
        }
        return faults
    }

    private static func isType(_ value: Any?, _ type: String) -> Bool {
        switch type {
        case "object": value is [String: Any]
        case "array": value is [Any]
        case "string": value is String
        case "boolean": value is Bool
        case "integer": value is Int
        case "number": value is Double || value is Int
        default: false
        }
    }
}
