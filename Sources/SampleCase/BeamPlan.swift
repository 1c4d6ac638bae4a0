/// 结施-08 三层梁配筋 1:100 in the plane notation (平法) of Chinese structural drawings.
extension Plot {
    func drawBeams() {
        let plan = Plan(canvas, origin: Point(94, 126), scale: 100)
        plan.draw(Grid.tower)
        drawBeamLines(plan)
        let walls = TowerWalls.shear(doorAt: 14.6, doorWidth: 1.0).map { Wall($0.from.x, $0.from.y, $0.to.x, $0.to.y, 0.3, concrete: true) }
        plan.draw(walls + Self.endWalls, cut: Pen(0.4), concrete: Ink(0.85, 0.85, 0.85))
        TowerWalls.columns(plan, ink: Ink(0.6, 0.6, 0.6))
        drawMainBeamNotes(plan)
        drawSecondaryBeamNotes(plan)
        drawSupportFive(plan)
        caption("三层梁配筋图", scale: "1:100", at: Point(388, 58), height: 8)
        canvas.text("梁顶标高 8.950", at: Point(388, 45), 4, .center)
        drawBeamNotes()
    }

    private func drawBeamLines(_ plan: Plan) {
        let xs = Grid.tower.xs.map(\.at)
        let ys = Grid.tower.ys.map(\.at)
        let dash = Pen(0.3, .black, dash: [3, 1.2])
        for y in ys {
            for (a, b) in zip(xs, xs.dropFirst()) {
                let edge = y == 0 || y == 24
                plan.line(a + 0.4, y - 0.15, b - 0.4, y - 0.15, edge && y == 0 ? .medium : dash)
                plan.line(a + 0.4, y + 0.15, b - 0.4, y + 0.15, edge && y == 24 ? .medium : dash)
            }
        }
        for x in xs {
            for (a, b) in zip(ys, ys.dropFirst()) where !((x == 25.2 || x == 33.6) && a == 13.2) {
                let edge = x == 0 || x == 58.8
                plan.line(x - 0.15, a + 0.4, x - 0.15, b - 0.4, edge && x == 0 ? .medium : dash)
                plan.line(x + 0.15, a + 0.4, x + 0.15, b - 0.4, edge && x > 0 ? .medium : dash)
            }
        }
        let thin = Pen(0.2, .black, dash: [2.4, 1.2])
        for bay in 0..<7 where bay != 3 {
            let x = Double(bay) * 8.4 + 4.2
            for side in [-0.125, 0.125] {
                plan.line(x + side, 0.15, x + side, 8.25, thin)
                plan.line(x + side, 13.35, x + side, 23.85, thin)
            }
        }
        for side in [-0.125, 0.125] {
            plan.line(25.35, 18.3 + side, 33.45, 18.3 + side, thin)
            plan.line(25.35, 10.8 + side, 33.45, 10.8 + side, thin)
        }
        for (x, name) in [(26.6, "楼梯 LT-1"), (31.0, "前室")] { plan.text(name, x, 21.2, 2.6, ink: .gray) }
        plan.text("电梯井", 26.6, 15, 2.6, ink: .gray)
    }

    /// The concentrated note of a beam (集中标注): a leader and four lines.
    private func note(_ plan: Plan, _ lines: [String], at point: Point, to: Point) {
        let tip = plan.at(point)
        let knee = plan.at(to)
        canvas.line(tip, Point(tip.x, knee.y), Pen(0.15))
        for (index, line) in lines.enumerated() {
            canvas.text(line, at: Point(tip.x + 1, knee.y - Double(index) * 3.9 - 3), 2.6)
        }
    }

    private func drawMainBeamNotes(_ plan: Plan) {
        for (index, item) in [("KL3-01(7)", 0.0), ("KL3-03(7)", 8.4), ("KL3-05(7)", 13.2), ("KL3-07(7)", 24.0)].enumerated() {
            let up = item.1 + (index == 3 ? -1.0 : 2.3)
            note(
                plan, ["\(item.0) 300×700", "C8@100/200(2)", "2C25", "G4C12"], at: Point(10.25, item.1 - 0.15),
                to: Point(10.25, up + (index == 3 ? 0.4 : 0)))
            for bay in 0..<7 where bay != 3 || item.1 < 10 {
                let x = Double(bay) * 8.4
                let overloaded = index == 2 && bay == 4
                if !overloaded { plan.text(bay == 0 ? "4C25" : "6C25 4/2", x + 1.3, item.1 + 0.5, 2.3) }
                plan.text(bay == 6 ? "4C25" : "6C25 4/2", x + 7.1, item.1 + 0.5, 2.3)
                plan.text(index == 1 ? "5C25" : "4C25", x + 4.9, item.1 - 0.5, 2.3)
            }
        }
        for (index, x) in [0.0, 8.4, 16.8, 42, 50.4, 58.8].enumerated() {
            let place = plan.at(x + 0.35, 4.6)
            canvas.text(
                "KL3-\(11 + index)(3) 350×800  C10@100/200(4)  4C25", at: Point(place.x + 1.6, place.y), 2.4, .center, middle: true, angle: 90)
            canvas.text("8C25 4/4", at: Point(plan.at(x - 0.45, 0).x, plan.at(0, 7).y), 2.3, .center, middle: true, angle: 90)
            canvas.text("9C25 5/4", at: Point(plan.at(x - 0.45, 0).x, plan.at(0, 18.6).y), 2.3, .center, middle: true, angle: 90)
        }
    }

    private func drawSecondaryBeamNotes(_ plan: Plan) {
        for bay in 0..<7 where bay != 3 {
            let x = Double(bay) * 8.4 + 4.2
            for (y, name) in [(4.2, "L3-\(bay + 1)(1) 250×600 C8@150(2) 2C20;4C22"), (18.6, "L3-\(bay + 11)(1) 250×700 C8@150(2) 2C20;5C25")] {
                let place = plan.at(x, y)
                canvas.text(name, at: Point(place.x - 3, place.y), 2.3, .center, middle: true, angle: 90)
            }
        }
        for (name, x, y) in [("LL-1 300×1000", 29.4, 10.2), ("LL-2 200×800", 29.4, 17.7)] { plan.text(name + " C10@100(2) 3C22;3C22", x, y, 2.2) }
    }

    /// The support of KL3-05 at axis 5, where too much steel lies on top.
    private func drawSupportFive(_ plan: Plan) {
        let fixed = round >= 3
        plan.text(fixed ? "8C25 4/4" : "10C25 5/5", 35.6, 13.7, 2.6, ink: fixed ? .black : .red)
        plan.leader(
            fixed ? "KL3-05 轴5支座 上部 8C25 ρ=2.2%" : "KL3-05 轴5支座 上部 10C25 ρ=2.7%", from: Point(34.4, 13.2), to: Point(36, 11.6), 2.8)
        let place = plan.rect(Rect(33.0, 11.2, 9, 3.2))
        canvas.mark("S5", place)
        if fixed { canvas.cloud(place.inset(-1)) }
    }

    private func drawBeamNotes() {
        canvas.table(
            Table(
                title: "结构层楼面标高", columns: [24, 34, 30, 36], header: ["层号", "标高(m)", "层高(m)", "梁板混凝土"],
                rows: [
                    ["屋面", "57.550", "—", "C30"], ["4~15", "13.150~53.850", "3.70", "C30"], ["3", "8.950", "4.20", "C35"],
                    ["2", "4.750", "4.20", "C35"], ["1", "-0.050", "4.80", "C35"], ["-1", "-5.100", "5.05", "C40"],
                ],
                rowHeight: 7.2, size: 3, centered: [0, 1, 2, 3]), topLeft: Point(40, 575))
        canvas.table(
            Table(
                title: "梁配筋率校核(节选)", columns: [34, 34, 34, 30, 34], header: ["梁号", "支座", "上部纵筋", "配筋率", "限值(不宜)"],
                rows: [
                    ["KL3-03", "轴5", "6C25", "1.6%", "2.5%"], ["KL3-05", "轴4", "8C25", "2.2%", "2.5%"],
                    ["KL3-05", "轴5", round >= 3 ? "8C25" : "10C25", round >= 3 ? "2.2%" : "2.7%", "2.5%"], ["KL3-07", "轴5", "6C25", "1.6%", "2.5%"],
                ],
                rowHeight: 7.2, size: 3, centered: [0, 1, 2, 3, 4]), topLeft: Point(190, 575))
        let notes = """
            说明:
            1. 本图采用平面整体表示方法;混凝土强度等级:三层梁板C35;钢筋:C为HRB400。
            2. 梁顶标高除注明外同板顶标高8.950。
            3. 主次梁相交处,主梁在次梁两侧各附加3道箍筋,直径、肢数同主梁箍筋,间距50。
            4. 未注明吊筋2C16;梁腹板高度不小于450时设构造腰筋。
            5. 框架梁抗震等级\(round >= 2 ? "三" : "四")级;连梁LL抗震等级二级。
            6. 梁上起柱、设备洞口及预埋套管详各专业图纸,不得后凿。
            """
        canvas.paragraph(notes, topLeft: Point(400, 575), width: 250, 3.4)
    }
}
