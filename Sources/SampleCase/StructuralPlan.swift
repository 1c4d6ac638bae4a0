/// 结施-04 墙柱平面及边缘构件 1:100: walls and columns from −0.050 to 13.150, with tables.
extension Plot {
    func drawWallsAndColumns() {
        let plan = Plan(canvas, origin: Point(94, 126), scale: 100)
        plan.draw(Grid.tower)
        let door = revised ? (at: 14.6, width: 1.0) : (at: 13.85, width: 1.2)
        var walls = TowerWalls.core(lobby: revised ? 3.2 : 2.875).filter(\.concrete).map { wall in
            Wall(wall.from.x, wall.from.y, wall.to.x, wall.to.y, wall.thickness, concrete: true)
        }
        walls += TowerWalls.shear(doorAt: door.at, doorWidth: door.width).map { wall in
            var copy = wall
            copy.openings = wall.openings.map { ($0.at, $0.width, Opening.gap, nil) }
            return copy
        }
        walls += Self.endWalls
        plan.draw(walls, cut: Pen(0.5), concrete: Ink(0.78, 0.78, 0.78))
        drawFrameColumns(plan)
        drawBoundaryElements(plan, door: door)
        drawShearOpening(plan, door: door)
        if revised { drawNewOpening(plan) }
        caption("墙柱平面布置图", scale: "1:100", at: Point(388, 58), height: 8)
        canvas.text("(-0.050~13.150)", at: Point(388, 45), 4, .center)
        drawStructuralTables()
    }

    /// Concrete walls around the end stairs.
    static let endWalls: [Wall] = [
        Wall(0, 10.8, 0, 19, 0.3, concrete: true), Wall(3, 10.8, 3, 19, 0.2, concrete: true), Wall(0, 19, 3, 19, 0.2, concrete: true),
        Wall(58.8, 10.8, 58.8, 19, 0.3, concrete: true), Wall(55.8, 10.8, 55.8, 19, 0.2, concrete: true),
        Wall(55.8, 19, 58.8, 19, 0.2, concrete: true),
    ]

    private func drawFrameColumns(_ plan: Plan) {
        for (column, x) in Grid.tower.xs.enumerated() {
            for (row, y) in Grid.tower.ys.enumerated() {
                let seven = column == 2 && row == 1
                let size = seven ? 0.75 : 0.8
                plan.fill(Rect(x.at - size / 2, y.at - size / 2, size, size), Ink(0.3, 0.3, 0.3), Pen(0.4))
                let name = seven ? "KZ-7" : Self.columnName(column, row)
                // Beside the boundary elements on axis C the room above the column is taken.
                let below = row == 2 && (column == 3 || column == 4)
                plan.text(name, x.at + 0.55, y.at + (below ? -0.75 : 0.75), 2.6, .left, ink: seven ? .red : .black)
            }
        }
        let ratio = revised ? "KZ-7 750×900 轴压比 0.87" : "KZ-7 750×750 轴压比 0.92"
        plan.leader(ratio, from: Point(17.0, 8.2), to: Point(18.6, 6.2), 3)
        plan.dimension(Point(16.425, 8.4), Point(17.175, 8.4), offset: -9, height: 2.2)
        mark("S2", plan.rect(Rect(16.0, 5.9, 6.4, 3.6)))
    }

    private static func columnName(_ column: Int, _ row: Int) -> String {
        let corner = (column == 0 || column == 7) && (row == 0 || row == 3)
        if corner { return "KZ-1" }
        if row == 0 { return "KZ-2" }
        if row == 3 { return column == 3 || column == 4 ? "KZ-6" : "KZ-3" }
        if column == 0 || column == 7 { return "KZ-4" }
        return column == 3 || column == 4 ? "KZ-6" : "KZ-5"
    }

    /// Confined boundary elements (约束边缘构件) at the ends of the walls on axes 4 and 5.
    private func drawBoundaryElements(_ plan: Plan, door: (at: Double, width: Double)) {
        let names: [(String, Double, Double, Double)] = [
            ("YBZ1", 25.2, 13.6, 0.8), ("YBZ2", 25.2, 22.8, 0.8), ("YBZ3", 33.6, 13.6, 0.8), ("YBZ4", 33.6, 22.8, 0.8),
        ]
        for (name, x, y, length) in names {
            let area = Rect(x - 0.15, y, 0.3, length)
            plan.fill(area, Ink(0.5, 0.5, 0.5), Pen(0.35))
            plan.hatch(area, angle: 45, spacing: 1, Pen(0.1))
            let right = x > 30
            plan.dimension(Point(x, y), Point(x, y + length), offset: right ? -8 : 8, words: "lc=\(Int(length * 1000))", height: 2.2)
            plan.text(name, x + (right ? 1.6 : -1.6), y + length / 2, 2.8)
        }
        for (x, y, name) in [
            (0.0, 10.8, "GBZ1"), (0, 19, "GBZ2"), (58.8, 10.8, "GBZ3"), (58.8, 19, "GBZ4"), (28.1, 18.3, "GBZ5"), (27.9, 10.8, "GBZ6"),
        ] {
            plan.fill(Rect(x - 0.2, y - 0.2, 0.4, 0.4), Ink(0.5, 0.5, 0.5), Pen(0.3))
            plan.text(name, x + (x > 50 ? -1.4 : 1.2), y - 0.6, 2.4)
        }
        for (name, x, y) in [("Q1(300)", 24.5, 18.5), ("Q2(300)", 34.4, 19.5), ("Q3(200)", 27.3, 12.2), ("Q3(200)", 2.3, 16), ("Q3(200)", 56.4, 16)] {
            plan.text(name, x, y, 2.6, angle: 90)
        }
    }

    private func drawShearOpening(_ plan: Plan, door: (at: Double, width: Double)) {
        let opening = Rect(33.45, door.at, 0.3, door.width)
        plan.fill(opening, .white, Pen(0.35))
        plan.line(opening.x, opening.y, opening.maxX, opening.maxY, Pen(0.18))
        plan.line(opening.x, opening.maxY, opening.maxX, opening.y, Pen(0.18))
        plan.dimension(Point(33.45, door.at), Point(33.45, door.at + door.width), offset: 7, height: 2.4)
        let words = revised ? "M-0312 洞口 1000×2200,距YBZ3边 200" : "M-0312 洞口 1200×2200(进入YBZ3 550)"
        plan.leader(words, from: Point(33.6, door.at + door.width * 0.6), to: Point(37, 17.2), 3)
        mark("S3", plan.rect(Rect(32.0, 13.2, 4.8, 2.8)))
    }

    private func drawNewOpening(_ plan: Plan) {
        plan.line(42, 13.2, 42, 24, Pen(0.25, .gray, dash: [3, 1.2]))
        let opening = Rect(41.9, 20.6, 0.2, 1.0)
        plan.outline(opening, Pen(0.35))
        plan.leader("M-0313 洞口 1000×2200(砌体隔墙,设过梁GL-1)", from: Point(42, 21.1), to: Point(43.5, 20), 3)
        canvas.cloud(plan.rect(Rect(41, 19.6, 10.6, 2.6)))
    }
}
