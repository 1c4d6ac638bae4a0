import JointReview

extension SampleCase {
    static let civilDefenceNotes: [Note] = [
        Note(
            id: "C1", discipline: .civilDefence, specialty: "建筑", severity: .mandatoryClause,
            bases: [known("GB 50038", "2005", "3.1.3"), unchecked("GB 50038", "2023", "3.1.3")], sheet: "人防建施-02",
            text: Bilingual(
                zh: "人防单元1北外墙距2#甲类危险品库 47.5 m,距生产、储存易燃易爆物品库房不应小于 50 m。",
                en:
                    "The north wall of shelter unit 1 is 47.5 m from store 2#; at least 50 m from stores of flammable or explosive goods are required."
            ),
            demand: SampleDemand(
                element: "2#南外墙—人防单元1北外墙", property: "clear_distance", relation: "≥", value: .number(50), unit: "m", drawn: .number(47.5))),
        Note(
            id: "C2", discipline: .civilDefence, specialty: "建筑", severity: .mandatoryClause, bases: [known("GB 50038", "2005", "3.3.1")],
            sheet: "人防建施-02",
            text: Bilingual(
                zh: "防护单元2仅设室内出入口和连通口,未设室外出入口;每个防护单元应至少设一个室外出入口作为战时主要出入口。",
                en: "Shelter unit 2 has indoor entrances and a connecting opening only; every unit needs at least one outdoor entrance."),
            demand: SampleDemand(
                element: "1#/B1/防护单元2", property: "outdoor_entrances", relation: "≥", value: .number(1), unit: "个", drawn: .number(0))),
        Note(
            id: "C3", discipline: .civilDefence, specialty: "给排水", severity: .mandatoryClause, bases: [unchecked("GB 50038", "2005", "3.1.6")],
            sheet: "水施-05",
            text: Bilingual(
                zh: "上部建筑污水立管 WL-3 穿越顶板进入防空地下室防护单元1;与防空地下室无关的上部污水管不得进入。",
                en:
                    "Soil stack WL-3 of the building above passes through the roof slab into shelter unit 1; pipes that do not serve the shelter must not enter it."
            ),
            demand: SampleDemand(
                element: "1#/B1/防护单元1/WL-3", property: "sewage_pipes_inside", relation: "=", value: .number(0), unit: "根", drawn: .number(1))),
    ]

    static let meteorologyNotes: [Note] = [
        Note(
            id: "M1", discipline: .meteorology, specialty: "电气", severity: .mandatoryClause,
            bases: [known("GB 50057", "2010", "3.0.2"), known("GB 50057", "2010", "3.0.3")], sheet: "电施-20",
            text: Bilingual(
                zh: "2#为储存1、2、5、6项甲类物品的危险品库,按第三类防雷建筑物设计,防雷类别有误,应为第一类。",
                en: "Store 2# holds class A goods of items 1, 2, 5 and 6; it is designed as lightning class 3, which is wrong: class 1 is required."),
            demand: SampleDemand(
                element: "2#", property: "lightning_class", relation: "=", value: .word("第一类"), unit: "", drawn: .word("第三类"))),
        Note(
            id: "M2", discipline: .meteorology, specialty: "电气", bases: [known("GB 50057", "2010", "4.2.1")], sheet: "电施-20",
            text: Bilingual(
                zh: "独立接闪杆至被保护建筑物的间隔距离 2.2 m,不得小于 3 m。",
                en: "The free-standing rod is 2.2 m from the protected building; at least 3 m are required."),
            demand: SampleDemand(
                element: "2#/独立接闪杆 1#", property: "separation_distance", relation: "≥", value: .number(3), unit: "m", drawn: .number(2.2))),
    ]

    static let structuralNotes: [Note] = [
        Note(
            id: "S1", discipline: .structural, specialty: "结构", bases: [unchecked("GB/T 50011", "2010(2024年版)", "6.1.2")], sheet: "结施-04",
            text: Bilingual(
                zh: "框架-剪力墙结构,7度,高度 58.2 m,框架抗震等级按四级取用有误,应为三级。",
                en: "Frame and shear walls, intensity 7, 58.2 m: the frame is taken as seismic grade 4; grade 3 is required."),
            demand: SampleDemand(
                element: "1#/框架", property: "seismic_grade", relation: "=", value: .word("三级"), unit: "", drawn: .word("四级"))),
        Note(
            id: "S2", discipline: .structural, specialty: "结构", bases: [known("GB/T 50011", "2010(2024年版)", "6.3.6")], sheet: "结施-04",
            text: Bilingual(
                zh: "轴3/轴B KZ-7 轴压比 0.92,大于三级框架柱限值 0.90。",
                en: "Column KZ-7 at 3/B has an axial compression ratio of 0.92; the limit for grade 3 is 0.90."),
            demand: SampleDemand(
                element: "1#/轴3,B/KZ-7", property: "axial_compression_ratio", relation: "≤", value: .number(0.90), unit: "", drawn: .number(0.92))),
        Note(
            id: "S3", discipline: .structural, specialty: "结构", bases: [known("GB/T 50011", "2010(2024年版)", "6.4.5")], sheet: "结施-04",
            text: Bilingual(
                zh: "轴5 C–D 墙上 M-0312 洞口侵入约束边缘构件,削弱墙肢;该洞口宽度不应大于 1000 mm。",
                en: "The opening of M-0312 in the wall on axis 5 cuts into the confined boundary element; it must not be wider than 1000 mm."),
            demand: SampleDemand(
                element: "1#/3F/轴5,C–D/M-0312", property: "structural_opening_width", relation: "≤", value: .number(1000), unit: "mm",
                drawn: .number(1200))),
        Note(
            id: "S4", discipline: .structural, specialty: "电气", bases: [known("GB 50057", "2010", "4.3.3")], sheet: "电施-12",
            text: Bilingual(
                zh: "1#按第二类防雷建筑物设计,引下线间距 22 m,沿建筑物四周均匀布置时间距不应大于 18 m。",
                en: "1# is lightning class 2: the down conductors are 22 m apart; at most 18 m are allowed."),
            demand: SampleDemand(
                element: "1#/屋面/引下线", property: "spacing", relation: "≤", value: .number(18), unit: "m", drawn: .number(22))),
        Note(
            id: "S5", round: 2, discipline: .structural, specialty: "结构", bases: [unchecked("GB/T 50011", "2010(2024年版)", "6.3.4")], sheet: "结施-08",
            text: Bilingual(
                zh: "KL3-05 轴5支座上部纵筋配筋率 2.7%,不宜大于 2.5%。",
                en: "Beam KL3-05 has 2.7 % of top steel at axis 5; it should not exceed 2.5 %."),
            demand: SampleDemand(
                element: "1#/3F/KL3-05/轴5", property: "top_reinforcement_ratio", relation: "≤", value: .number(2.5), unit: "%", drawn: .number(2.7)),
            lateReason: "初审时漏查,该图未修改;补提理由:与 M-0312 洞口调整后的连梁支座复核时发现。"),
    ]
}
