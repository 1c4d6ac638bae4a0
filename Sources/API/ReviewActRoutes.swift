import Foundation
import Hummingbird
import HummingbirdCore
import JointReview
import Store
import Wire

/// What is done to one review: claim, assign, reassign, release, decide.
struct ReviewActRoutes: Sendable {
    let interface: HTTPInterface

    func claimNext(_ request: Request, _ context: SignedIn) async throws -> Response {
        let discipline = try context.discipline()
        let bytes = try await request.noBody(interface.configuration)
        let actor = try context.actor(for: .reviewClaim, in: discipline)
        try requireServes(discipline, context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            guard let claimed = try await tx.claimNext(discipline) else { return nil as ReviewBody? }
            outbox.add(.review, case: claimed.caseID, object: claimed.id)
            return ReviewBody(claimed)
        }
    }

    /// Claims a waiting review, or takes up one that was assigned to the caller.
    func claim(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("reviewId")
        let bytes = try await request.noBody(interface.configuration)
        let actor = try await interface.actor(for: .reviewClaim, on: .review(id), context)
        let person = try context.person
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let before = try await tx.review(id)
            guard person.holds(.reviewer, discipline: before.discipline) else { throw Denial.role(.reviewClaim) }
            try request.requireMatch(before.version)
            let claimed: ReviewRecord
            if ReviewState.queued.contains(before.state) {
                guard before.body == nil || before.body == tx.actor.organisation else { throw ReviewRefusal.otherBody }
                if before.body == nil { try requireServes(before.discipline, context) }
                try await tx.requireFit(for: id)
                claimed = try await tx.claim(id)
            } else {
                let (record, value) = try await tx.lockReview(id)
                try await tx.requireFit(for: id)
                claimed = try await tx.move(record, to: try value.applying(.claim, by: try tx.actor.acting), by: .claim)
            }
            outbox.add(.review, case: claimed.caseID, object: claimed.id)
            return ReviewBody(claimed)
        }
    }

    func assign(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try AssignReviewBody.read(bytes)
        return try await act(request, context, .reviewAssign, bytes, attempt: nil, assignee: body.personId) { .assign(to: body.personId) }
    }

    func reassign(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReassignReviewBody.read(bytes)
        return try await act(request, context, .reviewReassign, bytes, attempt: nil, assignee: body.personId) {
            .reassign(to: body.personId, reason: body.reason)
        }
    }

    func release(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReleaseReviewBody.read(bytes)
        return try await act(request, context, .reviewRelease, bytes, attempt: body.attempt, assignee: nil) { .release(reason: body.reason) }
    }

    /// The reviewer steps aside for interest, or his dispatcher has him do so; the dispatcher then gives the review to somebody else.
    func recuse(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try RecuseReviewBody.read(bytes)
        return try await act(request, context, .reviewRecuse, bytes, attempt: body.attempt, assignee: nil) { .recuse(reason: body.reason) }
    }

    /// The reviewer proposes a decision to the checker, where a second person checks.
    func draft(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try DraftOpinionBody.read(bytes)
        return try await act(request, context, .reviewDraftOpinion, bytes, attempt: body.attempt, assignee: nil, listed: true) {
            .draftOpinion(body.decision)
        }
    }

    /// The checker agrees with the draft.
    func check(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.noBody(interface.configuration)
        return try await act(request, context, .reviewCheck, bytes, attempt: nil, assignee: nil, fit: true) { .check }
    }

    /// The checker sends the draft back.
    func returnDraft(_ request: Request, _ context: SignedIn) async throws -> Response {
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try ReasonBody.read(bytes)
        return try await act(request, context, .reviewReturnDraft, bytes, attempt: nil, assignee: nil) { .returnDraft(reason: body.reason) }
    }

    /// Decides; the last decision of a round merges and issues the opinion in the same transaction, and the next review may be claimed in it too.
    func decide(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        let body = try DecideReviewBody.read(bytes)
        let actor = try await interface.actor(for: .reviewDecide, on: .review(id), context)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            if request.headers[.ifMatch] != nil { try request.requireMatch(try await tx.lockReview(id).record.version) }
            let (outcome, next) = try await tx.decide(id, body)
            let review = outcome.review
            outbox.add(.decision, case: review.caseID, object: review.id)
            if let opinion = outcome.opinion { outbox.add(.opinion, case: review.caseID, object: opinion) }
            if let next { outbox.add(.review, case: next.caseID, object: next.id) }
            var decided = DecidedBody(
                review: ReviewBody(review), case: CaseBody(try await tx.caseRecord(review.caseID)), next: next.map(ReviewBody.init),
                unseen: outcome.unseen)
            decided.receipt = try await tx.receipt(of: .reviewDecide, on: id)
            return decided
        }
    }

    /// The reviewer or checker declares that nothing ties him to the project; he who cannot steps aside.
    func declare(_ request: Request, _ context: SignedIn) async throws -> Response {
        let id = try context.id("reviewId")
        let bytes = try await request.jsonBytes(interface.configuration)
        _ = try DeclareIndependenceBody.read(bytes)
        let asking = try await interface.actor(for: .reviewDeclare, on: .review(id), context)
        let discipline = try await interface.store.transaction(as: asking) { try await $0.review(id).discipline }
        let actor = try await interface.actor(for: .reviewDeclare, on: .review(id), context, in: discipline)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, _ in
            let (record, value) = try await tx.lockReview(id)
            guard record.body == nil || record.body == tx.actor.organisation else { throw ReviewRefusal.otherBody }
            guard value.state.isOutstanding else { throw ReviewRefusal.notAllowed(.claim, from: value.state) }
            try value.standing.interests.require(try tx.actor.acting)
            return IndependenceBody(reviewId: id, personId: actor.person ?? id, declaredAt: try await tx.declareIndependence(of: record))
        }
    }

    private func requireServes(_ discipline: Discipline, _ context: SignedIn) throws {
        guard try context.person.functions.contains(where: { $0.function == .reviewBody && $0.discipline == discipline }) else {
            throw Denial.seat(.reviewClaim)
        }
    }

    private func act(
        _ request: Request, _ context: SignedIn, _ act: Act, _ bytes: [UInt8], attempt: Int?, assignee: UUID?, fit: Bool = false,
        listed: Bool = false,
        _ action: @escaping @Sendable () -> ReviewAction
    ) async throws -> Response {
        let id = try context.id("reviewId")
        // Whoever sees the review at all learns whether the role reaches into its discipline; which one that is never changes.
        let asking = try await interface.actor(for: act, on: .review(id), context)
        let discipline = try await interface.store.transaction(as: asking) { try await $0.review(id).discipline }
        let actor = try await interface.actor(for: act, on: .review(id), context, in: discipline)
        return try await interface.once(request, as: actor, bytes: bytes) { tx, outbox in
            let (record, value) = try await tx.lockReview(id)
            // The lead body's coordinator reaches into every body's queue; whoever holds the role elsewhere does not.
            if tx.actor.role == .lead, try await tx.caseRecord(record.caseID).lead != tx.actor.organisation { throw Denial.seat(act) }
            try request.requireMatch(record.version)
            if let assignee { try await tx.requireReviewer(assignee, for: record) }
            if fit { try await tx.requireFit(for: id) }
            let action = action()
            // What is proposed is held against the check list as what is decided is.
            let judged = listed ? value.lacking(try await tx.checkpoints(of: record).open) : value
            let moved = try await tx.move(record, to: try judged.applying(action, by: try tx.actor.acting, attempt: attempt), by: action)
            if case .recuse(let reason) = action, let reviewer = record.reviewer {
                try await tx.recordRecusal(of: reviewer, from: record, reason: reason)
            }
            if case .reassign(_, let reason) = action, let body = record.body {
                try await tx.notify(body, .reassigned, case: record.caseID, body: ["review": id.text, "reason": reason])
            }
            outbox.add(.review, case: moved.caseID, object: moved.id)
            return ReviewBody(moved)
        }
    }
}

extension Tx {
    fileprivate func decide(_ id: UUID, _ body: DecideReviewBody) async throws -> (outcome: DecisionOutcome, next: ReviewRecord?) {
        let (decision, attempt, summary, person) = (body.decision, body.attempt, body.summary ?? "", try actor.acting)
        if body.claimNext == true { return try await decideAndClaimNext(id, decision: decision, attempt: attempt, summary: summary, as: person) }
        return (try await decide(id, decision: decision, attempt: attempt, summary: summary, as: person), nil)
    }

    /// Whoever a review is given to works for its body (the dispatcher's, where it waits in the pool) and reviews its discipline.
    func requireReviewer(_ person: UUID, for review: ReviewRecord, at place: String = "/personId") async throws {
        let fault = Problem(
            .unprocessableContent, .invalid,
            findings: [
                Finding(
                    code: "review.assignee", severity: .reject, file: place,
                    message: Bilingual(zh: "此人不是该审查机构本专业的审查人", en: "The person is no reviewer of this discipline at the review body."),
                    remedy: Bilingual(zh: "另选一位审查人", en: "Choose a reviewer of the body."))
            ])
        let wanted = review.body ?? (actor.role == .lead ? nil : actor.organisation)
        guard let found = try await activePerson(person), wanted == nil || found.organisation == wanted else { throw fault }
        let reviews = found.roles.contains { $0.role == .reviewer && ($0.discipline == nil || $0.discipline == review.discipline) }
        let serves = try await organisation(found.organisation).functions.contains {
            $0.function == .reviewBody && $0.discipline == review.discipline
        }
        guard reviews, serves else { throw fault }
        try await requireFit(person, for: review.id)
    }
}
