/// What can be wrong with a typed demand or a declared sum. The raw value is the finding's stable code.
public enum DemandCode: String, CaseIterable, Sendable {
    case elementUnknown = "demand.element_unknown"
    case propertyMissing = "demand.property_missing"
    case valueMissing = "demand.value_missing"
    case valueForm = "demand.value_form"
    case unitUnknown = "demand.unit_unknown"
    case wordNotComparable = "demand.word_not_comparable"
    case wordWithUnit = "demand.word_with_unit"
    case targetMissing = "demand.target_missing"
    case partNotUsed = "demand.part_not_used"
    case demandTwice = "demand.twice"
    case dimensionMixed = "demand.dimension_mixed"
    case sumPartsMissing = "sum.parts_missing"
    case sumDimension = "sum.dimension"
    case sumOfItself = "sum.of_itself"
    case sumContradictory = "sum.contradictory"
    case sumRuledOut = "sum.ruled_out"
    case undecided = "conflict.undecided"

    /// Whether a finding with this code stops the merge.
    public var severity: Finding.Severity {
        switch self {
        case .dimensionMixed, .sumContradictory, .undecided: .warn
        default: .reject
        }
    }

    /// What is wrong, without a full stop: what was found may follow.
    public var message: Bilingual {
        switch self {
        case .elementUnknown: Bilingual(zh: "构件未登记", en: "The element is not in the register")
        case .propertyMissing: Bilingual(zh: "要求没有写明属性", en: "The demand does not name a property")
        case .valueMissing: Bilingual(zh: "要求没有值", en: "The demand has no value")
        case .valueForm: Bilingual(zh: "值不是十进制小数", en: "The value is not a plain decimal")
        case .unitUnknown: Bilingual(zh: "单位无法识别", en: "The unit is not known")
        case .wordNotComparable: Bilingual(zh: "词只能用“=”要求", en: "A word can only be demanded with =")
        case .wordWithUnit: Bilingual(zh: "词没有单位", en: "A word has no unit")
        case .targetMissing: Bilingual(zh: "没有写明移到哪里", en: "The demand does not say where to move")
        case .partNotUsed:
            Bilingual(zh: "增设、取消、移位不带属性与单位,增设、取消也不带值", en: "add, remove and move take no property and no unit, add and remove no value")
        case .demandTwice: Bilingual(zh: "同一意见提出两次相同的要求", en: "The comment makes the same demand twice")
        case .dimensionMixed: Bilingual(zh: "同一属性的要求量纲不同,彼此无法比较", en: "Demands on one property have different dimensions and cannot be compared")
        case .sumPartsMissing: Bilingual(zh: "和式没有组成部分", en: "The sum has no parts")
        case .sumDimension: Bilingual(zh: "和式的单位或常数无法识别", en: "The sum's unit or constant cannot be read")
        case .sumOfItself: Bilingual(zh: "和式的总量又是它自己的组成部分", en: "The total is one of its own parts")
        case .sumContradictory: Bilingual(zh: "声明的和式自相矛盾", en: "The declared sums contradict each other")
        case .sumRuledOut: Bilingual(zh: "和式与已声明的和式不能同时成立", en: "The sum cannot hold with those that were declared before")
        case .undecided: Bilingual(zh: "矛盾检查未能全部完成", en: "The check for contradictions could not be finished")
        }
    }

    /// What to do about it.
    public var remedy: Bilingual {
        switch self {
        case .elementUnknown: Bilingual(zh: "先在构件登记表中登记,或改用已登记的构件。", en: "Enter it in the register first, or name an element that is there.")
        case .propertyMissing: Bilingual(zh: "写明属性,例如 structural_opening_width。", en: "Name it, for example structural_opening_width.")
        case .valueMissing: Bilingual(zh: "补上数值或词。", en: "Add the number or the word.")
        case .valueForm:
            Bilingual(
                zh: "写作 12.50:整数最多 15 位,小数最多 9 位,不用指数和千分位。",
                en: "Write 12.50: at most 15 digits before and 9 behind the point, no exponent, no grouping.")
        case .unitUnknown: Bilingual(zh: "使用单位表中的单位,例如 mm、m、m²、min、人、kN/m²、%。", en: "Use a unit of the list, such as mm, m, m², min, 人, kN/m² or %.")
        case .wordNotComparable: Bilingual(zh: "改用“=”,或改为数值。", en: "Use =, or give a number.")
        case .wordWithUnit: Bilingual(zh: "删去单位,或改为数值。", en: "Remove the unit, or give a number.")
        case .targetMissing: Bilingual(zh: "写明目标位置,例如“轴6”。", en: "Say where, for example 轴6.")
        case .partNotUsed: Bilingual(zh: "删去多余的部分,或改用 ≥、≤、=。", en: "Remove what is not used, or demand with ≥, ≤ or =.")
        case .demandTwice: Bilingual(zh: "只写一次。", en: "Make it once.")
        case .dimensionMixed:
            Bilingual(zh: "请提出人统一单位;在此之前只比较量纲相同的要求。", en: "Let the authors agree on one; until then only those of one dimension are compared.")
        case .sumPartsMissing: Bilingual(zh: "列出组成部分。", en: "List its parts.")
        case .sumDimension: Bilingual(zh: "给出单位表中的单位;常数写作十进制小数。", en: "Give a unit of the list, and the constant as a decimal.")
        case .sumOfItself: Bilingual(zh: "从组成部分中删去总量。", en: "Take the total out of the parts.")
        case .sumContradictory:
            Bilingual(
                zh: "请声明人对照图纸更正;更正前这些属性的要求未作检查。",
                en: "Let who declared them compare with the sheets; the demands on these properties are not checked before.")
        case .sumRuledOut:
            Bilingual(
                zh: "对照图纸核对;先声明的有误的,由其声明机构或牵头部门撤回后再声明。",
                en: "Compare it with the sheets; where an earlier one is wrong, have its body or the lead take it back first.")
        case .undecided:
            Bilingual(zh: "请人工核对所列属性,或减少相互关联的和式。", en: "Look at the listed properties by hand, or declare fewer sums that hang together.")
        }
    }

    /// The finding at a place; `detail` is what was found there, put after the sentence.
    public func finding(at place: String, sheet: String? = nil, _ detail: String = "") -> Finding {
        let shown = String(detail.unicodeScalars.prefix(120))
        let message =
            detail.isEmpty
            ? Bilingual(zh: "\(message.zh)。", en: "\(message.en).") : Bilingual(zh: "\(message.zh):\(shown)。", en: "\(message.en): \(shown).")
        return Finding(code: rawValue, severity: severity, file: place, sheet: sheet, message: message, remedy: remedy)
    }
}
