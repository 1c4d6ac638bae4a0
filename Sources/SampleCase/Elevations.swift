/// 建施-15 立面剖面 1:150: south elevation and section 1-1 of 1#, with storey levels.
extension Plot {
    func drawElevations() {
        drawElevation(Plan(canvas, origin: Point(88, 128), scale: 150))
        drawSection(Plan(canvas, origin: Point(556, 128), scale: 150))
        canvas.paragraph(
            """
            说明:
            1. 立面、剖面中标高均为建筑完成面标高,室内外高差 0.600 m,±0.000=5.650(1985国家高程基准)。
            2. 外墙:深灰色陶板幕墙、银灰色铝板线条、Low-E中空玻璃窗;消防救援窗每层设置,净尺寸不小于1.0 m×1.0 m,间距不大于20 m,设红色标识。
            3. 建筑高度 58.2 m(室外地坪至主要屋面面层)。
            4. 外墙、幕墙与每层楼板、隔墙处缝隙采用防火封堵材料封堵。
            """, topLeft: Point(40, 66), width: 480, 3.5)
    }

    private func storeyTicks(_ plan: Plan, x: Double, right: Bool) {
        for (index, level) in Storeys.levels.enumerated() {
            plan.line(x - 1.2, level, x + 1.2, level, .hair)
            let name = index < 15 ? "\(index + 1)F" : "屋面"
            plan.level(Storeys.words(level), x, level, 2.5, right: right)
            plan.text(name, x + (right ? 4.6 : -4.6), level + 2.0, 2.5)
        }
        plan.level(Storeys.words(-0.6), x, -0.6 - 0.0, 2.5, right: right)
    }

    private func drawElevation(_ plan: Plan) {
        plan.fill(Rect(-0.2, -0.6, 59.2, 59.4), Ink(0.97, 0.97, 0.96), Pen(0.5))
        for storey in 0..<15 {
            let base = Storeys.levels[storey]
            let height = Storeys.levels[storey + 1] - base
            plan.line(-0.2, base, 59, base, Pen(0.13))
            for bay in 0..<7 {
                for shift in [0.85, 4.7] {
                    let window =
                        storey == 0
                        ? Rect(Double(bay) * 8.4 + shift, 0.3, 2.85, 3.6) : Rect(Double(bay) * 8.4 + shift, base + 0.8, 2.85, height - 1.5)
                    plan.fill(window, Ink(0.86, 0.92, 0.97), Pen(0.2))
                    plan.line(window.center.x, window.y, window.center.x, window.maxY, .hair)
                    plan.line(window.x, window.y + window.height * 0.68, window.maxX, window.y + window.height * 0.68, .hair)
                    if storey > 0 && (bay == 1 || bay == 3 || bay == 5) && shift < 1 {
                        plan.text("△", window.center.x - 0.7, window.y + 0.7, 2.4, ink: .red)
                    }
                }
            }
        }
        for bay in 0...7 { plan.fill(Rect(Double(bay) * 8.4 - 0.35, -0.6, 0.7, 58.8), Ink(0.8, 0.8, 0.8), Pen(0.18)) }
        plan.fill(Rect(-0.4, 57.6, 59.6, 1.2), Ink(0.72, 0.72, 0.72), Pen(0.3))
        plan.fill(Rect(24, 58.8, 11, 4.2), Ink(0.93, 0.93, 0.93), Pen(0.4))
        plan.fill(Rect(25, 0, 8.8, 3.9), Ink(0.8, 0.88, 0.95), Pen(0.4))
        for step in 1..<6 { plan.line(25 + Double(step) * 8.8 / 6, 0, 25 + Double(step) * 8.8 / 6, 3.9, .hair) }
        plan.fill(Rect(24.2, 3.9, 10.4, 0.5), Ink(0.6, 0.6, 0.6), Pen(0.3))
        plan.line(-4, -0.6, 63, -0.6, Pen(1.2))
        storeyTicks(plan, x: -3.4, right: false)
        plan.level("63.000", 36, 63, 2.5)
        elevationAxes(plan, [("1", 0), ("8", 58.8)], total: [0, 58.8])
        plan.dimension(Point(59.2, -0.6), Point(59.2, 57.6), offset: -10, words: "58200", height: 2.8)
        caption("①—⑧轴立面图(南立面)", scale: "1:150", at: Point(290, 88), height: 6.5)
    }

    private func elevationAxes(_ plan: Plan, _ axes: [(String, Double)], total: [Double]) {
        for (name, x) in axes {
            let foot = plan.at(x, -0.6)
            canvas.line(Point(foot.x, foot.y - 2), Point(foot.x, foot.y - 16), Pen(0.13, .red))
            plan.bubble(name, Point(foot.x, foot.y - 20))
        }
        plan.chainX(total, y: -0.6, offset: -10)
    }

    private func drawSection(_ plan: Plan) {
        let depth = 24.0
        // Soil, then basement, then storeys; cut concrete is dark.
        let soil = Rect(-3, -7, 30, 6.4)
        plan.hatch(soil, angle: 45, spacing: 3, Pen(0.08, .brown))
        let concrete = Ink(0.3, 0.3, 0.3)
        plan.fill(Rect(-0.3, -5.1, 24.6, 5.1), .white)
        plan.fill(Rect(-0.6, -5.7, 25.2, 0.6), concrete)
        for x in [-0.3, 24.0] { plan.fill(Rect(x, -5.1, 0.3, 5.1), concrete) }
        for (index, level) in Storeys.levels.enumerated() {
            plan.fill(Rect(-0.2, level - 0.15, depth + 0.4, 0.15), concrete)
            for y in [0.0, 8.4, 13.2, 24] where index > 0 { plan.fill(Rect(y - 0.2, level - 0.8, 0.4, 0.8), concrete) }
        }
        for storey in 0..<15 {
            let base = Storeys.levels[storey]
            let top = Storeys.levels[storey + 1] - 0.8
            for x in [-0.2, 24.0] {
                plan.fill(Rect(x, base, 0.2, 0.8), concrete)
                plan.line(x + 0.1, base + 0.8, x + 0.1, top, Pen(0.3))
            }
            for x in [8.3, 10.7] { plan.outline(Rect(x, base, 0.2, top - base), Pen(0.25)) }
            plan.outline(Rect(8.6, base, 1.0, 2.1), Pen(0.13))
            for (name, x) in [("办公室", 4.2), ("走道", 9.6), ("实验室", 17.5)] where storey > 0 {
                plan.text(storey == 2 && x > 17 ? "会议厅" : name, x, base + 1.5, 2.4)
            }
        }
        plan.text("门厅", 12, 2.2, 2.8)
        plan.text("汽车库(战时人防)", 12, -2.6, 2.8)
        plan.fill(Rect(-0.4, 57.6, 0.4, 1.2), concrete)
        plan.fill(Rect(24, 57.6, 0.4, 1.2), concrete)
        plan.outline(Rect(11, 57.6, 11, 5.4), Pen(0.5))
        plan.text("机房层", 16.5, 60, 2.6)
        plan.line(-3, -0.6, -0.3, -0.6, Pen(1.2))
        plan.line(24.3, -0.6, 27, -0.6, Pen(1.2))
        storeyTicks(plan, x: -3.4, right: false)
        plan.level("-5.100", -3.8, -5.1, 2.5, right: false)
        let levels = [-5.1] + Storeys.levels
        plan.chainY(levels, x: 24.2, offset: -9)
        plan.dimension(Point(24.2, -0.6), Point(24.2, 57.6), offset: -20, height: 2.8)
        for (name, x) in [("A", 0.0), ("B", 8.4), ("C", 13.2), ("D", 24.0)] {
            let foot = plan.at(x, -7)
            canvas.line(foot, Point(foot.x, foot.y - 14), Pen(0.13, .red))
            plan.bubble(name, Point(foot.x, foot.y - 18))
        }
        plan.chainX([0, 8.4, 13.2, 24], y: -7, offset: -8)
        caption("1-1剖面图", scale: "1:150", at: Point(640, 38), height: 6.5)
    }
}

/// Storey levels of 1# in metres: 4.8, twice 4.2, twelve times 3.7.
enum Storeys {
    static let levels: [Double] = {
        var all = [0.0]
        for height in [4.8, 4.2, 4.2] + Array(repeating: 3.7, count: 12) { all.append(((all.last ?? 0) + height)) }
        return all
    }()

    /// A level as printed: three places, ±0.000 for the ground floor.
    static func words(_ level: Double) -> String {
        let thousandths = Int((level * 1000).rounded())
        if thousandths == 0 { return "±0.000" }
        let rest = String(abs(thousandths) % 1000)
        return (thousandths < 0 ? "-" : "") + "\(abs(thousandths) / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}
