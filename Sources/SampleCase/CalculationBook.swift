/// 结构计算书: summary figures of an invented calculation.
enum CalculationBook {
    static func pdf() -> [UInt8] {
        let book = Booklet("结构计算书")
        book.cover("1# 研发楼", by: SampleCase.institute, date: "二〇二六年八月(样例)")
        book.heading("1 设计依据与总信息")
        book.text("结构体系:框架-剪力墙结构;15层地上、1层地下;高度58.2 m。设计使用年限50年,安全等级二级,地基基础设计等级乙级。抗震设防烈度7度(0.10g),第一组,场地类别Ⅲ类,特征周期0.45 s。嵌固端:地下室顶板。")
        book.table(
            Table(
                title: "表1-1 荷载取值", columns: [60, 50, 55], header: ["部位", "活荷载(kN/m²)", "备注"],
                rows: [
                    ["办公室", "2.5", ""], ["实验室", "4.0", "含设备"], ["会议厅、走道、楼梯", "3.5", "疏散"], ["汽车库(地下室底板)", "4.0", ""], ["上人屋面", "2.0", ""],
                    ["消防车(地下室顶板)", "20.0", "覆土1.2 m折减后"],
                ],
                centered: [1]))
        book.heading("2 整体指标")
        book.table(
            Table(
                title: "表2-1 整体计算结果", columns: [70, 32, 32, 31], header: ["项目", "X向", "Y向", "限值"],
                rows: [
                    ["第1/2/3周期(s)", "1.71 / 1.62 / 1.34", "", "Tt/T1=0.78≤0.90"], ["最大层间位移角(地震)", "1/1042", "1/968", "1/800"],
                    ["最大位移比", "1.12", "1.21", "1.40"], ["剪重比", "2.1%", "2.2%", "≥1.6%"],
                    ["刚重比", "3.4", "3.1", "≥1.4"], ["框架承担地震倾覆力矩", "32%", "29%", "≤50%"],
                ], centered: [1, 2, 3]))
        book.figure(80, "图2-1 层间位移角曲线(样例)") { drawDrift(book.canvas, $0) }
        book.heading("3 构件计算(节选)")
        book.table(
            Table(
                title: "表3-1 底层框架柱轴压比", columns: [33, 33, 33, 33, 33], header: ["柱号", "截面", "N(kN)", "fc(N/mm²)", "轴压比"],
                rows: [
                    ["KZ-1", "800×800", "9020", "23.1", "0.61"], ["KZ-2", "800×800", "10940", "23.1", "0.74"],
                    ["KZ-5", "800×800", "12570", "23.1", "0.85"], ["KZ-6", "800×800", "12270", "23.1", "0.83"],
                    ["KZ-7", "750×750", "11950", "23.1", "0.92"],
                ],
                centered: [0, 1, 2, 3, 4]))
        book.text("抗震等级:剪力墙二级;框架见结施-04。轴压比限值:框架柱按框架抗震等级取用。")
        book.heading("4 地基基础")
        book.text("采用钻孔灌注桩筏板基础,桩径800 mm,有效桩长38 m,单桩承载力特征值3800 kN,共146根;筏板厚1.4 m(塔楼)、0.6 m(地下车库)。计算最大沉降28 mm。抗浮稳定安全系数1.12。")
        book.text("本计算书数据均为软件演示样例,不得用于工程。")
        return book.finish()
    }

    private static func drawDrift(_ canvas: Canvas, _ frame: Rect) {
        let origin = Point(frame.x + 30, frame.y + 6)
        let width = frame.width - 60
        let step = (frame.height - 12) / 15
        canvas.line(origin, Point(origin.x, origin.y + 15 * step + 3), .medium)
        canvas.line(origin, Point(origin.x + width, origin.y), .medium)
        for (index, share) in [0.25, 0.5, 0.75, 1].enumerated() {
            let x = origin.x + width * share
            canvas.line(Point(x, origin.y), Point(x, origin.y + 15 * step), Pen(0.1, .gray, dash: [1.5, 1]))
            canvas.text(["1/3200", "1/1600", "1/1067", "1/800"][index], at: Point(x, origin.y - 4), 2.4, .center)
        }
        for (factor, ink, name) in [(0.77, Ink.blue, "X向地震"), (0.83, Ink.red, "Y向地震")] {
            let points = (0...15).map { storey -> Point in
                let h = Double(storey) / 15
                return Point(origin.x + width * factor * h * (2.35 - 1.35 * h), origin.y + Double(storey) * step)
            }
            canvas.polyline(points, Pen(0.5, ink))
            canvas.text(name, at: Point(origin.x + 6, origin.y + (ink == .blue ? 13 : 13.9) * step), 2.6, ink: ink)
        }
    }
}
