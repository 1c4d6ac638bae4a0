public import WorkingTime

/// Which disciplines review what, in a region and from a day on: data, with the legal basis of every line.
public struct RuleProfile: Hashable, Sendable, Codable {
    /// A fact of a project that a line may ask for.
    public enum Condition: String, CaseIterable, Sendable, Codable {
        case building = "class.building"
        case municipal = "class.municipal"
        case hazardousStore = "hazardous_store"
        case lightningSpecialSite = "lightning_special_site"
        case specialLarge = "special_large"
        case civilDefenceOffSite = "civil_defence_off_site"

        /// Whether a project has the fact.
        public func holds(for facts: ProjectFacts) -> Bool {
            switch self {
            case .building: facts.class == .building
            case .municipal: facts.class == .municipal
            case .hazardousStore: facts.hasHazardousStore
            case .lightningSpecialSite: facts.isLightningSpecialSite
            case .specialLarge: facts.isSpecialLarge
            case .civilDefenceOffSite: facts.civilDefenceOffSite != nil
            }
        }
    }

    /// One line: when all its conditions hold, this is the answer for the discipline.
    public struct Line: Hashable, Sendable, Codable {
        /// Discipline that the line speaks about.
        public let discipline: Discipline
        /// Facts that must all hold; empty always holds.
        public let when: [Condition]
        /// The answer.
        public let applicability: Applicability
        /// Why.
        public let reason: Bilingual
        /// What that rests on.
        public let basis: [LegalBasis]
    }

    /// Name of the profile, e.g. `national-current`.
    public let id: String
    /// Title for people.
    public let title: Bilingual
    /// Region that it is for; the code of an administrative division, or `CN`.
    public let region: String
    /// First day on which it holds.
    public let effectiveFrom: CalendarDay
    /// First day on which it no longer holds; nil while it does.
    public let effectiveTo: CalendarDay?
    /// The lines; the first that holds for a discipline answers for it.
    public let lines: [Line]
    /// Reason and basis for leaving out the other disciplines of a special review (专项审查).
    public let specialReview: Grounds
    /// What an open conflict does to the opinion; nil holds it up.
    public let conflicts: ConflictPolicy?
    /// Which day of a project counts for the editions of codes; nil is that of handing in.
    public let clauseDate: ClauseDate?
    /// When the applicant sees comments; nil is on publication.
    public let openness: Openness?
    /// How many rounds a case may have before the lead must escalate it; nil sets no limit.
    public let rounds: RoundLimit?

    /// A limit of rounds with its basis.
    public struct RoundLimit: Hashable, Sendable, Codable {
        /// Rounds, the first review among them.
        public let most: Int
        /// Who says so.
        public let basis: LegalBasis
    }

    /// Specialties inside the disciplines; a discipline that is not here is reviewed by one person as a whole.
    public let specialties: [Specialties]?
    /// Disciplines whose decision a second person checks before it goes out.
    public let secondPerson: [Discipline]?
    /// What the green channel shortens; nil shortens nothing.
    public let greenChannel: GreenChannelRule?
    /// How reviews come to bodies and persons; nil asks for neither registration nor declaration.
    public let assignment: AssignmentRule?
    /// Classes of project that it rules in its region, whatever the owner names; nil rules none by itself.
    public let governs: [ProjectFacts.Class]?
    /// Whether an owner may name it where no profile rules his project; nil is no.
    public let ownerMayChoose: Bool?

    /// The first review of a case in the green channel.
    public struct GreenChannelRule: Hashable, Sendable, Codable {
        /// Limit of the first review in working days.
        public let workingDays: Int
        /// Who says so.
        public let basis: LegalBasis

        private enum CodingKeys: String, CodingKey {
            case basis
            case workingDays = "working_days"
        }
    }

    /// The specialties (专业) of one discipline, each with a reviewer and a checker.
    public struct Specialties: Hashable, Sendable, Codable {
        /// The discipline.
        public let discipline: Discipline
        /// Names, in the order in which they sign.
        public let names: [String]
        /// What that rests on.
        public let basis: [LegalBasis]
    }

    /// A reason with its basis.
    public struct Grounds: Hashable, Sendable, Codable {
        /// Why.
        public let reason: Bilingual
        /// What that rests on.
        public let basis: [LegalBasis]
    }

    private enum CodingKeys: String, CodingKey {
        case id, title, region, lines, conflicts, openness, rounds
        case clauseDate = "clause_date"
        case effectiveFrom = "effective_from"
        case effectiveTo = "effective_to"
        case specialReview = "special_review"
        case specialties, assignment
        case greenChannel = "green_channel"
        case secondPerson = "second_person"
        case governs
        case ownerMayChoose = "owner_may_choose"
    }

    /// Whether the profile holds on a day.
    public func isInForce(on day: CalendarDay) -> Bool {
        effectiveFrom <= day && (effectiveTo.map { day < $0 } ?? true)
    }

    /// What is wrong with the profile itself; empty when every discipline has an answer and every answer a basis.
    public var faults: [String] {
        var faults: [String] = []
        for discipline in Discipline.allCases {
            let own = lines.filter { $0.discipline == discipline }
            if own.last?.when != [] { faults.append("\(id): the last line of \(discipline.rawValue) must hold always") }
            for line in own {
                if line.basis.isEmpty { faults.append("\(id): a line of \(discipline.rawValue) has no legal basis") }
                if line.applicability.target == discipline { faults.append("\(id): \(discipline.rawValue) is merged into itself") }
            }
        }
        if let rounds, !(1...100).contains(rounds.most) { faults.append("\(id): rounds must be 1 to 100") }
        if governs == [] { faults.append("\(id): governs names no class; leave it out") }
        if let greenChannel, !(1...250).contains(greenChannel.workingDays) { faults.append("\(id): green_channel must have 1 to 250 working days") }
        faults += specialtyFaults + (assignment?.faults.map { "\(id): \($0)" } ?? [])
        if specialReview.basis.isEmpty { faults.append("\(id): special_review has no legal basis") }
        return faults
    }

    private var specialtyFaults: [String] {
        var faults: [String] = []
        let all = specialties ?? []
        if Set(all.map(\.discipline)).count != all.count { faults.append("\(id): the specialties of a discipline stand twice") }
        for line in all {
            if line.names.isEmpty || Set(line.names).count != line.names.count || line.names.contains(where: { $0.isBlank || $0.count > 40 }) {
                faults.append("\(id): specialties of \(line.discipline.rawValue) are none, twice, or without a name")
            }
            if line.basis.isEmpty { faults.append("\(id): specialties of \(line.discipline.rawValue) have no legal basis") }
        }
        return faults
    }
}
