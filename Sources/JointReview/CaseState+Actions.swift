extension CaseState {
    /// The acts that exist in the state; whether one succeeds depends on role, particulars and standing.
    public var actions: Set<CaseAction.Kind> {
        switch self {
        case .draft: [.sealPart, .withdraw]
        case .awaitingOwnerConfirm: [.confirm, .sendBack, .submit, .withdraw]
        case .submitted: [.accept, .acceptWithDebts, .return, .refuse, .withdraw]
        case .deficient: [.sealPart, .confirm, .sendBack, .resubmit, .withdraw, .close]
        case .accepted, .acceptedWithDebts: [.openReviews, .withdraw]
        case .inFirstReview: [.reconcile, .issueOpinion, .withdraw]
        case .reconciling: [.issueOpinion, .withdraw]
        case .opinionsIssued: [.startRevision, .escalate, .pass, .fail, .withdraw, .supersede]
        case .revising: [.sealPart, .confirm, .sendBack, .resubmit, .escalate, .withdraw, .supersede, .close]
        case .inReReview: [.reconcile, .issueOpinion, .pass, .fail, .withdraw]
        case .passed: [.certify, .withdraw, .supersede]
        case .certified: [.requestChange, .revoke, .supersede, .archive]
        case .failed: [.dispute, .withdraw, .supersede, .close]
        case .disputed: [.settleDispute, .withdraw]
        case .changeRequested: [.sealPart, .confirm, .sendBack, .openChange, .dropChange, .revoke, .supersede]
        case .changeInReview: [.reconcile, .issueOpinion, .startRevision, .certify, .dropChange, .revoke, .supersede]
        case .refused, .withdrawn, .superseded, .revoked, .archived, .closed: []
        }
    }

    /// Whether nothing more can happen to a case in the state.
    public var isTerminal: Bool { actions.isEmpty }

    /// Whether drawings may be uploaded into a case in the state.
    public var takesPackages: Bool { actions.contains(.sealPart) }

    /// Whether what is handed in now is for the round to come: the set that was reviewed stays what it is (冻结).
    public var preparesNextRound: Bool { self == .revising || self == .changeRequested }

    /// Whether a certificate of the case is in force.
    public var hasApprovedSet: Bool { [.certified, .changeRequested, .changeInReview].contains(self) }

    /// Whether reviewers work on a case in the state.
    public var isInReview: Bool {
        switch self {
        case .inFirstReview, .inReReview, .changeInReview, .reconciling: true
        case .draft, .awaitingOwnerConfirm, .submitted, .deficient, .refused, .accepted, .acceptedWithDebts, .opinionsIssued, .revising,
            .passed, .certified, .failed, .disputed, .changeRequested, .withdrawn, .superseded, .revoked, .archived, .closed:
            false
        }
    }
}
