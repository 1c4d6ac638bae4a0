/// 总施-01 总平面定位图 1:500.
extension Plot {
    func drawSitePlan() {
        let site = SiteModel(revised: revised)
        let plan = Plan(canvas, origin: Point(140, 225), scale: 500, lettering: 1.3, ground: nil)
        SiteBase(plan: plan, site: site, surroundings: true).draw()
        drawSetbackLine(plan)
        drawSiteLabels(plan, site)
        drawSiteDistances(plan, site)
        drawCoordinates(plan, site)
        drawEntrances(plan)
        plan.north(Point(700, 775))
        drawWindRose(Point(650, 775))
        plan.scaleBar(Point(90, 50), step: 10)
        caption("总平面定位图", scale: "1:500", at: Point(420, 48), height: 10)
        drawSiteTables(site)
    }

    private func drawSetbackLine(_ plan: Plan) {
        let line = [Point(10, 15), Point(270, 15), Point(270, 181), Point(260, 188), Point(10, 188)]
        plan.polyline(line, Pen(0.3, .blue, dash: [5, 1.5]), closed: true)
        plan.text("建筑控制线(北侧退用地红线 12 m)", 60, 190.2, 2.8, ink: .blue)
        plan.text("用地红线", 240, 202.6, 3.2, ink: .red)
        plan.text("用地红线", -2.8, 40, 3.2, angle: 90, ink: .red)
    }

    private func drawSiteLabels(_ plan: Plan, _ site: SiteModel) {
        plan.label(["1# 研发楼", "15F/-1F  H=58.2 m", "±0.000=5.650"], 129.4, 104.5, 5, bold: true)
        let store = site.store.center
        plan.label(["2# 甲类危险品库 1F", "(1、2、5、6项) 240 m²"], store.x, store.y - 0.8, 2.6, bold: true)
        plan.leader("地下室外轮廓线(-1F)", from: Point(170, 82.6), to: Point(174, 60), 3.2)
        plan.line(99.7, site.shelterNorth, 158.5, site.shelterNorth, Pen(0.6, .magenta, dash: [6, 1.5]))
        plan.leader("人防单元1北外墙(外皮)", from: Point(103, site.shelterNorth), to: Point(66, 152), 3.2, ink: .magenta)
        for (words, x, y, angle) in [
            ("消防车道 7 m", 150.0, 140.4, 0.0), ("消防车道 7 m", 160, 75.4, 0), ("7 m 车行道", 184.7, 178, 90), ("主入口道路 12 m", 129.6, 30, 90),
            ("6 m", 160, 162.7, 0),
        ] {
            plan.text(words, x, y, 2.8, angle: angle)
        }
        plan.label(["地面停车场", "\(site.stallsInRow * 4) 个"], 39, 59, 3.5, bold: true)
        for (value, x, y) in [("5.20", 132.0, 3.0), ("5.35", 83.5, 73.5), ("5.40", 186.5, 138.5), ("5.10", 186.5, 193), ("5.30", 128, 167)] {
            plan.level(value, x, y, 2.5)
        }
        for (radius, x, y, dx) in [("R9.0", 93.0, 129.0, 5.0), ("R9.0", 177, 129, -6), ("R12.0", 126, 68, -15)] {
            plan.text(radius, x + dx * 0.6, y - 1.5, 2.5)
        }
        // The north entrance: its radius is missing in the first issue, which two disciplines notice.
        for (x, from, way) in [(183.0, 270.0, -1.0), (190, 180, 1)] {
            canvas.arc(plan.at(x + 6 * way, 206), 6 * plan.k, from: from, to: from + 90, Pen(0.5))
        }
        if revised { plan.leader("R9.0", from: Point(191.5, 202), to: Point(200, 196), 3.2) }
        let entrance = plan.rect(Rect(176, 193, 22, 22))
        mark("P4", entrance)
        canvas.mark("F5", Rect(entrance.x + 4, entrance.y + 3, entrance.width - 8, entrance.height - 3))
    }

    private func drawSiteDistances(_ plan: Plan, _ site: SiteModel) {
        let metres = Unit.metres
        plan.dimension(Point(126, site.store.maxY), Point(126, 200), unit: metres, height: 3.2)
        plan.dimension(Point(117, site.towerFace.maxY), Point(117, site.store.y), unit: metres, height: 3.2)
        plan.line(116, site.store.y, 121, site.store.y, .hair)
        plan.dimension(Point(137, site.shelterNorth), Point(137, site.store.y), unit: metres, height: 3.2, ink: .magenta)
        plan.dimension(Point(0, 97), Point(99.8, 97), unit: metres, height: 3)
        plan.dimension(Point(159, 97), Point(280, 97), unit: metres, height: 3)
        plan.dimension(Point(112, 0), Point(112, 91.1), unit: metres, height: 3)
        plan.dimension(Point(99.8, 115.5), Point(159, 115.5), offset: 5, unit: metres, height: 2.8)
        plan.dimension(Point(159, 91.1), Point(159, 115.5), offset: -6, unit: metres, height: 2.8)
        plan.dimension(Point(121, site.store.maxY), Point(141, site.store.maxY), offset: 5, unit: metres, height: 2.6)
        plan.dimension(Point(141, site.store.y), Point(141, site.store.maxY), offset: -5, unit: metres, height: 2.6)
        mark("P1", plan.rect(Rect(119, site.store.maxY - 0.5, 24, 200.5 - site.store.maxY + 1)))
    }
}
