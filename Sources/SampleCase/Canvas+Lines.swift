import CPangoCairo

extension Canvas {
    func line(_ a: Point, _ b: Point, _ pen: Pen = .thin) {
        polyline([a, b], pen)
    }

    func polyline(_ points: [Point], _ pen: Pen = .thin, closed: Bool = false) {
        trace(points, closed: closed)
        stroke(pen)
    }

    func polygon(_ points: [Point], fill: Ink, _ pen: Pen? = nil) {
        trace(points, closed: true)
        paint(fill, pen)
    }

    func rect(_ r: Rect, _ pen: Pen = .thin) {
        polyline(r.corners, pen, closed: true)
    }

    func box(_ r: Rect, fill: Ink, _ pen: Pen? = nil) {
        polygon(r.corners, fill: fill, pen)
    }

    func circle(_ center: Point, _ radius: Double, _ pen: Pen = .thin, fill: Ink? = nil) {
        cairo_new_path(cr)
        cairo_arc(cr, center.x, center.y, radius, 0, 2 * .pi)
        cairo_close_path(cr)
        if let fill { paint(fill, pen) } else { stroke(pen) }
    }

    /// An arc counter-clockwise between two angles in degrees.
    func arc(_ center: Point, _ radius: Double, from: Double, to: Double, _ pen: Pen = .thin) {
        cairo_new_path(cr)
        cairo_arc(cr, center.x, center.y, radius, from * .pi / 180, to * .pi / 180)
        stroke(pen)
    }

    /// Parallel lines at an angle inside a polygon: how cut masonry, reserved land and fields for fire engines are shown.
    func hatch(_ points: [Point], angle: Double, spacing: Double, _ pen: Pen = .hair) {
        cairo_save(cr)
        trace(points, closed: true)
        cairo_clip(cr)
        let xs = points.map(\.x)
        let ys = points.map(\.y)
        if let left = xs.min(), let right = xs.max(), let low = ys.min(), let high = ys.max() {
            let center = Point((left + right) / 2, (low + high) / 2)
            let reach = Point(right - left, high - low).length / 2 + spacing
            let along = direction(angle)
            let steps = Int(reach / spacing)
            for step in -steps...steps {
                let foot = center + along.left * (Double(step) * spacing)
                line(foot - along * reach, foot + along * reach, pen)
            }
        }
        cairo_restore(cr)
    }

    /// A revision cloud (修改云线) around a rectangle.
    func cloud(_ r: Rect, bump: Double = 5, _ pen: Pen = Pen(0.35, .red)) {
        cairo_new_path(cr)
        let corners = r.corners
        for (index, from) in corners.enumerated() {
            let to = corners[(index + 1) % 4]
            let count = max(2, Int(((to - from).length / bump).rounded()))
            let step = (to - from) * (1 / Double(count))
            for k in 0..<count {
                let a = from + step * Double(k)
                let b = a + step
                let bulge = step.left * -0.45
                cairo_move_to(cr, a.x, a.y)
                cairo_curve_to(cr, a.x + bulge.x, a.y + bulge.y, b.x + bulge.x, b.y + bulge.y, b.x, b.y)
            }
        }
        stroke(pen)
    }

    /// Draws inside a clip of this rectangle.
    func clipped(to r: Rect, _ draw: () -> Void) {
        cairo_save(cr)
        cairo_rectangle(cr, r.x, r.y, r.width, r.height)
        cairo_clip(cr)
        draw()
        cairo_restore(cr)
    }

    func direction(_ degrees: Double) -> Point {
        var sine = 0.0
        var cosine = 0.0
        sincosDegrees(degrees, &sine, &cosine)
        return Point(cosine, sine)
    }

    private func trace(_ points: [Point], closed: Bool) {
        cairo_new_path(cr)
        for (index, point) in points.enumerated() {
            if index == 0 { cairo_move_to(cr, point.x, point.y) } else { cairo_line_to(cr, point.x, point.y) }
        }
        if closed { cairo_close_path(cr) }
    }

    private func stroke(_ pen: Pen) {
        cairo_set_source_rgb(cr, pen.ink.red, pen.ink.green, pen.ink.blue)
        cairo_set_line_width(cr, pen.width)
        cairo_set_dash(cr, pen.dash, Int32(pen.dash.count), 0)
        cairo_stroke(cr)
    }

    private func paint(_ fill: Ink, _ pen: Pen?) {
        cairo_set_source_rgb(cr, fill.red, fill.green, fill.blue)
        if let pen {
            cairo_fill_preserve(cr)
            stroke(pen)
        } else {
            cairo_fill(cr)
        }
    }
}
