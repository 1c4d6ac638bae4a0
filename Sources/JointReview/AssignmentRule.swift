/// How reviews come to bodies and persons under a rule profile (派审规则): data, with its basis.
public struct AssignmentRule: Hashable, Sendable, Codable {
    /// How the review body is chosen where several are fit.
    public enum Way: String, CaseIterable, Sendable, Codable, Labelled {
        /// The owner chooses before handing in.
        case ownerChoice = "owner_choice"
        /// Whoever waited longest.
        case rotation
        /// By a draw whose seed is committed to first.
        case draw

        /// Name of the way.
        public var label: Bilingual {
            switch self {
            case .ownerChoice: Bilingual(zh: "建设单位选定", en: "owner's choice")
            case .rotation: Bilingual(zh: "轮候", en: "rotation")
            case .draw: Bilingual(zh: "抽取", en: "draw")
            }
        }
    }

    /// The way of one discipline.
    public struct Bodies: Hashable, Sendable, Codable {
        /// Discipline.
        public let discipline: Discipline
        /// How its body is chosen.
        public let by: Way
    }

    /// Projects that firms of a grade may review; a grade that is not named may review all.
    public struct Grade: Hashable, Sendable, Codable {
        /// Grade, in the words of the certificate.
        public let grade: String
        /// Sizes of project.
        public let sizes: [ProjectFacts.Size]
    }

    /// Disciplines whose firms and persons must be registered and valid.
    public let registered: [Discipline]
    /// Whether a reviewer declares his independence before he opens a review.
    public let declaration: Bool
    /// What firms of a grade may review.
    public let grades: [Grade]?
    /// How bodies are chosen; a discipline that is not named goes to its only body, or to the pool of several.
    public let bodies: [Bodies]?
    /// What that rests on.
    public let basis: [LegalBasis]

    /// What is wrong with the rule; empty when every discipline has one way, every grade one line, and the whole a basis.
    var faults: [String] {
        var faults: [String] = []
        if basis.isEmpty { faults.append("assignment has no legal basis") }
        if Set(registered).count != registered.count { faults.append("assignment names a registered discipline twice") }
        let ways = bodies ?? []
        if Set(ways.map(\.discipline)).count != ways.count { faults.append("assignment has two ways for one discipline") }
        let grades = grades ?? []
        if Set(grades.map(\.grade)).count != grades.count { faults.append("assignment has two lines for one grade") }
        return faults
    }
}
