/// That one property is the sum of others, as a person read it from a sheet: storey height = beam + duct + clear height.
public struct LinearSum: Hashable, Sendable, Codable, Identifiable {
    /// One property of one element.
    public struct Term: Hashable, Sendable, Codable {
        /// Element of the register.
        public let element: String
        /// Property of it.
        public let property: String
        /// How often it counts, e.g. 15 equal storeys; once when left out.
        public let times: Int?

        /// A term.
        public init(element: String, property: String, times: Int? = nil) {
            (self.element, self.property, self.times) = (element, property, times)
        }
    }

    /// Identity within the case.
    public let id: String
    /// What the parts add up to.
    public let total: Term
    /// The parts.
    public let parts: [Term]
    /// What is added besides, as a decimal, e.g. a finish of 50 that nobody asks to change.
    public let constant: String?
    /// Unit of the constant; it also says what all the terms measure.
    public let unit: String
    /// Whether no part can be below nought; levels can, heights cannot. False when left out.
    public let partsAtLeastZero: Bool?
    /// Sheet that it was read from.
    public let sheet: String
    /// Person who declared it.
    public let declaredBy: String

    /// A declared sum.
    public init(
        id: String, total: Term, parts: [Term], constant: String? = nil, unit: String, partsAtLeastZero: Bool? = nil, sheet: String,
        declaredBy: String
    ) {
        (self.id, self.total, self.parts, self.constant, self.unit) = (id, total, parts, constant, unit)
        (self.partsAtLeastZero, self.sheet, self.declaredBy) = (partsAtLeastZero, sheet, declaredBy)
    }
}

extension LinearSum {
    /// How often a term may count.
    public static let timesRange = 1...10_000
    /// How many parts a sum may have.
    public static let mostParts = 50

    /// Everything that is wrong with the sum itself.
    public var faults: [DemandCode] {
        (parts.isEmpty || parts.count > Self.mostParts ? [.sumPartsMissing] : []) + (equation == nil ? [.sumDimension] : [])
            + (parts.contains { $0.element == total.element && $0.property == total.property } ? [.sumOfItself] : [])
    }

    /// The same sum, read from another sheet that says the same.
    public func read(from sheet: String) -> LinearSum {
        LinearSum(
            id: id, total: total, parts: parts, constant: constant, unit: unit, partsAtLeastZero: partsAtLeastZero, sheet: sheet,
            declaredBy: declaredBy)
    }

    /// Sums of those given with which this one cannot hold, whatever is demanded; nil where all can, or where it would take too long to find out.
    ///
    /// Pure. None are named where the sum contradicts itself.
    public func ruledOut(by others: [LinearSum], limits: ContradictionLimits = .standard) -> [String]? {
        let groups = DemandIndex([], others.filter { $0.id != id } + [self]).groups
        guard let group = groups.first(where: { $0.sums.contains { $0.id == id } }) else { return nil }
        var tied = SumGroup(group, limits, Effort(limits.effortInGroup))
        guard case .contradictorySums = tied.contradictions(pairs: []) else { return nil }
        return tied.needed(by: []).filter { $0 != id }
    }

    /// Dimension and constant in its base unit; nil when unit, constant or a factor cannot be read.
    var equation: (dimension: Dimension, constant: Rational)? {
        guard let unit = Unit.named(unit), ([total] + parts).allSatisfy({ Self.timesRange.contains($0.times ?? 1) }) else { return nil }
        guard let constant else { return (unit.dimension, .zero) }
        guard let number = Rational(decimal: constant), let exact = try? number * unit.factor else { return nil }
        return (unit.dimension, exact)
    }
}
