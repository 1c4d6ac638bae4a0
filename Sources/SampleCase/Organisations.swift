public import JointReview

/// An invented organisation of the sample case; its credit code has a right check character but an area (000000) that no authority has.
public struct SampleOrganisation: Hashable, Sendable {
    /// What it is called inside the sample, e.g. `fire`.
    public let key: String
    /// Name with the sample mark, as it is registered.
    public let name: String
    /// Unified social credit code, valid by GB 32100-2015.
    public let creditCode: String
    /// What it is in the trade, in the words of the database: `owner`, `design_institute`, `survey_firm`, `review_body`, `lead_body`,
    /// `regulator`, `quality_supervisor`, `contractor`.
    public let function: String
    /// Discipline that a review body serves.
    public let discipline: Discipline?

    init(_ key: String, _ name: String, _ creditCode: String, _ function: String, discipline: Discipline? = nil) {
        self.key = key
        self.name = name + "(样例)"
        self.creditCode = creditCode
        self.function = function
        self.discipline = discipline
    }

    /// Name without the mark, for places that carry the mark themselves.
    var shortName: String { String(name.dropLast("(样例)".count)) }
}

extension SampleCase {
    /// Owner (建设单位).
    public static let owner = SampleOrganisation("owner", "示例市临港产业发展有限公司", "91000000YANGL0013K", "owner")
    /// Design institute (设计单位).
    public static let institute = SampleOrganisation("institute", "示例市城乡建筑设计研究院有限公司", "91000000YANGL0021E", "design_institute")
    /// Survey firm (勘察单位).
    public static let surveyFirm = SampleOrganisation("survey", "示例市岩土工程勘察有限公司", "91000000YANGL003X6", "survey_firm")
    /// Desk and lead of the joint review (牵头单位).
    public static let lead = SampleOrganisation("lead", "示例市政务服务联合审图窗口", "12000000YANGL0216D", "lead_body")
    /// Regulator (监管部门).
    public static let regulator = SampleOrganisation("regulator", "示例市住房和城乡建设局", "11000000YANGL0224B", "regulator")

    /// The five review bodies in the order planning, fire, civil defence, meteorology, structural.
    public static let reviewBodies = [
        SampleOrganisation("planning", "示例市规划技术审查中心", "12000000YANGL011XY", "review_body", discipline: .planning),
        SampleOrganisation("fire", "示例市消防技术审查中心", "12000000YANGL0128Y", "review_body", discipline: .fire),
        SampleOrganisation("civil_defence", "示例市人防工程审图中心", "12000000YANGL0136R", "review_body", discipline: .civilDefence),
        SampleOrganisation("meteorology", "示例市防雷技术审查中心", "12000000YANGL0144L", "review_body", discipline: .meteorology),
        SampleOrganisation("structural", "示例市施工图审查中心有限公司", "91000000YANGL0152A", "review_body", discipline: .structural),
    ]

    /// Everybody who takes part.
    public static let organisations =
        [owner, institute, surveyFirm] + reviewBodies + [
            lead, regulator,
            SampleOrganisation("quality", "示例市建设工程质量监督站", "12000000YANGL02323", "quality_supervisor"),
            SampleOrganisation("contractor", "示例市第一建筑工程有限公司", "91000000YANGL0240Q", "contractor"),
        ]
}
