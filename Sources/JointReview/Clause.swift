import Foundation
public import WorkingTime

/// A clause of a code in one edition, as the library of a service knows it.
///
/// The days of the edition and those of the clause's mandatory force are dated separately: a clause can lose its force while its edition stands. Source: domain §0a.8.
public struct Clause: Hashable, Sendable, Codable {
    /// Which clause of which edition of which code.
    public struct Reference: Hashable, Sendable, Codable {
        /// Code, e.g. `GB 50016`.
        public var code: String
        /// Edition, e.g. `2014(2018年版)`.
        public var edition: String
        /// Number of the clause; empty where only the edition is known.
        public var clause: String

        /// A reference.
        public init(code: String, edition: String, clause: String) {
            (self.code, self.edition, self.clause) = (code, edition, clause)
        }

        /// The reference in one line, as a comment prints its basis.
        public var text: String { clause.isEmpty ? "\(code)-\(edition)" : "\(code)-\(edition) \(clause)" }
    }

    /// Days on which something holds: from the first one, and before the last one.
    public struct Period: Hashable, Sendable, Codable {
        /// First day; nil when nobody has looked it up.
        public var from: CalendarDay?
        /// First day no longer; nil while it holds.
        public var to: CalendarDay?

        /// A period.
        public init(from: CalendarDay? = nil, to: CalendarDay? = nil) {
            (self.from, self.to) = (from, to)
        }

        /// Whether it holds on a day.
        public func contains(_ day: CalendarDay) -> Bool { (from.map { $0 <= day } ?? true) && (to.map { day < $0 } ?? true) }
    }

    /// What weight a clause has.
    public enum Force: String, CaseIterable, Sendable, Codable {
        /// Mandatory (强制性条文), on the days of its force.
        case mandatory
        /// Not mandatory, or not any more.
        case general
    }

    /// Which clause it is.
    public var reference: Reference
    /// Title, or the matter in a few words; may be empty.
    public var title: String
    /// What the clause says; may be empty, and is data, never code.
    public var text: String
    /// Days on which the edition is in force.
    public var edition: Period
    /// First day on which the edition may no longer be used for a project of that date; nil when it may not be used from its end on.
    public var transitionTo: CalendarDay?
    /// Whether it has, had or will have mandatory force; nil while nobody has looked it up.
    public var force: Force?
    /// Days of the mandatory force.
    public var mandatory: Period
    /// Where the mandatory force moved to, where it did.
    public var movedTo: Reference?
    /// Whether somebody has compared the row with the published text.
    public var status: LegalBasis.Status

    /// A clause.
    public init(
        _ reference: Reference, title: String = "", text: String = "", edition: Period = Period(), transitionTo: CalendarDay? = nil,
        force: Force? = nil, mandatory: Period = Period(), movedTo: Reference? = nil, status: LegalBasis.Status
    ) {
        (self.reference, self.title, self.text, self.edition) = (reference, title, text, edition)
        (self.transitionTo, self.force, self.mandatory) = (transitionTo, force, mandatory)
        (self.movedTo, self.status) = (movedTo, status)
    }

    /// How an edition stands towards a project.
    public enum EditionStanding: Hashable, Sendable {
        /// In force on the project's day and today.
        case inForce
        /// Not in force today any more; it was on the project's day, or a rule of transition lets such a project use it.
        case oldAllowed
        /// Not in force on the project's day, and no rule of transition allows it.
        case oldRefused
        /// It came after the project's day.
        case later
    }

    /// How the edition stands on a project's day.
    public func editionStanding(on day: CalendarDay, today: CalendarDay) -> EditionStanding {
        if let from = edition.from, day < from { return .later }
        let isOver = { (day: CalendarDay) in edition.to.map { $0 <= day } ?? false }
        if isOver(day) { return transitionTo.map { day < $0 } ?? false ? .oldAllowed : .oldRefused }
        return isOver(today) ? .oldAllowed : .inForce
    }

    /// Whether the clause is mandatory for a project of that day; nil while nobody has looked it up.
    public func isMandatory(on day: CalendarDay) -> Bool? { force.map { $0 == .mandatory && mandatory.contains(day) } }
}

extension Clause.Reference: Comparable {
    /// By code, edition and number, as texts.
    public static func < (a: Clause.Reference, b: Clause.Reference) -> Bool { (a.code, a.edition, a.clause) < (b.code, b.edition, b.clause) }
}

extension Clause {
    /// A text as references are compared: compatibility forms folded, upper case, without white space.
    public static func plain(_ text: String) -> String {
        String(text.precomposedStringWithCompatibilityMapping.uppercased().filter { !$0.isWhitespace })
    }

    /// What the names of one code have in common: its digits, so that `GB 50011` and `GB/T 50011` are found together.
    public static func codeKey(_ code: String) -> String {
        let plain = plain(code)
        let digits = plain.filter { $0.isNumber || $0 == "." || $0 == "-" }
        return digits.contains(where: \.isNumber) ? String(digits) : plain
    }

    /// Letters and pairs of letters of everything that the row says: what a search looks for.
    public var grams: Set<String> {
        Self.grams(of: [reference.code, reference.edition, reference.clause, title, text].joined(separator: "\n"))
    }

    /// Letters and pairs of letters of a text; none of a pair that a line's end parts.
    public static func grams(of text: String) -> Set<String> {
        var found: Set<String> = []
        for line in text.split(whereSeparator: \.isNewline) {
            let letters = Array(plain(String(line)))
            for (place, letter) in letters.enumerated() {
                found.insert(String(letter))
                if place + 1 < letters.count { found.insert(String([letter, letters[place + 1]])) }
            }
        }
        return found
    }

    /// What a search asks for: all of its pairs, or its only letter.
    public static func wantedGrams(of text: String) -> [String] {
        let all = grams(of: text)
        let pairs = all.filter { $0.count > 1 }
        return (pairs.isEmpty ? all : pairs).sorted()
    }
}
