/// 建设工程规划许可证附图 (A2): the approved outline, setbacks and figures that planning compares with.
enum PermitDrawing {
    static func pdf() -> [UInt8] {
        let paper = Paper.a2
        let canvas = Canvas(width: paper.width, height: paper.height, title: "建设工程规划许可证附图 【样例·非真实工程】")
        let frame = paper.frame
        canvas.rect(Rect(0, 0, paper.width, paper.height).inset(0.1), Pen(0.2, .gray))
        canvas.rect(frame, Pen(1.2))
        canvas.text("【样例·非真实工程】 SAMPLE – NOT A REAL PROJECT", at: Point(frame.x, frame.maxY + 2.5), 3.5, ink: .red)
        canvas.text("建设工程规划许可证附图", at: Point(230, 388), 9, .center, bold: true)
        canvas.text(Approvals.permit, at: Point(230, 377), 4.5, .center)
        let plan = Plan(canvas, origin: Point(70, 120), scale: 800, ground: nil)
        drawPlot(plan)
        drawFigures(canvas)
        plan.north(Point(443, 300))
        plan.scaleBar(Point(60, 42), step: 20)
        canvas.text("总平面 1:800", at: Point(245, 40), 6, .center, bold: true)
        return canvas.finish()
    }

    private static func drawPlot(_ plan: Plan) {
        let site = SiteModel(revised: false)
        plan.fill(site.redLine, .lawn)
        for road in site.roads.filter({ $0.y != 164 }) { plan.fill(road, .road, Pen(0.1, .gray)) }
        plan.polyline(site.redLine, Pen(0.9, .red, dash: [14, 2, 2, 2, 2, 2]), closed: true)
        plan.polyline(
            [Point(10, 15), Point(270, 15), Point(270, 181), Point(260, 188), Point(10, 188)], Pen(0.3, .blue, dash: [5, 1.5]), closed: true)
        plan.fill(site.basement, .white, Pen(0.5, .black, dash: [4, 1.6]))
        plan.fill(site.towerFace, Ink(1, 0.93, 0.85), Pen(1))
        // The permit shows 2# where the conditions want it: 12 m off the north red line.
        let store = Rect(121, 176, 20, 12)
        plan.fill(store, Ink(1, 0.93, 0.85), Pen(1))
        plan.label(["1# 研发楼", "15F/-1F H=58.2 m"], 129.4, 103.5, 4, bold: true)
        plan.leader("2# 甲类危险品库 1F 240 m²", from: store.center, to: Point(150, 192), 3.2)
        plan.leader("地下室轮廓线(许可)", from: Point(170, 126), to: Point(192, 120), 3.2)
        plan.dimension(Point(126, 188), Point(126, 200), unit: .metres, height: 3, ink: .red)
        plan.dimension(Point(117, 115.5), Point(117, 176), unit: .metres, height: 3)
        plan.dimension(Point(0, 97), Point(99.8, 97), unit: .metres, height: 3)
        plan.dimension(Point(112, 0), Point(112, 91.1), unit: .metres, height: 3)
        plan.outline(site.reserve, Pen(0.4, .brown, dash: [6, 2]))
        plan.label(["二期预留用地"], site.reserve.center.x, site.reserve.center.y, 4)
        plan.text("港城大道", 200, -10, 4)
        plan.text("规划支路", 60, 207, 4)
        plan.text("研创路", -9, 90, 4, angle: 90)
    }

    private static func drawFigures(_ canvas: Canvas) {
        canvas.table(
            Table(
                title: "核定技术经济指标", columns: [62, 44], header: ["项目", "核定值"],
                rows: [
                    ["规划总用地面积", "55887.5 m²"], ["一期用地面积", "34200.0 m²"], ["计容建筑面积", "21480 m²"], ["容积率", "0.628"], ["建筑高度", "58.2 m"],
                    ["绿地率", "≥35%"],
                    ["机动车停车位", "≥142 个"], ["2#退北侧用地红线", "≥12 m"],
                ], rowHeight: 9, size: 3.6), topLeft: Point(466, 380))
        canvas.paragraph(
            """
            说明:
            1. 本附图为样例,文号、印章均为虚构。
            2. 建筑退让、间距及指标以本附图及\(Approvals.conditions)为准。
            3. 地下室外轮廓线不得超出本图许可范围。
            """, topLeft: Point(466, 268), width: 106, 3.6)
        canvas.rect(Rect(485, 120, 70, 70), Pen(0.5, .red, dash: [3, 1.5]))
        canvas.text("规划审批专用章", at: Point(520, 158), 4.4, .center, middle: true, ink: .red)
        canvas.text("(占位·样例)", at: Point(520, 149), 3.6, .center, middle: true, ink: .red)
        canvas.text("二〇二六年七月(样例)", at: Point(520, 108), 3.8, .center)
    }
}
