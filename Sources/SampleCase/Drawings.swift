import JointReview

/// The drawing list of the sample case: thirteen sheets and what later issues change.
enum Drawings {
    static let tower = "1# 研发楼"
    static let store = "2# 甲类危险品库"
    static let siteWide = "总图"

    /// The sheets in the order of the drawing list.
    static let all: [SampleSheet] = [
        SampleSheet(
            "建施-00", "图纸目录", "建筑", .drawingList, .a4, scale: "—", part: siteWide, changes: [2: "版次更新", 3: "版次更新"]
        ) { $0.drawDrawingList() },
        SampleSheet(
            "建施-01", "设计说明(含消防、人防、节能专篇)", "建筑", .designNotes, .a1, scale: "—", part: tower, changes: [2: "按审查意见修改指标、防雷类别、抗震等级"]
        ) { $0.drawDesignNotes() },
        SampleSheet(
            "总施-01", "总平面定位图", "总图", .sitePlan, .a0, scale: "1:500", part: siteWide, changes: [2: "2#南移1.5m,调整指标、车位、转弯半径"]
        ) { $0.drawSitePlan() },
        SampleSheet(
            "总施-02", "消防总平面", "总图", .fireSitePlan, .a1, scale: "1:500", part: siteWide, changes: [2: "登高操作场地加大,2#南移1.5m"]
        ) { $0.drawFireSitePlan() },
        SampleSheet(
            "建施-03", "地下一层平面", "建筑", .basementPlan, .a0, scale: "1:100", part: tower, changes: [2: "消控室疏散门、人防单元1北墙、车位"]
        ) { $0.drawBasementPlan() },
        SampleSheet(
            "建施-06", "三层平面", "建筑", .floorPlan, .a1, scale: "1:100", part: tower, changes: [2: "M-0312改1.00m,增M-0313,合用前室加大"]
        ) { $0.drawFloorPlan() },
        SampleSheet("建施-15", "立面剖面", "建筑", .elevation, .a1, scale: "1:150", part: tower) { $0.drawElevations() },
        SampleSheet(
            "人防建施-02", "战时平面(防护单元、口部)", "人防", .civilDefencePlan, .a1, scale: "1:150", part: tower,
            changes: [2: "单元1北墙南移4m,单元2增设室外出入口"]
        ) { $0.drawShelterPlan() },
        SampleSheet(
            "结施-04", "墙柱平面及边缘构件", "结构", .structuralPlan, .a1, scale: "1:100", part: tower, changes: [2: "抗震等级、KZ-7、轴5/轴6墙洞口"]
        ) { $0.drawWallsAndColumns() },
        SampleSheet(
            "结施-08", "三层梁配筋", "结构", .reinforcement, .a1, scale: "1:100", part: tower, changes: [3: "KL3-05轴5支座配筋"]
        ) { $0.drawBeams() },
        SampleSheet(
            "水施-05", "地下室给排水平面", "给排水", .plumbing, .a1, scale: "1:150", part: tower, changes: [2: "WL-3改线,不进入防空地下室"]
        ) { $0.drawPlumbing() },
        SampleSheet(
            "电施-12", "1#屋面防雷", "电气", .lightning, .a1, scale: "1:100", part: tower, changes: [2: "引下线加密"]
        ) { $0.drawRoofLightning() },
        SampleSheet(
            "电施-20", "2#防雷接地", "电气", .lightning, .a2, scale: "1:100", part: store, changes: [2: "按第一类防雷,接闪杆间隔3.2m"]
        ) { $0.drawStoreLightning() },
    ]

    /// Place of a sheet in the list, counted from 1, as its title block prints it.
    static func position(of number: String) -> String {
        guard let index = all.firstIndex(where: { $0.number == number }) else { return "—" }
        return "\(index + 1)"
    }
}
