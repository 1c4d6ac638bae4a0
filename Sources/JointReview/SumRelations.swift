/// Everything that declared sums say about the properties that demands bound, in its simplest forms.
///
/// A form is a combination of the sums that no other combination undercuts: no other ties fewer of the same properties together. By Farkas' lemma bounds
/// contradict the sums exactly where they contradict one such form, and the bounds taken, one for each of its properties, are then a minimal set:
/// every proper part of its properties is tied by nothing. So the minimal sets can be read off the forms, and no search over sets of demands is needed.
struct SumRelations {
    /// Σ coefficient · property = constant.
    struct Form {
        let coefficients: [Rational]
        let constant: Rational
        let support: Set<Int>
    }

    enum Outcome {
        case forms([Form])
        /// The sums contradict each other, whatever is demanded.
        case contradictory
        /// There are more forms than are looked at.
        case tooMany
    }

    private let columns: Int
    /// Rows of coefficients, the constant last.
    private var rows: [[Rational]]

    /// The forms of these equations over the columns that demands bound; of the others nothing is known, so a form cannot hold them.
    static func derive(
        _ equations: [(coefficients: [Rational], constant: Rational)], bounded: [Bool], atMost most: Int, _ effort: inout Effort
    ) throws(Rational.Overflow) -> Outcome {
        var relations = SumRelations(equations, columns: bounded.count)
        for column in bounded.indices where !bounded[column] {
            guard let pivot = relations.rows.firstIndex(where: { !$0[column].isZero }) else { continue }
            try relations.clear(column, by: pivot, &effort)
            relations.rows.remove(at: pivot)
        }
        guard try relations.reduce(&effort) else { return .contradictory }
        return try relations.closed(atMost: most, &effort)
    }

    private init(_ equations: [(coefficients: [Rational], constant: Rational)], columns: Int) {
        self.columns = columns
        rows = equations.map { $0.coefficients + [$0.constant] }
    }

    /// Makes the column nought in every other row.
    private mutating func clear(_ column: Int, by pivot: Int, _ effort: inout Effort) throws(Rational.Overflow) {
        try effort.spend(rows.count)
        for row in rows.indices where row != pivot && !rows[row][column].isZero {
            try effort.spend(columns)
            let factor = try rows[row][column] / rows[pivot][column]
            for place in 0...columns where !rows[pivot][place].isZero { rows[row][place] = try rows[row][place] - factor * rows[pivot][place] }
        }
    }

    /// Brings the rows to the reduced form; false when one of them says that nought is something else.
    private mutating func reduce(_ effort: inout Effort) throws(Rational.Overflow) -> Bool {
        var done = 0
        for column in 0..<columns {
            guard let pivot = rows.indices.dropFirst(done).first(where: { !rows[$0][column].isZero }) else { continue }
            rows.swapAt(done, pivot)
            try clear(column, by: done, &effort)
            done += 1
        }
        let isSound = rows.dropFirst(done).allSatisfy { $0[columns].isZero }
        rows.removeLast(rows.count - done)
        return isSound
    }

    /// All forms. The reduced rows are some of them; the rest come by eliminating, for every two forms, each property that both hold.
    ///
    /// A family of such forms that holds the reduced rows, and for every two of it and every shared property one inside their union without that property,
    /// is the whole family (elimination axiom of matroids).
    private func closed(atMost most: Int, _ effort: inout Effort) throws(Rational.Overflow) -> Outcome {
        var forms = rows.map(form)
        var next = 1
        while next < forms.count {
            for earlier in 0..<next {
                for column in forms[next].support.intersection(forms[earlier].support).sorted() {
                    // Comparing sets of columns is what takes long here.
                    try effort.spend(8 * forms.count)
                    let room = forms[next].support.union(forms[earlier].support).subtracting([column])
                    guard !forms.contains(where: { $0.support.isSubset(of: room) }) else { continue }
                    guard forms.count < most else { return .tooMany }
                    forms.append(try simplest(within: room, &effort))
                }
            }
            next += 1
        }
        return .forms(forms)
    }

    /// A form inside a set of columns that holds at least one combination.
    private func simplest(within room: Set<Int>, _ effort: inout Effort) throws(Rational.Overflow) -> Form {
        var rest = self
        let order = (0..<columns).filter { !room.contains($0) } + room.sorted()
        for column in order where rest.rows.count > 1 {
            guard let pivot = rest.rows.firstIndex(where: { !$0[column].isZero }) else { continue }
            try rest.clear(column, by: pivot, &effort)
            rest.rows.remove(at: pivot)
        }
        return form(rest.rows[0])
    }

    private func form(_ row: [Rational]) -> Form {
        Form(coefficients: Array(row.prefix(columns)), constant: row[columns], support: Set((0..<columns).filter { !row[$0].isZero }))
    }
}
