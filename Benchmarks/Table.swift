import Foundation

/// A measured quantity as it is printed.
enum Value {
    case none
    case rate(Double)
    case count(Double)
    case milliseconds(Double)
    case mebibytes(Double)

    var text: String {
        switch self {
        case .none: "–"
        case .rate(let value): "\(number(value))/s"
        case .count(let value): decimal(value)
        case .milliseconds(let value): value.isFinite ? String(format: "%.3f ms", value) : "–"
        case .mebibytes(let value): "\(number(value)) MiB"
        }
    }

    var quantity: Double? {
        switch self {
        case .none: nil
        case .rate(let value), .count(let value), .milliseconds(let value), .mebibytes(let value): value.isFinite ? value : nil
        }
    }
}

/// One row of the printed table.
struct Line {
    let what: String
    let ours: Value
    let limit: Value
    let ratio: Double?
    let target: String
    /// `nil` where nothing was promised.
    let isReached: Bool?

    private init(_ what: String, _ ours: Value, _ limit: Value, _ ratio: Double?, _ target: String, _ isReached: Bool?) {
        (self.what, self.ours, self.limit, self.ratio, self.target, self.isReached) = (what, ours, limit, ratio, target, isReached)
    }

    /// Without a promise.
    init(_ what: String, _ ours: Value, limit: Value, ratio: Double? = nil) {
        self.init(what, ours, limit, ratio, "–", nil)
    }

    /// The ratio to the limit has a lower bound.
    init(_ what: String, _ ours: Value, limit: Value, ratio: Double, atLeast least: Double) {
        self.init(what, ours, limit, ratio, "≥ \(decimal(least))", ratio >= least)
    }

    /// The ratio to the limit has an upper bound.
    init(_ what: String, _ ours: Value, limit: Value, ratio: Double, atMostTimes most: Double) {
        self.init(what, ours, limit, ratio, "≤ \(decimal(most))", ratio <= most)
    }

    /// The quantity itself has a lower bound; its ratio to the limit is shown beside.
    init(_ what: String, _ ours: Value, limit: Value = .none, ratio: Double? = nil, quantityAtLeast least: Double) {
        self.init(what, ours, limit, ratio, "≥ \(number(least))", (ours.quantity ?? 0) >= least)
    }

    /// The quantity itself has an upper bound.
    init(_ what: String, _ ours: Value, limit: Value = .none, atMost most: Double) {
        self.init(what, ours, limit, nil, "≤ \(decimal(most))", (ours.quantity ?? .infinity) <= most)
    }

    var columns: [String] {
        [what, ours.text, limit.text, ratio.map(decimal) ?? "–", target, isReached.map { $0 ? "yes" : "NO" } ?? ""]
    }
}

/// The rows of all figures.
struct Table {
    private static let heads = ["what", "ours", "limit, same run", "ratio", "target", "met"]
    private(set) var lines: [Line] = []

    mutating func add(_ more: [Line]) { lines += more }

    func printRows(_ rows: [Line]) {
        for row in rows { note("  | " + row.columns.joined(separator: " | ") + " |") }
    }

    func printAll(_ plan: Plan, _ surroundings: Surroundings) {
        let rows = [Self.heads] + lines.map(\.columns)
        let widths = Self.heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        func text(_ row: [String]) -> String {
            "| " + zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: " | ") + " |"
        }
        print(
            "\nMedian of \(plan.rounds) alternating rounds\(plan.isQuick ? ", small counts (--quick): not a measurement" : ""). Ratio: median of the rounds' own ratios."
        )
        print(surroundings.sentence)
        print("\n" + text(Self.heads))
        print("|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|")
        for line in lines { print(text(line.columns)) }
        print("\n\(lines.count { $0.isReached == true }) targets met, \(lines.count { $0.isReached == false }) not.")
    }
}

/// 12345.6 as 12,346; small ones keep a decimal.
func number(_ value: Double) -> String {
    guard value.isFinite else { return "–" }
    if value < 100 { return String(format: "%.1f", value) }
    var digits = String(Int(value.rounded()))
    var place = digits.count - 3
    while place > 0 {
        digits.insert(",", at: digits.index(digits.startIndex, offsetBy: place))
        place -= 3
    }
    return digits
}

func decimal(_ value: Double) -> String { value.isFinite ? String(format: "%.2f", value) : "–" }
