import JointReview

extension SampleCase {
    /// The two pairs of demands that cannot both be met, each with its settlement.
    public static let conflicts: [SampleConflict] = [
        SampleConflict(
            comments: ["F3", "S3"],
            settlement: Bilingual(
                zh: "M-0312 结构洞口宽度取 1.00 m,于轴6墙上增设第二樘疏散门 M-0313(洞口 1.00 m),两门疏散净宽度合计满足 130 人疏散;消防以新要求替代原要求。",
                en: "M-0312 keeps an opening of 1.00 m and a second door M-0313 is added on axis 6; fire replaces its demand."),
            replaced: "F3",
            replacement: SampleDemand(
                element: "1#/3F/会议厅", property: "number_of_exit_doors", relation: "≥", value: .number(2), unit: "樘", drawn: .number(1))),
        SampleConflict(
            comments: ["C1", "P1"],
            settlement: Bilingual(
                zh: "2#南移 1.5 m 满足退让 12 m;地下室外轮廓不变,人防单元1北墙在轮廓内南移 4 m,距2# 50.0 m;规划将要求改为针对地下室外轮廓。",
                en:
                    "2# moves 1.5 m south for the 12 m setback; inside the unchanged basement outline the north wall of unit 1 moves 4 m south, to 50.0 m; planning restates its demand on the outline."
            ),
            replaced: "P1",
            replacement: SampleDemand(
                element: "2#南外墙—地下室北外墙轮廓", property: "clear_distance", relation: "≤", value: .number(46), unit: "m", drawn: .number(47.5))),
    ]
}
