extension Plot {
    func drawBasementNotes(_ model: BasementModel) {
        let x = 915.0
        canvas.table(
            Table(
                title: "防护单元一览表(战时)", columns: [28, 42, 36, 36, 36], header: ["单元", "战时功能", "抗力级别", "建筑面积", "掩蔽人数"],
                rows: [
                    ["单元1", "二等人员掩蔽", "核6常6", revised ? "1397 m²" : "1623 m²", revised ? "1050" : "1230"],
                    ["单元2", "二等人员掩蔽", "核6常6", "1129 m²", "840"],
                ], rowHeight: 9, size: 3.6, centered: [0, 1, 2, 3, 4]), topLeft: Point(x, 810))
        canvas.table(
            Table(
                title: "防火分区表", columns: [36, 50, 44, 48], header: ["分区", "功能", "面积(m²)", "安全出口"],
                rows: [["B1-1", "汽车库(单元1)", "1623", "LT-1、LT-3"], ["B1-2", "汽车库(单元2)", "1129", "LT-2、LT-4"], ["B1-3", "设备用房", "860", "LT-5"]],
                rowHeight: 9, size: 3.6, centered: [0, 2, 3]), topLeft: Point(x, 745))
        let notes = """
            说明:
            1. 本层平时为汽车库及设备用房,战时为甲类防空地下室,防核武器抗力级别6级、防常规武器抗力级别6级,划分2个防护单元,战时平面详人防建施-02。
            2. 涂黑部分为钢筋混凝土墙、柱,外墙厚300,人防临空墙、密闭隔墙厚300,定位详结施图。
            3. FM甲、FM乙为甲、乙级防火门;HFM为钢筋混凝土防护密闭门,HHFM为活门槛防护密闭门。
            4. 汽车库设自动喷水灭火系统,每个防火分区不大于4000 m²。
            5. 消防控制室设于本层,\(revised ? "疏散门开向LT-5楼梯间,直通室外。" : "疏散门开向汽车库。")
            6. 集水坑、排水沟、设备基础详水施、电施图;外墙、底板、顶板防水等级一级。
            7. 车位尺寸2500×5100(平行式6000×2400),编号见图,共62个。
            """
        canvas.paragraph(notes, topLeft: Point(x, 680), width: 178, 4)
        canvas.text("关键图 KEY PLAN", at: Point(x + 89, 470), 5, .center, bold: true)
        let key = Plan(canvas, origin: Point(x + 16, 355), scale: 500)
        key.outline(BasementModel.outline, Pen(0.6))
        key.fill(Rect(-0.2, -0.2, 59.2, 24.4), .pale, Pen(0.4))
        key.label(["1#塔楼"], 29, 17, 3.4)
        key.outline(Rect(0.1, 11, 58.5, model.shelterNorth - 11.4), Pen(0.5, .magenta, dash: [4, 1.5]))
        key.outline(Rect(0.1, -8.3, 58.5, 18.9), Pen(0.5, .magenta, dash: [4, 1.5]))
        key.text("单元1", 12, 30, 3, ink: .magenta)
        key.text("单元2", 12, -4.4, 3, ink: .magenta)
        key.text("设备区", 67, 15, 3)
        key.north(Point(x + 165, 440))
        canvas.paragraph("【样例·非真实工程】本图所有工程、单位、数据均为虚构,仅用于软件演示。", topLeft: Point(x, 320), width: 178, 4.6, ink: .red)
    }
}
