import Foundation

extension Review {
    /// The review after somebody does an act.
    ///
    /// Pure on purpose: the store runs it between the lock and the write. `attempt` is the attempt that the caller believes to be in:
    /// whoever holds the review must name it, so that an act that arrives late is refused instead of landing on another's work.
    /// The due date is no part of it: no act on a review moves a due date.
    public func applying(_ action: ReviewAction, by actor: ActingPerson, attempt: Int? = nil) throws(ReviewRefusal) -> Review {
        let kind = action.kind
        guard kind.act.roles.contains(actor.role) else { throw .roleMayNot(kind, actor.role) }
        if let attempt, attempt != self.attempt { throw .staleAttempt(current: self.attempt) }
        guard state.actions.contains(kind) else { throw .notAllowed(kind, from: state) }
        if let reason = action.neededReason, reason.isBlank { throw .reasonMissing(kind) }
        switch action {
        case .assign(let person):
            try requireAssignable(person, by: actor)
            try requireNoChecker([person])
            return inHands(of: person, state: .assigned)
        case .claim:
            if ReviewState.queued.contains(state) {
                try requireOwnBody(actor)
                try standing.interests.require(actor)
                try requireNoChecker(actor.persons)
                return inHands(of: actor.person, state: .inReview)
            }
            return try started(by: actor)
        case .start:
            return try started(by: actor)
        case .release:
            try requireHolderOrDispatch(actor, attempt)
            return waiting(.returnedToQueue)
        case .reassign(let person, _):
            try requireAssignable(person, by: actor)
            guard person != reviewer else { throw .alreadyHolds }
            try requireNoChecker([person])
            guard state == .suspended else { return inHands(of: person, state: .reassigned) }
            // What is stopped stays stopped: the other takes it up when it goes on. One that waited has nobody to take it from.
            guard reviewer != nil else { throw .notAllowed(kind, from: state) }
            return Review(self, state: .suspended, reviewer: person, attempt: self.attempt + 1, resumesTo: .reassigned)
        case .recuse:
            try requireHolderOrDispatch(actor, attempt)
            return waiting(.recused)
        case .replaceBody(let body, _):
            try requireOwnBody(actor)
            guard body == nil || body != self.body else { throw .alreadyHolds }
            return Review(
                id: id, discipline: discipline, body: body, state: .pending, attempt: self.attempt, needsChecker: needsChecker, standing: standing)
        case .requeue:
            try requireOwnBody(actor)
            return waiting(.returnedToQueue)
        case .draftOpinion(let decision):
            guard needsChecker else { throw .checkNotNeeded }
            try requireHolder(actor, attempt)
            try requireSpecialties(actor)
            try requireNoDrafts()
            try requireGrounds(for: decision)
            return changed(.opinionDrafted, drafted: decision)
        case .check:
            try requireOwnBody(actor)
            try standing.interests.require(actor)
            try requireSecondPerson(actor)
            return changed(.checked, drafted: drafted, checker: actor.person)
        case .returnDraft:
            try requireOwnBody(actor)
            try standing.interests.require(actor)
            try requireSecondPerson(actor)
            return changed(.inReview)
        case .decide(let decision):
            try requireHolder(actor, attempt)
            try requireSpecialties(actor)
            try requireCheck(of: decision)
            try requireNoDrafts()
            try requireGrounds(for: decision)
            return decided(decision)
        case .verify:
            return changed(.verifying)
        case .suspend:
            try requireOwnBody(actor)
            return Review(self, state: .suspended, reviewer: reviewer, decision: nil, drafted: drafted, checker: checker, resumesTo: state)
        case .resume:
            try requireOwnBody(actor)
            return Review(self, state: resumesTo ?? .pending, reviewer: reviewer, decision: nil, drafted: drafted, checker: checker)
        case .cancel:
            return waiting(.cancelled)
        case .makeNotApplicable(_, let basis):
            guard !basis.isBlank else { throw .legalBasisMissing }
            return waiting(.notApplicable)
        case .reopen:
            return waiting(.pending)
        case .outdate:
            return changed(.outdated)
        }
    }

    private func started(by actor: ActingPerson) throws(ReviewRefusal) -> Review {
        // Whoever stands for the assignee takes it up in his own name.
        guard let reviewer, actor.persons.contains(reviewer) else { throw .heldByAnother }
        try standing.interests.require(actor)
        try requireNoChecker(actor.persons)
        return inHands(of: actor.person, state: .inReview)
    }

    private func decided(_ decision: Decision) -> Review {
        let issued: ReviewState =
            switch decision {
            case .pass, .passWithAdvice: .issuedPass
            case .fail: .issuedComments
            }
        return Review(self, state: issued, reviewer: reviewer, decision: decision, checker: checker)
    }

    private func inHands(of person: UUID, state: ReviewState) -> Review {
        Review(self, state: state, reviewer: person, attempt: attempt + 1)
    }

    private func waiting(_ state: ReviewState) -> Review {
        Review(self, state: state, reviewer: nil)
    }

    private func changed(_ state: ReviewState, drafted: Decision? = nil, checker: UUID? = nil) -> Review {
        Review(self, state: state, reviewer: reviewer, drafted: drafted, checker: checker)
    }

    private init(
        _ before: Review, state: ReviewState, reviewer: UUID?, attempt: Int? = nil, decision: Decision? = nil, drafted: Decision? = nil,
        checker: UUID? = nil, resumesTo: ReviewState? = nil
    ) {
        self.init(
            id: before.id, discipline: before.discipline, body: before.body, state: state, reviewer: reviewer, attempt: attempt ?? before.attempt,
            decision: decision, drafted: drafted, needsChecker: before.needsChecker, checker: checker, resumesTo: resumesTo,
            standing: before.standing)
    }
}
