/// 建施-06 三层平面: corridor plan with the core, the hall and its door M-0312.
extension Plot {
    func drawFloorPlan() {
        let plan = Plan(canvas, origin: Point(94, 126), scale: 100)
        let lobby = revised ? 3.2 : 2.875
        let door = Door(at: revised ? 14.6 : 13.85, width: revised ? 1.0 : 1.2)
        plan.draw(Grid.tower)
        plan.chainX(windowJambs, y: -0.6, offset: -6)
        drawFloorFurniture(plan)
        var walls = TowerWalls.outer + TowerWalls.south + TowerWalls.north + TowerWalls.endStairs + TowerWalls.core(lobby: lobby)
        walls += TowerWalls.shear(doorAt: door.at, doorWidth: door.width)
        let partition = Wall(42, 13.2, 42, 24)
        walls.append(revised ? partition.with(7.4, 1.0, .pair(left: false)) : partition)
        plan.draw(walls)
        TowerWalls.columns(plan)
        drawCore(plan, lobby: lobby)
        drawRoomNames(plan)
        drawHallDoors(plan, door)
        plan.level("9.000", 36, 9.3)
        caption("三层平面图", scale: "1:100", at: Point(388, 58), height: 8)
        canvas.text("本层建筑面积 1444.5 m²", at: Point(388, 45), 4, .center)
        drawFloorTables()
    }

    /// The ends of the south windows, between the outer axes.
    private var windowJambs: [Double] {
        var all = [0.0]
        for bay in 0..<7 {
            for jamb in [0.85, 3.7, 4.7, 7.55] { all.append(Double(bay) * 8.4 + jamb) }
        }
        return all + [58.8]
    }

    /// A door in a wall along y: its lower jamb and its structural width.
    struct Door {
        let at: Double
        let width: Double
    }

    private func drawCore(_ plan: Plan, lobby: Double) {
        for (index, name) in ["KT-1", "KT-2", "KT-3"].enumerated() {
            plan.lift(Rect(25.35, 10.9 + Double(index) * 2.5, 2.45, 2.4), name)
        }
        plan.lift(Rect(31.6, 18.4, 1.85, lobby), "XFT-1")
        plan.stair(Rect(25.35, 18.4, 2.65, 5.6))
        plan.stair(Rect(0, 13.5, 2.9, 5.4))
        plan.stair(Rect(55.9, 13.5, 2.9, 5.4))
        let top = 18.4 + lobby + 0.2
        for (x, width, name) in [(28.2, 1.8, "加压"), (30.2, 1.6, "排烟"), (32.0, 1.45, "新风")] {
            let shaft = Rect(x, top, width, 24 - top)
            plan.line(shaft.x, shaft.y, shaft.maxX, shaft.maxY, Pen(0.13))
            plan.line(shaft.x, shaft.maxY, shaft.maxX, shaft.y, Pen(0.13))
            plan.label([name, "风井"], shaft.center.x, shaft.center.y, 2.2, clear: true)
        }
        let net = Rect(28.2, 18.4, 3.2, lobby)
        plan.label(["合用前室", revised ? "10.2 m²" : "9.2 m²"], 30.1, 20.1, 2.6)
        plan.dimension(Point(net.x, net.maxY - 0.5), Point(net.maxX, net.maxY - 0.5), offset: -1.2, height: 2.2, extensions: false)
        mark("F2", plan.rect(net))
        plan.label(["电梯厅", "(会议前厅) 42.1 m²"], 30.8, 17.1, 2.8)
    }

    private func drawRoomNames(_ plan: Plan) {
        let rooms: [(String, String, Double, Double)] = [
            ("研发办公室", "67.2 m²", 4.2, 6.5), ("研发办公室", "67.2 m²", 12.6, 6.5), ("小试实验室", "136.1 m²", 25.2, 6.9), ("分析测试室", "67.2 m²", 37.8, 6.5),
            ("研发办公室", "67.2 m²", 46.2, 6.5), ("样品室", "67.2 m²", 54.6, 6.5), ("材料表征实验室", "189.8 m²", 9.9, 21.4), ("仪器室", "63.8 m²", 21, 22.4),
            ("休息展示厅", "108.9 m²", 46.2, 17.5), ("研讨室", "86.0 m²", 53.1, 21.8),
        ]
        for (name, area, x, y) in rooms { plan.label([name, area], x, y, 3.2, bold: true, clear: true) }
        for (name, x, y) in [
            ("男卫", 18.4, 12.4), ("女卫", 21.6, 12.4), ("强弱电间", 24.2, 14.4), ("音控室", 35.5, 12.4), ("储藏", 39.8, 12.4), ("走道", 12, 9.6), ("走道", 46, 9.6),
        ] {
            plan.label([name], x, y, 2.8)
        }
        plan.label(["前室 6.7 m²"], 1.5, 12.5, 2.2)
        plan.label(["前室 6.7 m²"], 57.3, 12.5, 2.2)
        for (name, x, y) in [("LT-3", 1.5, 18.5), ("LT-2", 57.3, 18.5), ("LT-1", 26.7, 23.6)] { plan.label([name], x, y, 2.5, clear: true) }
    }

    private func drawHallDoors(_ plan: Plan, _ door: Door) {
        plan.label(["会议厅(130座)", "86.7 m²", "疏散人数 130 人"], 37.9, 18.6, 3.2, bold: true, clear: true)
        plan.dimension(Point(33.75, door.at), Point(33.75, door.at + door.width), offset: -4, height: 2.2)
        plan.text("M-0312", 32.0, door.at + door.width / 2, 2.6, angle: 90)
        plan.text("FM甲 洞口 \(revised ? "1000" : "1200")×2100", 32.45, door.at + door.width / 2, 2.0, angle: 90)
        mark("F3", plan.rect(Rect(31.7, door.at - 0.6, 3.2, door.width + 1.2)))
        guard revised else { return }
        plan.dimension(Point(42.1, 20.6), Point(42.1, 21.6), offset: -9, height: 2.2)
        plan.text("M-0313", 43.4, 21.1, 2.6, angle: 90)
        plan.text("FM甲 洞口 1000×2100", 43.8, 21.1, 2.0, angle: 90)
        canvas.cloud(plan.rect(Rect(41.4, 20.0, 2.7, 2.2)))
    }
}
