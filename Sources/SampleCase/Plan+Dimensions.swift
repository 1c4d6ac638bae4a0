/// How a length is printed.
enum Unit: Sendable {
    /// Whole millimetres, as in building plans.
    case millimetres
    /// Metres with two places, as in site plans.
    case metres

    func words(_ metres: Double) -> String {
        switch self {
        case .millimetres: return String(Int((metres * 1000).rounded()))
        case .metres:
            let hundredths = Int((metres * 100).rounded())
            let rest = hundredths % 100
            return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
        }
    }
}

extension Plan {
    /// A dimension between two model points, its line shifted to the left of the direction by paper millimetres; returns the text's place.
    @discardableResult
    func dimension(
        _ a: Point, _ b: Point, offset: Double = 0, unit: Unit = .millimetres, words: String? = nil, height: Double = 2.5, ink: Ink = .black,
        extensions: Bool = true
    ) -> Point {
        let height = height * lettering
        let start = at(a)
        let end = at(b)
        let along = (end - start).unit
        let shift = along.left * offset
        let from = start + shift
        let to = end + shift
        let pen = Pen(0.13, ink)
        canvas.line(from - along * 1.5, to + along * 1.5, pen)
        for (foot, top) in [(start, from), (end, to)] {
            if extensions && abs(offset) > 3 {
                canvas.line(foot + shift.unit * 2, top + shift.unit * 1.5, pen)
            }
            let tick = (along + along.left).unit * 1.3
            canvas.line(top - tick, top + tick, Pen(0.45, ink))
        }
        let string = words ?? unit.words((b - a).length)
        let angle = uprightAngle(along)
        let up = canvas.direction(angle).left
        let room = (to - from).length
        let narrow = canvas.width(of: string, height) > room - 0.6
        let place = from.towards(to, 0.5) + up * (narrow && room < 4 ? 1.0 : 0.9)
        let factor = narrow ? Canvas.narrow * 0.72 : Canvas.narrow
        if let ground {
            let half = canvas.direction(angle) * (canvas.width(of: string, height, factor: factor) / 2 + 0.3)
            let foot = place - up * 0.5
            let top = up * (height + 0.5)
            canvas.polygon([foot - half, foot + half, foot + half + top, foot - half + top], fill: ground)
        }
        canvas.text(string, at: place, height, .center, angle: angle, ink: ink, factor: factor)
        return place
    }

    /// Consecutive dimensions along x at a model y.
    func chainX(_ xs: [Double], y: Double, offset: Double, unit: Unit = .millimetres) {
        for (a, b) in zip(xs, xs.dropFirst()) {
            dimension(Point(a, y), Point(b, y), offset: offset, unit: unit)
        }
    }

    /// Consecutive dimensions along y at a model x; a positive offset lies to the left.
    func chainY(_ ys: [Double], x: Double, offset: Double, unit: Unit = .millimetres) {
        for (a, b) in zip(ys, ys.dropFirst()) {
            dimension(Point(x, a), Point(x, b), offset: offset, unit: unit)
        }
    }

    /// Text never stands on its head: angles turn into −90…90 degrees.
    private func uprightAngle(_ along: Point) -> Double {
        if abs(along.x) < 1e-9 { return 90 }
        if abs(along.y) < 1e-9 { return 0 }
        return atanDegrees(along.y / along.x)
    }
}
