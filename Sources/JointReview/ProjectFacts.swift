public import WorkingTime

/// What the rules must know about a project: they decide which disciplines review it and which limits bind.
public struct ProjectFacts: Hashable, Sendable, Codable {
    /// Class of case in the statistics of the trade.
    public enum Class: String, CaseIterable, Sendable, Codable, Labelled {
        case building, municipal, special

        /// Name of the class.
        public var label: Bilingual {
            switch self {
            case .building: Bilingual(zh: "建设工程", en: "building project")
            case .municipal: Bilingual(zh: "市政工程", en: "municipal project")
            case .special: Bilingual(zh: "专项审查", en: "special review")
            }
        }
    }

    /// How the investment was approved.
    public enum Funding: String, CaseIterable, Sendable, Codable, Labelled {
        case government
        case coreApproved = "core_approved"
        case filed

        /// Name of the way.
        public var label: Bilingual {
            switch self {
            case .government: Bilingual(zh: "政府投资(审批)", en: "government project")
            case .coreApproved: Bilingual(zh: "企业核准", en: "approved company project")
            case .filed: Bilingual(zh: "企业备案", en: "filed company project")
            }
        }
    }

    /// Size of the project in the sense of the limits of Order 13.
    public enum Size: String, CaseIterable, Sendable, Codable, Labelled {
        case large, medium, small

        /// Name of the size.
        public var label: Bilingual {
            switch self {
            case .large: Bilingual(zh: "大型", en: "large")
            case .medium: Bilingual(zh: "中型", en: "medium")
            case .small: Bilingual(zh: "小型", en: "small")
            }
        }
    }

    /// Class of case.
    public var `class`: Class
    /// How the investment was approved.
    public var funding: Funding
    /// Size.
    public var size: Size
    /// For a special review, the one discipline that it is about.
    public var specialDiscipline: Discipline?
    /// Height of the tallest building in metres, if known.
    public var height: Double?
    /// Floor area in square metres, if known.
    public var floorArea: Double?
    /// A store or plant of flammable or explosive goods is part of it (甲类库…).
    public var hasHazardousStore: Bool
    /// A special site in an area of frequent lightning.
    public var isLightningSpecialSite: Bool
    /// A special large project in the sense of the lightning rules.
    public var isSpecialLarge: Bool
    /// Number of the document that approves building the civil-defence works elsewhere (易地建设); nil when they are built here.
    public var civilDefenceOffSite: String?
    /// The owner declares the project classified; then it is refused.
    public var isClassified: Bool
    /// Day of the design contract: by rule, the day that says which edition of a code applies.
    public var designContractOn: CalendarDay?

    /// Facts of a project; a building project without anything special unless said otherwise.
    public init(
        class: Class = .building, funding: Funding = .filed, size: Size = .medium, specialDiscipline: Discipline? = nil, height: Double? = nil,
        floorArea: Double? = nil, hasHazardousStore: Bool = false, isLightningSpecialSite: Bool = false, isSpecialLarge: Bool = false,
        civilDefenceOffSite: String? = nil, isClassified: Bool = false, designContractOn: CalendarDay? = nil
    ) {
        self.class = `class`
        self.funding = funding
        self.size = size
        self.specialDiscipline = specialDiscipline
        self.height = height
        self.floorArea = floorArea
        self.hasHazardousStore = hasHazardousStore
        self.isLightningSpecialSite = isLightningSpecialSite
        self.isSpecialLarge = isSpecialLarge
        self.civilDefenceOffSite = civilDefenceOffSite
        self.isClassified = isClassified
        self.designContractOn = designContractOn
    }
}

extension ProjectFacts {
    private enum CodingKeys: String, CodingKey {
        case `class`, funding, size, height
        case specialDiscipline = "special_discipline"
        case floorArea = "floor_area"
        case hasHazardousStore = "hazardous_store"
        case isLightningSpecialSite = "lightning_special_site"
        case isSpecialLarge = "special_large"
        case civilDefenceOffSite = "civil_defence_off_site"
        case isClassified = "classified"
        case designContractOn = "design_contract_on"
    }

    /// Reads facts; class, funding and size are required, a flag that is absent is false.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        try self.init(
            class: container.decode(Class.self, forKey: .class),
            funding: container.decode(Funding.self, forKey: .funding),
            size: container.decode(Size.self, forKey: .size),
            specialDiscipline: container.decodeIfPresent(Discipline.self, forKey: .specialDiscipline),
            height: container.decodeIfPresent(Double.self, forKey: .height),
            floorArea: container.decodeIfPresent(Double.self, forKey: .floorArea),
            hasHazardousStore: container.decodeIfPresent(Bool.self, forKey: .hasHazardousStore) ?? false,
            isLightningSpecialSite: container.decodeIfPresent(Bool.self, forKey: .isLightningSpecialSite) ?? false,
            isSpecialLarge: container.decodeIfPresent(Bool.self, forKey: .isSpecialLarge) ?? false,
            civilDefenceOffSite: container.decodeIfPresent(String.self, forKey: .civilDefenceOffSite),
            isClassified: container.decodeIfPresent(Bool.self, forKey: .isClassified) ?? false,
            designContractOn: container.decodeIfPresent(CalendarDay.self, forKey: .designContractOn)
        )
    }
}
