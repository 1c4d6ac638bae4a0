/// What both site plans share: city roads, red line, roads, green, buildings.
struct SiteBase {
    let plan: Plan
    let site: SiteModel
    /// Whether city roads and their names are drawn wide around the plot.
    let surroundings: Bool

    private var canvas: Canvas { plan.canvas }

    func draw() {
        drawCityRoads()
        plan.fill(site.redLine, .lawn)
        drawRoads()
        drawReserve()
        drawStalls()
        drawTrees()
        plan.polyline(site.redLine, Pen(0.9, .red, dash: [14, 2, 2, 2, 2, 2]), closed: true)
        drawBuildings()
    }

    private func drawCityRoads() {
        let far = surroundings ? 26.0 : 10
        let width = surroundings ? 40.0 : 16
        plan.fill(Rect(-far - 14, -width - 6, SiteModel.width + far + 40, width), .road)
        plan.fill(Rect(-far - 14, 206, SiteModel.width + far + 40, 16), .road)
        plan.fill(Rect(-far - 4, -width - 6, far - 2, 212 + width + 16), .road)
        let center = Pen(0.25, .gray, dash: [8, 3])
        plan.line(-far - 14, -6 - width / 2, SiteModel.width + 26, -6 - width / 2, center)
        plan.line(-far - 14, 214, SiteModel.width + 26, 214, center)
        plan.line(-far / 2 - 5, -width - 6, -far / 2 - 5, 222, center)
        plan.text("港城大道(规划红线宽 40 m)", 200, -6 - width / 2 - 4, 5, .center)
        plan.text("规划支路(红线宽 16 m)", 90, 210, 4, .center)
        plan.text("研创路(红线宽 24 m)", -far / 2 - 9, 95, 4.5, .center, angle: 90)
        for (x, y, w, h) in [(126.0, -6.0, 12.0, 6.0), (183, 200, 7, 6)] { plan.fill(Rect(x, y, w, h), .road) }
    }

    private func drawRoads() {
        let edge = Pen(0.7)
        for road in site.roads { plan.outline(road, edge) }
        for road in site.roads { plan.fill(road.inset(-0.02), .road) }
        let center = Pen(0.13, .gray, dash: [6, 1.5, 1, 1.5])
        for (a, b) in [
            (Point(80, 73.5), Point(190, 73.5)), (Point(80, 138.5), Point(190, 138.5)), (Point(83.5, 70), Point(83.5, 142)),
            (Point(186.5, 70), Point(186.5, 200)), (Point(132, 0), Point(132, 70)), (Point(105, 161), Point(183, 161)),
        ] {
            plan.line(a, b, center)
        }
        // Kerbs are rounded at the corners of the ring road; a fire engine needs 9 m.
        for (x, y, from) in [(87.0, 77.0, 180.0), (183, 77, 270), (183, 135, 0), (87, 135, 90)] {
            let turn = canvas.direction(from + 45)
            let c = Point(x + (turn.x < 0 ? 6 : -6), y + (turn.y < 0 ? 6 : -6))
            plan.fill(Rect(from: Point(x, y), to: c), .road)
            plan.circle(c, 6, Pen(0.01, .lawn), fill: .lawn)
            canvas.arc(plan.at(c), 6 * plan.k, from: from, to: from + 90, Pen(0.35))
        }
    }

    private func drawReserve() {
        plan.fill(site.reserve, Ink(0.97, 0.97, 0.93))
        plan.hatch(site.reserve, angle: 45, spacing: 8, Pen(0.1, .gray))
        plan.outline(site.reserve, Pen(0.4, .brown, dash: [6, 2]))
        plan.label(["二期预留用地", "10230 m²"], site.reserve.center.x, site.reserve.center.y + 20, 5, bold: true, clear: true)
    }

    private func drawStalls() {
        for y in site.stallRows {
            for index in 0..<site.stallsInRow {
                let stall = Rect(15 + Double(index) * 2.5, y, 2.5, 5.3)
                plan.fill(stall, .white, Pen(0.18))
            }
        }
    }

    private func drawTrees() {
        var spots: [Point] = []
        for step in 0..<23 { spots.append(Point(8 + Double(step) * 5, 5)) }
        for step in 0..<12 { spots.append(Point(142 + Double(step) * 5, 5)) }
        for step in 0..<34 { spots.append(Point(5, 12 + Double(step) * 5.4)) }
        for step in 0..<18 { spots.append(Point(92 + Double(step) * 5, 147)) }
        for step in 0..<9 { spots.append(Point(197, 78 + Double(step) * 12)) }
        for step in 0..<14 { spots += [Point(122, 6 + Double(step) * 4.6), Point(142, 6 + Double(step) * 4.6)] }
        for step in 0..<12 { spots.append(Point(20 + Double(step) * 7, 195)) }
        // None grows through the gatehouse.
        for spot in spots where !(139...150).contains(spot.x) || !(5.5...13.5).contains(spot.y) {
            plan.circle(spot, 1.7, Pen(0.1, .green))
            plan.circle(spot, 0.25, Pen(0.1, .green), fill: .green)
        }
    }

    private func drawBuildings() {
        plan.outline(site.basement, Pen(0.5, .black, dash: [4, 1.6]))
        plan.fill(site.towerFace, .white, Pen(1.2))
        plan.fill(site.store, .white, Pen(1.2))
        plan.fill(Rect(140.5, 8, 8, 4), .white, Pen(0.8))
        plan.label(["门卫 1F"], 144.5, 10, 2.6)
        plan.outline(Rect(125, 88.3, 8.8, 2.8), Pen(0.3))
        canvas.polygon([plan.at(129.4, 88.2), plan.at(128.2, 86), plan.at(130.6, 86)], fill: .black)
    }
}
