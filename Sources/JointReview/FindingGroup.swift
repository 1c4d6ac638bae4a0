/// The findings about one file, those that reject first.
public struct FindingGroup: Hashable, Sendable {
    /// The file, or the package's own name.
    public let file: String
    /// Its findings: rejections first, each severity in the order in which it was found.
    public let findings: [Finding]

    /// How many have a severity.
    public func count(_ severity: Finding.Severity) -> Int {
        findings.count { $0.severity == severity }
    }
}

extension [Finding] {
    /// The findings by file: files with rejections first, then by the numbers in their names, as a person would look for them.
    /// - Parameter package: name of the package's own file, which comes before the files in it.
    public func byFile(package: String? = nil) -> [FindingGroup] {
        groups(package: package).map { group in FindingGroup(file: group.file, findings: group.places.map { self[$0] }) }
    }

    /// The same, with the places of the findings.
    func groups(package: String?) -> [(file: String, places: [Int])] {
        let places = Dictionary(grouping: indices, by: { self[$0].file })
        let groups = places.map { file, places in
            (file: file, places: Finding.Severity.allCases.flatMap { severity in places.filter { self[$0].severity == severity } })
        }
        let rank = { (group: (file: String, places: [Int])) -> Int in
            (self[group.places[0]].severity == .reject ? 0 : 2) + (group.file == package ? 0 : 1)
        }
        return groups.sorted { one, other in
            let (first, second) = (rank(one), rank(other))
            return first == second ? NumberedName(one.file) < NumberedName(other.file) : first < second
        }
    }
}

/// A name by whose numbers is sorted: `建施-2` before `建施-10`.
struct NumberedName: Comparable {
    private enum Part: Equatable {
        case text(String)
        /// Digits without leading zeros, which may be more than a number holds.
        case number(String)
    }

    private let parts: [Part]
    private let name: String

    init(_ name: String) {
        self.name = name
        var parts: [Part] = []
        var rest = name[...]
        while let first = rest.first {
            let isNumber = first.isASCII && first.isNumber
            let part = rest.prefix { ($0.isASCII && $0.isNumber) == isNumber }
            parts.append(isNumber ? .number(String(part.drop { $0 == "0" })) : .text(String(part)))
            rest = rest.dropFirst(part.count)
        }
        self.parts = parts
    }

    static func < (one: NumberedName, other: NumberedName) -> Bool {
        for (first, second) in zip(one.parts, other.parts) where first != second {
            return switch (first, second) {
            case (.number(let first), .number(let second)): first.count == second.count ? first < second : first.count < second.count
            case (.text(let first), .text(let second)): first < second
            case (.number, .text): true
            case (.text, .number): false
            }
        }
        return one.parts.count == other.parts.count ? one.name < other.name : one.parts.count < other.parts.count
    }
}
