/// 岩土工程勘察报告: invented soil under an invented tower.
enum SurveyReport {
    static func pdf() -> [UInt8] {
        let book = Booklet("岩土工程勘察报告")
        book.cover("(详细勘察阶段)", by: SampleCase.surveyFirm, date: "二〇二六年六月(样例)")
        book.heading("1 工程概况")
        book.text("\(SampleCase.projectName)位于示例市临港片区(样例地名),拟建1#研发楼(15F/-1F,高58.2 m,框架-剪力墙结构)和2#甲类危险品库(1F,240 m²)。本次勘察为详细勘察阶段,共布置钻孔24个,孔深25~55 m。")
        book.heading("2 场地工程地质条件")
        book.text("场地地貌为滨海平原,地面标高4.6~5.2 m。勘察深度内土层自上而下分为7层,主要物理力学指标见表2-1。")
        book.table(layers)
        book.figure(92, "图2-1 工程地质剖面示意(样例)") { drawProfile(book.canvas, $0) }
        book.heading("3 地下水")
        book.text("场地浅部为潜水,稳定水位埋深0.8~1.4 m,年变幅约1.0 m;抗浮设防水位取室外地坪下0.5 m。地下水对混凝土结构具微腐蚀性,对钢筋混凝土结构中的钢筋具弱腐蚀性(干湿交替)。")
        book.heading("4 场地地震效应")
        book.text("抗震设防烈度7度,设计基本地震加速度0.10g,设计地震分组第一组。场地类别Ⅲ类,特征周期0.45 s。20 m深度内饱和砂质粉土经判别不液化。场地属对建筑抗震一般地段。")
        book.heading("5 基础方案建议")
        book.text("1#研发楼建议采用钻孔灌注桩,以⑥层粉质黏土为桩端持力层,桩径800 mm,有效桩长约38 m,单桩竖向承载力特征值估算3800 kN。2#可采用天然地基浅基础,以②层黏土为持力层。")
        book.table(piles)
        book.heading("6 结论与建议")
        book.text("场地稳定,适宜建设。基坑开挖深度约6.3 m,建议采用钻孔灌注桩加止水帷幕支护并加强监测。本报告数据均为软件演示样例,不得用于工程。")
        return book.finish()
    }

    private static let soils: [(String, String, Double, String, String, String)] = [
        ("①", "素填土", 1.4, "18.2", "—", "—"), ("②", "黏土", 2.6, "18.9", "110", "5.8"), ("③", "淤泥质粉质黏土", 8.5, "17.4", "65", "2.9"),
        ("④", "砂质粉土", 6.2, "18.8", "140", "9.6"), ("⑤", "粉质黏土", 9.0, "18.5", "130", "6.2"), ("⑥", "粉质黏土(硬塑)", 12.0, "19.6", "240", "9.8"),
        ("⑦", "粉细砂", 14.0, "19.9", "280", "16.5"),
    ]

    private static let layers = Table(
        title: "表2-1 土层主要指标", columns: [16, 45, 26, 26, 26, 26], header: ["层号", "土名", "厚度(m)", "γ(kN/m³)", "fak(kPa)", "Es(MPa)"],
        rows: soils.map { [$0.0, $0.1, "\($0.2)", $0.3, $0.4, $0.5] }, centered: [0, 2, 3, 4, 5])

    private static let piles = Table(
        title: "表5-1 桩基参数", columns: [20, 55, 45, 45], header: ["层号", "土名", "桩侧qsia(kPa)", "桩端qpa(kPa)"],
        rows: [
            ["②", "黏土", "22", "—"], ["③", "淤泥质粉质黏土", "10", "—"], ["④", "砂质粉土", "24", "—"], ["⑤", "粉质黏土", "26", "—"], ["⑥", "粉质黏土(硬塑)", "38", "900"],
        ],
        centered: [0, 2, 3])

    private static func drawProfile(_ canvas: Canvas, _ frame: Rect) {
        let k = (frame.height - 10) / 54
        var top = frame.maxY - 4
        let angles = [45.0, 135, 0, 90, 30, 150, 60]
        for (index, soil) in soils.enumerated() {
            let bottom = top - soil.2 * k
            let left = Double(index % 3) - 1
            let layer = [Point(frame.x + 14, top), Point(frame.maxX - 30, top), Point(frame.maxX - 30, bottom + left), Point(frame.x + 14, bottom)]
            canvas.hatch(layer, angle: angles[index], spacing: 2.5 + Double(index) * 0.4, .hair)
            canvas.polyline(layer, .thin, closed: true)
            canvas.text("\(soil.0) \(soil.1)", at: Point(frame.maxX - 28, (top + bottom) / 2), 2.8, middle: true)
            top = bottom
        }
        for (index, x) in [34.0, 64, 94, 120].enumerated() {
            canvas.line(Point(frame.x + x, frame.maxY - 4), Point(frame.x + x, frame.y + 6), Pen(0.5))
            canvas.text("ZK\(index * 2 + 3)", at: Point(frame.x + x, frame.maxY - 2.6), 2.8, .center)
        }
        canvas.line(Point(frame.x + 14, frame.maxY - 4 - 1.2 * k), Point(frame.maxX - 30, frame.maxY - 4 - 1.2 * k), Pen(0.4, .blue, dash: [3, 1.5]))
        canvas.text("▽ 地下水位", at: Point(frame.x + 15, frame.maxY - 3.2 - 1.2 * k), 2.4, ink: .blue)
    }
}
