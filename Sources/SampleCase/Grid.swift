import Foundation

func atanDegrees(_ slope: Double) -> Double { atan(slope) * 180 / .pi }

/// Column axes of a building (轴网) in metres: numbers along x, letters along y.
struct Grid: Sendable {
    let xs: [(name: String, at: Double)]
    let ys: [(name: String, at: Double)]

    func x(_ name: String) -> Double { xs.first { $0.name == name }?.at ?? 0 }
    func y(_ name: String) -> Double { ys.first { $0.name == name }?.at ?? 0 }

    /// Tower of 1#: seven bays of 8.4 m, depths 8.4, 4.8 and 10.8 m.
    static let tower = Grid(
        xs: (0...7).map { ("\($0 + 1)", Double($0) * 8.4) },
        ys: [("A", 0), ("B", 8.4), ("C", 13.2), ("D", 24)])

    /// Basement of 1#: the tower's axes, two more bays to the east, one to the south and two to the north.
    static let basement = Grid(
        xs: (0...9).map { ("\($0 + 1)", Double($0) * 8.4) },
        ys: [("1/0A", -8.4), ("A", 0), ("B", 8.4), ("C", 13.2), ("D", 24), ("E", 31.2), ("F", 38.4)])
}

extension Plan {
    /// Axis lines, bubbles and two dimension chains on all four sides; `clear` moves all sides out by paper millimetres, `west` the
    /// left one further.
    func draw(_ grid: Grid, overhang: Double = 0.6, chains: Bool = true, clear: Double = 0, west: Double = 0) {
        guard let x0 = grid.xs.first?.at, let x1 = grid.xs.last?.at, let y0 = grid.ys.first?.at, let y1 = grid.ys.last?.at else { return }
        let reach = (chains ? 30.0 : 14) + clear
        let left = at(x0 - overhang, 0).x - reach - west
        let right = at(x1 + overhang, 0).x + reach
        let low = at(0, y0 - overhang).y - reach
        let high = at(0, y1 + overhang).y + reach
        for axis in grid.xs {
            let x = at(axis.at, 0).x
            canvas.line(Point(x, low), Point(x, high), .axis)
            bubble(axis.name, Point(x, low - 4))
            bubble(axis.name, Point(x, high + 4))
        }
        for axis in grid.ys {
            let y = at(0, axis.at).y
            canvas.line(Point(left, y), Point(right, y), .axis)
            bubble(axis.name, Point(left - 4, y))
            bubble(axis.name, Point(right + 4, y))
        }
        guard chains else { return }
        let xs = grid.xs.map(\.at)
        let ys = grid.ys.map(\.at)
        for (offset, values) in [(14.0, xs), (23.0, [x0, x1])] {
            chainX(values, y: y1 + overhang, offset: offset + clear)
            chainX(values, y: y0 - overhang, offset: -offset - clear)
        }
        for (offset, values) in [(14.0, ys), (23.0, [y0, y1])] {
            chainY(values, x: x0 - overhang, offset: offset + clear + west)
            chainY(values, x: x1 + overhang, offset: -offset - clear)
        }
    }

    /// An axis bubble (轴线编号圆), 8 mm in diameter, at a paper point.
    func bubble(_ name: String, _ center: Point) {
        canvas.circle(center, 4, Pen(0.25), fill: .white)
        canvas.text(name, at: center, name.count > 2 ? 2.6 : 4, .center, middle: true)
    }
}
