public import Foundation

/// Who may issue the certificate of a case (签发审查合格书): the reviewing body of the structural design, or the first discipline's where structure does
/// not apply; and there only who has neither reviewed nor checked.
public enum Certification {
    /// The disciplines in the order in which their body issues.
    public static let order: [Discipline] = [.structural] + Discipline.allCases.filter { $0 != .structural }

    /// One review of the round that is certified.
    public struct Signed: Hashable, Sendable {
        /// Its discipline.
        public let discipline: Discipline
        /// Its body.
        public let body: UUID?
        /// Reviewer and checker, and those of its specialties.
        public let persons: Set<UUID>

        /// One review.
        public init(discipline: Discipline, body: UUID?, persons: Set<UUID>) {
            (self.discipline, self.body, self.persons) = (discipline, body, persons)
        }
    }

    /// The body that issues.
    /// - Parameter reviews: the applicable ones of the round.
    public static func body(of reviews: [Signed]) -> UUID? {
        order.lazy.compactMap { discipline in reviews.first { $0.discipline == discipline && $0.body != nil }?.body }.first
    }

    /// - Parameter uploaders: those who handed drawings in, whoever they worked for then: an uploader never approves.
    /// - Throws: when the actor is of another body, or had a hand in the review (four eyes: reviewer, checker and issuer are three persons) or in the set.
    public static func require(_ actor: ActingPerson, on reviews: [Signed], drawnBy uploaders: Set<UUID>) throws(CaseRefusal) {
        try requireIssuer(actor, of: reviews)
        try requireUninvolved(actor, in: reviews)
        guard uploaders.isDisjoint(with: actor.persons) else { throw .issuerUploaded }
    }

    /// - Throws: when the actor is not of the body that issues.
    public static func requireIssuer(_ actor: ActingPerson, of reviews: [Signed]) throws(CaseRefusal) {
        guard body(of: reviews) == actor.organisation else { throw .otherIssuer }
    }

    /// - Throws: when the actor had a hand in one of the reviews: nobody is the only one who decided what he issues, a failure no more than a pass.
    public static func requireUninvolved(_ actor: ActingPerson, in reviews: [Signed]) throws(CaseRefusal) {
        guard reviews.allSatisfy({ $0.persons.isDisjoint(with: actor.persons) }) else { throw .issuerReviewed }
    }
}
