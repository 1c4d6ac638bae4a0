import Foundation
import JointReview
import Postgres

/// A turn with what the rules judge a person by: whom he would stand for, and in which role.
struct NamedTurn: Sendable {
    let turn: Turn
    let standingFor: UUID?
    let role: Role?

    var persons: Set<UUID> { Set([turn.person, standingFor].compactMap { $0 }) }
}

extension Tx {
    /// Leaves out whom the rules would refuse; where nobody of an organisation is left for something, that stands in the answer without a person.
    func withoutBarred(_ named: [NamedTurn], in caseID: UUID) async throws -> [Turn] {
        let reviews = Set(named.filter { $0.turn.task.isReviewing(in: $0.role) }.map(\.turn.object.id))
        let certifies = named.contains { $0.turn.task == .certify }
        guard !reviews.isEmpty || certifies else { return Self.distinct(named, named) }
        let values = try await reviewsAsJudged(Array(reviews))
        let specialties = try await specialties(ofReviews: Array(reviews))
        let certification = certifies ? try await certification(of: caseID, in: try await caseRecord(caseID).round) : nil
        let free = named.filter { row in
            guard row.turn.person != nil else { return true }
            if row.turn.task == .certify { return certification?.bar(on: row.persons, of: [row.turn.organisation]) == nil }
            guard row.turn.task.isReviewing(in: row.role), let review = values[row.turn.object.id] else { return true }
            guard review.standing.interests.bar(on: row.persons, of: [row.turn.organisation]) == nil else { return false }
            switch row.turn.task {
            case .checkOpinion: return review.isSecond(row.persons)
            case .checkSpecialty:
                return specialties[review.id, default: []].contains { $0.value.state == .finished && $0.value.isSecond(row.persons, in: review) }
            default: return true
            }
        }
        return Self.distinct(named, free)
    }

    /// Each person once for a thing, however many ways lead him to it.
    private static func distinct(_ named: [NamedTurn], _ free: [NamedTurn]) -> [Turn] {
        struct Place: Hashable {
            let organisation: UUID
            let task: Turn.Task
            let object: UUID

            init(_ turn: Turn) { (organisation, task, object) = (turn.organisation, turn.task, turn.object.id) }
        }
        let taken = Set(free.map { Place($0.turn) })
        var seen: Set<Turn> = []
        let nobody = named.map(\.turn).filter { !taken.contains(Place($0)) }.map {
            Turn(organisation: $0.organisation, person: nil, task: $0.task, object: $0.object, due: $0.due)
        }
        return (free.map(\.turn) + nobody).filter { seen.insert($0).inserted }
    }

    /// Reviews with what bars somebody from them; what the guards count of comments is not read.
    private func reviewsAsJudged(_ ids: [UUID]) async throws -> [UUID: Review] {
        let rows = try await sql.all(
            """
            SELECT r.review_id, r.discipline, r.body_id, r.state, r.reviewer_id, i.*, \(Self.boundPersons) AS bound
              FROM review r, LATERAL \(Self.interestsOfReview) WHERE r.review_id = ANY (\(ids))
            """)
        var found: [UUID: Review] = [:]
        for row in rows {
            let bound: [UUID] = try row("bound")
            let review = try Review(
                id: row("review_id"), discipline: row("discipline"), body: row.optional("body_id"), state: row("state"),
                reviewer: row.optional("reviewer_id"), standing: Review.Standing(interests: Interests(row), boundPersons: Set(bound)))
            found[review.id] = review
        }
        return found
    }
}
