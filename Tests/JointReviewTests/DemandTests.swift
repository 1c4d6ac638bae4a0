import JointReview
import Testing

@Suite struct DemandTests {
    private static func bounds(_ value: String, _ unit: String?, _ relation: Relation = .atLeast) -> (Dimension, Rational?, Rational?)? {
        guard
            case .bounds(_, let dimension, let lower, let upper)? = Demand(element: "x", property: "p", relation: relation, value: value, unit: unit)
                .meaning
        else { return nil }
        return (dimension, lower, upper)
    }

    @Test(arguments: [
        ("1.30", "m", "1300", "mm"), ("130", "cm", "1.3", "m"), ("10.0", "m²", "10000000", "mm2"), ("10", "㎡", "10", "m2"),
        ("1", "ha", "10000", "m²"),
        ("1.5", "h", "90", "min"), ("2.5", "kN/m²", "2.5", "kPa"), ("25", "N/mm²", "25", "MPa"), ("90", "%", "0.9", nil), ("2.5", "‰", "0.0025", "1"),
        ("36", "km/h", "10", "m/s"), ("3.6", "m³/h", "1", "L/s"), ("0.65", "m/百人", "0.0065", "m/人"), ("1", "人/m²", "10000", "人/ha"),
        ("2", "樘", "2", "个"),
        ("1", "万㎡", "10000", "m²"), ("12", "ｍｍ", "1.2", "cm"), ("1", "kN·m", "1000", "N⋅m"),
    ])
    func equalQuantitiesAreEqualInEveryUnit(_ one: String, _ unit: String?, _ other: String, _ otherUnit: String?) {
        let (left, right) = (Self.bounds(one, unit), Self.bounds(other, otherUnit))
        #expect(left != nil && left?.1 == right?.1 && left?.0 == right?.0)
    }

    @Test func aBaseHasTheFactorOneAndEveryUnitIsReadAsItself() {
        for dimension in Dimension.allCases where dimension != .word {
            let units = Unit.all.filter { $0.dimension == dimension }
            #expect(units.contains { $0.factor == .one }, "\(dimension)")
            for unit in units { #expect(Unit.named(unit.symbol) == unit || unit.symbol == "1", "\(unit.symbol)") }
        }
        #expect(Unit.named(nil)?.dimension == .ratio && Unit.named("1")?.factor == .one)
        #expect(
            Unit.named("mPa") == nil && Unit.named("Mm") == nil && Unit.named("尺") == nil
                && Unit.named(String(repeating: "m", count: 1_000_000)) == nil)
    }

    @Test(arguments: [
        (Demand(element: "x", property: "p", relation: .atLeast, value: "1,3", unit: "m"), [DemandCode.valueForm]),
        (Demand(element: "x", property: "p", relation: .equal, value: "1e5"), [.valueForm]),
        (Demand(element: "x", property: "p", relation: .equal, value: "１２"), [.valueForm]),
        (Demand(element: "x", relation: .atMost, value: "1e400", unit: "尺"), [.propertyMissing, .unitUnknown, .valueForm]),
        (Demand(element: "x", property: " ", relation: .atMost, unit: "m"), [.propertyMissing, .valueMissing]),
        (Demand(element: "x", property: "p", relation: .atLeast, value: "第一类"), [.wordNotComparable]),
        (Demand(element: "x", property: "p", relation: .equal, value: "第一类", unit: "m"), [.wordWithUnit]),
        (Demand(element: "x", relation: .move), [.targetMissing]), (Demand(element: "x", relation: .move, value: " \u{200B}"), [.targetMissing]),
        (Demand(element: "x", property: "p", relation: .remove), [.partNotUsed]), (Demand(element: "x", relation: .add, value: "2"), [.partNotUsed]),
    ])
    func aMalformedDemandNamesAllItsFaults(_ demand: Demand, _ faults: [DemandCode]) {
        #expect(demand.faults == faults && demand.meaning == nil)
    }

    @Test func everyCodeSaysWhatIsWrongAndWhatToDo() {
        let codes = DemandCode.allCases.map { ($0.rawValue, $0.message, $0.remedy) } + MergeCode.allCases.map { ($0.rawValue, $0.message, $0.remedy) }
        #expect(Set(codes.map(\.0)).count == codes.count)
        for (code, message, remedy) in codes {
            #expect(!message.zh.hasSuffix("。") && !message.en.hasSuffix(".") && !message.zh.isEmpty && !message.en.isEmpty, "\(code)")
            #expect(remedy.zh.hasSuffix("。") && remedy.en.hasSuffix("."), "\(code)")
        }
    }

    @Test func likeNamesAreHintsAndNearNumbersAreNot() {
        func door(_ id: String, _ storey: String, _ mark: String, building: String = "1#") -> Element {
            Element(id: id, building: building, storey: storey, mark: mark, kind: .door)
        }
        let register = [
            door("a", "3F", "轴5,C–D/M-0312"), door("b", "三层", "轴5 C-D M0312", building: "1号楼"), door("c", "F3", "轴5,C-D/M-O312"),
            door("d", "3F", "轴5,C–D/M-0313"),
            door("e", "B1", "M-0312"), door("f", "-1F", "M-0312"), door("g", "地下一层", "Ｍ0312"), door("h", "1F", "M-0312"),
        ]
        #expect(register.nearMatches == [["a", "b", "c"], ["e", "f", "g"]])
        #expect(Array(register.reversed()).nearMatches == register.nearMatches)
        // Cyrillic М and В, Greek Ο and Β look like the Latin letters: M-0312 on storey B1.
        let foreign = register + [door("i", "\u{412}1", "\u{41C}-\u{41E}312"), door("j", "\u{392}1", "M-\u{39F}312")]
        #expect(foreign.nearMatches == [["a", "b", "c"], ["e", "f", "g", "i", "j"]])
    }
}
