import JointReview

extension SheetName {
    /// Which specialty a number's prefix stands for; the longer prefix first, because 人防建施 is civil defence and not architecture.
    private static let specialties: [(String, String)] = [
        ("人防", "人防"), ("总", "总图"), ("规", "总图"), ("建", "建筑"), ("结", "结构"), ("给排水", "给排水"), ("水", "给排水"), ("暖", "暖通"), ("空", "暖通"),
        ("通", "暖通"), ("动", "动力"), ("弱电", "电气"), ("电", "电气"), ("消", "消防"), ("景", "景观"), ("装", "装饰"), ("幕墙", "幕墙"),
        ("A-", "建筑"), ("S-", "结构"), ("P-", "给排水"), ("M-", "暖通"), ("E-", "电气"),
    ]

    /// Specialty by the number's prefix.
    var specialty: String {
        Self.specialties.first { hasNumber && number.hasPrefix($0.0) }?.1 ?? "未分专业"
    }

    /// What words of a title say about a sheet's kind, most telling first: 消防总平面 is a site plan too, 地下一层给排水平面 a floor plan too.
    private static let kinds: [(SheetKind, [String])] = [
        (.drawingList, ["目录", "drawing list", "sheet index"]), (.designNotes, ["说明", "专篇", "design notes"]),
        (.fireSitePlan, ["消防总平面", "消防总图", "fire site"]), (.lightning, ["防雷", "接地", "lightning"]),
        (.civilDefencePlan, ["人防", "战时", "防护单元", "civil defence"]), (.plumbing, ["给排水", "给水", "排水", "喷淋", "消火栓", "plumbing", "drainage"]),
        (.ventilation, ["暖通", "通风", "空调", "防排烟", "采暖", "ventilation", "hvac"]), (.electrical, ["电气", "配电", "照明", "弱电", "火灾报警", "electrical"]),
        (.reinforcement, ["配筋", "梁平法", "板配筋", "reinforcement"]), (.foundation, ["基础", "桩", "承台", "foundation"]),
        (.structuralPlan, ["墙柱", "结构平面", "模板", "structural plan"]), (.sitePlan, ["总平面", "总图", "定位图", "site"]),
        (.basementPlan, ["地下", "基坑", "basement"]), (.elevation, ["立面", "elevation"]), (.section, ["剖面", "section"]),
        (.roofPlan, ["屋面", "屋顶", "roof"]), (.detail, ["详图", "大样", "节点", "detail"]), (.floorPlan, ["平面", "floor plan", "floor-plan", "plan"]),
    ]

    /// What the sheet shows, by the words of its title, else by its specialty.
    var kind: SheetKind {
        let words = title.lowercased()
        if specialty == "人防" { return .civilDefencePlan }
        // 屋面排水 in an architect's set is a roof plan: drainage there is a word, not a service.
        let architects = ["建筑", "总图"].contains(specialty)
        let candidates = Self.kinds.filter { !architects || !Self.ofServices.contains($0.0) }
        if let kind = candidates.first(where: { $0.1.contains { words.contains($0) } })?.0 {
            // In a service's set a plan of the basement is a drawing of that service.
            return [.basementPlan, .floorPlan, .roofPlan].contains(kind) ? Self.service[specialty] ?? kind : kind
        }
        return Self.service[specialty] ?? .other
    }

    private static let ofServices: Set<SheetKind> = [.plumbing, .ventilation, .electrical, .reinforcement, .foundation, .structuralPlan]
    private static let service: [String: SheetKind] = ["给排水": .plumbing, "暖通": .ventilation, "电气": .electrical, "结构": .structuralPlan]

    /// Words that make a file a document and not a drawing, with the kind that they stand for.
    private static let documents: [(String, String)] = [
        ("计算书", "计算书"), ("勘察", "勘察报告"), ("许可证", "审批文件"), ("批复", "审批文件"), ("告知书", "审查文书"), ("回复", "回复单"), ("变更通知", "设计变更通知单"),
        ("修改说明", "修改说明"), ("报告", "报告"), ("calculation", "计算书"), ("report", "报告"),
    ]

    /// The kind of document that the name stands for; nil for a drawing.
    var documentKind: String? {
        let words = (number + title).lowercased()
        return Self.documents.first { words.contains($0.0) }?.1
    }
}
