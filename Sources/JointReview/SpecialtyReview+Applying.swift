public import Foundation

extension SpecialtyReview {
    /// The specialty after somebody does an act; `review` is the one that it is a part of, read under the same lock.
    ///
    /// Four eyes: nobody checks what he reviewed, what he stood for, or what he is to decide. `attempt` fences the reviewer's late acts, as in a review.
    public func applying(
        _ action: SpecialtyAction, by actor: ActingPerson, attempt: Int? = nil, in review: Review
    ) throws(ReviewRefusal) -> SpecialtyReview {
        let kind = action.kind
        guard kind.act.roles.contains(actor.role) else { throw .specialty(.roleMayNot(kind, actor.role)) }
        // While a review is stopped its specialties may still be given to others, as it may itself.
        guard review.decision == nil, review.state.isOutstanding, review.state != .suspended || kind == .assign, review.state != .outdated else {
            throw .specialty(.closed(review.state))
        }
        if let attempt, attempt != self.attempt { throw .staleAttempt(current: self.attempt) }
        guard state.actions.contains(kind) else { throw .specialty(.notAllowed(kind, from: state)) }
        // A specialty is looked into while its review is in hand: there is somebody who will decide on it.
        if [.claim, .finish].contains(kind), ![.inReview, .verifying].contains(review.state) { throw .specialty(.closed(review.state)) }
        guard review.body != nil else { throw .otherBody }
        try review.requireOwnBody(actor)
        if let reason = action.reason, reason.isBlank { throw .specialty(.reasonMissing(kind)) }
        switch action {
        case .assign(let reviewer, let checker, let reason):
            return try assigned(reviewer, checker, reason, by: actor, in: review)
        case .claim:
            if state == .assigned, reviewer.map(actor.persons.contains) != true { throw .heldByAnother }
            try review.standing.interests.require(actor)
            if let checker, actor.persons.contains(checker) { throw .checkerIsReviewer }
            return SpecialtyReview(specialty: specialty, state: .inReview, reviewer: actor.person, checker: checker, attempt: self.attempt + 1)
        case .finish:
            try requireHolder(actor, attempt)
            try review.standing.interests.require(actor)
            guard unpublishedDrafts == 0 else { throw .draftsLeft(unpublishedDrafts) }
            return changed(.finished)
        case .check:
            try review.standing.interests.require(actor)
            try requireSecondPerson(actor, in: review)
            return changed(.checked, checker: actor.person)
        case .sendBack:
            try review.standing.interests.require(actor)
            try requireSecondPerson(actor, in: review)
            return changed(.inReview)
        case .release:
            if actor.role == .reviewer { try requireHolder(actor, attempt) }
            return SpecialtyReview(specialty: specialty, checker: checker, attempt: self.attempt + 1)
        case .recuse:
            if actor.role == .reviewer { try requireHolder(actor, attempt) }
            return SpecialtyReview(specialty: specialty, checker: checker, attempt: self.attempt + 1)
        }
    }

    private func assigned(
        _ reviewer: UUID?, _ checker: UUID?, _ reason: String?, by actor: ActingPerson, in review: Review
    ) throws(ReviewRefusal) -> SpecialtyReview {
        for person in [reviewer, checker].compactMap({ $0 }) { try review.requireAssignable(person, by: actor) }
        let next = (reviewer: reviewer ?? self.reviewer, checker: checker ?? self.checker)
        guard next.reviewer != self.reviewer || next.checker != self.checker else { throw .alreadyHolds }
        if let checker = next.checker {
            guard checker != next.reviewer else { throw .checkerIsReviewer }
            guard checker != review.reviewer else { throw .checkerDecides }
            guard next.reviewer == nil || next.reviewer != self.reviewer || !boundPersons.contains(checker) else { throw .checkerTookPart }
        }
        let displaces = self.reviewer != nil && next.reviewer != self.reviewer
        if displaces, reason?.isBlank != false { throw .specialty(.reasonMissing(.assign)) }
        if displaces, state != .assigned, next.checker == self.reviewer { throw .checkerTookPart }
        guard next.reviewer != self.reviewer else {
            return SpecialtyReview(
                specialty: specialty, state: state, reviewer: next.reviewer, checker: next.checker, attempt: attempt, boundPersons: boundPersons)
        }
        return SpecialtyReview(specialty: specialty, state: .assigned, reviewer: next.reviewer, checker: next.checker, attempt: attempt + 1)
    }

    private func requireHolder(_ actor: ActingPerson, _ attempt: Int?) throws(ReviewRefusal) {
        guard reviewer == actor.person else { throw .heldByAnother }
        guard attempt != nil else { throw .specialty(.attemptMissing) }
    }

    private func requireSecondPerson(_ actor: ActingPerson, in review: Review) throws(ReviewRefusal) {
        if let reviewer, actor.persons.contains(reviewer) { throw .checkerIsReviewer }
        if let reviewer = review.reviewer, actor.persons.contains(reviewer) { throw .checkerDecides }
        guard isSecond(actor.persons, in: review) else { throw .checkerTookPart }
        if let checker, !actor.persons.contains(checker) { throw .heldByAnother }
    }

    /// Whether somebody, and whom he stands for, is none of those who reviewed it or will decide on it.
    public func isSecond(_ persons: Set<UUID>, in review: Review) -> Bool {
        boundPersons.union([reviewer, review.reviewer].compactMap { $0 }).isDisjoint(with: persons)
    }

    private func changed(_ state: State, checker: UUID? = nil) -> SpecialtyReview {
        SpecialtyReview(
            specialty: specialty, state: state, reviewer: reviewer, checker: checker ?? self.checker, attempt: attempt, boundPersons: boundPersons)
    }
}

extension RuleProfile {
    /// Specialties of a discipline in this profile, in the order in which they sign; empty where one reviewer answers for the whole discipline.
    public func specialties(of discipline: Discipline) -> [String] {
        specialties?.first { $0.discipline == discipline }?.names ?? []
    }

    /// Whether a second person checks a discipline's decision before it goes out.
    public func needsSecondPerson(in discipline: Discipline) -> Bool {
        secondPerson?.contains(discipline) ?? false
    }
}
