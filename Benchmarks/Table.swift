import Foundation

/// One row of the printed table.
struct Line {
    let what: String
    let measured: String
    let limit: String
    let ratio: String
    let target: String
    /// `nil` where nothing was promised.
    let isReached: Bool?

    init(_ what: String, _ measured: String, limit: String = "–", ratio: Double? = nil, target: String = "–", isReached: Bool? = nil) {
        self.what = what
        self.measured = measured
        self.limit = limit
        self.ratio = ratio.map { $0.isFinite ? decimal($0) : "–" } ?? "–"
        self.target = target
        self.isReached = isReached
    }

    var columns: [String] { [what, measured, limit, ratio, target, isReached.map { $0 ? "reached" : "NOT reached" } ?? ""] }
}

/// The rows of all figures.
struct Table {
    private static let heads = ["what", "measured", "limit, same run", "ratio", "target", ""]
    private var lines: [Line] = []

    mutating func add(_ more: [Line]) { lines += more }

    func printRows(_ rows: [Line]) {
        for row in rows { note("  | " + row.columns.joined(separator: " | ") + " |") }
    }

    func printAll(_ plan: Plan, _ surroundings: String) {
        let rows = [Self.heads] + lines.map(\.columns)
        let widths = Self.heads.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
        func text(_ row: [String]) -> String {
            "| " + zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }.joined(separator: " | ") + " |"
        }
        print(
            "\nMedian of \(plan.rounds) alternating rounds\(plan.isQuick ? ", small counts (--quick): not a measurement" : ""). Ratio: median of the rounds' own ratios."
        )
        print(surroundings)
        print("\n" + text(Self.heads))
        print("|" + widths.map { String(repeating: "-", count: $0 + 2) }.joined(separator: "|") + "|")
        for line in lines { print(text(line.columns)) }
        let missed = lines.count { $0.isReached == false }
        print("\n\(lines.count { $0.isReached == true }) targets reached, \(missed) not.")
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
