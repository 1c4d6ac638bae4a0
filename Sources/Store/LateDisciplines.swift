public import Foundation
public import JointReview
import Postgres
import WorkingTime

extension Tx {
    /// Opens the review of a discipline that was not to review the case: with a clock of its own, which begins now, and the joint decision waits for it.
    ///
    /// Locks as everywhere: review, case, counter.
    public func addDiscipline(_ review: UUID, reason: String, basis: LegalBasis, as person: ActingPerson) async throws -> ReviewRecord {
        let (record, value) = try await lockReview(review)
        let (joint, state) = try await lockCase(record.caseID)
        try await requireOpenToDisciplines(joint, state)
        guard record.round == joint.round else { throw LateDisciplineRefusal.earlierRound }
        guard record.state == .notApplicable else { throw ReviewRefusal.notAllowed(.reopen, from: record.state) }
        let action = ReviewAction.reopen(reason: reason)
        let after = try value.applying(action, by: person)
        let (book, now) = try await ruleBook(standing: try await sql.first(Self.ruleStanding))
        guard let profile = book.profiles[joint.profile] else { throw AcceptanceRefusal.profileNotInForce(joint.profile) }
        guard let row = try await sql.first("SELECT facts, region FROM project WHERE project_id = \(joint.project)") else {
            throw StoreError.missing("project \(joint.project)")
        }
        let facts: JSON = try row("facts")
        let project: ProjectFacts = try facts.decode()
        let deadline = try book.limits.rule(for: joint.round == 1 ? .firstReview : .reReview, size: project.size, on: book.day).deadline(
            from: now, in: book.calendar)
        // A review that was set aside goes back to the body that it had been given last: one that stepped aside does not get it again.
        let kept = try await sql.first("SELECT body_id FROM body_allocation WHERE review_id = \(review) ORDER BY place DESC LIMIT 1")
        let allocated: AllocatedBody
        if let body: UUID = try kept?.optional("body_id") {
            allocated = AllocatedBody(discipline: record.discipline, way: nil, body: body, draw: nil, seated: [body], candidates: [])
        } else {
            try await holdRotation(profile.assignment)
            allocated = try await allocate(
                record.discipline, of: joint, project: project, region: try row("region"), on: book.day, by: profile.assignment)
        }
        let answer = DisciplineApplicability(
            discipline: record.discipline, applicability: .applies, reason: Bilingual(zh: reason, en: reason), basis: [basis])
        let opened = NewReview(id: review, answer: answer, body: allocated.body, profile: profile)
        _ = try await sql.batch([
            """
            SELECT review_applies(\(review), \(deadline.due), \(answer.basisLine), \(try JSON(answer)), \(opened.body), \(opened.specialties.count)::integer,
                                  \(opened.needsChecker), \(opened.needsRegistration), \(opened.needsDeclaration))
            """,
            """
            INSERT INTO specialty_review (review_id, specialty, ordinal, case_id, owner_id)
            SELECT \(review), s.specialty, s.place - 1, \(joint.id), \(joint.owner) FROM unnest(\(opened.specialties)) WITH ORDINALITY AS s (specialty, place)
            ON CONFLICT DO NOTHING
            """,
            "UPDATE joint_case SET remaining = remaining + 1, version = version + 1 WHERE case_id = \(joint.id)",
            """
            INSERT INTO case_party (organisation_id, case_id, roles) SELECT b, \(joint.id), ARRAY['review_body'] FROM unnest(\(allocated.seated)) AS b
            ON CONFLICT (organisation_id, case_id) DO NOTHING
            """,
        ])
        let moved = try await move(record, to: after, by: action)
        if profile.assignment != nil, kept == nil { try await keep([(review, allocated)], of: joint) }
        for body in allocated.seated {
            try await notify(
                body, .reviewOpened, case: joint.id,
                body: ["review": review.uuidString.lowercased(), "discipline": record.discipline.rawValue, "reason": reason])
        }
        try await notify(joint.owner, .deadline, case: joint.id, body: ["discipline": record.discipline.rawValue, "reason": reason])
        return moved
    }

    /// Takes a discipline out that turned out not to apply; where it was the last one that had not decided, the round is merged.
    public func setAside(_ review: UUID, reason: String, basis: LegalBasis, as person: ActingPerson) async throws -> (
        review: ReviewRecord, opinion: UUID?
    ) {
        let (record, value) = try await lockReview(review)
        let (joint, state) = try await lockCase(record.caseID)
        try await requireOpenToDisciplines(joint, state)
        guard record.round == joint.round else { throw LateDisciplineRefusal.earlierRound }
        let action = ReviewAction.makeNotApplicable(reason: reason, basis: basis.line)
        let after = try value.applying(action, by: person)
        let others = try await reviews(of: joint.id).filter { $0.round == joint.round && $0.id != review }
        guard others.contains(where: { $0.applicability == .applies && $0.state != .cancelled }) else { throw LateDisciplineRefusal.lastDiscipline }
        guard value.standingComments == 0 else { throw LateDisciplineRefusal.commentsStand(value.standingComments) }
        if let taken = others.first(where: { $0.mergedInto == record.discipline }) { throw LateDisciplineRefusal.takesOver(taken.discipline) }
        let answer = DisciplineApplicability(
            discipline: record.discipline, applicability: .notApplicable, reason: Bilingual(zh: reason, en: reason), basis: [basis])
        _ = try await sql.first("SELECT review_set_aside(\(review), \(answer.basisLine), \(try JSON(answer)))")
        let moved = try await move(record, to: after, by: action)
        let row = try await sql.first(
            "UPDATE joint_case SET remaining = remaining - 1, version = version + 1 WHERE case_id = \(joint.id) RETURNING remaining")
        if let body = record.body {
            try await notify(
                body, .withdrawn, case: joint.id,
                body: ["review": review.uuidString.lowercased(), "discipline": record.discipline.rawValue, "reason": reason])
        }
        guard try row?("remaining") == 0 else { return (moved, nil) }
        return (moved, try await conclude(joint.id).0)
    }

    /// Refuses to change who reviews a case that is not being reviewed, or whose round has its opinion. Runs under the case's row lock.
    func requireOpenToDisciplines(_ record: CaseRecord, _ value: Case) async throws {
        try value.requireOpenToDisciplines()
        // A change stays under review until its certificate, and a round has one opinion: a review that began now could never end.
        guard record.state == .changeInReview else { return }
        if try await issuedOpinion(of: record.id, round: record.round) != nil { throw LateDisciplineRefusal.opinionIssued }
    }
}
