import Foundation
import JointReview
import Postgres
import WorkingTime

/// A turn with what the rules judge a person by: whom he would stand for, and in which role.
struct NamedTurn: Sendable {
    let turn: Turn
    let standingFor: UUID?
    let role: Role?

    var persons: Set<UUID> { Set([turn.person, standingFor].compactMap { $0 }) }
}

extension Tx {
    /// Leaves out whom the rules would refuse; where nobody of an organisation is left for something, that stands in the answer without a person.
    ///
    /// Judged as a claim, a decision or a check would be: interest, registration on the business day, and the independence that was declared.
    func withoutBarred(_ named: [NamedTurn], in caseID: UUID) async throws -> [Turn] {
        let reviewing = named.filter { $0.turn.task.isReviewing(in: $0.role) }
        let certifies = named.contains { $0.turn.task == .certify }
        guard !reviewing.isEmpty || certifies else { return Self.distinct(named, named.map { (named: $0.turn, told: $0.turn) }) }
        let reviews = Array(Set(reviewing.map(\.turn.object.id)))
        let judged = try await reviewsAsJudged(reviews)
        let specialties = try await specialties(ofReviews: reviews)
        let candidates = try await candidates(reviewing)
        let certification = certifies ? try await certification(of: caseID, in: try await caseRecord(caseID).round) : nil
        func fitness(_ row: NamedTurn) -> Candidates.Fitness {
            guard row.turn.person != nil else { return .fit }
            if row.turn.task == .certify { return certification?.bar(on: row.persons, of: [row.turn.organisation]) == nil ? .fit : .barred }
            guard row.turn.task.isReviewing(in: row.role), let one = judged[row.turn.object.id] else { return .fit }
            switch row.turn.task {
            case .checkOpinion: return one.review.isSecond(row.persons) ? candidates.fitness(of: row, for: one) : .barred
            case .claimSpecialty, .reviewSpecialty, .checkSpecialty:
                let own = specialties[one.review.id, default: []].map(\.value).filter { specialty in
                    specialty.awaits(row.turn.task, of: row.turn.person)
                        && (row.turn.task != .checkSpecialty || specialty.isSecond(row.persons, in: one.review))
                }
                return own.map { candidates.fitness(of: row, for: one, $0.specialty) }.min() ?? .barred
            default: return candidates.fitness(of: row, for: one)
            }
        }
        return Self.distinct(
            named,
            named.compactMap { row -> (named: Turn, told: Turn)? in
                switch fitness(row) {
                case .fit: (named: row.turn, told: row.turn)
                case .undeclared: (named: row.turn, told: row.turn.declaring)
                case .barred: nil
                }
            })
    }

    /// Each person once for a thing, however many ways lead him to it.
    /// - Parameter free: what was named, each with what is told of it.
    private static func distinct(_ named: [NamedTurn], _ free: [(named: Turn, told: Turn)]) -> [Turn] {
        struct Place: Hashable {
            let organisation: UUID
            let task: Turn.Task
            let object: UUID

            init(_ turn: Turn) { (organisation, task, object) = (turn.organisation, turn.task, turn.object.id) }
        }
        let taken = Set(free.map { Place($0.named) })
        var seen: Set<Turn> = []
        let nobody = named.map(\.turn).filter { !taken.contains(Place($0)) }.map {
            Turn(organisation: $0.organisation, person: nil, task: $0.task, object: $0.object, due: $0.due)
        }
        return (free.map(\.told) + nobody).filter { seen.insert($0).inserted }
    }

    /// Reviews with what bars somebody from them; what the guards count of comments is not read.
    private func reviewsAsJudged(_ ids: [UUID]) async throws -> [UUID: JudgedReview] {
        let rows = try await sql.all(
            """
            SELECT r.review_id, r.discipline, r.body_id, r.state, r.reviewer_id, i.*, \(Self.boundPersons) AS bound, r.needs_registration, r.needs_declaration,
                   (business_now() AT TIME ZONE 'Asia/Shanghai')::date::text AS day,
                   ARRAY(SELECT o.credit_code FROM organisation o WHERE o.organisation_id = ANY (i.interested)) AS codes,
                   ARRAY(SELECT d.person_id FROM independence_declaration d WHERE d.case_id = r.case_id AND d.discipline = r.discipline) AS declared
              FROM review r, LATERAL \(Self.interestsOfReview) WHERE r.review_id = ANY (\(ids))
            """)
        var found: [UUID: JudgedReview] = [:]
        for row in rows {
            let (bound, declared, codes): ([UUID], [UUID], [String]) = try (row("bound"), row("declared"), row("codes"))
            guard let day = CalendarDay(try row("day")) else { throw StoreError.missing("business day") }
            let review = try Review(
                id: row("review_id"), discipline: row("discipline"), body: row.optional("body_id"), state: row("state"),
                reviewer: row.optional("reviewer_id"), standing: Review.Standing(interests: Interests(row), boundPersons: Set(bound)))
            let demands = try Candidacy.Demands(
                discipline: review.discipline, registration: row("needs_registration"), declaration: row("needs_declaration"), day: day)
            found[review.id] = JudgedReview(review: review, demands: demands, declared: Set(declared), interestedCodes: Set(codes))
        }
        return found
    }

    /// The registrations of everybody whose turn it could be, their organisations, and the registrations of the bodies.
    private func candidates(_ named: [NamedTurn]) async throws -> Candidates {
        guard !named.isEmpty else { return Candidates() }
        let persons = Array(Set(named.flatMap(\.persons)))
        let answers = try await sql.batch([
            registrations(ofPersons: persons), registrations(ofBodies: Array(Set(named.map(\.turn.organisation)))),
            "SELECT person_id, organisation_id FROM person WHERE person_id = ANY (\(persons))",
        ])
        var found = Candidates()
        for row in answers[0] { found.registrations[try row("person_id"), default: []].append(try RegisteredPerson(row)) }
        for row in answers[1] { found.firms[try row("organisation_id")] = try RegisteredFirm(row) }
        for row in answers[2] { found.organisations[try row("person_id")] = try row("organisation_id") }
        return found
    }
}

/// A review with what the rules of qualification and independence ask of those who take part in it.
private struct JudgedReview {
    let review: Review
    let demands: Candidacy.Demands
    let declared: Set<UUID>
    let interestedCodes: Set<String>
}

/// Those whose turn it could be, as the register knows them.
private struct Candidates {
    var registrations: [UUID: [RegisteredPerson]] = [:]
    var firms: [UUID: RegisteredFirm] = [:]
    var organisations: [UUID: UUID] = [:]

    /// What becomes of an act of somebody's.
    enum Fitness: Comparable {
        /// It would be let through.
        case fit
        /// It would, once he has declared his independence.
        case undeclared
        /// It would be refused.
        case barred
    }

    /// Asks the same questions as `requireFit` does.
    /// - Parameter specialty: the specialty in question; nil for the review as a whole.
    func fitness(of row: NamedTurn, for one: JudgedReview, _ specialty: String? = nil) -> Fitness {
        guard let person = row.turn.person else { return .fit }
        let own = Set(row.persons.compactMap { organisations[$0] } + [row.turn.organisation])
        guard one.review.standing.interests.bar(on: row.persons, of: own) == nil else { return .barred }
        let candidacy = Candidacy(
            registrations: registrations[person] ?? [], firm: firms[one.review.body ?? row.turn.organisation],
            givers: row.standingFor.flatMap { registrations[$0] } ?? [], interestedCodes: one.interestedCodes,
            hasDeclared: one.declared.contains(person))
        do {
            try candidacy.requireFit(for: specialty, one.demands, opens: true)
            return .fit
        } catch .qualification(.notDeclared) {
            return .undeclared
        } catch {
            return .barred
        }
    }
}

extension Turn {
    /// Before the same thing comes the word that nothing ties the person to the project.
    fileprivate var declaring: Turn { Turn(organisation: organisation, person: person, task: .declareIndependence, object: object, due: due) }
}

extension SpecialtyReview {
    /// Whether the specialty is what a turn is about.
    fileprivate func awaits(_ task: Turn.Task, of person: UUID?) -> Bool {
        switch task {
        case .checkSpecialty: state == .finished && (checker == nil || checker == person)
        case .reviewSpecialty: [.assigned, .inReview].contains(state) && reviewer == person
        default: state == .waiting
        }
    }
}
