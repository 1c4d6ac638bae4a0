import JointReview

/// Approval documents of the sample; numbers say that they are samples.
enum Approvals {
    static let conditions = "样例规条〔2026〕018号"
    static let permit = "样例建字第2026-018号附图"
}

extension SampleCase {
    static let planningNotes: [Note] = [
        Note(
            id: "P1", discipline: .planning, specialty: "总图", bases: [approval(Approvals.conditions, "第三条(建筑退让)")], sheet: "总施-01",
            text: Bilingual(
                zh: "2#甲类危险品库退北侧用地红线 10.5 m,不满足规划条件不小于 12 m 的要求;按退让 12 m 调整后,2#南外墙至经许可的地下室北外墙净距不应大于 46.0 m。",
                en:
                    "Store 2# stands 10.5 m off the north red line; the planning conditions ask for at least 12 m, which leaves at most 46.0 m to the permitted basement outline."
            ),
            demand: SampleDemand(
                element: "2#南外墙—人防单元1北外墙", property: "clear_distance", relation: "≤", value: .number(46), unit: "m", drawn: .number(47.5))),
        Note(
            id: "P2", discipline: .planning, specialty: "总图", bases: [approval(Approvals.permit, "技术经济指标表")], sheet: "总施-01",
            text: Bilingual(
                zh: "技术经济指标表计容建筑面积 21600 m²,超出建设工程规划许可证附图核定的 21480 m²。",
                en: "The floor area counted towards the plot ratio, 21,600 m², exceeds the 21,480 m² of the permit drawing."),
            demand: SampleDemand(
                element: "总施-01/技术经济指标表", property: "plot_ratio_floor_area", relation: "≤", value: .number(21480), unit: "m²", drawn: .number(21600))),
        Note(
            id: "P3", discipline: .planning, specialty: "总图", bases: [approval(Approvals.conditions, "第六条(停车配建)")], sheet: "总施-01",
            text: Bilingual(zh: "机动车停车位 138 个,少于规划条件要求的 142 个。", en: "138 parking spaces; the planning conditions ask for 142."),
            demand: SampleDemand(
                element: "总施-01/技术经济指标表", property: "parking_spaces", relation: "≥", value: .number(142), unit: "个", drawn: .number(138))),
        Note(
            id: "P4", discipline: .planning, specialty: "总图", severity: .advice, sheet: "总施-01",
            text: Bilingual(
                zh: "北侧次出入口内侧道路未标注转弯半径,建议补充标注并与城市道路接顺。",
                en: "The turning radius inside the north entrance is not given; please add it and join it to the city road.")),
    ]
}
