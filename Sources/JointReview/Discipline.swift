/// The five review disciplines (审查类别): each is a queue of review bodies. Specialties (专业) inside them are data.
public enum Discipline: String, CaseIterable, Sendable, Codable, Labelled {
    case planning
    case fire
    case civilDefence = "civil_defence"
    case meteorology
    case structural

    /// Name of the discipline.
    public var label: Bilingual {
        switch self {
        case .planning: Bilingual(zh: "规划", en: "planning")
        case .fire: Bilingual(zh: "消防", en: "fire")
        case .civilDefence: Bilingual(zh: "人防", en: "civil defence")
        case .meteorology: Bilingual(zh: "气象(防雷)", en: "meteorology")
        case .structural: Bilingual(zh: "施工图(建筑结构)", en: "structural")
        }
    }
}
