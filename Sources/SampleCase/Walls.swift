/// What fills an opening in a wall.
enum Opening: Sendable {
    /// One leaf; hinge at the start or the end of the opening, opening to the left or the right of the wall's direction.
    case leaf(hingeAtEnd: Bool, left: Bool)
    /// Two leaves.
    case pair(left: Bool)
    /// A window.
    case window
    /// Nothing.
    case gap
}

/// A straight wall in model metres with its openings, along its centre line.
struct Wall: Sendable {
    let from: Point
    let to: Point
    var thickness: Double = 0.2
    /// Reinforced concrete is filled dark.
    var concrete = false
    /// Distance from `from` to the opening's near jamb, clear width, kind, label.
    var openings: [(at: Double, width: Double, kind: Opening, label: String?)] = []

    init(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ thickness: Double = 0.2, concrete: Bool = false) {
        from = Point(x1, y1)
        to = Point(x2, y2)
        self.thickness = thickness
        self.concrete = concrete
    }

    /// This wall with one more opening.
    func with(_ at: Double, _ width: Double, _ kind: Opening, _ label: String? = nil) -> Wall {
        var copy = self
        copy.openings.append((at, width, kind, label))
        return copy
    }

    /// The solid pieces between the openings, as corner lists.
    var pieces: [[Point]] {
        let along = (to - from).unit
        let side = along.left * (thickness / 2)
        let total = (to - from).length
        var cuts: [(Double, Double)] = []
        var start = 0.0
        for opening in openings.sorted(by: { $0.at < $1.at }) {
            cuts.append((start, opening.at))
            start = opening.at + opening.width
        }
        cuts.append((start, total))
        return cuts.filter { $0.1 - $0.0 > 0.001 }.map { a, b in
            // A wall reaches half its thickness past its ends, so that corners close.
            let head = from + along * (a == 0 ? -thickness / 2 : a)
            let tail = from + along * (b == total ? total + thickness / 2 : b)
            return [head + side, tail + side, tail - side, head - side]
        }
    }
}

extension Plan {
    /// Draws walls together: first all edges, then all fills, so that joints are clean.
    func draw(_ walls: [Wall], cut: Pen = Pen(0.9), masonry: Ink = .white, concrete: Ink = Ink(0.35, 0.35, 0.35)) {
        for solid in [false, true] {
            let pieces = walls.filter { $0.concrete == solid }.flatMap(\.pieces)
            for piece in pieces { polyline(piece, cut, closed: true) }
            for piece in pieces { fill(piece, solid ? concrete : masonry) }
        }
        for wall in walls {
            for opening in wall.openings {
                draw(opening.kind, in: wall, at: opening.at, width: opening.width, label: opening.label)
            }
        }
    }

    private func draw(_ kind: Opening, in wall: Wall, at distance: Double, width: Double, label: String?) {
        let along = (wall.to - wall.from).unit
        let start = wall.from + along * distance
        let end = start + along * width
        let half = along.left * (wall.thickness / 2)
        switch kind {
        case .gap: break
        case .window:
            for offset in [-1.0, -0.35, 0.35, 1.0] {
                line(start + half * offset, end + half * offset, Pen(0.15))
            }
        case .leaf(let hingeAtEnd, let left):
            let hinge = hingeAtEnd ? end : start
            let closed = hingeAtEnd ? start : end
            leaf(hinge, closed, half * (left ? 1 : -1))
        case .pair(let left):
            let middle = start.towards(end, 0.5)
            leaf(start, middle, half * (left ? 1 : -1))
            leaf(end, middle, half * (left ? 1 : -1))
        }
        guard let label else { return }
        let away =
            switch kind {
            case .leaf(_, let left), .pair(let left): left ? 1.0 : -1.0
            case .window, .gap: 1.0
            }
        let place = at(start.towards(end, 0.5)) + along.left * (away * (isWindow(kind) ? 2.6 : -(wall.thickness / 2 * k + 2.2)))
        let angle = abs(along.x) > abs(along.y) ? 0.0 : 90.0
        canvas.text(label, at: place, 2.2, .center, middle: true, angle: angle)
    }

    private func isWindow(_ kind: Opening) -> Bool {
        switch kind {
        case .window, .gap: true
        case .leaf, .pair: false
        }
    }

    /// A door leaf standing open at right angles, with its quarter circle.
    private func leaf(_ hinge: Point, _ closed: Point, _ face: Point) {
        let radius = (closed - hinge).length
        let foot = hinge + face
        let open = foot + face.unit * radius
        line(foot, open, Pen(0.3))
        let a = angle(open - foot)
        let b = angle(closed - hinge)
        let turn = (b - a + 540).truncatingRemainder(dividingBy: 360) - 180
        canvas.arc(at(foot), radius * k, from: turn > 0 ? a : b, to: turn > 0 ? b : a, Pen(0.13))
    }

    private func angle(_ v: Point) -> Double {
        switch (v.x, v.y) {
        case (let x, let y) where abs(x) >= abs(y): x > 0 ? 0 : 180
        case (_, let y): y > 0 ? 90 : 270
        }
    }
}
