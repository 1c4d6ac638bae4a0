import Foundation

/// Numbers as a report prints them: the same on every machine, in both languages.
enum Figures {
    /// A measure without needless decimals: `58.2`, `240`.
    static func measure(_ value: Double, decimals: Int = 1) -> String {
        let scale = decimals == 0 ? 1.0 : 10.0
        let scaled = (value * scale).rounded()
        // Outside this range a measure is not a measure, but it must still print.
        guard scaled.isFinite, abs(scaled) < 1e15 else { return "\(value)" }
        let whole = Int64(abs(scaled))
        let sign = scaled < 0 ? "−" : ""
        guard decimals > 0, whole % 10 != 0 else { return sign + grouped(whole / Int64(scale)) }
        return sign + grouped(whole / 10) + ".\(whole % 10)"
    }

    /// Bytes, exactly and as people read them: `12,345,678 B (11.8 MiB)`.
    static func bytes(_ count: Int64) -> String {
        let exact = grouped(count) + " B"
        let units = ["KiB", "MiB", "GiB", "TiB"]
        var value = Double(count)
        var unit = ""
        for name in units where value >= 1_024 {
            value /= 1_024
            unit = name
        }
        return unit.isEmpty ? exact : exact + " (" + measure(value) + " " + unit + ")"
    }

    /// `21,600`
    static func grouped(_ value: Int64) -> String {
        let digits = Array(String(value.magnitude))
        var text = value < 0 ? "−" : ""
        for (index, digit) in digits.enumerated() {
            if index > 0, (digits.count - index).isMultiple(of: 3) { text.append(",") }
            text.append(digit)
        }
        return text
    }
}

/// A page's size in the words of the trade (GB/T 14689): millimetres, and the name of the paper where there is one.
struct PaperSize {
    let width: Int64
    let height: Int64

    /// From points of 1/72 inch.
    init(width: Double, height: Double) {
        self.width = Self.millimetres(width)
        self.height = Self.millimetres(height)
    }

    /// `841 × 594 mm`
    var text: String { "\(width) × \(height) mm" }

    /// `A1`, `A1+1/4`; nil for a size that has no name.
    var name: String? {
        let short = min(width, height)
        let long = max(width, height)
        // Short side, long side, and into how many parts the long side is divided when it is lengthened.
        let sizes: [(name: String, short: Int64, long: Int64, parts: Int64)] = [
            ("A0", 841, 1_189, 8), ("A1", 594, 841, 4), ("A2", 420, 594, 4), ("A3", 297, 420, 2), ("A4", 210, 297, 1),
        ]
        // Plotters and drivers round; 3 mm keeps neighbouring sizes apart.
        guard let size = sizes.first(where: { abs($0.short - short) <= 3 && long >= $0.long - 3 }) else { return nil }
        if abs(long - size.long) <= 3 { return size.name }
        guard size.parts > 1, long <= size.long * 4 else { return nil }
        let steps = ((long - size.long) * size.parts * 2 + size.long) / (size.long * 2)
        guard steps > 0, abs(size.long + size.long * steps / size.parts - long) <= 3 else { return nil }
        let divisor: Int64 = [8, 4, 2].first { steps % $0 == 0 && size.parts % $0 == 0 } ?? 1
        let denominator = size.parts / divisor
        return "\(size.name)+\(steps / divisor)" + (denominator == 1 ? "" : "/\(denominator)")
    }

    private static func millimetres(_ points: Double) -> Int64 {
        let value = (points * 25.4 / 72).rounded()
        return value.isFinite && abs(value) < 1e9 ? Int64(value) : 0
    }
}
