/// 建施-01 设计说明: columns of text with the fire, civil-defence and energy chapters, each with its tables.
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
                y -= canvas.paragraph(body, topLeft: Point(x, y), width: width, 5, spacing: 0.55) + 6
            }
            for table in DesignTables.column(index, revised: revised) {
                canvas.table(table, topLeft: Point(x, y - 2))
                y -= table.height + 8
            }
            if index > 0 { canvas.line(Point(x - 4.5, 548), Point(x - 4.5, 22), Pen(0.15, .gray)) }
        }
    }
}

/// The tables under the columns of the design notes.
enum DesignTables {
    static func column(_ index: Int, revised: Bool) -> [Table] {
        switch index {
        case 0: [areas(revised: revised), codes]
        case 1: [materials, windows]
        case 2: [fire(revised: revised), egress(revised: revised)]
        default: [energy, shelter(revised: revised)]
        }
    }

    private static func grid(_ title: String, _ columns: [Double], _ header: [String], _ rows: [[String]]) -> Table {
        Table(title: title, columns: columns, header: header, rows: rows, rowHeight: 9.2, size: 4)
    }

    private static func areas(revised: Bool) -> Table {
        let counted = revised ? 21480 : 21600
        return grid(
            "主要技术指标", [56, 44, 70], ["项目", "数值", "备注"],
            [
                ["总建筑面积", "\(counted + 3612) m²", "地上\(counted),地下3612"], ["计容建筑面积", "\(counted) m²", "一期"], ["建筑层数/高度", "15F/-1F / 58.2 m", "1#"],
                ["机动车停车位", revised ? "142 个" : "138 个", "地下62"], ["防空地下室", "2752 m²", "2个防护单元"],
            ])
    }

    private static let codes = grid(
        "楼层概况", [30, 40, 40, 60], ["楼层", "层高(m)", "面积(m²)", "主要功能"],
        [
            ["-1F", "5.10", "3612", "汽车库、设备用房(人防)"], ["1F", "4.80", "1120", "门厅、展示、变配电间"], ["2F", "4.20", "1429", "公共实验平台"],
            ["3F", "4.20", "1444.5", "会议厅、表征实验室"], ["4~15F", "3.70", "1444.5", "研发办公、实验室"],
        ])

    private static let materials = grid(
        "室内装修做法表(节选)", [34, 46, 46, 44], ["部位", "楼地面", "墙面", "顶棚"],
        [
            ["办公室", "地砖", "乳胶漆", "矿棉板"], ["实验室", "环氧自流平", "抗菌涂料", "铝板"], ["会议厅", "地毯(B1级)", "吸音板(A级)", "石膏板(A级)"],
            ["走道、前室", "花岗石", "墙砖(A级)", "石膏板(A级)"],
            ["楼梯间", "花岗石", "涂料(A级)", "涂料(A级)"], ["地下车库", "耐磨地坪", "涂料(A级)", "涂料(A级)"],
        ])

    private static let windows = grid(
        "门窗性能表", [44, 42, 42, 42], ["类型", "抗风压", "气密性", "水密性"],
        [["断桥铝合金窗", "6级", "7级", "4级"], ["玻璃幕墙", "4级", "3级", "3级"], ["外门", "5级", "6级", "3级"], ["防火窗", "甲级/乙级", "—", "—"]])

    private static func fire(revised: Bool) -> Table {
        grid(
            "防火设计指标", [62, 54, 54], ["项目", "设计值", "限值"],
            [
                ["高层主体防火分区", "1444.5 m²", "3000 m²(有喷淋)"], ["地下车库防火分区", "1623 / 1129 m²", "4000 m²(有喷淋)"], ["疏散楼梯净宽", "1.30 m", "1.20 m"],
                ["最远疏散距离", "26.4 m", "37.5 m"], ["登高操作场地", revised ? "59 m×10 m" : "15 m×10 m", ""],
            ])
    }

    private static func egress(revised: Bool) -> Table {
        grid(
            "疏散宽度计算(1.00 m/百人)", [40, 36, 44, 50], ["楼层/房间", "人数", "计算宽度", "设计宽度"],
            [
                ["4~15F", "160", "1.60 m", "3×1.30 m"], ["3F", "280", "2.80 m", "3×1.30 m"], ["2F", "210", "2.10 m", "3×1.30 m"],
                ["3F会议厅", "130", "1.30 m", revised ? "2樘 1.00 m" : "1樘 1.20 m"],
            ])
    }

    private static let energy = grid(
        "围护结构热工指标", [50, 60, 60], ["部位", "传热系数W/(m²·K)", "做法"],
        [
            ["屋面", "0.38", "90厚挤塑聚苯板"], ["外墙", "0.58", "60厚岩棉板+砌块"], ["外窗(南)", "2.2 SHGC0.32", "断桥铝6+12A+6 Low-E"],
            ["外窗(其他)", "2.2 SHGC0.34", "断桥铝6+12A+6 Low-E"],
            ["底面接触室外楼板", "0.62", "50厚岩棉板"],
        ])

    private static func shelter(revised: Bool) -> Table {
        grid(
            "防护单元一览", [30, 50, 45, 45], ["单元", "功能", "面积", "室外出入口"],
            [["单元1", "二等人员掩蔽", revised ? "1397 m²" : "1623 m²", "1"], ["单元2", "二等人员掩蔽", "1129 m²", revised ? "1" : "0"]])
    }
}
