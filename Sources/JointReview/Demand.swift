import Foundation

/// How a demand binds what it is about.
public enum Relation: String, CaseIterable, Sendable, Codable, Labelled {
    case atLeast = "≥"
    case atMost = "≤"
    case equal = "="
    case add, remove, move

    /// Name of the relation.
    public var label: Bilingual {
        switch self {
        case .atLeast: Bilingual(zh: "不小于", en: "at least")
        case .atMost: Bilingual(zh: "不大于", en: "at most")
        case .equal: Bilingual(zh: "等于", en: "equal to")
        case .add: Bilingual(zh: "增设", en: "add")
        case .remove: Bilingual(zh: "取消", en: "remove")
        case .move: Bilingual(zh: "移至", en: "move to")
        }
    }
}

/// What a comment asks for in a form that can be compared: as it was written, and exact.
public struct Demand: Hashable, Sendable, Codable {
    /// Element of the case's register, by its identity.
    public let element: String
    /// Property of the element, e.g. `structural_opening_width`; none where the element itself is added, removed or moved.
    public let property: String?
    /// How it binds.
    public let relation: Relation
    /// A decimal such as `1.30`, a word such as 第一类, or where to move; as text, because a binary fraction is not what was written.
    public let value: String?
    /// Unit of a decimal; none for words and plain ratios.
    public let unit: String?

    /// A demand.
    public init(element: String, property: String? = nil, relation: Relation, value: String? = nil, unit: String? = nil) {
        (self.element, self.property, self.relation, self.value, self.unit) = (element, property, relation, value, unit)
    }
}

extension Demand {
    /// What a demand means once it is understood.
    public enum Meaning: Hashable, Sendable {
        /// The property lies between the two, both in the dimension's base unit; a missing bound is none.
        case bounds(property: String, Dimension, lower: Rational?, upper: Rational?)
        /// The property is this word.
        case word(property: String, String)
        /// The element is added.
        case add
        /// The element is taken away.
        case remove
        /// The element goes there.
        case move(to: String)
    }

    /// What the demand means; nil when it is malformed, and `faults` say why.
    public var meaning: Meaning? {
        if case .success(let meaning) = understood { meaning } else { nil }
    }

    /// Everything that is wrong with the demand itself.
    public var faults: [DemandCode] {
        if case .failure(let faults) = understood { faults.codes } else { [] }
    }

    private struct Faults: Error { let codes: [DemandCode] }

    private var understood: Result<Meaning, Faults> {
        switch relation {
        case .atLeast, .atMost, .equal: measured
        case .add, .remove:
            (value == nil && unit == nil && property == nil)
                ? .success(relation == .add ? .add : .remove) : .failure(Faults(codes: [.partNotUsed]))
        case .move:
            if let target = value.map(Self.word), !target.isEmpty {
                unit == nil && property == nil ? .success(.move(to: target)) : .failure(Faults(codes: [.partNotUsed]))
            } else {
                .failure(Faults(codes: [.targetMissing] + (unit == nil && property == nil ? [] : [.partNotUsed])))
            }
        }
    }

    private var measured: Result<Meaning, Faults> {
        var codes: [DemandCode] = []
        let property = property.map(Self.word) ?? ""
        if property.isEmpty { codes.append(.propertyMissing) }
        let unit = Unit.named(unit)
        if unit == nil { codes.append(.unitUnknown) }
        guard let value, !value.isBlank else { return .failure(Faults(codes: codes + [.valueMissing])) }
        guard let number = Rational(decimal: value) else {
            let word = Self.isWord(value) ? Self.word(value) : ""
            if word.isEmpty {
                codes.append(.valueForm)
            } else if relation != .equal {
                codes.append(.wordNotComparable)
            } else if self.unit != nil, unit != nil {
                codes.append(.wordWithUnit)
            }
            return codes.isEmpty ? .success(.word(property: property, word)) : .failure(Faults(codes: codes))
        }
        guard codes.isEmpty, let unit, let exact = try? number * unit.factor else {
            return .failure(Faults(codes: codes.isEmpty ? [.valueForm] : codes))
        }
        return .success(
            .bounds(property: property, unit.dimension, lower: relation == .atMost ? nil : exact, upper: relation == .atLeast ? nil : exact))
    }

    /// Words and names of properties are compared without regard to width, case and white space.
    static func word(_ text: String) -> String {
        // Plain names need no folding; they are most.
        if text.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x2D...0x39).contains($0) || $0 == 0x5F }) { return text }
        return SheetNumber.plain(text).lowercased()
    }

    /// Whether a text that is no decimal is meant as a word. `1e5`, `1,000` and `１２` are numbers that were written wrong.
    private static func isWord(_ text: String) -> Bool {
        text.precomposedStringWithCompatibilityMapping.unicodeScalars.contains { $0.properties.isAlphabetic && $0 != "e" && $0 != "E" }
    }
}

/// One demand with the comment that makes it.
public struct CommentDemand: Hashable, Sendable, Codable {
    /// The comment.
    public let comment: String
    /// What it asks for.
    public let demand: Demand

    /// A demand of a comment.
    public init(comment: String, demand: Demand) { (self.comment, self.demand) = (comment, demand) }
}

extension CommentDemand: Comparable {
    /// By element, property, relation, value and unit, then by comment: an order that no order of the input can change.
    public static func < (left: CommentDemand, right: CommentDemand) -> Bool {
        let (a, b) = (left.demand, right.demand)
        if a.element != b.element { return a.element < b.element }
        if a.property != b.property { return (a.property ?? "") < (b.property ?? "") }
        if a.relation != b.relation { return a.relation.rawValue < b.relation.rawValue }
        if a.value != b.value { return (a.value ?? "") < (b.value ?? "") }
        if a.unit != b.unit { return (a.unit ?? "") < (b.unit ?? "") }
        return left.comment < right.comment
    }
}
