/// Which roles may do which act. Holding the role is necessary, never sufficient: the case, the review and the row policies also speak.
public enum Permission {
    /// Whether a role may do an act at all.
    public static func allows(_ act: Act, to role: Role) -> Bool {
        act.roles.contains(role)
    }

    /// Every act that a role may do, in the order of `Act`.
    public static func acts(of role: Role) -> [Act] {
        Act.allCases.filter { $0.roles.contains(role) }
    }
}

extension Role {
    /// Everyone who may sign in: every role but the service itself.
    public static let everybody = Set(Role.allCases).subtracting([.system])
    /// The owner's side: the owner and an agent with a scope and an end date.
    public static let owners: Set<Role> = [.owner, .ownerAgent]
    /// Those who make drawings.
    public static let designers: Set<Role> = [.projectLeader, .specialtyDesigner, .surveyFirm]
    /// The joint review's desk and lead body.
    public static let desk: Set<Role> = [.deskClerk, .lead]
    /// Those who work inside a review body.
    public static let reviewBody: Set<Role> = [.dispatcher, .reviewer, .checker, .technicalHead, .issuer]
    /// Those who watch and never change a case.
    public static let supervisors: Set<Role> = [.regulator, .qualitySupervisor, .auditAdministrator]
}

extension Act {
    /// Roles that may do the act.
    public var roles: Set<Role> {
        switch self {
        case .organisationCreate, .personCreate, .personInvite: [.systemAdministrator]
        case .roleGrant, .tokenRevoke, .personErase, .personDisable, .personEnable: [.securityAdministrator]
        case .mandateGive, .mandateRevoke: Role.everybody.subtracting(Role.administrators)
        case .sessionSignIn, .sessionEnd, .passwordSet, .accessDenied: Role.everybody
        case .tokenIssue: Role.everybody
        case .projectCreate, .projectChange, .caseCreate, .caseInvite: Role.owners
        case .caseView: Role.everybody.subtracting(Role.administrators)
        case .packageUpload, .packageCheck: Role.designers
        case .packageSeal, .answerAssign, .answerRelease: [.projectLeader, .surveyFirm]
        case .answerWrite: Role.designers
        case .packageConfirmSet: Role.owners.union([.projectLeader, .surveyFirm])
        case .packageIntake, .packageContents, .packageSheets, .jobClaim, .jobComplete, .jobFail, .reportIssue, .reportStamp, .reviewIdle,
            .reviewWarn,
            .reviewDueMove, .caseWarn,
            .reviewOutdate,
            .reviewCarry, .checkpointCarry,
            .conflictOpen, .conflictLapse, .reviewOpen, .caseReconcile, .opinionIssue, .reviewVerify, .reviewCancel:
            [.system]
        case .packageDownload, .sheetView, .reportDownload: Role.everybody.subtracting(Role.administrators)
        case .caseConfirm, .caseSendBack, .caseSubmit, .caseResubmit, .caseWithdraw: Role.owners
        case .caseRequestChange: Role.owners
        case .caseDropChange: Role.owners.union(Role.desk).union([.issuer])
        case .caseAccept, .caseClose: Role.desk.union([.system])
        case .caseAcceptWithDebts, .caseSettleDebt, .caseReturn, .caseRefuse, .deficiencyIssue: Role.desk
        case .caseOpenChange, .casePass: Role.desk.union([.system])
        case .caseStartRevision: Role.owners.union(Role.designers).union([.system])
        case .caseFail: [.technicalHead, .issuer, .lead]
        case .caseCertify: [.issuer]
        case .caseDispute: Role.owners.union([.projectLeader])
        case .caseSettleDispute: [.regulator, .authorityDecider]
        case .caseSupersede: Role.owners.union([.lead, .regulator, .system])
        case .caseRevoke: [.issuer, .authorityDecider, .regulator]
        case .caseArchive: Role.desk.union([.issuer, .system])
        case .reviewAssign: [.dispatcher, .technicalHead, .lead, .system]
        case .reviewReassign: [.dispatcher, .technicalHead, .lead]
        case .reviewClaim, .reviewStart, .reviewDraftOpinion, .reviewDecide, .commentPublish, .commentSupersede, .commentBackcheck,
            .reviewConfirmLook, .checkpointTick, .checkpointUntick:
            [.reviewer]
        case .draftWrite: [.reviewer]
        case .draftRead, .standardChange: [.reviewer, .checker, .technicalHead]
        case .threadWrite: Role.owners.union(Role.designers).union([.reviewer, .checker, .technicalHead])
        case .opennessChange: Role.desk
        case .seenRead: [.lead, .regulator]
        case .commentGroup, .elementAdd, .sumDeclare, .sumWithdraw: [.reviewer, .lead]
        case .conflictSettle, .caseEscalate: [.lead]
        case .reviewCheck, .reviewReturnDraft, .specialtyCheck, .specialtySendBack: [.checker, .technicalHead]
        case .specialtyAssign: [.dispatcher, .technicalHead]
        case .reviewDeclare: [.reviewer, .checker, .technicalHead]
        case .reviewAllocate: Role.desk.union([.system])
        case .caseChooseBody: Role.owners
        case .caseGreenChannel: [.lead, .authorityDecider]
        case .registerChange: Set([.securityAdministrator, .authorityDecider]).union(Role.desk)
        case .registerView:
            Role.desk.union(Role.reviewBody).union([.securityAdministrator, .authorityDecider, .regulator])
        case .drawCommit, .drawMake: [.lead, .system]
        case .specialtyClaim, .specialtyFinish: [.reviewer]
        case .specialtyRelease, .specialtyRecuse: [.reviewer, .dispatcher, .technicalHead]
        case .reviewRelease, .reviewRecuse: [.reviewer, .dispatcher, .technicalHead]
        case .reviewReplaceBody: [.dispatcher, .technicalHead, .issuer, .lead]
        case .reviewRequeue: [.dispatcher, .technicalHead, .lead, .system]
        case .reviewSuspend, .reviewResume: [.technicalHead, .issuer, .lead]
        case .reviewSetAside, .reviewReopen: [.lead, .system]
        case .auditQuery, .auditExport: [.regulator, .auditAdministrator]
        // Whoever builds, supervises or reviews by a drawing may ask what it is worth.
        case .fileVerify: Role.everybody.subtracting(Role.administrators)
        // The library is everybody's, as rules and calendar are: no one body's to replace.
        case .ruleChange, .ruleApprove, .calendarChange, .clauseImport: [.securityAdministrator]
        case .ruleTry: [.securityAdministrator, .lead]
        case .sheetRestrict: Role.owners.union(Role.desk).union([.projectLeader])
        case .schemaMigrate: [.system]
        }
    }
}
