/// A page as a grey picture, row by row from the top, 0 black and 255 white.
struct GreyPicture: Hashable, Sendable {
    let width: Int
    let height: Int
    let grey: [UInt8]

    /// The picture turned back by a page's rotation, so that its axes are those of the unrotated page.
    func turnedBack(_ rotation: Int) -> GreyPicture {
        switch ((rotation % 360) + 360) % 360 {
        case 90: made(height, width) { x, y in (width - 1 - y, x) }
        case 180: made(width, height) { x, y in (width - 1 - x, height - 1 - y) }
        case 270: made(height, width) { x, y in (y, height - 1 - x) }
        default: self
        }
    }

    private func made(_ wide: Int, _ high: Int, _ from: (Int, Int) -> (Int, Int)) -> GreyPicture {
        var out = [UInt8](repeating: 255, count: grey.count)
        for y in 0..<high {
            for x in 0..<wide {
                let (column, row) = from(x, y)
                out[y * wide + x] = grey[row * width + column]
            }
        }
        return GreyPicture(width: wide, height: high, grey: out)
    }
}

/// How much ink there is, cell by cell: what pictures are compared by.
struct InkMap: Sendable {
    let width: Int
    let height: Int
    let ink: [Float]
    // Sums over everything above and left, with a row and a column of zeros in front.
    private let sums: [Double]
    private let squares: [Double]

    init(width: Int, height: Int, ink: [Float]) {
        (self.width, self.height, self.ink) = (width, height, ink)
        var sums = [Double](repeating: 0, count: (width + 1) * (height + 1))
        var squares = sums
        for y in 0..<height {
            var (sum, square) = (0.0, 0.0)
            for x in 0..<width {
                let value = Double(ink[y * width + x])
                sum += value
                square += value * value
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + sum
                squares[(y + 1) * (width + 1) + x + 1] = squares[y * (width + 1) + x + 1] + square
            }
        }
        (self.sums, self.squares) = (sums, squares)
    }

    /// Cells of `factor` pixels; each holds the mean ink of its pixels.
    init(_ picture: GreyPicture, factor: Int) {
        let (wide, high) = (max(1, picture.width / factor), max(1, picture.height / factor))
        var ink = [Float](repeating: 0, count: wide * high)
        let share = 1 / Float(255 * factor * factor)
        picture.grey.withUnsafeBufferPointer { grey in
            for y in 0..<min(high * factor, picture.height) {
                for x in 0..<min(wide * factor, picture.width) {
                    ink[(y / factor) * wide + x / factor] += Float(255 - Int(grey[y * picture.width + x])) * share
                }
            }
        }
        self.init(width: wide, height: high, ink: ink)
    }

    /// The same with every cell shared out among its neighbours, so that a line half a cell further on is still the same line.
    var blurred: InkMap {
        var out = ink
        for y in 0..<height {
            for x in 0..<width { out[y * width + x] = mean(Double(x - 1), Double(y - 1), Double(x + 2), Double(y + 2)) }
        }
        return InkMap(width: width, height: height, ink: out)
    }

    /// A piece, resized; what lies beyond the map is blank.
    func piece(x: Double, y: Double, width: Double, height: Double, as wide: Int, _ high: Int) -> InkMap {
        var out = [Float](repeating: 0, count: wide * high)
        for row in 0..<high {
            for column in 0..<wide {
                // The mean of the cells that fall into this one: shrinking loses no line.
                let (left, right) = (x + width * Double(column) / Double(wide), x + width * Double(column + 1) / Double(wide))
                let (top, bottom) = (y + height * Double(row) / Double(high), y + height * Double(row + 1) / Double(high))
                out[row * wide + column] = mean(left, top, right, bottom)
            }
        }
        return InkMap(width: wide, height: high, ink: out)
    }

    private func mean(_ left: Double, _ top: Double, _ right: Double, _ bottom: Double) -> Float {
        let (x0, x1) = (max(0, Int(left.rounded(.down))), min(width, max(Int(left.rounded(.down)) + 1, Int(right.rounded(.up)))))
        let (y0, y1) = (max(0, Int(top.rounded(.down))), min(height, max(Int(top.rounded(.down)) + 1, Int(bottom.rounded(.up)))))
        guard x0 < x1, y0 < y1 else { return 0 }
        return Float(total(sums, x0, y0, x1, y1) / Double((x1 - x0) * (y1 - y0)))
    }

    private func total(_ table: [Double], _ x0: Int, _ y0: Int, _ x1: Int, _ y1: Int) -> Double {
        let line = width + 1
        return table[y1 * line + x1] - table[y0 * line + x1] - table[y1 * line + x0] + table[y0 * line + x0]
    }

    /// Ink of the whole map, and how much it varies.
    var spread: (sum: Double, deviation: Double) {
        let count = Double(width * height)
        let sum = total(sums, 0, 0, width, height)
        return (sum, max(0, total(squares, 0, 0, width, height) - sum * sum / count).squareRoot())
    }

    /// How alike this piece is to the map's at a place: normalised cross-correlation, -1 to 1; 0 where one of them is blank.
    func likeness(to map: InkMap, atX x: Int, _ y: Int) -> Double {
        guard x >= 0, y >= 0, x + width <= map.width, y + height <= map.height else { return 0 }
        let count = Double(width * height)
        let (sum, deviation) = spread
        let other = map.total(map.sums, x, y, x + width, y + height)
        let square = map.total(map.squares, x, y, x + width, y + height)
        let otherDeviation = max(0, square - other * other / count).squareRoot()
        guard deviation > 1e-6, otherDeviation > 1e-6 else { return 0 }
        var product = 0.0
        ink.withUnsafeBufferPointer { own in
            map.ink.withUnsafeBufferPointer { theirs in
                for row in 0..<height {
                    let (a, b) = (row * width, (y + row) * map.width + x)
                    var line: Float = 0
                    for column in 0..<width { line += own[a + column] * theirs[b + column] }
                    product += Double(line)
                }
            }
        }
        return (product - sum * other / count) / (deviation * otherDeviation)
    }
}
