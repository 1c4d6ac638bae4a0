import Foundation
import JointReview
import Store
import Wire

/// Where in a package the sheets lie that somebody may not open: what a body may not open, it does not read about.
struct ClosedPlaces: Sendable {
    /// Files that hold one.
    let files: Set<String>
    /// Their numbers, as they are compared.
    let numbers: Set<String>

    /// - Parameter sheets: those of the package; one that came with it and is open makes its number open.
    init(of closed: [SheetRecord], among sheets: [SheetRecord]) {
        let ids = Set(closed.map(\.id))
        files = Set(sheets.filter { ids.contains($0.id) }.map(\.entry.file))
        numbers = Set(closed.map { SheetNumber.plain($0.entry.number) })
            .subtracting(sheets.filter { !ids.contains($0.id) }.map { SheetNumber.plain($0.entry.number) })
    }

    /// Those of a whole case.
    init(of closed: [SheetRecord]) {
        files = Set(closed.map(\.entry.file))
        numbers = Set(closed.map { SheetNumber.plain($0.entry.number) })
    }

    /// Whether something is about one of them.
    func holds(file: String?, sheet: String?) -> Bool {
        file.map(files.contains) ?? false || sheet.map { numbers.contains(SheetNumber.plain($0)) } ?? false
    }

    /// A check report without what was read of these places and found there; how many findings are left out stands in it.
    func withheld(from report: String) throws -> String {
        guard case .object(var members) = try WireJSON.decode(JSONValue.self, from: Data(report.utf8)) else { return report }
        members["entries"] = members["entries"]?.array.map { entries in
            .array(entries.map { holds(file: $0["name"]?.string, sheet: nil) ? $0.without("facts") : $0 })
        }
        if let findings = members["findings"]?.array {
            let left = findings.filter { !holds(file: $0["file"]?.string, sheet: $0["sheet"]?.string) }
            members["findings"] = .array(left)
            members["withheldFindings"] = .integer(findings.count - left.count)
            // The other views must not tell what the list does not.
            let summary = try? CheckSummary(CanonicalJSON.decode(from: WireJSON.encode(JSONValue.object(members))))
            members["groups"] = try summary.map { try WireJSON.decode(JSONValue.self, from: CanonicalJSON.encode($0.groups)) }
            members["specialties"] = try summary.map { try WireJSON.decode(JSONValue.self, from: CanonicalJSON.encode($0.specialties)) }
        }
        if let set = members["set"], case .object(var parts) = set, let sheets = set["sheets"]?.array {
            // What the list of changes says of a sheet is said of it, too.
            parts["sheets"] = .array(sheets.map { holds(file: nil, sheet: $0["number"]?.string) ? $0.without("declared") : $0 })
            members["set"] = .object(parts)
        }
        return String(decoding: try WireJSON.encode(JSONValue.object(members)), as: UTF8.self)
    }
}

extension JSONValue {
    /// An object without one of its members; everything else as it is.
    fileprivate func without(_ name: String) -> JSONValue {
        guard case .object(var members) = self else { return self }
        members[name] = nil
        return .object(members)
    }
}
