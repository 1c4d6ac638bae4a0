/// An exact fraction. Arithmetic refuses what 128 bits cannot hold instead of rounding or wrapping.
///
/// Fixed width on purpose: what a demand may say fits into 24 digits, and a fraction that outgrows 38 digits comes of input that nobody meant;
/// it is told as undecided, and never costs more than a few machine words.
public struct Rational: Hashable, Sendable {
    /// The result does not fit, or divides by zero.
    public struct Overflow: Error, Hashable, Sendable {
        /// The refusal.
        public init() {}
    }

    /// Numerator of the reduced fraction; carries the sign.
    public let numerator: Int128
    /// Denominator of the reduced fraction; above zero.
    public let denominator: Int128

    /// Nought.
    public static let zero = Rational(0)
    /// One.
    public static let one = Rational(1)

    /// A whole number.
    public init(_ whole: Int) {
        numerator = Int128(whole)
        denominator = 1
    }

    /// A fraction, reduced.
    public init(_ numerator: Int128, over denominator: Int128) throws(Overflow) {
        guard denominator != 0, numerator != .min, denominator != .min else { throw Overflow() }
        // Division of the wide kind is slow, and nearly all numbers of a drawing are small.
        if denominator > 0, let small = Int64(exactly: numerator), let other = Int64(exactly: denominator) {
            let divisor = other == 1 ? 1 : Int64(Self.divisor(small.magnitude, other.magnitude))
            self.init(reduced: Int128(small / divisor), Int128(other / divisor))
            return
        }
        let sign: Int128 = denominator < 0 ? -1 : 1
        let divisor = Int128(Self.divisor(numerator.magnitude, denominator.magnitude))
        self.init(reduced: sign * numerator / divisor, sign * denominator / divisor)
    }

    private init(reduced numerator: Int128, _ denominator: Int128) {
        self.numerator = numerator
        self.denominator = denominator
    }

    /// Digits that a decimal may have before and behind its point.
    public static let decimalDigits = (whole: 15, fraction: 9)

    /// A decimal such as `-12.50`: ASCII digits, a point, no exponent, no grouping, at most 15 digits before and 9 behind the point; nil for anything else.
    public init?(decimal text: String) {
        var whole = 0
        var fraction = 0
        var value: Int128 = 0
        var isBehindPoint = false
        var bytes = text.utf8[...]
        // A text of a megabyte is no number; it is not even looked at.
        guard bytes.count <= Self.decimalDigits.whole + Self.decimalDigits.fraction + 2 else { return nil }
        let isNegative = bytes.first == 0x2D
        if isNegative { bytes = bytes.dropFirst() }
        for byte in bytes {
            switch byte {
            case 0x30...0x39:
                value = value * 10 + Int128(byte - 0x30)
                if isBehindPoint { fraction += 1 } else { whole += 1 }
            case 0x2E where !isBehindPoint && whole > 0: isBehindPoint = true
            default: return nil
            }
        }
        guard (1...Self.decimalDigits.whole).contains(whole), fraction <= Self.decimalDigits.fraction, !isBehindPoint || fraction > 0 else {
            return nil
        }
        var scale: Int128 = 1
        for _ in 0..<fraction { scale *= 10 }
        guard let exact = try? Rational(isNegative ? -value : value, over: scale) else { return nil }
        self = exact
    }

    /// Whether it is nought.
    public var isZero: Bool { numerator == 0 }
    /// Whether it is below nought.
    public var isNegative: Bool { numerator < 0 }
    /// The same with the other sign.
    public static prefix func - (value: Rational) -> Rational { Rational(reduced: -value.numerator, value.denominator) }

    /// The exact sum.
    public static func + (left: Rational, right: Rational) throws(Overflow) -> Rational {
        if left.denominator == 1, right.denominator == 1 {
            return Rational(reduced: try fitting(left.numerator.addingReportingOverflow(right.numerator)), 1)
        }
        let divisor = Int128(divisor(left.denominator.magnitude, right.denominator.magnitude))
        let scale = right.denominator / divisor
        let first = try fitting(left.numerator.multipliedReportingOverflow(by: scale))
        let second = try fitting(right.numerator.multipliedReportingOverflow(by: left.denominator / divisor))
        return try Rational(fitting(first.addingReportingOverflow(second)), over: fitting(left.denominator.multipliedReportingOverflow(by: scale)))
    }

    /// The exact difference.
    public static func - (left: Rational, right: Rational) throws(Overflow) -> Rational { try left + -right }

    /// The exact product.
    public static func * (left: Rational, right: Rational) throws(Overflow) -> Rational {
        if left.denominator == 1, right.denominator == 1 {
            return Rational(reduced: try fitting(left.numerator.multipliedReportingOverflow(by: right.numerator)), 1)
        }
        // Reduced crosswise first: the product is then reduced, and overflows only when it must.
        let one = Int128(divisor(left.numerator.magnitude, right.denominator.magnitude))
        let other = Int128(divisor(right.numerator.magnitude, left.denominator.magnitude))
        if one == 1, other == 1 {
            return Rational(
                reduced: try fitting(left.numerator.multipliedReportingOverflow(by: right.numerator)),
                try fitting(left.denominator.multipliedReportingOverflow(by: right.denominator)))
        }
        return Rational(
            reduced: try fitting((left.numerator / one).multipliedReportingOverflow(by: right.numerator / other)),
            try fitting((left.denominator / other).multipliedReportingOverflow(by: right.denominator / one)))
    }

    /// The exact quotient; refuses to divide by zero.
    public static func / (left: Rational, right: Rational) throws(Overflow) -> Rational {
        guard right.numerator != 0 else { throw Overflow() }
        let sign: Int128 = right.numerator < 0 ? -1 : 1
        return try left * Rational(reduced: sign * right.denominator, sign * right.numerator)
    }

    private static func fitting(_ result: (partialValue: Int128, overflow: Bool)) throws(Overflow) -> Int128 {
        // The smallest value has no opposite.
        guard !result.overflow, result.partialValue != .min else { throw Overflow() }
        return result.partialValue
    }

    /// Greatest common divisor; 1 for two noughts, because it is divided by.
    private static func divisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
        if let small = UInt64(exactly: left), let other = UInt64(exactly: right) { return UInt128(divisor(small, other)) }
        var (a, b) = (left, right)
        while b != 0 { (a, b) = (b, a % b) }
        return max(a, 1)
    }

    private static func divisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
        var (a, b) = (left, right)
        while b != 0 { (a, b) = (b, a % b) }
        return max(a, 1)
    }
}

extension Rational: Comparable {
    /// Compares exactly, whatever the size: the products are taken in full width.
    public static func < (left: Rational, right: Rational) -> Bool {
        if left.denominator == right.denominator { return left.numerator < right.numerator }
        let a = left.numerator.multipliedFullWidth(by: right.denominator)
        let b = right.numerator.multipliedFullWidth(by: left.denominator)
        return a.high == b.high ? a.low < b.low : a.high < b.high
    }
}

extension Rational: CustomStringConvertible {
    /// `13/10`, or `13` for a whole number.
    public var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
