/// What stands in the rooms of the third floor, in grey.
extension Plot {
    func drawFloorFurniture(_ plan: Plan) {
        drawHallSeats(plan)
        for x in [0.0, 8.4, 42] { drawDesks(plan, x: x) }
        for x in [17.6, 25.9, 34.4, 51.2] { drawBenches(plan, Rect(x, 1.2, 6.8, 4.2)) }
        drawBenches(plan, Rect(4.2, 13.4, 11.6, 6.6))
        drawBenches(plan, Rect(17.8, 17.4, 6.4, 4.0))
        drawToilets(plan)
        for (x, y) in [(45.0, 14.5), (48.0, 20.8), (45.0, 21.2), (48.2, 14.2)] {
            plan.circle(Point(x, y), 0.6, .furniture)
            for (dx, dy) in [(0.95, 0.0), (-0.95, 0), (0, 0.95), (0, -0.95)] { plan.circle(Point(x + dx, y + dy), 0.25, .furniture) }
        }
        plan.outline(Rect(52.2, 13.6, 1.4, 5.4), .furniture)
        for step in 0..<6 {
            for x in [51.8, 54.0] { plan.circle(Point(x, 14.1 + Double(step) * 0.9), 0.24, .furniture) }
        }
    }

    /// Ten rows of thirteen seats and a platform at the north wall.
    private func drawHallSeats(_ plan: Plan) {
        plan.outline(Rect(34.6, 22.2, 6.6, 1.7), .furniture)
        plan.outline(Rect(35.6, 22.5, 4.6, 0.6), .furniture)
        for row in 0..<10 {
            for seat in 0..<13 {
                let aisle = seat > 6 ? 0.9 : 0
                plan.outline(Rect(34.9 + Double(seat) * 0.48 + aisle - 0.25, 13.9 + Double(row) * 0.8, 0.42, 0.42), .furniture)
            }
        }
    }

    private func drawDesks(_ plan: Plan, x: Double) {
        for column in 0..<3 {
            for row in 0..<2 {
                let left = x + 1.0 + Double(column) * 2.4
                let low = 0.9 + Double(row) * 2.5
                plan.outline(Rect(left, low, 1.6, 0.7), .furniture)
                plan.outline(Rect(left, low + 0.7, 1.6, 0.7), .furniture)
                plan.circle(Point(left + 0.8, low - 0.3), 0.24, .furniture)
                plan.circle(Point(left + 0.8, low + 1.7), 0.24, .furniture)
            }
        }
    }

    private func drawBenches(_ plan: Plan, _ area: Rect) {
        let count = max(1, Int(area.width / 2.8))
        let pitch = area.width / Double(count)
        for index in 0..<count {
            let bench = Rect(area.x + Double(index) * pitch + 0.4, area.y, 1.5, area.height)
            plan.outline(bench, .furniture)
            plan.line(bench.center.x, bench.y, bench.center.x, bench.maxY, .furniture)
            plan.outline(Rect(bench.center.x - 0.25, bench.y + 0.2, 0.5, 0.45), .furniture)
        }
    }

    private func drawToilets(_ plan: Plan) {
        for x in [16.9, 20.1] {
            for index in 0..<3 {
                let cell = Rect(x, 13.2 + Double(index) * 0.95, 1.35, 0.95)
                plan.outline(cell, .furniture)
                plan.circle(Point(cell.x + 0.4, cell.center.y), 0.2, .furniture)
            }
            for index in 0..<3 { plan.circle(Point(x + 2.7, 13.6 + Double(index) * 0.8), 0.2, .furniture) }
        }
    }
}
