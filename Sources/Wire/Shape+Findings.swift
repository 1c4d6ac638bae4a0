import Foundation
public import JointReview

extension Shape {
    /// Everything that is wrong with an object, at once; empty when it has the shape.
    public func findings(in value: JSONValue, at pointer: String = "") -> [Finding] {
        guard case .object(let members) = value else {
            return [FieldFault.type(Bilingual(zh: "对象", en: "an object")).finding(at: pointer)]
        }
        let known = Set(fields.map(\.name))
        let unknown = members.keys.filter { !known.contains($0) }.sorted().map { name in
            FieldFault.unknown(allowed: fields.map(\.name)).finding(at: pointer + "/" + Self.escaped(name))
        }
        return unknown
            + fields.flatMap { field in
                let place = pointer + "/" + field.name
                guard let member = members[field.name], member != .null else {
                    return field.isRequired ? [FieldFault.missing.finding(at: place)] : []
                }
                return field.kind.findings(in: member, at: place)
            }
    }

    // A pointer of RFC 6901; a name that somebody made up is shown shortened.
    private static func escaped(_ name: String) -> String {
        String(name.prefix(100)).replacingOccurrences(of: "~", with: "~0").replacingOccurrences(of: "/", with: "~1")
    }
}

extension Shape.Kind {
    fileprivate func findings(in value: JSONValue, at pointer: String) -> [Finding] {
        switch (self, value) {
        case (.object(let shape), _): shape.findings(in: value, at: pointer)
        case (.list(let kind, let range), .array(let elements)):
            (range.contains(elements.count) ? [] : [FieldFault.count(range, found: elements.count).finding(at: pointer)])
                + elements.prefix(range.upperBound).enumerated().flatMap { kind.findings(in: $1, at: "\(pointer)/\($0)") }
        default: fault(in: value).map { [$0.finding(at: pointer)] } ?? []
        }
    }

    private func fault(in value: JSONValue) -> FieldFault? {
        switch (self, value) {
        case (.text(let range), .string(let text)):
            if !range.contains(text.unicodeScalars.count) {
                .length(range, found: text.unicodeScalars.count)
            } else {
                text.hasControls ? .control : range.lowerBound > 0 && text.isBlank ? .blank : nil
            }
        case (.form(let form), .string(let text)): form.matches(text) ? nil : .form(form)
        case (.identity, .string(let text)): UUID(uuidString: text) == nil ? .type(wanted) : nil
        case (.integer(let range), .integer(let number)): range.contains(number) ? nil : .range(range)
        case (.number(let bound), .integer(let number)): bound.flatMap { Double(number) > $0 ? nil : .above($0) }
        case (.number(let bound), .number(let number)): bound.flatMap { number > $0 ? nil : .above($0) }
        case (.boolean, .boolean), (.declaration, .boolean(true)), (.anyObject, .object): nil
        case (.word(let words), .string(let text)): words.contains(text) ? nil : .word(words)
        case (.text, _), (.form, _), (.identity, _), (.integer, _), (.number, _), (.boolean, _), (.declaration, _), (.word, _), (.object, _),
            (.anyObject, _), (.list, _):
            .type(wanted)
        }
    }

    private var wanted: Bilingual {
        switch self {
        case .text, .form, .word: Bilingual(zh: "字符串", en: "a string")
        case .identity: Bilingual(zh: " UUID", en: "a UUID")
        case .integer: Bilingual(zh: "整数", en: "an integer")
        case .number: Bilingual(zh: "数", en: "a number")
        case .boolean: Bilingual(zh: " true 或 false", en: "true or false")
        case .declaration: Bilingual(zh: " true", en: "true")
        case .object, .anyObject: Bilingual(zh: "对象", en: "an object")
        case .list: Bilingual(zh: "数组", en: "an array")
        }
    }
}
