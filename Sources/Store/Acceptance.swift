public import Foundation
public import JointReview
import Postgres
import WorkingTime

/// Why a case cannot be accepted though its state allows it.
public enum AcceptanceRefusal: Error, Hashable, Sendable {
    /// The case names a profile that is not in force.
    case profileNotInForce(String)
    /// No review body is registered for a discipline that applies.
    case noReviewBody(Discipline)
    /// Review bodies serve a discipline that applies, and none of them is fit.
    case bodiesBarred(Discipline, [BarredBody])
    /// The owner's choice of a body does not do, in each of these disciplines.
    case bodyChoice([Discipline: BodyChoiceRefusal])
}

extension Tx {
    /// Accepts a submitted case and opens its five reviews, all or nothing.
    ///
    /// Profile, limit and calendar are those in force on the business day. A discipline with one registered body gets that body; one with several goes to the open pool.
    /// - Parameter rule: name of the rule when the system accepts by itself; logged with the entry.
    /// - Parameter debts: what is owed though the case is accepted; none for a plain acceptance.
    public func accept(_ id: UUID, rule: String? = nil, owing debts: [Debt] = []) async throws -> CaseRecord {
        // One round trip for all that is read; the lock comes first, so everything after it is as of then.
        let answers = try await sql.batch(caseLock(id) + [Self.ruleStanding, Self.facts(of: id), Self.bodiesAndRegulators, Self.interested(in: id)])
        let (record, value) = try lockedCase(id, answers)
        let action: CaseAction = debts.isEmpty ? .accept : .acceptWithDebts(items: debts.map(\.item))
        let accepted = try value.applying(action, by: actor.role)
        _ = try accepted.applying(.openReviews, by: .system)
        let (book, now) = try await ruleBook(standing: answers[2].first)
        guard let profile = book.profiles[record.profile] else { throw AcceptanceRefusal.profileNotInForce(record.profile) }
        guard let facts: JSON = try answers[3].first?("facts") else { throw StoreError.missing("project \(record.project)") }
        let project: ProjectFacts = try facts.decode()
        let answer = try FanOut.reviews(for: project, profile: profile)
        let limit = try book.limits.rule(for: .firstReview, size: project.size, on: book.day)
        let deadline = try (await shortened(limit, for: record, by: profile)).deadline(from: now, in: book.calendar)
        let (bodies, regulators) = try Self.bodiesAndRegulators(answers[4])
        let interested: Set<UUID> = try Set(answers[5].map { try $0("organisation_id") })
        try await holdRotation(profile.assignment)
        var reviews: [NewReview] = []
        var allocations: [(review: UUID, allocated: AllocatedBody)] = []
        let region: String = try answers[3].first?("region") ?? ""
        var parties: [(organisation: UUID, role: String)] = []
        var choices: [Discipline: BodyChoiceRefusal] = [:]
        for answer in answer {
            let id = UUID()
            let applies = answer.applicability == .applies
            if applies, let rule = profile.assignment {
                let allocated: AllocatedBody
                do {
                    allocated = try await allocate(answer.discipline, of: record, project: project, region: region, on: book.day, by: rule)
                } catch AcceptanceRefusal.bodyChoice(let refused) {
                    // The owner is told of all that he has to choose otherwise at once.
                    choices.merge(refused) { first, _ in first }
                    continue
                }
                allocations.append((id, allocated))
                parties += allocated.seated.map { ($0, "review_body") }
                reviews.append(NewReview(id: id, answer: answer, body: allocated.body, profile: profile))
                continue
            }
            // Nobody reviews what he designed or owns, and a review that only he could claim would stand still for ever.
            let own = bodies.filter { $0.discipline == answer.discipline && !interested.contains($0.organisation) }.map(\.organisation)
            if applies {
                guard !own.isEmpty else { throw try await noneFit(answer.discipline, in: record, by: book) }
                parties += own.map { ($0, "review_body") }
            }
            reviews.append(NewReview(id: id, answer: answer, body: applies && own.count == 1 ? own[0] : nil, profile: profile))
        }
        guard choices.isEmpty else { throw AcceptanceRefusal.bodyChoice(choices) }
        parties += regulators.map { ($0, "regulator") }
        // Where something is written after it, the statement that accepts is not the last one.
        let tx = allocations.isEmpty && debts.isEmpty ? self : Tx(sql: sql, actor: actor, shelf: shelf)
        let opened = try await tx.accept(
            record, by: action, opening: reviews, until: deadline, parties: parties.distinct, rule: rule,
            conflicts: profile.conflicts ?? .blocks, openness: profile.openness ?? .onPublication, rounds: profile.rounds?.most)
        try await keep(allocations, of: record)
        if !debts.isEmpty { try await owe(debts, in: record) }
        return opened
    }

    /// Why no body is there for a discipline: none is registered, or every one that is has something against it.
    func noneFit(_ discipline: Discipline, in record: CaseRecord, by book: RuleBook) async throws -> AcceptanceRefusal {
        let barred = try await reviewBodies(for: discipline, in: record, by: book, limit: Self.mostBodies).compactMap(\.barred)
        return barred.isEmpty ? .noReviewBody(discipline) : .bodiesBarred(discipline, barred)
    }

    /// Bodies of one discipline that are named in one answer, at most.
    private static var mostBodies: Int { 100 }

    /// The limit of a case in the green channel, where the profile says that it has a shorter one.
    private func shortened(_ limit: LimitRule, for record: CaseRecord, by profile: RuleProfile) async throws -> LimitRule {
        guard let green = profile.greenChannel, green.workingDays < limit.workingDays, try await greenChannel(of: record.id) != nil else {
            return limit
        }
        return LimitRule(
            id: "\(profile.id)/green-channel", stage: limit.stage, nature: limit.nature, sizes: limit.sizes, workingDays: green.workingDays,
            effectiveFrom: limit.effectiveFrom, effectiveTo: limit.effectiveTo, basis: green.basis)
    }

    private static func interested(in id: UUID) -> SQL {
        """
        SELECT DISTINCT t.organisation_id FROM (\(parts(in: "(SELECT project_id FROM joint_case WHERE case_id = \(id))"))) AS t WHERE t.organisation_id IS NOT NULL
        """
    }

    private static func facts(of id: UUID) -> SQL {
        "SELECT facts, region FROM project WHERE project_id = (SELECT project_id FROM joint_case WHERE case_id = \(id))"
    }

    private static let bodiesAndRegulators: SQL =
        """
        SELECT function, discipline, organisation_id FROM organisation_function
         WHERE function = 'review_body' AND discipline <> '' OR function = 'regulator' ORDER BY function, discipline, organisation_id
        """

    private static func bodiesAndRegulators(_ rows: [Row]) throws -> ([(discipline: Discipline, organisation: UUID)], [UUID]) {
        var bodies: [(discipline: Discipline, organisation: UUID)] = []
        var regulators: [UUID] = []
        for row in rows {
            let function: OrganisationFunction = try row("function")
            if function == .regulator {
                regulators.append(try row("organisation_id"))
            } else {
                bodies.append((try row("discipline"), try row("organisation_id")))
            }
        }
        return (bodies, regulators)
    }
}

extension [(organisation: UUID, role: String)] {
    /// One seat an organisation: a body that serves two disciplines is one party.
    fileprivate var distinct: Self {
        var seen: Set<UUID> = []
        return filter { seen.insert($0.organisation).inserted }
    }
}

extension Tx {
    /// Lets the system accept a case that was just submitted, where a rule of acceptance is in force and its conditions hold.
    /// - Returns: the accepted case, or `nil` when a person has to look.
    public func acceptByRule(_ id: UUID) async throws -> CaseRecord? {
        let (book, now) = try await ruleBook(standing: try await sql.first(Self.ruleStanding))
        guard let rule = book.autoAccept else { return nil }
        guard rule.accepts(try await findings(ofCase: id), on: CalendarDay(now)) else { return nil }
        // The system acts, not the owner whose request this is; the request id ties the two together.
        return try await Tx(sql: sql, actor: .system(actor.requestID), shelf: shelf).accept(id, rule: rule.id)
    }
}
