/// Door schedule, fire compartment sketch and notes of the third floor.
extension Plot {
    func drawFloorTables() {
        drawDoorTable()
        drawCompartment(Point(300, 470))
        let exits = revised ? "M-0312 + M-0313 两樘" : "M-0312 一樘"
        let notes = """
            说明:
            1. 图中除注明外,外墙为200厚蒸压加气混凝土砌块,内隔墙200厚;轴线居墙中或平柱边。
            2. 涂黑部分为钢筋混凝土墙、柱,定位详结施-04。
            3. 本层为一个防火分区,面积1444.5 m²(设自动喷水灭火系统,允许最大3000 m²)。
            4. 疏散楼梯均为防烟楼梯间,FM甲为甲级防火门,FM乙为乙级防火门,FM丙为丙级防火门。
            5. 会议厅疏散人数130人,百人疏散净宽度指标1.00 m/百人,疏散门:\(exits)。
            6. 卫生间、试验间楼面标高比同层低0.015 m。
            7. 电梯KT-1~3载重1050 kg;消防电梯XFT-1载重1050 kg,每层停靠。
            """
        canvas.paragraph(notes, topLeft: Point(505, 572), width: 238, 3.7)
    }

    private func drawDoorTable() {
        var rows = [
            ["M1521", "1500×2100", "14", "木质门", "办公、实验室"], ["M1021", "1000×2100", "4", "木质门", "卫生间、附属用房"], ["M1821", "1800×2100", "1", "钢制门", "实验室"],
            ["FM甲1821", "1800×2100", "1", "甲级防火门", "电梯厅"], ["FM甲1221", "1200×2100", "1", "甲级防火门", "合用前室"],
            ["FM乙1221", "1200×2100", "5", "乙级防火门", "楼梯间、前室"], ["FM丙1021", "1000×2100", "1", "丙级防火门", "强弱电间"],
            ["M-0312", revised ? "1000×2100" : "1200×2100", "1", "甲级防火门", "会议厅(轴5)"],
        ]
        if revised { rows.append(["M-0313", "1000×2100", "1", "甲级防火门", "会议厅(轴6)"]) }
        rows += [["C2821", "2850×2100", "26", "断桥铝合金窗", "外窗"], ["C3621", "3600×2100", "2", "断桥铝合金窗", "外窗"]]
        canvas.table(
            Table(
                title: "三层门窗表", columns: [30, 36, 18, 40, 50], header: ["编号", "洞口尺寸", "数量", "类型", "部位"], rows: rows, rowHeight: 8, size: 3.2,
                centered: [0, 1, 2]), topLeft: Point(45, 572))
    }

    /// A small key plan of the fire compartment with its three exits.
    private func drawCompartment(_ corner: Point) {
        canvas.text("防火分区示意 1:500", at: Point(corner.x + 60, corner.y + 62), 4, .center, bold: true)
        let key = Plan(canvas, origin: Point(corner.x, corner.y), scale: 500)
        key.fill(Rect(-0.2, -0.2, 59.2, 24.4), Ink(0.93, 0.95, 1), Pen(0.5))
        key.outline(Rect(25.2, 10.8, 8.4, 13.2), .medium)
        for (name, x, y) in [("LT-3", 1.5, 16.0), ("LT-1", 26.6, 21.5), ("LT-2", 57.3, 16)] {
            key.fill(Rect(x - 1.4, y - 2.6, 2.8, 5.2), .pale, .thin)
            key.text(name, x, y, 1.8)
        }
        key.label(["防火分区3-1", "1444.5 m²"], 14, 5, 3)
        for (a, b) in [(Point(20, 9.6), Point(3, 9.6)), (Point(38, 9.6), Point(56, 9.6)), (Point(30.5, 9.6), Point(30.5, 17))] {
            key.line(a, b, Pen(0.4, .green))
            let tip = key.at(b)
            canvas.circle(tip, 0.9, Pen(0.2, .green), fill: .green)
        }
    }
}
