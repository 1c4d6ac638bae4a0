/// 电施-12 1#屋面防雷 1:100: air terminals, mesh and down conductors of a class 2 building.
extension Plot {
    func drawRoofLightning() {
        let plan = Plan(canvas, origin: Point(94, 126), scale: 100)
        plan.draw(Grid.tower)
        drawRoof(plan)
        drawMesh(plan)
        drawDownConductors(plan)
        caption("1#屋面防雷平面图", scale: "1:100", at: Point(388, 58), height: 8)
        canvas.text("屋面标高 57.600  机房屋面标高 63.000", at: Point(388, 45), 4, .center)
        drawLightningNotes()
    }

    private func drawRoof(_ plan: Plan) {
        let edge = Rect(-0.2, -0.2, 59.2, 24.4)
        plan.outline(edge, Pen(0.5))
        plan.outline(edge.inset(0.25), Pen(0.25))
        plan.fill(Rect(24.0, 10.6, 11, 13.2), Ink(0.95, 0.95, 0.95), Pen(0.5))
        plan.label(["机房层屋面", "63.000"], 29.4, 15, 3.4, bold: true)
        for (x, y) in [(6.0, 4.0), (14, 4), (40, 4), (50, 4)] {
            plan.outline(Rect(x, y, 3.6, 2.2), .furniture)
            plan.circle(Point(x + 0.9, y + 1.1), 0.7, .furniture)
            plan.circle(Point(x + 2.7, y + 1.1), 0.7, .furniture)
            plan.text("空调室外机组", x + 1.8, y - 0.6, 2.4, ink: .gray)
        }
        plan.label(["上人屋面", "57.600"], 13, 17.5, 3.4, bold: true)
        for (a, b) in [(Point(0, 12), Point(24, 12)), (Point(35, 12), Point(58.8, 12))] { plan.line(a, b, .furniture) }
        for (x, y) in [(8.0, 0.9), (33, 0.9), (50, 0.9), (8, 23.1), (50, 23.1)] {
            plan.circle(Point(x, y), 0.25, .furniture)
            plan.text("雨水口", x + 1.2, y, 2, ink: .gray)
        }
        plan.text("2%", 12, 9.5, 2.6, ink: .gray)
        plan.text("2%", 46, 14.5, 2.6, ink: .gray)
    }

    private func drawMesh(_ plan: Plan) {
        let band = Pen(0.6, .blue, dash: [4, 1.2, 1.2, 1.2])
        let edge = Rect(-0.1, -0.1, 59, 24.2)
        plan.outline(edge, band)
        for x in [8.4, 16.8, 42, 50.4] { plan.line(x, -0.1, x, 24.1, band) }
        for x in [25.2, 33.6] { plan.line(x, -0.1, x, 10.6, band) }
        for y in [8.4, 16.2] {
            plan.line(-0.1, y, 24, y, band)
            plan.line(35, y, 58.9, y, band)
        }
        plan.outline(Rect(24.1, 10.7, 10.8, 13), band)
        plan.dimension(Point(8.4, 19.6), Point(16.8, 19.6), words: "8.4 m", height: 2.6, ink: .blue, extensions: false)
        plan.dimension(Point(6.4, 8.4), Point(6.4, 16.2), words: "7.8 m", height: 2.6, ink: .blue, extensions: false)
        plan.leader("接闪带 φ12热镀锌圆钢,沿女儿墙明敷,支架间距1 m", from: Point(20, 24.1), to: Point(14.2, 21.9), 2.8, ink: .blue)
        plan.leader("屋面网格≤10 m×10 m或12 m×8 m,暗敷", from: Point(46, 8.4), to: Point(47, 9.8), 2.8, ink: .blue)
        for (x, y) in [(24.1, 23.7), (34.9, 23.7), (24.1, 10.7), (34.9, 10.7)] {
            plan.circle(Point(x, y), 0.3, Pen(0.4, .blue), fill: .white)
        }
    }

    /// Where conductors go down along the four sides; 22 m apart in the first issue.
    private var conductors: [Point] {
        if revised {
            return [0, 16.8, 33.6, 42, 58.8].flatMap { [Point($0, -0.1), Point($0, 24.1)] } + [Point(-0.1, 12), Point(58.9, 12)]
        }
        return [
            Point(0, -0.1), Point(22, -0.1), Point(44, -0.1), Point(58.8, -0.1), Point(0, 24.1), Point(22, 24.1), Point(44, 24.1), Point(58.8, 24.1),
        ]
    }

    private func drawDownConductors(_ plan: Plan) {
        for (index, point) in conductors.enumerated() {
            plan.circle(point, 0.5, Pen(0.5, .red), fill: .white)
            plan.circle(point, 0.2, Pen(0.3, .red), fill: .red)
            let up = point.y > 12.5
            let side = point.y == 12
            plan.text("引下线\(index + 1)", point.x + (side ? (point.x < 1 ? 1.7 : -1.7) : 1.6), point.y + (side ? 0 : up ? 0.8 : -0.8), 2.4, ink: .red)
        }
        let y = -1.4
        let south = revised ? [0, 16.8, 33.6, 42, 58.8] : [0, 22, 44, 58.8]
        for (a, b) in zip(south, south.dropFirst()) {
            plan.dimension(Point(a, y), Point(b, y), words: "引下线间距 \(metres(b - a)) m", height: 3, ink: .red, extensions: false)
        }
        mark("S4", plan.rect(Rect(-0.8, -2.1, 45.6, 2.8)))
    }

    private func metres(_ value: Double) -> String {
        let tenths = Int((value * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }

    private func drawLightningNotes() {
        let notes = """
            说明:
            1. 1#年预计雷击次数 0.28 次/a,按第二类防雷建筑物设计。
            2. 接闪器:女儿墙及机房层屋面明敷φ12热镀锌圆钢接闪带,屋面网格不大于10 m×10 m或12 m×8 m。
            3. 引下线:利用柱内两根φ16以上主筋通长焊接,共\(revised ? 12 : 8)处,沿建筑物四周布置,间距不大于 \(revised ? "18" : "22") m。
            4. 接地:利用基础底板及桩内钢筋作共用接地装置,接地电阻不大于1 Ω。
            5. 45 m及以上外墙栏杆、门窗等较大金属物与防雷装置连接(防侧击)。
            6. 屋面所有金属构件、设备、管道均与接闪带可靠连接;低压配电设一级SPD。
            """
        canvas.paragraph(notes, topLeft: Point(40, 574), width: 330, 3.5)
        canvas.table(
            Table(
                title: "主要设备材料表", columns: [14, 52, 62, 18, 24], header: ["序号", "名称", "规格", "单位", "数量"],
                rows: [
                    ["1", "接闪带", "φ12热镀锌圆钢", "m", "386"], ["2", "屋面网格", "-25×4热镀锌扁钢", "m", "298"],
                    ["3", "引下线", "柱内主筋2×φ16", "处", revised ? "12" : "8"], ["4", "测试卡子", "距地0.5 m", "处", "4"],
                    ["5", "总等电位箱", "MEB", "个", "2"], ["6", "接地装置", "基础钢筋", "项", "1"],
                ], rowHeight: 7.2, size: 3, centered: [0, 3, 4]), topLeft: Point(400, 574))
        canvas.text("图例", at: Point(600, 566), 4.5, bold: true)
        canvas.line(Point(600, 554), Point(630, 554), Pen(0.6, .blue, dash: [4, 1.2, 1.2, 1.2]))
        canvas.text("接闪带(明敷/暗敷)", at: Point(638, 554), 3.4, middle: true)
        canvas.circle(Point(615, 542), 4, Pen(0.5, .red))
        canvas.circle(Point(615, 542), 1.6, Pen(0.3, .red), fill: .red)
        canvas.text("引下线", at: Point(638, 542), 3.4, middle: true)
    }
}
