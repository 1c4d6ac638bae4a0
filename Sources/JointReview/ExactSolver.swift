/// Whether bounded variables can satisfy equations: the simplex method in exact fractions.
///
/// Every equation has a variable of its own that is fixed to the constant; these begin as the basis. Bland's rule (the smallest variable that will do)
/// makes it end and makes it end the same way every time.
struct ExactSolver {
    /// What the solver came to.
    enum Outcome: Hashable {
        case feasible
        /// The bounds that together leave no solution.
        case infeasible([Side])
    }

    /// One of a variable's two bounds.
    struct Side: Hashable {
        let column: Int
        let isUpper: Bool
    }

    private let columns: Int
    private var lowers: [Rational?]
    private var uppers: [Rational?]
    private var values: [Rational]
    private var rows: [[Rational]]
    /// Variable of each row, and of each column of `rows`.
    private var basic: [Int]
    private var others: [Int]

    /// Equations as rows of coefficients, each with its constant, over variables with these bounds.
    init(_ equations: [(coefficients: [Rational], constant: Rational)], lowers: [Rational?], uppers: [Rational?]) throws(Rational.Overflow) {
        columns = lowers.count
        self.lowers = lowers + equations.map(\.constant)
        self.uppers = uppers + equations.map(\.constant)
        rows = equations.map(\.coefficients)
        others = Array(0..<columns)
        basic = Array(columns..<(columns + equations.count))
        values = zip(lowers, uppers).map { $0 ?? $1 ?? .zero }
        for row in rows {
            var value = Rational.zero
            for column in 0..<columns where !row[column].isZero { value = try value + row[column] * values[column] }
            values.append(value)
        }
    }

    /// Looks for a solution, as long as the effort lasts.
    mutating func solve(_ effort: inout Effort) throws(Rational.Overflow) -> Outcome {
        try effort.spend(rows.count * columns)
        for column in 0..<columns {
            if let lower = lowers[column], let upper = uppers[column], upper < lower {
                return .infeasible([Side(column: column, isUpper: false), Side(column: column, isUpper: true)])
            }
        }
        while let row = violated {
            try effort.spend(rows.count * (columns + 1))
            let variable = basic[row]
            let isBelow = lowers[variable].map { values[variable] < $0 } ?? false
            guard let column = entering(row, isBelow: isBelow) else { return .infeasible(explanation(row, isBelow: isBelow)) }
            try pivot(row, column, to: (isBelow ? lowers[variable] : uppers[variable]) ?? .zero)
        }
        return .feasible
    }

    /// The row of the smallest variable that is outside its bounds.
    private var violated: Int? {
        var found: Int?
        for row in rows.indices {
            let variable = basic[row]
            let isOutside = (lowers[variable].map { values[variable] < $0 } ?? false) || (uppers[variable].map { values[variable] > $0 } ?? false)
            if isOutside, found.map({ variable < basic[$0] }) ?? true { found = row }
        }
        return found
    }

    /// The column of the smallest variable that can move the row's own towards its bound.
    private func entering(_ row: Int, isBelow: Bool) -> Int? {
        var found: Int?
        for column in others.indices where !rows[row][column].isZero {
            let variable = others[column]
            let mustRise = rows[row][column].isNegative != isBelow
            let canMove = mustRise ? uppers[variable].map { values[variable] < $0 } ?? true : lowers[variable].map { values[variable] > $0 } ?? true
            if canMove, found.map({ variable < others[$0] }) ?? true { found = column }
        }
        return found
    }

    private func explanation(_ row: Int, isBelow: Bool) -> [Side] {
        var sides = basic[row] < columns ? [Side(column: basic[row], isUpper: !isBelow)] : []
        for column in others.indices where !rows[row][column].isZero && others[column] < columns {
            sides.append(Side(column: others[column], isUpper: rows[row][column].isNegative != isBelow))
        }
        return sides
    }

    private mutating func pivot(_ row: Int, _ column: Int, to value: Rational) throws(Rational.Overflow) {
        let (leaving, coming) = (basic[row], others[column])
        let change = try (value - values[leaving]) / rows[row][column]
        values[leaving] = value
        values[coming] = try values[coming] + change
        for other in rows.indices where other != row && !rows[other][column].isZero {
            values[basic[other]] = try values[basic[other]] + rows[other][column] * change
        }
        // The row solved for the coming variable: x = (leaving - the rest) / coefficient.
        let inverse = try Rational.one / rows[row][column]
        for place in others.indices where place != column && !rows[row][place].isZero { rows[row][place] = try -rows[row][place] * inverse }
        rows[row][column] = inverse
        for other in rows.indices where other != row && !rows[other][column].isZero {
            let factor = rows[other][column]
            rows[other][column] = try factor * inverse
            for place in others.indices where place != column && !rows[row][place].isZero {
                rows[other][place] = try rows[other][place] + factor * rows[row][place]
            }
        }
        (basic[row], others[column]) = (coming, leaving)
    }
}
