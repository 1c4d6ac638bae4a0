extension Demand {
    /// Everything that is wrong with the demand, each finding at its member below `pointer`. `elements` are those of the case's register.
    public func findings(at pointer: String, elements: Set<String>) -> [Finding] {
        let unknown = elements.contains(element) ? [] : [DemandCode.elementUnknown.finding(at: pointer + "/element", element)]
        return unknown + faults.map { $0.finding(at: pointer + $0.field, $0.shown(of: self)) }
    }

    /// The demand in one line, as it was written: element, property, relation, value and unit.
    public var line: String {
        [element, property, relation.rawValue, value, unit].compactMap { $0 }.joined(separator: " ")
    }
}

extension LinearSum {
    /// Everything that is wrong with the sum, each finding at its member below `pointer`. `elements` are those of the case's register.
    public func findings(at pointer: String, elements: Set<String>) -> [Finding] {
        var findings = faults.map { $0.finding(at: pointer.isEmpty ? "/" : pointer) }
        for (name, term) in [("total", total)] + parts.enumerated().map({ ("parts/\($0)", $1) }) {
            let place = "\(pointer)/\(name)"
            if !elements.contains(term.element) { findings.append(DemandCode.elementUnknown.finding(at: place + "/element", term.element)) }
            if term.property.isBlank { findings.append(DemandCode.propertyMissing.finding(at: place + "/property")) }
        }
        return findings
    }
}

extension DemandCode {
    /// The member of a demand where the fault lies, as the end of a pointer.
    fileprivate var field: String {
        switch self {
        case .elementUnknown: "/element"
        case .propertyMissing: "/property"
        case .valueMissing, .valueForm, .targetMissing: "/value"
        case .unitUnknown, .wordWithUnit: "/unit"
        case .wordNotComparable: "/relation"
        case .partNotUsed, .demandTwice, .dimensionMixed, .sumPartsMissing, .sumDimension, .sumOfItself, .sumContradictory, .sumRuledOut, .undecided:
            ""
        }
    }

    fileprivate func shown(of demand: Demand) -> String {
        switch self {
        case .valueForm, .wordNotComparable: demand.value ?? ""
        case .unitUnknown, .wordWithUnit: demand.unit ?? ""
        default: ""
        }
    }
}
