public import JointReview

/// An invented person of the sample case, named by part and not by name.
public struct SamplePerson: Hashable, Sendable {
    /// Name to sign in with, e.g. `fire.reviewer`.
    public let signIn: String
    /// What a person reads, e.g. 样例消防审查人甲.
    public let name: String
    /// Key of the organisation that the person works for.
    public let organisation: String
    /// What the person may be.
    public let roles: [Role]
    /// Discipline that a reviewing role is held in.
    public let discipline: Discipline?
    /// Specialties that the person reviews or designs.
    public let specialties: [String]

    init(_ signIn: String, _ name: String, _ organisation: String, _ roles: [Role], _ discipline: Discipline? = nil, specialties: [String] = []) {
        self.signIn = signIn
        self.name = name
        self.organisation = organisation
        self.roles = roles
        self.discipline = discipline
        self.specialties = specialties
    }
}

extension SampleCase {
    /// Everybody of the sample: owner, designers, desk, five bodies with reviewers and checkers, regulator, quality supervisor, contractor.
    public static let people: [SamplePerson] =
        [
            SamplePerson("owner.a", "样例建设单位经办人甲", "owner", [.owner]),
            SamplePerson("owner.agent", "样例建设单位代理人乙", "owner", [.ownerAgent]),
            SamplePerson("design.leader", "样例项目负责人甲", "institute", [.projectLeader]),
            SamplePerson("design.architect", "样例设计人甲", "institute", [.specialtyDesigner], specialties: ["总图", "建筑", "人防"]),
            SamplePerson("design.structure", "样例设计人乙", "institute", [.specialtyDesigner], specialties: ["结构"]),
            SamplePerson("design.services", "样例设计人丙", "institute", [.specialtyDesigner], specialties: ["给排水", "电气"]),
            SamplePerson("survey.a", "样例勘察人甲", "survey", [.surveyFirm]),
            SamplePerson("desk.a", "样例受理人甲", "lead", [.deskClerk]),
            SamplePerson("lead.a", "样例牵头协调人甲", "lead", [.lead]),
            SamplePerson("regulator.a", "样例监管人甲", "regulator", [.regulator]),
            SamplePerson("quality.a", "样例质量监督员甲", "quality", [.qualitySupervisor]),
            SamplePerson("contractor.a", "样例施工单位资料员甲", "contractor", [.contractor]),
        ] + bodyStaff

    private static let bodyStaff: [SamplePerson] = [
        (Discipline.planning, "规划", ["总图"]), (.fire, "消防", ["建筑", "给排水", "电气"]), (.civilDefence, "人防", ["建筑", "给排水"]),
        (.meteorology, "防雷", ["电气"]), (.structural, "施工图", ["结构", "电气"]),
    ].flatMap { (discipline: Discipline, word: String, specialties: [String]) in
        let key = discipline.rawValue
        return [
            SamplePerson("\(key).dispatcher", "样例\(word)派审人甲", key, [.dispatcher], discipline),
            SamplePerson("\(key).reviewer", "样例\(word)审查人甲", key, [.reviewer], discipline, specialties: specialties),
            SamplePerson("\(key).reviewer2", "样例\(word)审查人乙", key, [.reviewer], discipline, specialties: specialties),
            SamplePerson("\(key).checker", "样例\(word)校核人甲", key, [.checker], discipline),
            SamplePerson("\(key).head", "样例\(word)技术负责人甲", key, [.technicalHead], discipline),
            SamplePerson("\(key).issuer", "样例\(word)签发人甲", key, [.issuer], discipline),
        ]
    }

    /// Who steps back for interest, and why: the second fire reviewer had worked for the institute.
    public static let recusal = (
        signIn: "fire.reviewer2",
        reason: Bilingual(
            zh: "该审查人两年内曾在设计单位任职,与本项目有利害关系,申请回避。",
            en: "The reviewer was employed by the design institute within the last two years and steps back for interest.")
    )
}
