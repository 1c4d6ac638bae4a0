/// A raster fingerprint of a page: a hint that two plots look the same, never evidence.
///
/// The page, drawn in grey at 256 pixels on its long side, is averaged to 32×32 cells; a bit says whether its cell holds more ink than
/// the mean of all cells. Small changes of line work move a few bits; another drawing on the same title block moves many.
public enum Look {
    /// Algorithm version in front of every fingerprint.
    public static let algorithm = "lk1"
    static let cells = 32
    static let rasterSize = 256

    /// How many of the 1024 bits differ, or nil when the two are not of one algorithm.
    public static func distance(_ first: String, _ second: String) -> Int? {
        let prefix = "\(algorithm):"
        guard first.hasPrefix(prefix), second.hasPrefix(prefix), first.utf8.count == second.utf8.count else { return nil }
        return zip(first.dropFirst(prefix.count), second.dropFirst(prefix.count)).reduce(0) { sum, pair in
            sum + ((pair.0.hexDigitValue ?? 0) ^ (pair.1.hexDigitValue ?? 0)).nonzeroBitCount
        }
    }

    /// The fingerprint of a grey picture, row by row, 0 black and 255 white.
    static func fingerprint(width: Int, height: Int, grey: some Collection<UInt8>) -> String? {
        guard width > 0, height > 0, grey.count == width * height else { return nil }
        var ink = [Int](repeating: 0, count: cells * cells)
        var area = [Int](repeating: 0, count: cells * cells)
        var column = 0
        var row = 0
        for value in grey {
            // Every cell of a picture narrower than 32 pixels still gets its share, because a pixel may fill several cells.
            for cell in Self.span(row, of: height) {
                for across in Self.span(column, of: width) {
                    ink[cell * cells + across] += 255 - Int(value)
                    area[cell * cells + across] += 1
                }
            }
            column += 1
            if column == width { (column, row) = (0, row + 1) }
        }
        let means = zip(ink, area).map { $1 == 0 ? 0 : $0 * 256 / $1 }
        let mean = means.reduce(0, +) / means.count
        let bytes = stride(from: 0, to: means.count, by: 8).map { start in
            means[start..<(start + 8)].reduce(UInt8(0)) { $0 << 1 | ($1 > mean ? 1 : 0) }
        }
        return "\(algorithm):\(Hex.text(bytes))"
    }

    private static func span(_ pixel: Int, of size: Int) -> ClosedRange<Int> {
        let first = pixel * cells / size
        return first...max(first, (pixel + 1) * cells / size - 1)
    }
}
