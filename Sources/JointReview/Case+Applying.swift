extension Case {
    /// The case after somebody in a role does an act.
    ///
    /// Pure on purpose: the store runs it between the lock and the write, the tests run it on every state and act. Which acts a state
    /// has is `CaseState.actions`; where each leads is the one switch below. The counts in `standing` are those before the act.
    public func applying(_ action: CaseAction, by role: Role) throws(CaseRefusal) -> Case {
        let kind = action.kind
        guard kind.act.roles.contains(role) else { throw .roleMayNot(kind, role) }
        guard state.actions.contains(kind) else { throw .notAllowed(kind, from: state) }
        if let reason = action.reason, reason.isBlank { throw .reasonMissing(kind) }
        if let items = action.items, items.isEmpty || items.contains(where: \.isBlank) { throw .itemsMissing(kind) }
        switch action {
        case .sealPart:
            guard standing.unsealedParts > 0 else { throw .nothingToSeal }
            // Only a draft moves when its last part is sealed; in later rounds the owner's confirmation is the next step anyway.
            let isLast = state == .draft && standing.unsealedParts == 1
            return moved(to: isLast ? .awaitingOwnerConfirm : state, isConfirmed: false)
        case .confirm:
            try requireSet()
            if state == .changeRequested, standing.changeLacksSet { throw .changeLacksSet }
            if state.preparesNextRound { try requireAnswers() }
            // One confirmation, one entry: of several at once one is the first.
            guard !isConfirmed else { throw .alreadyConfirmed }
            return moved(to: state, isConfirmed: true)
        case .sendBack:
            return moved(to: state == .awaitingOwnerConfirm ? .draft : state, isConfirmed: false)
        case .submit:
            try requireConfirmedSet()
            return moved(to: .submitted)
        case .accept:
            guard standing.packageIsAcceptable else { throw .packageNotAcceptable }
            return moved(to: .accepted)
        case .acceptWithDebts:
            guard standing.packageIsAcceptable else { throw .packageNotAcceptable }
            return moved(to: .acceptedWithDebts)
        case .return:
            return moved(to: .deficient, isConfirmed: false)
        case .refuse:
            return moved(to: .refused)
        case .resubmit:
            try requireConfirmedSet()
            if state == .revising { try requireAnswers(); try requireRound() }
            return state == .deficient ? moved(to: .submitted) : moved(to: .inReReview, round: round + 1)
        case .openReviews:
            return moved(to: .inFirstReview)
        case .reconcile:
            guard standing.openConflicts > 0 else { throw .noConflict }
            return moved(to: state == .changeInReview ? .changeInReview : .reconciling)
        case .issueOpinion:
            try requireDecisions()
            if standing.conflictPolicy == .blocks { try requireNoConflict() }
            // The opinion on a change leaves the case where it is: what was approved stays in force.
            return moved(to: state == .changeInReview ? .changeInReview : .opinionsIssued)
        case .startRevision:
            guard state == .changeInReview else {
                try requireSomethingToRevise()
                return moved(to: .revising, isConfirmed: false)
            }
            try requireDecisions()
            if standing.conflictPolicy == .blocks { try requireNoConflict() }
            try requireSomethingToRevise()
            return moved(to: .changeRequested, isConfirmed: false)
        case .pass:
            try requireNothingBlocks()
            return moved(to: .passed)
        case .fail:
            // A review ends without a pass on what stands against it, not on a wish; in a new round its disciplines find first what is mended.
            try requireDecisions()
            guard standing.blockingComments > 0 || standing.failedReviews > 0 else { throw .nothingFails }
            return moved(to: .failed)
        case .certify:
            try requireNothingBlocks()
            return moved(to: .certified)
        case .dispute:
            return moved(to: .disputed)
        case .settleDispute(.reReview, _):
            return moved(to: .inReReview, round: round + 1)
        case .settleDispute(.pass, _):
            // The panel's conclusion overrules a review body's failure, not a missing decision, an open conflict or a debt.
            try requireDecisions()
            try requireNoConflict()
            guard standing.openDebts == 0 else { throw .debtsOpen(standing.openDebts) }
            return moved(to: .passed)
        case .settleDispute(.fail, _):
            return moved(to: .failed)
        case .requestChange:
            return moved(to: .changeRequested, isConfirmed: false)
        case .openChange:
            try requireConfirmedSet()
            try requireAnswers()
            return moved(to: .changeInReview, round: round + 1)
        case .dropChange:
            // The approved set never stopped being in force.
            return moved(to: .certified)
        case .escalate:
            guard let limit = standing.roundLimit, round >= limit, escalatedRound <= round else { throw .nothingToEscalate }
            return moved(to: state, escalatedRound: round + 1)
        case .withdraw:
            return moved(to: .withdrawn)
        case .supersede(_, let successor):
            // What is approved is built by: it stays in force until something certified takes its place.
            guard !state.hasApprovedSet || successor != nil else { throw .successorMissing }
            return moved(to: .superseded)
        case .revoke:
            return moved(to: .revoked)
        case .archive:
            return moved(to: .archived)
        case .close:
            return moved(to: .closed)
        }
    }

    private func moved(to state: CaseState, round: Int? = nil, isConfirmed: Bool? = nil, escalatedRound: Int? = nil) -> Case {
        Case(
            id: id, state: state, round: round ?? self.round, isConfirmed: isConfirmed ?? self.isConfirmed,
            escalatedRound: escalatedRound ?? self.escalatedRound, standing: standing)
    }

    private func requireSet() throws(CaseRefusal) {
        guard standing.unsealedParts == 0 else { throw .partsUnsealed(standing.unsealedParts) }
        guard standing.packageIsAcceptable else { throw .packageNotAcceptable }
        guard standing.unconfirmedSets == 0 else { throw .setsUnconfirmed(standing.unconfirmedSets) }
    }

    private func requireConfirmedSet() throws(CaseRefusal) {
        guard isConfirmed else { throw .notConfirmed }
        try requireSet()
    }

    private func requireAnswers() throws(CaseRefusal) {
        guard standing.unansweredItems == 0 else { throw .itemsUnanswered(standing.unansweredItems) }
        guard standing.unrevisedItems.isEmpty else { throw .itemsUnrevised(standing.unrevisedItems) }
    }

    private func requireRound() throws(CaseRefusal) {
        guard let limit = standing.roundLimit, round >= limit, escalatedRound <= round else { return }
        throw .roundLimit(limit)
    }

    /// A round is spent on what the opinion asks for, and on nothing else.
    private func requireSomethingToRevise() throws(CaseRefusal) {
        guard standing.failedReviews == 0, standing.blockingComments == 0, standing.openConflicts == 0 else { return }
        throw .nothingToRevise(state)
    }

    private func requireDecisions() throws(CaseRefusal) {
        guard standing.undecidedReviews == 0 else { throw .reviewsUndecided(standing.undecidedReviews) }
    }

    private func requireNoConflict() throws(CaseRefusal) {
        guard standing.openConflicts == 0 else { throw .conflictsOpen(standing.openConflicts) }
    }

    private func requireNothingBlocks() throws(CaseRefusal) {
        try requireDecisions()
        try requireNoConflict()
        guard standing.failedReviews == 0 else { throw .reviewsFailed(standing.failedReviews) }
        guard standing.blockingComments == 0 else { throw .blockingComments(standing.blockingComments) }
        guard standing.openDebts == 0 else { throw .debtsOpen(standing.openDebts) }
    }
}
