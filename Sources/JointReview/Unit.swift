/// A unit with its exact factor to the base of its dimension.
public struct Unit: Hashable, Sendable {
    /// As it is printed, e.g. `m²`.
    public let symbol: String
    /// What it measures.
    public let dimension: Dimension
    /// How many of the dimension's base one of it is.
    public let factor: Rational

    /// The unit that a text names; nil for a text that names none. No unit at all, and `1`, is a plain ratio.
    ///
    /// `m²`, `m2` and `㎡` are one unit, as are full-width letters; letters of another case are not: `mPa` is no `MPa`.
    public static func named(_ text: String?) -> Unit? {
        guard let text, !text.isEmpty else { return plain }
        if let unit = byName[text] { return unit }
        // Nobody's unit is that long, and folding a long text costs.
        guard text.utf8.count <= 64 else { return nil }
        return byName[folded(text)]
    }

    /// Every unit, dimension by dimension, the base first.
    public static let all: [Unit] = rows.map { Unit(symbol: $0.names[0], dimension: $0.dimension, factor: $0.factor) }

    private static let plain = Unit(symbol: "", dimension: .ratio, factor: .one)

    private static let byName: [String: Unit] = {
        var units: [String: Unit] = [:]
        for (row, unit) in zip(rows, all) {
            for name in row.names {
                units[name] = unit
                units[folded(name)] = unit
            }
        }
        return units
    }()

    private static func folded(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                SheetNumber.plain(text).unicodeScalars.map { scalar in
                    // Three dots that people write between factors.
                    scalar == "\u{22C5}" || scalar == "\u{2022}" || scalar == "*" ? "\u{00B7}" : scalar
                }))
    }

    private struct Row: Sendable {
        let dimension: Dimension
        let factor: Rational
        let names: [String]

        init(_ dimension: Dimension, _ names: String, _ factor: Int, over divisor: Int = 1) {
            self.dimension = dimension
            self.names = names.split(separator: " ").map(String.init)
            // Both are small constants of this file.
            self.factor = (try? Rational(Int128(factor), over: Int128(divisor))) ?? .one
        }
    }

    private static let rows: [Row] = geometry + people + loads + plant

    private static let geometry: [Row] = [
        Row(.length, "mm 毫米", 1), Row(.length, "cm 厘米", 10), Row(.length, "dm", 100), Row(.length, "m 米", 1000), Row(.length, "km 公里", 1_000_000),
        Row(.area, "mm²", 1), Row(.area, "cm²", 100), Row(.area, "m² 平方米", 1_000_000), Row(.area, "ha 公顷 hm²", 10_000_000_000),
        Row(.area, "万m² 万平方米", 10_000_000_000), Row(.area, "km²", 1_000_000_000_000), Row(.volume, "mm³", 1), Row(.volume, "L 升 dm³", 1_000_000),
        Row(.volume, "m³ 立方米", 1_000_000_000), Row(.angle, "′", 1), Row(.angle, "° 度 deg", 60), Row(.ratio, "‰", 1, over: 1000),
        Row(.ratio, "%", 1, over: 100), Row(.ratio, "1", 1),
    ]

    private static let people: [Row] = [
        Row(.duration, "s 秒", 1), Row(.duration, "min 分钟", 60), Row(.duration, "h 小时", 3600), Row(.duration, "d 天", 86400),
        Row(.persons, "人 person persons", 1), Row(.count, "个 pcs 樘 根 部 层 处 辆 套 具 台 只 座 道 盏 条 间 户 组 块 份", 1),
        Row(.areaPerPerson, "m²/人", 1), Row(.widthPerPerson, "m/百人", 1), Row(.widthPerPerson, "m/人", 100), Row(.personsPerArea, "人/ha 人/公顷", 1),
        Row(.personsPerArea, "人/m²", 10_000),
    ]

    private static let loads: [Row] = [
        Row(.pressure, "Pa N/m²", 1), Row(.pressure, "kPa kN/m²", 1000), Row(.pressure, "MPa N/mm²", 1_000_000),
        Row(.pressure, "GPa kN/mm²", 1_000_000_000),
        Row(.force, "N", 1), Row(.force, "kN", 1000), Row(.force, "MN", 1_000_000), Row(.lineLoad, "N/m", 1), Row(.lineLoad, "kN/m N/mm", 1000),
        Row(.moment, "N·m", 1), Row(.moment, "kN·m", 1000), Row(.mass, "g", 1), Row(.mass, "kg 千克", 1000), Row(.mass, "t 吨", 1_000_000),
        Row(.density, "kg/m³", 1), Row(.density, "t/m³ g/cm³", 1000),
    ]

    private static let plant: [Row] = [
        Row(.speed, "m/s", 1), Row(.speed, "km/h", 5, over: 18), Row(.flow, "L/min", 1), Row(.flow, "L/s", 60), Row(.flow, "m³/h", 50, over: 3),
        Row(.flow, "m³/s", 60_000), Row(.illuminance, "lx", 1), Row(.sound, "dB dB(A)", 1), Row(.temperature, "℃ °C", 1), Row(.power, "W", 1),
        Row(.power, "kW", 1000), Row(.power, "MW", 1_000_000), Row(.energy, "J", 1), Row(.energy, "kJ", 1000), Row(.energy, "MJ", 1_000_000),
        Row(.energy, "kWh kW·h", 3_600_000), Row(.fireLoad, "MJ/m²", 1), Row(.heatTransfer, "W/(m²·K) W/m²K", 1), Row(.voltage, "V", 1),
        Row(.voltage, "kV", 1000), Row(.current, "A", 1), Row(.current, "kA", 1000), Row(.resistance, "mΩ", 1), Row(.resistance, "Ω", 1000),
        Row(.resistance, "kΩ", 1_000_000), Row(.resistance, "MΩ", 1_000_000_000),
    ]
}
