public import Foundation

/// Who may issue the certificate of a case (签发审查合格书): the reviewing body of the structural design, or the first discipline's where structure does
/// not apply; and there only who had no hand in any review of the case and no part in what was reviewed.
public struct Certification: Hashable, Sendable {
    /// The disciplines in the order in which their body issues.
    public static let order: [Discipline] = [.structural] + Discipline.allCases.filter { $0 != .structural }

    /// The body of each discipline that applies in the round that is certified.
    public let bodies: [Discipline: UUID]
    /// Everybody who reviewed or checked, in whatever round and specialty, and who stood for one of them or let one stand for him.
    public let hands: Set<UUID>
    /// Who has a part in what was reviewed, or stepped aside from any discipline.
    public let interests: Interests

    /// What a certificate is judged by.
    public init(bodies: [Discipline: UUID], hands: Set<UUID> = [], interests: Interests = Interests()) {
        self.bodies = bodies
        self.hands = hands
        self.interests = interests
    }

    /// The body that issues.
    public var body: UUID? { Self.order.lazy.compactMap { bodies[$0] }.first }

    /// Why somebody of the issuing body does not issue (four eyes: reviewer, checker and issuer are three persons); nil where nothing bars him.
    /// - Parameter persons: the person, and whom he stands for.
    public func bar(on persons: Set<UUID>, of own: Set<UUID>) -> CaseRefusal? {
        if !hands.isDisjoint(with: persons) { return .issuerReviewed }
        return interests.bar(on: persons, of: own) == nil ? nil : .issuerHasInterest
    }

    /// - Throws: when the actor is of another body, had a hand in the review, or a part in what was reviewed.
    public func require(_ actor: ActingPerson) throws(CaseRefusal) {
        try requireIssuer(actor)
        if let bar = bar(on: actor.persons, of: [actor.organisation]) { throw bar }
    }

    /// - Throws: when the actor is not of the body that issues.
    public func requireIssuer(_ actor: ActingPerson) throws(CaseRefusal) {
        guard body == actor.organisation else { throw .otherIssuer }
    }

    /// - Throws: when the actor had a hand in one of the reviews: nobody is the only one who decided what he ends, a failure no more than a pass.
    public func requireUninvolved(_ actor: ActingPerson) throws(CaseRefusal) {
        guard hands.isDisjoint(with: actor.persons) else { throw .issuerReviewed }
    }
}
