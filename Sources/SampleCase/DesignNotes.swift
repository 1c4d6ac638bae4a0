/// 建施-01 设计说明: columns of text with the fire, civil-defence and energy chapters.
extension Plot {
    func drawDesignNotes() {
        canvas.text("建筑设计总说明(含消防、人防、节能专篇)", at: Point(388, 566), 8, .center, bold: true)
        canvas.text(SampleCase.projectName, at: Point(388, 556), 4, .center)
        let columns = [
            DesignText.general(revised: revised), DesignText.construction, DesignText.fire(revised: revised),
            DesignText.shelterAndEnergy(revised: revised),
        ]
        let width = 170.0
        for (index, chapters) in columns.enumerated() {
            let x = 34 + Double(index) * (width + 9)
            var y = 546.0
            for (title, body) in chapters {
                canvas.text(title, at: Point(x, y - 6), 6, bold: true)
                y -= 10.5
                y -= canvas.paragraph(body, topLeft: Point(x, y), width: width, 4.9) + 6
            }
            if index == 1 { drawMaterials(Point(x, y - 2)) }
            if index == 2 { drawFireTable(Point(x, y - 2)) }
            if index == 3 { drawEnergyTable(Point(x, y - 2)) }
            if index == 0 { drawAreas(Point(x, y - 2)) }
            if index > 0 { canvas.line(Point(x - 4.5, 548), Point(x - 4.5, 22), Pen(0.15, .gray)) }
        }
    }

    private func drawAreas(_ corner: Point) {
        let counted = revised ? 21480 : 21600
        canvas.table(
            Table(
                title: "主要技术指标", columns: [56, 44, 70], header: ["项目", "数值", "备注"],
                rows: [
                    ["总建筑面积", "\(counted + 3612) m²", "地上\(counted),地下3612"], ["计容建筑面积", "\(counted) m²", ""], ["建筑层数/高度", "15F/-1F / 58.2 m", "1#"],
                    ["机动车停车位", revised ? "142 个" : "138 个", "地下62"],
                    ["防空地下室", "2752 m²", "2个防护单元"],
                ], rowHeight: 10, size: 4.3), topLeft: corner)
    }

    private func drawMaterials(_ corner: Point) {
        canvas.table(
            Table(
                title: "室内装修做法表(节选)", columns: [34, 46, 46, 44], header: ["部位", "楼地面", "墙面", "顶棚"],
                rows: [
                    ["办公室", "地砖", "乳胶漆", "矿棉板"], ["实验室", "环氧自流平", "抗菌涂料", "铝板"], ["会议厅", "地毯(B1级)", "吸音板(A级)", "石膏板(A级)"],
                    ["走道、前室", "花岗石", "墙砖(A级)", "石膏板(A级)"], ["楼梯间", "花岗石", "涂料(A级)", "涂料(A级)"], ["地下车库", "耐磨地坪", "涂料(A级)", "涂料(A级)"],
                ],
                rowHeight: 10, size: 4.1), topLeft: corner)
    }

    private func drawFireTable(_ corner: Point) {
        canvas.table(
            Table(
                title: "防火设计指标", columns: [62, 54, 54], header: ["项目", "设计值", "限值"],
                rows: [
                    ["高层主体防火分区", "1444.5 m²", "3000 m²(有喷淋)"], ["地下车库防火分区", "1632 / 1120 m²", "4000 m²(有喷淋)"], ["疏散楼梯净宽", "1.30 m", "1.20 m"],
                    ["最远疏散距离", "26.4 m", "37.5 m"],
                    ["百人疏散净宽度", "1.00 m/百人", "1.00 m/百人"], ["登高操作场地", revised ? "59 m×10 m" : "15 m×10 m", ""],
                ], rowHeight: 10, size: 4.1), topLeft: corner)
    }

    private func drawEnergyTable(_ corner: Point) {
        canvas.table(
            Table(
                title: "围护结构热工指标", columns: [50, 60, 60], header: ["部位", "传热系数W/(m²·K)", "做法"],
                rows: [
                    ["屋面", "0.38", "90厚挤塑聚苯板"], ["外墙", "0.58", "60厚岩棉板+砌块"], ["外窗(南)", "2.2 SHGC0.32", "断桥铝6+12A+6 Low-E"],
                    ["外窗(其他)", "2.2 SHGC0.34", "断桥铝6+12A+6 Low-E"], ["底面接触室外楼板", "0.62", "50厚岩棉板"],
                ],
                rowHeight: 10, size: 4.1), topLeft: corner)
    }
}
