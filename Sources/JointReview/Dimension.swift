/// What a quantity measures. Quantities of different dimensions cannot be compared.
public enum Dimension: String, CaseIterable, Sendable, Codable, Labelled {
    case length, area, volume, duration, persons, count, ratio, angle, pressure, force, moment
    case lineLoad = "line_load"
    case mass, density, speed, flow, illuminance, sound, temperature, power, energy
    case fireLoad = "fire_load"
    case heatTransfer = "heat_transfer"
    case voltage, current, resistance
    case areaPerPerson = "area_per_person"
    case widthPerPerson = "width_per_person"
    case personsPerArea = "persons_per_area"
    /// A word of the trade, such as 第一类: equal or not, and nothing else.
    case word

    /// Name of the dimension.
    public var label: Bilingual {
        switch self {
        case .length: Bilingual(zh: "长度", en: "length")
        case .area: Bilingual(zh: "面积", en: "area")
        case .volume: Bilingual(zh: "体积", en: "volume")
        case .duration: Bilingual(zh: "时间", en: "duration")
        case .persons: Bilingual(zh: "人数", en: "persons")
        case .count: Bilingual(zh: "数量", en: "count")
        case .ratio: Bilingual(zh: "比值", en: "ratio")
        case .angle: Bilingual(zh: "角度", en: "angle")
        case .pressure: Bilingual(zh: "压强、应力或面荷载", en: "pressure, stress or load on an area")
        case .force: Bilingual(zh: "力", en: "force")
        case .moment: Bilingual(zh: "力矩", en: "moment")
        case .lineLoad: Bilingual(zh: "线荷载", en: "load on a line")
        case .mass: Bilingual(zh: "质量", en: "mass")
        case .density: Bilingual(zh: "密度", en: "density")
        case .speed: Bilingual(zh: "速度", en: "speed")
        case .flow: Bilingual(zh: "流量", en: "flow")
        case .illuminance: Bilingual(zh: "照度", en: "illuminance")
        case .sound: Bilingual(zh: "声级", en: "sound level")
        case .temperature: Bilingual(zh: "温度", en: "temperature")
        case .power: Bilingual(zh: "功率", en: "power")
        case .energy: Bilingual(zh: "能量", en: "energy")
        case .fireLoad: Bilingual(zh: "火灾荷载密度", en: "fire load density")
        case .heatTransfer: Bilingual(zh: "传热系数", en: "thermal transmittance")
        case .voltage: Bilingual(zh: "电压", en: "voltage")
        case .current: Bilingual(zh: "电流", en: "current")
        case .resistance: Bilingual(zh: "电阻", en: "resistance")
        case .areaPerPerson: Bilingual(zh: "人均面积", en: "area per person")
        case .widthPerPerson: Bilingual(zh: "百人疏散宽度", en: "exit width per person")
        case .personsPerArea: Bilingual(zh: "人员密度", en: "persons per area")
        case .word: Bilingual(zh: "词", en: "word")
        }
    }
}
