/// A drawing at scale on a sheet: model metres in, paper millimetres out.
struct Plan {
    let canvas: Canvas
    /// Place of the model's origin on the paper, in millimetres.
    let origin: Point
    /// Millimetres of paper for a metre: 10 at 1:100, 2 at 1:500.
    let k: Double
    /// Factor on all lettering: large sheets are read from farther away.
    let lettering: Double
    /// What dimensions and leaders stand on, so that no axis runs through their letters; nil where the ground has many colours.
    let ground: Ink?

    init(_ canvas: Canvas, origin: Point, scale: Double, lettering: Double = 1, ground: Ink? = .white) {
        self.canvas = canvas
        self.origin = origin
        self.k = 1000 / scale
        self.lettering = lettering
        self.ground = ground
    }

    func at(_ x: Double, _ y: Double) -> Point { Point(origin.x + x * k, origin.y + y * k) }
    func at(_ p: Point) -> Point { at(p.x, p.y) }
    func rect(_ r: Rect) -> Rect { Rect(origin.x + r.x * k, origin.y + r.y * k, r.width * k, r.height * k) }

    func line(_ a: Point, _ b: Point, _ pen: Pen = .thin) { canvas.line(at(a), at(b), pen) }
    func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ pen: Pen = .thin) { canvas.line(at(x1, y1), at(x2, y2), pen) }
    func polyline(_ points: [Point], _ pen: Pen = .thin, closed: Bool = false) { canvas.polyline(points.map { at($0) }, pen, closed: closed) }
    func outline(_ r: Rect, _ pen: Pen = .thin) { canvas.rect(rect(r), pen) }
    func fill(_ r: Rect, _ ink: Ink, _ pen: Pen? = nil) { canvas.box(rect(r), fill: ink, pen) }
    func fill(_ points: [Point], _ ink: Ink, _ pen: Pen? = nil) { canvas.polygon(points.map { at($0) }, fill: ink, pen) }
    func circle(_ c: Point, _ radius: Double, _ pen: Pen = .thin, fill: Ink? = nil) { canvas.circle(at(c), radius * k, pen, fill: fill) }
    func hatch(_ r: Rect, angle: Double = 45, spacing: Double = 2, _ pen: Pen = .hair) {
        canvas.hatch(rect(r).corners, angle: angle, spacing: spacing, pen)
    }

    /// Text at a model point; heights of lettering are paper millimetres.
    func text(
        _ string: String, _ x: Double, _ y: Double, _ height: Double = 3, _ align: Align = .center, bold: Bool = false, angle: Double = 0,
        ink: Ink = .black
    ) {
        canvas.text(string, at: at(x, y), height * lettering, align, middle: true, bold: bold, angle: angle, ink: ink)
    }

    /// Several lines around a model point, on white so that hatching does not run through them.
    func label(_ lines: [String], _ x: Double, _ y: Double, _ height: Double = 3, bold: Bool = false, ink: Ink = .black, clear: Bool = false) {
        let height = height * lettering
        let pitch = height * 1.5
        let middle = at(x, y)
        if clear {
            let width = lines.map { canvas.width(of: $0, height, bold: bold) }.max() ?? 0
            let total = pitch * Double(lines.count)
            canvas.box(Rect(middle.x - width / 2 - 1, middle.y - total / 2, width + 2, total), fill: .white)
        }
        for (index, line) in lines.enumerated() {
            let offset = (Double(lines.count - 1) / 2 - Double(index)) * pitch
            canvas.text(line, at: Point(middle.x, middle.y + offset), height, .center, middle: true, bold: bold && index == 0, ink: ink)
        }
    }

    /// A text with a leader line from a model point (引出线).
    func leader(_ string: String, from: Point, to: Point, _ height: Double = 3, ink: Ink = .black) {
        let height = height * lettering
        let tip = at(from)
        let knee = at(to)
        let width = canvas.width(of: string, height)
        let right = knee.x >= tip.x
        let end = Point(knee.x + (right ? width + 2 : -width - 2), knee.y)
        let pen = Pen(0.15, ink)
        canvas.polyline([tip, knee, end], pen)
        canvas.circle(tip, 0.5, pen, fill: ink)
        let start = Point(min(knee.x, end.x) + 1, knee.y + 0.9)
        if let ground { canvas.box(Rect(start.x - 0.4, start.y - 0.5, width + 0.8, height + 0.6), fill: ground) }
        canvas.text(string, at: start, height, ink: ink)
    }

    /// A level mark (标高) whose tip touches a model point; shown in metres.
    func level(_ value: String, _ x: Double, _ y: Double, _ height: Double = 3, right: Bool = true) {
        let height = height * lettering
        let tip = at(x, y)
        let way = right ? 1.0 : -1.0
        let top = tip.y + 3
        canvas.polyline([Point(tip.x - 3, top), tip, Point(tip.x + 3, top)], .thin)
        let width = canvas.width(of: value, height)
        canvas.line(Point(tip.x - 3 * way, top), Point(tip.x + way * (width + 5), top), .thin)
        canvas.text(value, at: Point(right ? tip.x + 4 : tip.x - 4 - width, top + 0.8), height)
    }
}
