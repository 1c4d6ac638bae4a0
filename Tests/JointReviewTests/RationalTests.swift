import Foundation
import JointReview
import Testing

@Suite struct RationalTests {
    @Test func fractionsAreReducedAndKeepTheirSignAbove() throws {
        #expect(try Rational(6, over: -4).description == "-3/2")
        #expect(try Rational(0, over: -7) == .zero)
        #expect(try Rational(6, over: 3).description == "2")
    }

    @Test(arguments: 0..<20)
    func arithmeticAgreesWithWholeNumbersOverACommonDenominator(seed: Int) throws {
        var random = SplitMix64(seed: UInt64(seed))
        for _ in 0..<200 {
            let (a, b) = (Int128.random(in: -1000...1000, using: &random), Int128.random(in: -1000...1000, using: &random))
            let (c, d) = (Int128.random(in: 1...60, using: &random), Int128.random(in: 1...60, using: &random))
            let (left, right) = (try Rational(a, over: c), try Rational(b, over: d))
            #expect(try left + right == Rational(a * d + b * c, over: c * d))
            #expect(try left - right == Rational(a * d - b * c, over: c * d))
            #expect(try left * right == Rational(a * b, over: c * d))
            if b != 0 { #expect(try left / right == Rational(a * d, over: c * b)) }
            #expect((left < right) == (a * d < b * c))
        }
    }

    @Test func whatDoesNotFitIsRefusedAndNeverWraps() throws {
        let large = try Rational(.max, over: 1)
        #expect(throws: Rational.Overflow.self) { try large + .one }
        #expect(throws: Rational.Overflow.self) { try large * Rational(2) }
        #expect(throws: Rational.Overflow.self) { try -large - Rational(2) }
        #expect(throws: Rational.Overflow.self) { try Rational.one / .zero }
        #expect(throws: Rational.Overflow.self) { try Rational(.min, over: 1) }
        #expect(throws: Rational.Overflow.self) { try Rational(1, over: 0) }
        // Comparing never overflows.
        #expect(try Rational(.max, over: 3) < Rational(.max, over: 2))
        #expect(try Rational(.max - 1, over: .max) < .one)
    }

    @Test(arguments: [
        ("0", "0"), ("-0", "0"), ("1.30", "13/10"), ("-12.5", "-25/2"), ("999999999999999.999999999", "999999999999999999999999/1000000000"),
        ("0.000000001", "1/1000000000"), ("007", "7"),
    ])
    func decimalsAreReadExactly(_ text: String, _ exact: String) { #expect(Rational(decimal: text)?.description == exact) }

    @Test(arguments: [
        "", "-", "+1", ".5", "1.", "1e5", "1E-400", "1,000", "１２", " 1", "1 ", "0x10", "NaN", "inf", "1.2.3", "--1", "1000000000000000",
        "0.0000000001",
        String(repeating: "9", count: 1_000_000), "1e999999999",
    ])
    func anythingElseIsNoDecimal(_ text: String) { #expect(Rational(decimal: text) == nil) }
}
