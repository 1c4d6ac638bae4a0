extension Plot {
    /// Corner coordinates of the sample's own system; no surveyed place of the world has them.
    func drawCoordinates(_ plan: Plan, _ site: SiteModel) {
        for (index, corner) in site.redLine.enumerated() {
            let left = corner.x < 140
            let low = corner.y < 100
            coordinate(plan, corner, to: Point(corner.x + (left ? -12 : 8), corner.y + (low ? -6 : 5) + (index == 3 ? 6 : 0)), ink: .red)
        }
        let tower = site.towerFace
        coordinate(plan, Point(tower.x, tower.y), to: Point(tower.x - 9, tower.y - 5))
        coordinate(plan, Point(tower.maxX, tower.maxY), to: Point(tower.maxX + 4, tower.maxY + 6))
        coordinate(plan, Point(site.store.x, site.store.maxY), to: Point(site.store.x - 8, site.store.maxY + 3))
        coordinate(plan, Point(site.store.maxX, site.store.y), to: Point(site.store.maxX + 5, site.store.y - 4))
        for x in stride(from: 0.0, through: 250, by: 50) {
            for y in stride(from: 50.0, through: 150, by: 50) {
                let p = plan.at(x + 15, y)
                canvas.line(Point(p.x - 3, p.y), Point(p.x + 3, p.y), Pen(0.1, .gray))
                canvas.line(Point(p.x, p.y - 3), Point(p.x, p.y + 3), Pen(0.1, .gray))
            }
        }
    }

    private func coordinate(_ plan: Plan, _ point: Point, to: Point, ink: Ink = .black) {
        let tip = plan.at(point)
        let knee = plan.at(to)
        let north = "X=\(Unit.metres.words(12000 + point.y))"
        let east = "Y=\(Unit.metres.words(48000 + point.x))"
        let width = max(canvas.width(of: north, 2.4), canvas.width(of: east, 2.4)) + 1
        let right = knee.x >= tip.x
        canvas.polyline([tip, knee, Point(knee.x + (right ? width : -width), knee.y)], Pen(0.13, ink))
        let x = right ? knee.x + 0.5 : knee.x - width + 0.5
        canvas.text(north, at: Point(x, knee.y + 0.8), 2.4, ink: ink)
        canvas.text(east, at: Point(x, knee.y - 3.2), 2.4, ink: ink)
    }

    func drawEntrances(_ plan: Plan) {
        for (point, angle, name) in [(Point(132, -1.5), 90.0, "主入口"), (Point(186.5, 207), 270, "次出入口")] {
            let tip = plan.at(point)
            let way = canvas.direction(angle)
            canvas.polygon([tip, tip - way * 6 + way.left * 2.5, tip - way * 6 - way.left * 2.5], fill: .black)
            canvas.text(name, at: tip - way * 12, 3.5, .center, middle: true, bold: true)
        }
    }

    /// Wind rose (风玫瑰) of invented frequencies.
    func drawWindRose(_ center: Point) {
        let shares: [Double] = [6, 5, 7, 9, 11, 12, 10, 6, 5, 4, 5, 4, 5, 6, 8, 7]
        let points = shares.enumerated().map { index, share in center + canvas.direction(90 - Double(index) * 22.5) * (share * 1.3) }
        for ring in [5.0, 10] { canvas.circle(center, ring * 1.3, Pen(0.1, .gray)) }
        canvas.polyline(points, Pen(0.4), closed: true)
        for index in 0..<4 { canvas.line(center, center + canvas.direction(Double(index) * 90) * 17, Pen(0.1)) }
        canvas.text("风玫瑰(样例)", at: Point(center.x, center.y - 23), 2.8, .center)
    }
}
