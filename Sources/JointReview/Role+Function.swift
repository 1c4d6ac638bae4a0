extension Role {
    /// What an organisation has to be in the trade so that its people may hold this role; nil for the service itself, which is nobody's.
    public var function: OrganisationFunction? {
        switch self {
        case .owner, .ownerAgent: .owner
        case .projectLeader, .specialtyDesigner: .designInstitute
        case .surveyFirm: .surveyFirm
        case .dispatcher, .reviewer, .checker, .technicalHead, .issuer: .reviewBody
        case .deskClerk, .lead: .leadBody
        case .authorityDecider: .authority
        case .regulator: .regulator
        case .qualitySupervisor: .qualitySupervisor
        case .contractor: .contractor
        case .systemAdministrator, .securityAdministrator, .auditAdministrator: .operator
        case .system: nil
        }
    }

    /// Whether one account may hold all of these: an administrator holds nothing beside his office (三权分立).
    public static func mayBeHeldTogether(_ roles: Set<Role>) -> Bool {
        roles.isDisjoint(with: administrators) || roles.count == 1
    }
}
