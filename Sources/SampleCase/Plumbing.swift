/// 水施-05 地下室给排水平面 1:150: pipes over a pale architectural plan; the soil stack that must not enter the shelter.
extension Plot {
    func drawPlumbing() {
        let model = BasementModel(revised: revised)
        let plan = Plan(canvas, origin: Point(100, 150), scale: 150)
        plan.draw(Grid.basement)
        let pale = Ink(0.82, 0.82, 0.82)
        drawStalls(plan, model, numbers: false)
        plan.draw(model.outer + model.shelter + model.equipment + model.plant + BasementModel.core, cut: Pen(0.35, .gray), concrete: pale)
        for x in Grid.basement.xs {
            for y in Grid.basement.ys { plan.fill(Rect(x.at - 0.4, y.at - 0.4, 0.8, 0.8), pale, Pen(0.2, .gray)) }
        }
        let zone = Pen(0.5, .magenta, dash: [6, 2, 1.5, 2])
        plan.outline(Rect(0.1, 11, 58.5, model.shelterNorth - 11.4), zone)
        plan.outline(Rect(0.1, -8.3, 58.5, 18.9), zone)
        plan.label(["人防单元1"], 52, 26.5, 3.4, bold: true, ink: .magenta, clear: true)
        plan.label(["人防单元2"], 52, 3.2, 3.4, bold: true, ink: .magenta, clear: true)
        drawFirePipes(plan)
        drawDrains(plan)
        drawWaterSupply(plan)
        drawSoilStack(plan)
        caption("地下室给排水平面图", scale: "1:150", at: Point(380, 40), height: 7.5)
        drawPlumbingNotes()
    }

    private func drawFirePipes(_ plan: Plan) {
        let pen = Pen(0.5, .red)
        let ring = [Point(59.6, 16), Point(57, 16), Point(57, 29.2), Point(1.5, 29.2), Point(1.5, 1.4), Point(57, 1.4), Point(57, 16)]
        plan.polyline(ring, pen)
        for (x, y) in [(15.0, 29.2), (40, 29.2), (12, 1.4), (36, 1.4)] { plan.label(["XH DN150"], x, y, 2.4, ink: .red, clear: true) }
        for (x, y, up) in [
            (8.4, 29.2, true), (25.2, 29.2, true), (42, 29.2, true), (8.4, 1.4, false), (25.2, 1.4, false), (42, 1.4, false), (54, 1.4, false),
            (54, 29.2, true),
        ] {
            let end = y + (up ? 1.3 : -1.3)
            plan.line(x, y, x, end, pen)
            plan.fill(Rect(x - 0.5, end - 0.25, 1, 0.5), .white, Pen(0.3, .red))
            plan.hatch(Rect(x - 0.5, end - 0.25, 0.5, 0.5), angle: 45, spacing: 0.6, Pen(0.2, .red))
        }
        for (x, y) in [(62.4, 15), (64, 15), (62.4, 17.6)] {
            plan.circle(Point(x, y), 0.5, Pen(0.3, .red))
            plan.line(x - 0.35, y - 0.35, x + 0.5, y, Pen(0.25, .red))
        }
        plan.label(["消防水泵房"], 62.4, 18.9, 2.8)
        plan.label(["消防水池 576 m³"], 72, 17, 2.8)
        plan.label(["生活水泵房"], 72, 28, 2.8)
    }

    private func drawDrains(_ plan: Plan) {
        let pen = Pen(0.45, .brown, dash: [4, 1.5])
        for (x, y) in [(20.0, 26.4), (47, 26.4), (20, 3.6), (47, 3.6), (66.8, 10.2)] {
            plan.fill(Rect(x - 0.6, y - 0.6, 1.2, 1.2), .white, Pen(0.4))
            plan.circle(Point(x, y), 0.35, Pen(0.2))
            plan.text("集水坑", x + 2.2, y + 0.5, 2.2)
        }
        plan.line(6, 26.4, 19.4, 26.4, pen)
        plan.line(33, 26.4, 46.4, 26.4, pen)
        plan.line(6, 3.6, 19.4, 3.6, pen)
        plan.line(33, 3.6, 46.4, 3.6, pen)
        for (x, y) in [(12.0, 26.4), (39, 26.4), (12, 3.6), (39, 3.6)] { plan.label(["YP 压力排水 DN100"], x, y, 2.2, ink: .brown, clear: true) }
    }

    private func drawWaterSupply(_ plan: Plan) {
        let pen = Pen(0.5, .green)
        plan.polyline([Point(69.5, 25), Point(67.4, 25), Point(67.4, 30.7), Point(64, 30.7), Point(64, 39.5)], pen)
        plan.label(["J DN100 引入管"], 64, 37, 2.4, ink: .green, clear: true)
        for x in [70.5, 73.0] { plan.outline(Rect(x, 23.5, 1.8, 1.8), Pen(0.3, .green)) }
    }

    /// WL-3: through the slab into unit 1 in the first issue; led outside the shelter afterwards.
    private func drawSoilStack(_ plan: Plan) {
        let pen = Pen(0.7, .brown)
        let stack = revised ? Point(60.2, 29.6) : Point(18.5, 22.2)
        plan.circle(stack, 0.4, Pen(0.5, .brown), fill: .white)
        if revised {
            plan.polyline([stack, Point(60.2, 30.6), Point(61.4, 30.6), Point(61.4, 38.6), Point(61.4, 40)], pen)
            plan.leader("WL-3 DN150 改由非人防区接出室外", from: stack, to: Point(62.8, 27.5), 2.6, ink: .brown)
            mark("C3", plan.rect(Rect(59.2, 26.8, 15, 12)))
        } else {
            plan.polyline([stack, Point(18.5, 30.8), Point(18.5, 39.8)], pen)
            plan.leader("WL-3 DN150 上部卫生间污水立管,穿顶板入单元1", from: stack, to: Point(17, 24.7), 2.6, ink: .brown)
            plan.label(["W DN150 i=0.01"], 18.5, 33.4, 2.3, ink: .brown, clear: true)
            mark("C3", plan.rect(Rect(9, 21.2, 11, 14)))
        }
    }

    private func drawPlumbingNotes() {
        let notes = """
            说明:
            1. 图中管道:J生活给水,XH消火栓给水,YP压力排水,W污水。标高以米计,管径以毫米计。
            2. 消火栓给水管成环布置,管径DN150;室内消火栓间距不大于30 m,保证两股水柱同时到达。
            3. 穿越人防围护结构的给水、消防管道在人防侧设防护阀门,公称压力不小于1.0 MPa,并做密闭套管。
            4. 集水坑设潜污泵2台,一用一备;战时集水坑临战封堵见人防水施。
            5. \(revised ? "上部建筑污水管WL-3已改由非人防区接出室外,与防空地下室无关的管道均不进入。" : "上部卫生间污水立管WL-3于轴3/D附近穿顶板,沿梁底敷设至北侧接出室外。")
            """
        canvas.paragraph(notes, topLeft: Point(40, 572), width: 380, 3.5)
        let items: [(String, Pen)] = [
            ("消火栓给水管 XH", Pen(0.6, .red)), ("生活给水管 J", Pen(0.6, .green)), ("污水管 W", Pen(0.7, .brown)),
            ("压力排水管 YP", Pen(0.5, .brown, dash: [4, 1.5])), ("防护单元范围", Pen(0.5, .magenta, dash: [6, 2, 1.5, 2])),
        ]
        canvas.text("图例", at: Point(560, 568), 4.5, bold: true)
        for (index, item) in items.enumerated() {
            let y = 556 - Double(index) * 9
            canvas.line(Point(560, y), Point(596, y), item.1)
            canvas.text(item.0, at: Point(602, y), 3.5, middle: true)
        }
    }
}
