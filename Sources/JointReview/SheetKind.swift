/// What a sheet shows. The relevance matrix of the rules says which disciplines a kind concerns; `other` concerns all.
public enum SheetKind: String, CaseIterable, Sendable, Codable, Labelled {
    case drawingList = "drawing_list"
    case designNotes = "design_notes"
    case sitePlan = "site_plan"
    case fireSitePlan = "fire_site_plan"
    case basementPlan = "basement_plan"
    case floorPlan = "floor_plan"
    case roofPlan = "roof_plan"
    case elevation
    case section
    case detail
    case civilDefencePlan = "civil_defence_plan"
    case foundation
    case structuralPlan = "structural_plan"
    case reinforcement
    case plumbing
    case ventilation
    case electrical
    case lightning
    case other

    /// Name of the kind.
    public var label: Bilingual {
        switch self {
        case .drawingList: Bilingual(zh: "图纸目录", en: "drawing list")
        case .designNotes: Bilingual(zh: "设计说明", en: "design notes")
        case .sitePlan: Bilingual(zh: "总平面图", en: "site plan")
        case .fireSitePlan: Bilingual(zh: "消防总平面图", en: "fire site plan")
        case .basementPlan: Bilingual(zh: "地下室平面图", en: "basement plan")
        case .floorPlan: Bilingual(zh: "平面图", en: "floor plan")
        case .roofPlan: Bilingual(zh: "屋顶平面图", en: "roof plan")
        case .elevation: Bilingual(zh: "立面图", en: "elevation")
        case .section: Bilingual(zh: "剖面图", en: "section")
        case .detail: Bilingual(zh: "详图", en: "detail")
        case .civilDefencePlan: Bilingual(zh: "人防平面图", en: "civil defence plan")
        case .foundation: Bilingual(zh: "基础图", en: "foundation")
        case .structuralPlan: Bilingual(zh: "结构平面图", en: "structural plan")
        case .reinforcement: Bilingual(zh: "配筋图", en: "reinforcement")
        case .plumbing: Bilingual(zh: "给排水图", en: "plumbing")
        case .ventilation: Bilingual(zh: "暖通图", en: "ventilation")
        case .electrical: Bilingual(zh: "电气图", en: "electrical")
        case .lightning: Bilingual(zh: "防雷接地图", en: "lightning protection")
        case .other: Bilingual(zh: "其他", en: "other")
        }
    }
}
