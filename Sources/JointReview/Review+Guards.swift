public import Foundation

extension Review {
    /// The same review with what is not ticked.
    public func lacking(_ points: [CheckRules.Point]) -> Review {
        var standing = standing
        standing.openCheckpoints = points
        return Review(
            id: id, discipline: discipline, body: body, state: state, reviewer: reviewer, attempt: attempt, decision: decision, drafted: drafted,
            needsChecker: needsChecker, checker: checker, resumesTo: resumesTo, standing: standing)
    }

    func requireOwnBody(_ actor: ActingPerson) throws(ReviewRefusal) {
        guard let body, actor.role != .lead, actor.role != .system else { return }
        guard body == actor.organisation else { throw .otherBody }
    }

    /// The assignee works for the dispatcher's organisation; the lead's own organisation says nothing about the assignee's.
    func requireAssignable(_ person: UUID, by actor: ActingPerson) throws(ReviewRefusal) {
        try requireOwnBody(actor)
        if actor.role != .lead, standing.interests.organisations.contains(actor.organisation) { throw .conflictOfInterest }
        try standing.interests.require([person], of: [])
    }

    /// Four eyes, judged by both persons on either side: the checker and whom he stands for, the reviewer and whoever stands for him or he for.
    func requireSecondPerson(_ actor: ActingPerson) throws(ReviewRefusal) {
        if let reviewer, actor.persons.contains(reviewer) { throw .checkerIsReviewer }
        guard isSecond(actor.persons) else { throw .checkerTookPart }
    }

    /// Whether somebody, and whom he stands for, is none of those who reviewed.
    public func isSecond(_ persons: Set<UUID>) -> Bool {
        standing.boundPersons.union(reviewer.map { [$0] } ?? []).isDisjoint(with: persons)
    }

    func requireHolder(_ actor: ActingPerson, _ attempt: Int?) throws(ReviewRefusal) {
        guard reviewer == actor.person else { throw .heldByAnother }
        guard attempt != nil else { throw .attemptMissing }
        // Checked again at the end, not only at the claim: an institute may have joined the case since.
        try standing.interests.require(actor)
    }

    func requireHolderOrDispatch(_ actor: ActingPerson, _ attempt: Int?) throws(ReviewRefusal) {
        guard actor.role == .reviewer else { return try requireOwnBody(actor) }
        guard reviewer == actor.person else { throw .heldByAnother }
        guard attempt != nil else { throw .attemptMissing }
    }

    /// Every specialty was finished by its reviewer and looked over by its checker, and who decides checked none of them.
    func requireSpecialties(_ actor: ActingPerson) throws(ReviewRefusal) {
        guard standing.openSpecialties.isEmpty else { throw .specialty(.open(standing.openSpecialties)) }
        try requireNoChecker(actor.persons)
    }

    /// Whoever checks a specialty of the review does not get the review: he would decide over what he checked.
    func requireNoChecker(_ persons: Set<UUID>) throws(ReviewRefusal) {
        guard standing.specialtyCheckers.isDisjoint(with: persons) else { throw .checksSpecialty }
    }

    /// What the reviewer has begun to say is said, or thrown away, before he decides: after it nobody can say it any more.
    func requireNoDrafts() throws(ReviewRefusal) {
        guard standing.unpublishedDrafts == 0 else { throw .draftsLeft(standing.unpublishedDrafts) }
    }

    func requireCheck(of decision: Decision) throws(ReviewRefusal) {
        guard needsChecker else { return }
        guard state == .checked else { throw .checkNeeded }
        guard drafted == decision else { throw .notTheCheckedDecision }
        guard checker != reviewer else { throw .checkerIsReviewer }
    }

    /// What a decision rests on: a failure on a blocking comment, advice on advice, a pass on nothing that asks for anything.
    func requireGrounds(for decision: Decision) throws(ReviewRefusal) {
        guard standing.uncheckedComments == 0 else { throw .commentsUnchecked(standing.uncheckedComments) }
        switch decision {
        case .fail:
            guard standing.blockingComments > 0 else { throw .nothingToReturn }
        case .passWithAdvice:
            guard standing.openCheckpoints.isEmpty else { throw .checkpointsOpen(standing.openCheckpoints) }
            guard standing.blockingComments == 0 else { throw .blockingComments(standing.blockingComments) }
            guard standing.adviceComments + standing.informationComments > 0 else { throw .noAdvice }
        case .pass:
            guard standing.openCheckpoints.isEmpty else { throw .checkpointsOpen(standing.openCheckpoints) }
            guard standing.blockingComments == 0 else { throw .blockingComments(standing.blockingComments) }
            guard standing.adviceComments == 0 else { throw .adviceStands(standing.adviceComments) }
        }
    }
}
