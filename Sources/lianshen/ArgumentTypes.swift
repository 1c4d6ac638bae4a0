public import ArgumentParser
public import Client
public import Foundation
public import JointReview
public import Wire
import WorkingTime

// Neither is ours; if one of them ever declares it, this line goes.
extension UUID: @retroactive ExpressibleByArgument {
    /// Reads an identity.
    public init?(argument: String) {
        self.init(uuidString: argument)
    }
}

extension Discipline: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Decision: ExpressibleByArgument {}
extension Severity: ExpressibleByArgument {}
extension CaseAction.DisputeOutcome: ExpressibleByArgument {}
extension CaseEnding: ExpressibleByArgument {}
extension SuspensionCause: ExpressibleByArgument {}
extension Openness: ExpressibleByArgument {}
extension ThreadVisibility: ExpressibleByArgument {}
extension Element.Kind: ExpressibleByArgument {}
extension Demand: ExpressibleByArgument {
    /// Reads `element|property|relation|value|unit`; what is left empty is absent. A name with a stroke in it is for the interface, not for a shell.
    public init?(argument: String) {
        let parts = argument.split(separator: "|", omittingEmptySubsequences: false).map(String.init)
        guard (3...5).contains(parts.count), !parts[0].isEmpty, let relation = Relation(rawValue: parts[2]) else { return nil }
        func part(_ place: Int) -> String? { parts.indices.contains(place) && !parts[place].isEmpty ? parts[place] : nil }
        self.init(element: parts[0], property: part(1), relation: relation, value: part(3), unit: part(4))
    }
}
extension Answer.Verdict: ExpressibleByArgument {}
extension BackcheckVerdict: ExpressibleByArgument {}
extension ProjectFacts.Class: ExpressibleByArgument {}
extension ProjectFacts.Funding: ExpressibleByArgument {}
extension ProjectFacts.Size: ExpressibleByArgument {}
extension AuditEntryBody.Result: ExpressibleByArgument {}

extension RoleGrantBody: ExpressibleByArgument {
    /// Reads `owner` or `reviewer:fire`.
    public init?(argument: String) {
        guard let (role, discipline) = Role.read(argument) else { return nil }
        self.init(role: role, discipline: discipline)
    }

    /// Every word that may stand before the colon.
    public static var allValueStrings: [String] { Role.allCases.filter { $0 != .system }.map(\.rawValue) }
}

extension FunctionGrantBody: ExpressibleByArgument {
    /// Reads `owner` or `review_body:fire`.
    public init?(argument: String) {
        guard let (function, discipline) = OrganisationFunction.read(argument) else { return nil }
        self.init(function: function, discipline: discipline)
    }

    /// Every word that may stand before the colon.
    public static var allValueStrings: [String] { OrganisationFunction.allCases.map(\.rawValue) }
}

extension RawRepresentable where RawValue == String {
    /// A word, and a discipline behind a colon where one is named.
    fileprivate static func read(_ argument: String) -> (Self, Discipline?)? {
        let parts = argument.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        guard let word = parts.first.flatMap(Self.init(rawValue:)) else { return nil }
        guard parts.count == 2 else { return (word, nil) }
        return Discipline(rawValue: parts[1]).map { (word, $0) }
    }
}

/// An instant: of RFC 3339, or the first of a day in China.
struct Moment: ExpressibleByArgument {
    let date: Date

    init?(argument: String) {
        guard let date = WireJSON.date(argument) ?? CalendarDay(argument)?.start() else { return nil }
        self.date = date
    }
}

/// A rectangle on a sheet: `x,y,width,height` in PDF points.
struct Rectangle: ExpressibleByArgument {
    let x: Double
    let y: Double
    let width: Double
    let height: Double

    init?(argument: String) {
        let numbers = argument.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
        guard numbers.count == 4, let x = numbers[0], let y = numbers[1], let width = numbers[2], let height = numbers[3] else { return nil }
        (self.x, self.y, self.width, self.height) = (x, y, width, height)
    }
}
