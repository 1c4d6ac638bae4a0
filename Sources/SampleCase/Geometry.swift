/// A point; millimetres on paper or metres in a model, by where it is used.
struct Point: Hashable, Sendable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) {
        self.x = x
        self.y = y
    }

    static func + (a: Point, b: Point) -> Point { Point(a.x + b.x, a.y + b.y) }
    static func - (a: Point, b: Point) -> Point { Point(a.x - b.x, a.y - b.y) }
    static func * (a: Point, k: Double) -> Point { Point(a.x * k, a.y * k) }

    var length: Double { (x * x + y * y).squareRoot() }

    /// The direction of this vector, or zero for the zero vector.
    var unit: Point { length == 0 ? Point(0, 0) : Point(x / length, y / length) }

    /// This vector turned a quarter to the left.
    var left: Point { Point(-y, x) }

    func towards(_ other: Point, _ t: Double) -> Point { Point(x + (other.x - x) * t, y + (other.y - y) * t) }
}

/// A rectangle with its origin at the lower left, y upwards as in PDF.
struct Rect: Hashable, Sendable {
    var x: Double
    var y: Double
    var width: Double
    var height: Double

    init(_ x: Double, _ y: Double, _ width: Double, _ height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// The rectangle spanned by two corners.
    init(from a: Point, to b: Point) {
        self.init(min(a.x, b.x), min(a.y, b.y), abs(b.x - a.x), abs(b.y - a.y))
    }

    var maxX: Double { x + width }
    var maxY: Double { y + height }
    var center: Point { Point(x + width / 2, y + height / 2) }
    var corners: [Point] { [Point(x, y), Point(maxX, y), Point(maxX, maxY), Point(x, maxY)] }

    func inset(_ by: Double) -> Rect { Rect(x + by, y + by, width - 2 * by, height - 2 * by) }
}
