/// 电施-20 2#防雷接地 1:100: the store of dangerous goods, its free-standing rods and its earth ring.
extension Plot {
    func drawStoreLightning() {
        let plan = Plan(canvas, origin: Point(150, 130), scale: 100)
        plan.draw(Grid(xs: (0...4).map { ("\($0 + 1)", Double($0) * 5) }, ys: [("A", 0), ("B", 6), ("C", 12)]), clear: 40)
        drawStoreWalls(plan)
        drawEarth(plan)
        drawRods(plan)
        caption("2#防雷接地平面图", scale: "1:100", at: Point(250, 24), height: 7)
        drawStoreNotes()
    }

    private func drawStoreWalls(_ plan: Plan) {
        var south = Wall(0, 0, 20, 0, 0.24)
        for x in [1.6, 7.1, 16] { south = south.with(x, 2.4, .pair(left: false), "FM甲2427") }
        var north = Wall(0, 12, 20, 12, 0.24)
        for x in [1.5, 7.4, 10.6, 16.5] { north = north.with(x, 2, .window, "C2009泄压") }
        plan.draw([south, north, Wall(0, 0, 0, 12, 0.24), Wall(20, 0, 20, 12, 0.24), Wall(6.67, 0, 6.67, 12, 0.24), Wall(13.33, 0, 13.33, 12, 0.24)])
        for x in 0...4 {
            for y in [0.0, 12] { plan.fill(Rect(Double(x) * 5 - 0.2, y - 0.2, 0.4, 0.4), Ink(0.35, 0.35, 0.35)) }
        }
        for (index, item) in ["1项 闪点<28℃液体", "2项 爆炸下限<10%气体", "5、6项 遇水、氧化剂类"].enumerated() {
            plan.label(["库房\(index + 1)", item, "78 m²"], 3.33 + Double(index) * 6.67, 7.8, 2.7, bold: true, clear: true)
        }
        plan.text("ESD 人体静电释放装置", 7.5, -2.4, 2.4, ink: .green)
        for x in [1.2, 6.7, 15.6] { plan.circle(Point(x, -1.2), 0.22, Pen(0.4, .green), fill: .green) }
    }

    private func drawEarth(_ plan: Plan) {
        let ring = Pen(0.6, .green, dash: [5, 1.5])
        plan.outline(Rect(-0.7, -3.6, 21.4, 17.4), ring)
        for (x, y) in [(-0.7, -3.6), (10, -3.6), (20.7, -3.6), (-0.7, 13.8), (10, 13.8), (20.7, 13.8), (-0.7, 9.6), (20.7, 9.6)] {
            plan.fill(Rect(x - 0.25, y - 0.25, 0.5, 0.5), .white, Pen(0.4, .green))
            plan.line(x, y - 0.25, x, y + 0.25, Pen(0.4, .green))
        }
        plan.leader("环形接地体 -40×4热镀锌扁钢 埋深0.8 m", from: Point(17, 13.8), to: Point(16, 15.4), 2.6, ink: .green)
        for x in [0.0, 20] {
            for y in [0.0, 12] { plan.line(x, y, x < 10 ? -0.7 : 20.7, y < 6 ? -3.6 : 13.8, Pen(0.3, .green, dash: [2, 1])) }
        }
    }

    /// Free-standing rods: 2.2 m from the wall in the first issue, 3.2 m afterwards.
    private func drawRods(_ plan: Plan) {
        let gap = revised ? 3.2 : 2.2
        let rods = [(Point(-0.12 - gap, 6), "独立接闪杆1# h=15 m"), (Point(20.12 + gap, 6), "独立接闪杆2# h=15 m")]
        for (index, (rod, name)) in rods.enumerated() {
            plan.circle(rod, 0.35, Pen(0.6, .red), fill: .white)
            plan.line(rod.x - 0.35, rod.y, rod.x + 0.35, rod.y, Pen(0.3, .red))
            plan.line(rod.x, rod.y - 0.35, rod.x, rod.y + 0.35, Pen(0.3, .red))
            plan.text(name, rod.x, rod.y + (index == 0 ? 1.0 : 1.0), 2.4, ink: .red)
            let wall = index == 0 ? Point(-0.12, 4.6) : Point(20.12, 4.6)
            let foot = Point(rod.x, 4.6)
            plan.line(rod, foot, Pen(0.13, .red))
            plan.dimension(
                index == 0 ? foot : wall, index == 0 ? wall : foot, words: "\(revised ? "3.2" : "2.2") m", height: 3, ink: .red, extensions: false)
        }
        plan.text("间隔距离", -0.6 - gap / 2, 3.8, 2.6, ink: .red)
        mark("M2", plan.rect(Rect(-0.12 - gap - 1.4, 3.2, gap + 2.2, 4.6)))
    }

    private func drawStoreNotes() {
        let rows = canvas.table(
            Table(
                title: "防雷设计参数", columns: [40, 62], header: ["项目", "取值"],
                rows: [
                    ["建筑名称", "2# 甲类危险品库(1、2、5、6项)"], ["防雷类别", revised ? "第一类防雷建筑物" : "第三类防雷建筑物"],
                    ["接闪器", revised ? "独立接闪杆2支 h=15 m" : "独立接闪杆2支 h=15 m(屋面网格20×20)"],
                    ["间隔距离", revised ? "3.2 m" : "2.2 m"], ["冲击接地电阻", revised ? "≤10 Ω" : "≤30 Ω"],
                ], rowHeight: 8, size: 3), topLeft: Point(44, 402))
        mark("M1", rows[1], inTable: true)
        let notes = """
            说明:
            1. 2#为储存1、2、5、6项甲类物品的危险品库,建筑面积240 m²,按\(revised ? "第一类" : "第三类")防雷建筑物设计。
            2. 独立接闪杆及其接地装置至被保护建筑物的间隔距离 \(revised ? "3.2" : "2.2") m。
            3. 防闪电感应:库内金属构件、管道、门窗就近接至接地干线,平行管道净距小于100 mm时跨接。
            4. 防静电、电气接地与防闪电感应接地共用,工频接地电阻不大于4 Ω\(revised ? ";独立接闪杆单独设接地装置。" : "。")
            5. 低压电源线路全长采用电缆直埋引入,入户处设SPD。
            """
        canvas.paragraph(notes, topLeft: Point(170, 404), width: 335, 3.2)
    }
}
