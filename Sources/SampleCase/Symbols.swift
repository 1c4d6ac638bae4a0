extension Plan {
    /// North arrow (指北针): a circle of 24 mm with a needle whose tail is 3 mm wide, as GB/T 50001 draws it.
    func north(_ center: Point, angle: Double = 0) {
        let up = canvas.direction(90 + angle)
        let side = up.left
        canvas.circle(center, 12, Pen(0.25), fill: .white)
        let tip = center + up * 12
        let tail = center - up * 12
        canvas.polygon([tip, tail + side * 1.5, tail - side * 1.5], fill: .black)
        canvas.text("北", at: center + up * 16, 4, .center, middle: true, bold: true)
    }

    /// A scale bar of five equal parts, with its metres.
    func scaleBar(_ corner: Point, step: Double) {
        let width = step * k
        for index in 0..<5 {
            let r = Rect(corner.x + Double(index) * width, corner.y, width, 2.2)
            if index % 2 == 0 { canvas.box(r, fill: .black, Pen(0.2)) } else { canvas.box(r, fill: .white, Pen(0.2)) }
        }
        for index in 0...5 {
            let metres = Double(index) * step
            let words = metres == metres.rounded() ? String(Int(metres)) : String(metres)
            canvas.text(words + (index == 5 ? " m" : ""), at: Point(corner.x + Double(index) * width, corner.y + 3.2), 2.5, .center)
        }
    }

    /// A section mark (剖切符号) with its number at a model point, looking along a direction in degrees.
    func sectionMark(_ name: String, _ point: Point, looking: Double) {
        let place = at(point)
        let look = canvas.direction(looking)
        canvas.line(place - look.left * 8, place, .bold)
        canvas.line(place, place + look * 5, .bold)
        canvas.text(name, at: place + look * 9, 5, .center, middle: true, bold: true)
    }

    /// A stair run in plan between two flights, with its arrow and treads.
    func stair(_ r: Rect, treads: Int = 12, alongY: Bool = true, label: String = "上 下") {
        let landing = 1.35
        let well = 0.15
        if alongY {
            let low = r.y + landing
            let run = r.height - 2 * landing
            for index in 0...treads {
                let y = low + run * Double(index) / Double(treads)
                line(r.x, y, r.maxX, y, Pen(0.13))
            }
            fill(Rect(r.center.x - well / 2, low, well, run), .white, Pen(0.18))
            let arrow = at(r.x + r.width * 0.25, low - 0.4)
            canvas.polyline([arrow, Point(arrow.x, at(0, low + run * 0.8).y)], Pen(0.18))
            let head = Point(arrow.x, at(0, low + run * 0.8).y)
            canvas.polygon([head + Point(0, 3), head + Point(-0.8, 0), head + Point(0.8, 0)], fill: .black)
            canvas.text("上", at: Point(arrow.x, arrow.y - 2), 2.5, .center, middle: true)
            canvas.text("下", at: Point(at(r.x + r.width * 0.75, 0).x, arrow.y - 2), 2.5, .center, middle: true)
        } else {
            let low = r.x + landing
            let run = r.width - 2 * landing
            for index in 0...treads {
                let x = low + run * Double(index) / Double(treads)
                line(x, r.y, x, r.maxY, Pen(0.13))
            }
            fill(Rect(low, r.center.y - well / 2, run, well), .white, Pen(0.18))
            canvas.text("上", at: at(low - 0.5, r.y + r.height * 0.25), 2.5, .center, middle: true)
            canvas.text("下", at: at(low - 0.5, r.y + r.height * 0.75), 2.5, .center, middle: true)
        }
    }

    /// A lift shaft: a crossed car.
    func lift(_ r: Rect, _ name: String) {
        let car = r.inset(0.25)
        outline(car, Pen(0.25))
        line(Point(car.x, car.y), Point(car.maxX, car.maxY), Pen(0.13))
        line(Point(car.x, car.maxY), Point(car.maxX, car.y), Pen(0.13))
        label([name], r.center.x, r.center.y, 2.2, clear: true)
    }
}
