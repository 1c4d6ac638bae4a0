import Foundation
import HTTPTypes
import HummingbirdCore
import JointReview
import Wire
import WorkingTime

/// The query of a request, read strictly: a parameter that the document does not list, or that comes twice, is refused.
struct QueryParameters {
    private var values: [String: String] = [:]

    init(_ request: Request, allowed: Set<String>) throws {
        var findings: [Finding] = []
        for pair in (request.uri.query ?? "").split(separator: "&") {
            let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = String(parts[0])
            // A text in another encoding (GBK) would otherwise be kept with its percent signs, as a name that nobody gave.
            guard let value = parts.count == 1 ? "" : parts[1].removingPercentEncoding else {
                findings.append(Self.encodingFinding(name))
                continue
            }
            if value.hasControls {
                findings.append(Self.finding("query.control", name, "查询参数含有控制字符", "the query parameter has control characters", allowed.sorted()))
            } else if !allowed.contains(name) {
                findings.append(Self.finding("query.unknown", name, "没有这个查询参数", "there is no such query parameter", allowed.sorted()))
            } else if values.updateValue(value, forKey: name) != nil {
                findings.append(Self.finding("query.repeated", name, "查询参数出现两次", "the query parameter comes twice", allowed.sorted()))
            }
        }
        guard findings.isEmpty else { throw Problem(.unprocessableContent, .invalid, findings: findings) }
    }

    /// The text of a parameter.
    func text(_ name: String) -> String? { values[name] }

    /// A parameter read as something.
    func value<Value>(_ name: String, _ expected: Bilingual, _ read: (String) -> Value?) throws -> Value? {
        guard let text = values[name] else { return nil }
        guard let value = read(text) else {
            throw Self.fault(name, expected)
        }
        return value
    }

    /// A parameter whose value is not what it should be.
    static func fault(_ name: String, _ expected: Bilingual) -> Problem {
        Problem(
            .unprocessableContent, .invalid,
            findings: [
                Finding(
                    code: "query.value", severity: .reject, file: "?\(name)",
                    message: Bilingual(zh: "查询参数 \(name) 的值不对", en: "Query parameter \(name) has a wrong value."),
                    remedy: Bilingual(zh: "应为\(expected.zh)", en: "Give \(expected.en)."))
            ])
    }

    /// An identity.
    func id(_ name: String) throws -> UUID? {
        try value(name, Bilingual(zh: " UUID", en: "a UUID")) { UUID(uuidString: $0) }
    }

    /// An instant.
    func instant(_ name: String) throws -> Date? {
        try value(name, Bilingual(zh: " RFC 3339 时刻", en: "an instant of RFC 3339")) { text in
            // Foundation takes 30 February for 2 March and years that the database does not hold.
            guard let match = text.prefixMatch(of: /([0-9]{4})-([0-9]{2})-([0-9]{2})T(?:[01][0-9]|2[0-3]):/), let year = Int(match.output.1),
                let month = Int(match.output.2), let day = Int(match.output.3), CalendarDay(year: year, month: month, day: day) != nil
            else { return nil }
            return WireJSON.date(text)
        }
    }

    /// A word of an enumeration.
    func word<Word: CaseIterable & RawRepresentable>(_ name: String, of type: Word.Type) throws -> Word? where Word.RawValue == String {
        let words = Word.allCases.map(\.rawValue).joined(separator: ", ")
        return try value(name, Bilingual(zh: "以下之一:\(words)", en: "one of \(words)")) { Word(rawValue: $0) }
    }

    private static func encodingFinding(_ name: String) -> Finding {
        Finding(
            code: "query.encoding", severity: .reject, file: "?\(name.prefix(100))",
            message: Bilingual(zh: "查询参数不是 UTF-8 的百分号编码", en: "The query parameter is not percent-encoded UTF-8."),
            remedy: Bilingual(zh: "按 UTF-8 编码后再发(不用 GBK)", en: "Encode it as UTF-8, not in another character set."))
    }

    private static func finding(_ code: String, _ name: String, _ zh: String, _ en: String, _ allowed: [String]) -> Finding {
        let list = allowed.joined(separator: ", ")
        return Finding(
            code: code, severity: .reject, file: "?\(name.prefix(100))", message: Bilingual(zh: zh, en: en),
            remedy: allowed.isEmpty
                ? Bilingual(zh: "此路径没有查询参数", en: "This path has no query parameters.")
                : Bilingual(zh: "可用:\(list)", en: "The parameters are \(list)."))
    }
}

/// The page of a list that is asked for.
struct PageRequest {
    /// Items wanted.
    let limit: Int
    /// Where it begins.
    let after: Cursor?

    init(_ request: Request) throws {
        try self.init(QueryParameters(request, allowed: ["limit", "after"]))
    }

    init(_ query: QueryParameters) throws {
        limit = try query.value("limit", Bilingual(zh: " 1 至 200", en: "1 to 200")) { Int($0).flatMap { (1...200).contains($0) ? $0 : nil } } ?? 50
        after = try query.value("after", Self.wantedPlace, Cursor.init)
    }

    private static let wantedPlace = Bilingual(zh: "上一页的 next", en: "the last page's next")

    /// The place by instant and identity.
    func dateAndID() throws -> (Date, UUID)? {
        try place(\.dateAndID)
    }

    /// The place by one text.
    func key() throws -> String? {
        try place { $0.parts.count == 1 ? $0.parts[0] : nil }
    }

    /// The place by one number.
    func number() throws -> Int? {
        try place { $0.parts.count == 1 ? Int($0.parts[0]) : nil }
    }

    /// A cursor of another list is none of this one.
    func place<Place>(_ read: (Cursor) -> Place?) throws -> Place? {
        guard let after else { return nil }
        guard let place = read(after) else { throw QueryParameters.fault("after", Self.wantedPlace) }
        return place
    }

    /// The page out of one item more than wanted: whether there is a next one is known without counting.
    func page<Item, Body>(_ items: [Item], _ cursor: (Item) -> Cursor, _ body: (Item) throws -> Body) rethrows -> PageBody<Body> {
        let shown = items.prefix(limit)
        let next = items.count > limit ? shown.last.map { cursor($0).description } : nil
        return PageBody(items: try shown.map(body), next: next)
    }

    /// The page out of a whole short list in the order of a number.
    func slice<Item, Body>(_ items: [Item], _ number: (Item) -> Int, _ body: (Item) throws -> Body) throws -> PageBody<Body> {
        let after = try self.number()
        let rest = items.filter { item in after.map { number(item) > $0 } ?? true }
        return try page(Array(rest.prefix(limit + 1)), { Cursor(parts: [String(number($0))]) }, body)
    }
}
