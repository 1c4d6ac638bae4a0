import JointReview

extension SampleCase {
    static let fireNotes: [Note] = [
        Note(
            id: "F1", discipline: .fire, specialty: "总图", bases: [known("GB 50016", "2014(2018年版)", "7.2.2")], sheet: "总施-02",
            text: Bilingual(
                zh: "1#建筑高度 58.2 m,大于 50 m,消防车登高操作场地长度和宽度不应小于 20 m×10 m,图示为 15 m×10 m。",
                en: "1# is over 50 m high: the operating area for fire engines must be at least 20 m by 10 m; 15 m by 10 m is drawn."),
            demand: SampleDemand(
                element: "1#/消防车登高操作场地", property: "length", relation: "≥", value: .number(20), unit: "m", drawn: .number(15))),
        Note(
            id: "F2", discipline: .fire, specialty: "建筑",
            bases: [known("GB 50016", "2014(2018年版)", "6.4.3"), known("GB 50016", "2014(2018年版)", "7.3.5")], sheet: "建施-06",
            text: Bilingual(
                zh: "防烟楼梯间与消防电梯合用前室使用面积 9.2 m²,不应小于 10.0 m²。",
                en: "The lobby shared by the smoke-proof stair and the fire lift has 9.2 m²; at least 10.0 m² are required."),
            demand: SampleDemand(
                element: "1#/3F/轴4–5,C–D/合用前室", property: "usable_area", relation: "≥", value: .number(10), unit: "m²", drawn: .number(9.2))),
        Note(
            id: "F3", discipline: .fire, specialty: "建筑", severity: .mandatoryClause,
            bases: [known("GB 50016", "2014(2018年版)", "5.5.21"), unchecked("GB 55037", "2022", "7.1.4")], sheet: "建施-06",
            text: Bilingual(
                zh: "三层会议厅 130 人,仅设 M-0312 一樘疏散门,按 1.00 m/百人计算疏散净宽度不足,该门洞口宽度不应小于 1.30 m。",
                en:
                    "The hall for 130 persons on the third floor has M-0312 alone; at 1.00 m per 100 persons the opening must be at least 1.30 m wide."
            ),
            demand: SampleDemand(
                element: "1#/3F/轴5,C–D/M-0312", property: "structural_opening_width", relation: "≥", value: .number(1.30), unit: "m",
                drawn: .number(1.2))),
        Note(
            id: "F4", discipline: .fire, specialty: "建筑", bases: [known("GB 50016", "2014(2018年版)", "8.1.7")], sheet: "建施-03",
            text: Bilingual(
                zh: "地下一层消防控制室疏散门开向车库,未直通室外或安全出口。",
                en: "The door of the fire control room leads into the car park, not straight outside or to an exit."),
            demand: SampleDemand(
                element: "1#/B1/消防控制室疏散门", property: "leads_to", relation: "=", value: .word("室外或安全出口"), unit: "", drawn: .word("汽车库"))),
        Note(
            id: "F5", discipline: .fire, specialty: "总图", severity: .advice, sheet: "总施-01",
            text: Bilingual(
                zh: "北侧次出入口消防车道未注明转弯半径,建议按不小于 9 m 补充标注。",
                en: "The turning radius of the fire lane at the north entrance is not given; please add it, at least 9 m."),
            duplicates: "P4"),
    ]
}
