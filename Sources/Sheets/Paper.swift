/// Paper sizes of technical drawings (GB/T 14689, GB/T 50001): A0 to A4, and the long side lengthened by fractions of itself.
public enum Paper {
    private static let basic: [(name: String, short: Double, long: Double, parts: Double)] = [
        ("A0", 841, 1189, 8), ("A1", 594, 841, 4), ("A2", 420, 594, 4), ("A3", 297, 420, 2), ("A4", 210, 297, 0),
    ]
    /// Plotters and drivers round; 3 mm keeps neighbouring sizes apart.
    private static let tolerance = 3.0
    private static let millimetresPerPoint = 25.4 / 72

    /// The name of a page of this size in points, in either orientation, or `custom`.
    public static func name(width: Double, height: Double) -> String {
        let short = min(width, height) * millimetresPerPoint
        let long = max(width, height) * millimetresPerPoint
        for paper in basic where abs(short - paper.short) <= tolerance {
            if abs(long - paper.long) <= tolerance { return paper.name }
            let extra = (long - paper.long) / paper.long * paper.parts
            guard paper.parts > 0, extra > 0.5, extra < paper.parts * 4 else { continue }
            let steps = extra.rounded()
            guard abs(paper.long * (1 + steps / paper.parts) - long) <= tolerance else { continue }
            return "\(paper.name)+\(fraction(Int(steps), of: Int(paper.parts)))"
        }
        return "custom"
    }

    /// Whether a declared size such as `A1`, `a1` or `A1+1/4` names the measured one; a declared `A1` also covers its lengthened forms.
    public static func matches(declared: String, measured: String) -> Bool {
        let wanted = declared.uppercased().filter { !$0.isWhitespace }
        return wanted == measured.uppercased() || (!wanted.contains("+") && measured.hasPrefix("\(wanted)+"))
    }

    private static func fraction(_ steps: Int, of parts: Int) -> String {
        var (numerator, denominator) = (steps, parts)
        while numerator % 2 == 0, denominator % 2 == 0 { (numerator, denominator) = (numerator / 2, denominator / 2) }
        return denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
    }
}
