/// How many operations on fractions a check may still take; counted, not timed, so that it ends at the same place everywhere.
struct Effort {
    private(set) var left: Int

    init(_ operations: Int) { left = operations }

    /// Takes so many operations; refuses, as an overflow does, when there are none left.
    mutating func spend(_ operations: Int) throws(Rational.Overflow) {
        left -= operations
        if left < 0 { throw Rational.Overflow() }
    }
}
