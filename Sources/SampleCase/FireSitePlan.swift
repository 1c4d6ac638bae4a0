/// 总施-02 消防总平面 1:500: lanes, operating area, hydrants, distances.
extension Plot {
    func drawFireSitePlan() {
        let site = SiteModel(revised: revised)
        let plan = Plan(canvas, origin: Point(112, 122), scale: 500, ground: nil)
        SiteBase(plan: plan, site: site, surroundings: false).draw()
        drawFireLanes(plan)
        drawLadderArea(plan, site)
        drawHydrants(plan)
        drawFireDistances(plan, site)
        drawFireLabels(plan, site)
        drawEntrances(plan)
        plan.north(Point(722, 545))
        plan.scaleBar(Point(45, 26), step: 10)
        caption("消防总平面图", scale: "1:500", at: Point(300, 24), height: 8)
        drawFireNotes()
    }

    private func drawFireLanes(_ plan: Plan) {
        let orange = Ink(0.98, 0.86, 0.72)
        for lane in [Rect(80, 70, 110, 7), Rect(80, 135, 110, 7), Rect(80, 70, 7, 72), Rect(183, 70, 7, 130), Rect(126, 0, 12, 70)] {
            plan.fill(lane.inset(0.5), orange)
        }
        for (points) in [
            [Point(132, 2), Point(132, 73.5), Point(186.5, 73.5), Point(186.5, 196)],
            [Point(132, 73.5), Point(83.5, 73.5), Point(83.5, 138.5), Point(184, 138.5)],
        ] {
            plan.polyline(points, Pen(0.5, .red, dash: [5, 2]))
        }
        for (tip, angle) in [
            (Point(132, 50), 90.0), (Point(160, 73.5), 0), (Point(186.5, 170), 90), (Point(105, 73.5), 180), (Point(83.5, 110), 90),
            (Point(140, 138.5), 0),
        ] {
            let way = canvas.direction(angle)
            let at = plan.at(tip)
            canvas.polygon([at + way * 3, at - way * 2 + way.left * 1.8, at - way * 2 - way.left * 1.8], fill: .red)
        }
    }

    private func drawLadderArea(_ plan: Plan, _ site: SiteModel) {
        let area = site.ladderArea
        plan.fill(area, Ink(1, 0.93, 0.93), Pen(0.6, .red))
        plan.hatch(area, angle: 45, spacing: 2.4, Pen(0.15, .red))
        plan.hatch(area, angle: 135, spacing: 2.4, Pen(0.15, .red))
        plan.dimension(Point(area.x, area.y), Point(area.maxX, area.y), offset: -4, unit: .metres, height: 3, ink: .red)
        plan.dimension(Point(area.x, area.y), Point(area.x, area.maxY), offset: 4, unit: .metres, height: 2.6, ink: .red)
        plan.dimension(Point(area.x + 4, area.maxY), Point(area.x + 4, site.towerFace.y), unit: .metres, height: 2.4, ink: .red)
        let words = "消防车登高操作场地 \(Int(area.width.rounded(.down))) m×10 m  坡度≤3%"
        plan.leader(words, from: Point(area.x + area.width * 0.55, area.y + 4), to: Point(146, 60), 3.4, ink: .red)
        mark("F1", plan.rect(Rect(area.x - 3, area.y - 3, area.width + 6, area.height + 6)))
    }

    private func drawHydrants(_ plan: Plan) {
        for point in [Point(92, 66), Point(150, 66.5), Point(194, 100), Point(194, 150), Point(140, 146), Point(98, 168), Point(76, 120)] {
            plan.circle(point, 1.4, Pen(0.4, .red), fill: .white)
            plan.text("H", point.x, point.y, 3, bold: true, ink: .red)
        }
        let tank = Rect(95, 60, 6, 4)
        plan.outline(tank, Pen(0.3))
        plan.leader("消防水池取水口(吸水高度≤6 m)", from: Point(98, 62), to: Point(70, 57), 2.8)
        plan.leader("水泵接合器×6", from: Point(163, 88), to: Point(166, 84), 2.6)
    }

    private func drawFireDistances(_ plan: Plan, _ site: SiteModel) {
        plan.dimension(Point(117, site.towerFace.maxY), Point(117, site.store.y), unit: .metres, height: 3)
        plan.line(116, site.store.y, 121, site.store.y, .hair)
        plan.dimension(Point(141, site.store.center.y), Point(183, site.store.center.y), unit: .metres, height: 3)
        plan.dimension(Point(126, site.store.maxY), Point(126, 200), unit: .metres, height: 2.8)
        plan.dimension(Point(80, 120), Point(87, 120), unit: .metres, height: 2.6)
        plan.dimension(Point(150, 135), Point(150, 142), unit: .metres, height: 2.6)
    }

    private func drawFireLabels(_ plan: Plan, _ site: SiteModel) {
        plan.label(["1# 研发楼", "15F/-1F  H=58.2 m", "一类高层公共建筑 耐火等级一级"], 129.4, 104, 4, bold: true)
        plan.label(["2# 甲类危险品库", "1F 240 m²"], site.store.center.x + 1, site.store.center.y, 2.8, bold: true)
        plan.text("消防车道 净宽 7 m", 160, 140.5, 3)
        plan.text("消防车道 净宽 7 m", 184.5, 120, 3, angle: 90)
        for (x, y) in [(91.5, 80.0), (178.5, 80), (91.5, 132), (178.5, 132)] { plan.text("R9", x, y, 2.6) }
    }

    private func drawFireNotes() {
        let notes = """
            说明:
            1. 1#为一类高层公共建筑,设环形消防车道,净宽 7 m,转弯半径 9 m,荷载 30 t;南侧长边设消防车登高操作场地。
            2. 登高操作场地与外墙间距 5 m,场地范围内无妨碍消防车操作的架空管线、树木及车库出入口,对应范围设直通楼梯间的入口和消防救援窗。
            3. 2#甲类危险品库与1#间距 \(revised ? "60.5" : "62.0") m;与厂内主要道路路边间距 42.0 m。
            4. 室外消火栓间距不大于 120 m,保护半径不大于 150 m,距路边不大于 2 m。
            """
        canvas.paragraph(notes, topLeft: Point(430, 68), width: 312, 3.5)
        canvas.text("图例", at: Point(35, 78), 4, bold: true)
        canvas.box(Rect(35, 63, 22, 7), fill: Ink(0.98, 0.86, 0.72), .thin)
        canvas.text("消防车道", at: Point(61, 66.5), 3.3, middle: true)
        let field = Rect(35, 52, 22, 7)
        canvas.box(field, fill: Ink(1, 0.93, 0.93), Pen(0.5, .red))
        canvas.hatch(field.corners, angle: 45, spacing: 2.4, Pen(0.15, .red))
        canvas.hatch(field.corners, angle: 135, spacing: 2.4, Pen(0.15, .red))
        canvas.text("登高操作场地", at: Point(61, 55.5), 3.3, middle: true)
        canvas.circle(Point(46, 45), 2.8, Pen(0.4, .red))
        canvas.text("H", at: Point(46, 45), 3, .center, middle: true, bold: true, ink: .red)
        canvas.text("室外消火栓", at: Point(61, 45), 3.3, middle: true)
    }
}
