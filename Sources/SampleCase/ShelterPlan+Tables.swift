extension Plot {
    func drawShelterTables(_ model: BasementModel) {
        canvas.table(
            Table(
                title: "防护单元及口部一览表", columns: [20, 46, 24, 24, 30, 30, 30], header: ["单元", "功能/抗力", "面积m²", "掩蔽人数", "室外出入口", "室内出入口", "连通口"],
                rows: [
                    ["1", "二等人员掩蔽 核6常6", revised ? "1397" : "1623", revised ? "1050" : "1230", "1(口1)", "2(口2、口3)", "1(口6)"],
                    ["2", "二等人员掩蔽 核6常6", "1129", "840", revised ? "1(口7)" : "0", "2(口4、口5)", "1(口6)"],
                ], rowHeight: 7.5, size: 3, centered: [0, 2, 3, 4, 5, 6]), topLeft: Point(35, 575))
        let distance = revised ? "50.0" : "47.5"
        let notes = """
            说明:
            1. 本工程为甲类防空地下室,防核武器抗力级别6级、防常规武器抗力级别6级,战时为二等人员掩蔽所,2个防护单元,单元建筑面积均小于2000 m²。
            2. 人防单元1北外墙距2#甲类危险品库外墙 \(distance) m(GB 50038)。
            3. 战时通风:清洁式、滤毒式、隔绝式;滤毒室、扩散室、进风机房位置见图。
            4. 平战转换:口3、口4平时为车道口,临战采用FMDB防护密闭封堵板封堵,转换时限3天。
            5. HFM防护密闭门、HM密闭门、HHFM活门槛防护密闭门,型号按标准图集(样例)。
            6. 与防空地下室无关的管道不得穿过人防围护结构。
            """
        canvas.paragraph(notes, topLeft: Point(300, 575), width: 300, 3.2)
        canvas.text("图例", at: Point(630, 570), 4, bold: true)
        for (index, item) in [("钢筋混凝土墙、柱", Ink(0.35, 0.35, 0.35)), ("防护单元1", Ink(1, 0.93, 0.97)), ("防护单元2", Ink(0.9, 0.95, 1))].enumerated() {
            let y = 557 - Double(index) * 11
            canvas.box(Rect(630, y, 20, 7), fill: item.1, .thin)
            canvas.text(item.0, at: Point(655, y + 3.5), 3.2, middle: true)
        }
        let hatched = Rect(630, 524, 20, 7)
        canvas.rect(hatched, .thin)
        canvas.hatch(hatched.corners, angle: 45, spacing: 3, .hair)
        canvas.text("非人防区", at: Point(655, 527.5), 3.2, middle: true)
    }
}
