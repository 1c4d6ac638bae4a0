public import Foundation

extension CaseAction {
    /// The kind of the act.
    public var kind: Kind {
        switch self {
        case .sealPart: .sealPart
        case .confirm: .confirm
        case .sendBack: .sendBack
        case .submit: .submit
        case .accept: .accept
        case .acceptWithDebts: .acceptWithDebts
        case .return: .return
        case .refuse: .refuse
        case .resubmit: .resubmit
        case .openReviews: .openReviews
        case .reconcile: .reconcile
        case .issueOpinion: .issueOpinion
        case .startRevision: .startRevision
        case .pass: .pass
        case .fail: .fail
        case .certify: .certify
        case .dispute: .dispute
        case .settleDispute: .settleDispute
        case .requestChange: .requestChange
        case .openChange: .openChange
        case .dropChange: .dropChange
        case .escalate: .escalate
        case .withdraw: .withdraw
        case .supersede: .supersede
        case .revoke: .revoke
        case .archive: .archive
        case .close: .close
        }
    }

    /// The reason given with the act; nil for an act that needs none.
    public var reason: String? {
        switch self {
        case .sendBack(let reason), .return(let reason, _), .refuse(let reason), .fail(let reason), .dispute(let reason),
            .settleDispute(_, let reason), .requestChange(let reason), .dropChange(let reason), .withdraw(let reason),
            .escalate(let reason), .supersede(let reason, _), .revoke(let reason), .close(let reason):
            reason
        case .sealPart, .confirm, .submit, .accept, .acceptWithDebts, .resubmit, .openReviews, .reconcile, .issueOpinion, .startRevision,
            .pass, .certify, .openChange, .archive:
            nil
        }
    }

    /// The case that the act names in the place of this one.
    public var successor: UUID? {
        if case .supersede(_, let successor) = self { successor } else { nil }
    }

    /// The items given with the act; nil for an act that needs none.
    public var items: [String]? {
        switch self {
        case .acceptWithDebts(let items), .return(_, let items):
            items
        case .sealPart, .confirm, .sendBack, .submit, .accept, .refuse, .resubmit, .openReviews, .reconcile, .issueOpinion, .startRevision,
            .pass, .fail, .certify, .dispute, .settleDispute, .requestChange, .openChange, .dropChange, .escalate, .withdraw, .supersede, .revoke,
            .archive, .close:
            nil
        }
    }
}

extension CaseAction.Kind {
    /// The act in permission and audit.
    public var act: Act {
        switch self {
        case .sealPart: .packageSeal
        case .confirm: .caseConfirm
        case .sendBack: .caseSendBack
        case .submit: .caseSubmit
        case .accept: .caseAccept
        case .acceptWithDebts: .caseAcceptWithDebts
        case .return: .caseReturn
        case .refuse: .caseRefuse
        case .resubmit: .caseResubmit
        case .openReviews: .reviewOpen
        case .reconcile: .caseReconcile
        case .issueOpinion: .opinionIssue
        case .startRevision: .caseStartRevision
        case .pass: .casePass
        case .fail: .caseFail
        case .certify: .caseCertify
        case .dispute: .caseDispute
        case .settleDispute: .caseSettleDispute
        case .requestChange: .caseRequestChange
        case .openChange: .caseOpenChange
        case .dropChange: .caseDropChange
        case .escalate: .caseEscalate
        case .withdraw: .caseWithdraw
        case .supersede: .caseSupersede
        case .revoke: .caseRevoke
        case .archive: .caseArchive
        case .close: .caseClose
        }
    }
}
