public import Foundation

/// `POST /v1/rules/{ruleId}/end`.
public struct EndRuleBody: RequestBody, Hashable {
    /// First day on which the rule is not in force any more, `2026-11-21`.
    public var effectiveTo: String

    /// An end.
    public init(effectiveTo: String) {
        self.effectiveTo = effectiveTo
    }

    /// The fields.
    public static let shape = Shape(.required("effectiveTo", .form(.day)))
}

/// `POST /v1/rules`.
public struct NewRuleBody: RequestBody, Hashable {
    /// What a rule is about.
    public var kind: RuleBody.Kind
    /// Its name.
    public var name: String
    /// First day on which it is in force, `2026-11-21`.
    public var effectiveFrom: String
    /// First day on which it is not in force any more.
    public var effectiveTo: String?
    /// What it says.
    public var body: JSONValue
    /// What it rests on.
    public var legalBasis: String
    /// Who approved it.
    public var approvedBy: String?

    /// A rule to add.
    public init(
        kind: RuleBody.Kind, name: String, effectiveFrom: String, effectiveTo: String? = nil, body: JSONValue, legalBasis: String,
        approvedBy: String? = nil
    ) {
        self.kind = kind
        self.name = name
        self.effectiveFrom = effectiveFrom
        self.effectiveTo = effectiveTo
        self.body = body
        self.legalBasis = legalBasis
        self.approvedBy = approvedBy
    }

    /// The fields.
    public static let shape = Shape(
        .required("kind", .words(of: RuleBody.Kind.self)), .required("name", .text(1...100)), .required("effectiveFrom", .form(.day)),
        .optional("effectiveTo", .form(.day)), .required("body", .anyObject), .required("legalBasis", .text(1...1000)),
        .optional("approvedBy", .text(0...200)))
}

/// A rule of the service.
public struct RuleBody: Codable, Hashable, Sendable {
    /// What a rule is about.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case limit, profile, relevance, check
        case autoAccept = "auto_accept"
    }

    /// Identity.
    public var id: UUID
    /// What it is about.
    public var kind: Kind
    /// Its name.
    public var name: String
    /// Version within kind and name.
    public var version: Int
    /// First day on which it is in force.
    public var effectiveFrom: String
    /// First day on which it is not in force any more.
    public var effectiveTo: String?
    /// What it says.
    public var body: JSONValue
    /// What it rests on.
    public var legalBasis: String
    /// Who wrote it.
    public var author: String
    /// Who approved it.
    public var approvedBy: String?

    /// A rule.
    public init(
        id: UUID, kind: Kind, name: String, version: Int, effectiveFrom: String, effectiveTo: String?, body: JSONValue, legalBasis: String,
        author: String, approvedBy: String?
    ) {
        self.id = id
        self.kind = kind
        self.name = name
        self.version = version
        self.effectiveFrom = effectiveFrom
        self.effectiveTo = effectiveTo
        self.body = body
        self.legalBasis = legalBasis
        self.author = author
        self.approvedBy = approvedBy
    }
}
