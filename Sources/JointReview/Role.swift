/// What a person may be in a case, or in the service as a whole.
public enum Role: String, CaseIterable, Sendable, Codable, Labelled {
    case owner
    case ownerAgent = "owner_agent"
    case projectLeader = "project_leader"
    case specialtyDesigner = "specialty_designer"
    case surveyFirm = "survey_firm"
    case deskClerk = "desk_clerk"
    case dispatcher
    case reviewer
    case checker
    case technicalHead = "technical_head"
    case issuer
    case authorityDecider = "authority_decider"
    case lead
    case regulator
    case qualitySupervisor = "quality_supervisor"
    case contractor
    case systemAdministrator = "system_administrator"
    case securityAdministrator = "security_administrator"
    case auditAdministrator = "audit_administrator"
    /// The service itself: rules and timers act under this role, never a person.
    case system

    /// The three administrators exclude each other (三权分立).
    public static let administrators: Set<Role> = [.systemAdministrator, .securityAdministrator, .auditAdministrator]

    /// Name of the role.
    public var label: Bilingual {
        switch self {
        case .owner: Bilingual(zh: "建设单位", en: "owner")
        case .ownerAgent: Bilingual(zh: "建设单位代理人", en: "owner's agent")
        case .projectLeader: Bilingual(zh: "设计项目负责人", en: "institute's project leader")
        case .specialtyDesigner: Bilingual(zh: "专业设计人", en: "specialty designer")
        case .surveyFirm: Bilingual(zh: "勘察单位", en: "survey firm")
        case .deskClerk: Bilingual(zh: "窗口受理人员", en: "desk clerk")
        case .dispatcher: Bilingual(zh: "审图机构派审人", en: "dispatcher")
        case .reviewer: Bilingual(zh: "审查人", en: "reviewer")
        case .checker: Bilingual(zh: "校核人", en: "checker")
        case .technicalHead: Bilingual(zh: "技术负责人", en: "technical head")
        case .issuer: Bilingual(zh: "签发人", en: "issuer")
        case .authorityDecider: Bilingual(zh: "主管部门审批人", en: "authority's decider")
        case .lead: Bilingual(zh: "牵头协调人", en: "coordinator")
        case .regulator: Bilingual(zh: "监管人员", en: "regulator")
        case .qualitySupervisor: Bilingual(zh: "质量监督员", en: "quality supervisor")
        case .contractor: Bilingual(zh: "施工单位", en: "contractor")
        case .systemAdministrator: Bilingual(zh: "系统管理员", en: "system administrator")
        case .securityAdministrator: Bilingual(zh: "安全管理员", en: "security administrator")
        case .auditAdministrator: Bilingual(zh: "审计管理员", en: "audit administrator")
        case .system: Bilingual(zh: "系统", en: "system")
        }
    }
}
