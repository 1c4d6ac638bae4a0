extension Plot {
    func drawStructuralTables() {
        let grade = revised ? "三级" : "四级"
        let rows = canvas.table(
            Table(
                title: "结构抗震设计参数", columns: [44, 62], header: ["项目", "取值"],
                rows: [
                    ["结构体系", "框架-剪力墙结构"], ["抗震设防烈度", "7度(0.10g) 第一组"], ["场地类别", "Ⅲ类"], ["抗震设防类别", "标准设防类(丙类)"], ["建筑高度", "58.2 m"],
                    ["剪力墙抗震等级", "二级"], ["框架抗震等级", grade],
                ], rowHeight: 7.2, size: 3.1), topLeft: Point(40, 575))
        mark("S1", rows[6], inTable: true)
        let seven = revised ? ["KZ-7", "750×900", "14C25", "C10@100/150", "0.87"] : ["KZ-7", "750×750", "12C25", "C10@100/200", "0.92"]
        canvas.table(
            Table(
                title: "框架柱表(-0.050~13.150)", columns: [20, 30, 30, 38, 22], header: ["编号", "截面", "纵筋", "箍筋", "轴压比"],
                rows: [
                    ["KZ-1", "800×800", "16C22", "C10@100/200", "0.61"], ["KZ-2", "800×800", "16C25", "C10@100/200", "0.74"],
                    ["KZ-3", "800×800", "16C25", "C10@100/200", "0.76"],
                    ["KZ-4", "800×800", "16C22", "C10@100/200", "0.72"], ["KZ-5", "800×800", "16C25", "C10@100/200", "0.85"],
                    ["KZ-6", "800×800", "20C25", "C12@100", "0.83"], seven,
                ], rowHeight: 7.2, size: 3, centered: [0, 1, 2, 3, 4]), topLeft: Point(158, 575))
        drawElementDetail(Point(325, 436), "YBZ3(轴5/C端)", cut: !revised)
        drawElementDetail(Point(415, 436), "YBZ4(轴5/D端)", cut: false)
        let notes = """
            说明:
            1. 混凝土强度等级:-0.050~13.150墙、柱C50,其上详层高表;钢筋:C为HRB400。
            2. 剪力墙抗震等级二级,框架抗震等级\(grade);轴压比限值:剪力墙0.60,框架柱0.90。
            3. 约束边缘构件YBZ设置范围:底部加强部位及其上一层;lc为约束边缘构件沿墙肢长度。
            4. 墙身:Q1、Q2厚300,竖向C12@150双排,水平C12@150双排,拉筋C8@450×450;Q3厚200,双向C10@200双排。
            5. 墙上洞口四周加强筋每边不少于2C16;洞口不得进入约束边缘构件。
            6. 未注明墙、柱均轴线居中。
            """
        canvas.paragraph(notes, topLeft: Point(520, 575), width: 222, 3.1)
    }

    /// A boundary element in cross-section, 1:25, with its bars; where the door cuts in, the cut is dashed.
    private func drawElementDetail(_ corner: Point, _ name: String, cut: Bool) {
        let k = 0.05
        let column = Rect(corner.x, corner.y + 25, 800 * k, 800 * k)
        let flange = Rect(column.maxX, column.center.y - 150 * k, 800 * k, 300 * k)
        for r in [column, flange] {
            canvas.box(r, fill: .white, Pen(0.7))
            canvas.rect(r.inset(1.3), Pen(0.25))
        }
        canvas.line(Point(column.maxX, flange.y + 0.4), Point(column.maxX, flange.maxY - 0.4), Pen(0.8, .white))
        for index in 0..<5 {
            let at = column.x + 2.2 + Double(index) * (column.width - 4.4) / 4
            for y in [column.y + 2.2, column.maxY - 2.2] { canvas.circle(Point(at, y), 0.7, .hair, fill: .black) }
            if index > 0 && index < 4 {
                let y = column.y + 2.2 + Double(index) * (column.height - 4.4) / 4
                for x in [column.x + 2.2, column.maxX - 2.2] { canvas.circle(Point(x, y), 0.7, .hair, fill: .black) }
            }
        }
        for index in 0..<5 {
            for y in [flange.y + 2, flange.maxY - 2] { canvas.circle(Point(flange.x + 5 + Double(index) * 7.5, y), 0.7, .hair, fill: .black) }
        }
        if cut {
            let opening = Rect(column.maxX + 250 * k, flange.y - 3, 550 * k, flange.height + 6)
            canvas.rect(opening, Pen(0.4, .red, dash: [2, 1]))
            canvas.text("M-0312", at: Point(opening.center.x, opening.y - 4), 2.8, .center, ink: .red)
        }
        let paper = Plan(canvas, origin: corner, scale: 1000)
        paper.dimension(Point(0, 25), Point(40, 25), offset: -6, words: "800", height: 2.4)
        paper.dimension(Point(40, 25), Point(80, 25), offset: -6, words: "800", height: 2.4)
        canvas.text("纵筋 24C20 箍筋 C10@100", at: Point(corner.x + 40, corner.y + 76), 3, .center)
        canvas.text(name + " 1:20", at: Point(corner.x + 40, corner.y + 7), 4, .center, bold: true)
    }
}
