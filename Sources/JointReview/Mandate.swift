public import Foundation

/// Authority that somebody gives another for a while: to a colleague (委托), or as an agent of an owner or institute to a person of another organisation (代理).
///
/// The holder acts in his own name for the giver. He can do what both the mandate and the giver's own roles allow, and never more than that.
public struct Mandate: Hashable, Sendable, Identifiable {
    /// To whom it may be given.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        /// To a person of the same organisation.
        case delegation
        /// To a person of another one.
        case agency
    }

    /// Identity.
    public let id: UUID
    /// To whom it is given.
    public let kind: Kind
    /// Who gives it.
    public let giver: UUID
    /// Who holds it.
    public let holder: UUID
    /// Roles that the holder acts in.
    public let roles: Set<Role>
    /// Cases that it is limited to; nil for all of the giver's organisation.
    public let cases: Set<UUID>?
    /// First instant.
    public let from: Date
    /// Last instant; every mandate has one.
    public let until: Date
    /// When it was taken back.
    public let revokedAt: Date?

    /// A mandate.
    public init(
        id: UUID, kind: Kind, giver: UUID, holder: UUID, roles: Set<Role>, cases: Set<UUID>?, from: Date, until: Date, revokedAt: Date? = nil
    ) {
        self.id = id
        self.kind = kind
        self.giver = giver
        self.holder = holder
        self.roles = roles
        self.cases = cases
        self.from = from
        self.until = until
        self.revokedAt = revokedAt
    }

    /// Longest time, in days: whoever is away for longer hands over.
    public static let longestDays: [Kind: Int] = [.delegation: 92, .agency: 731]

    /// Roles that one person can give another. Offices that watch over the service are given by nobody.
    public static func giveable(_ kind: Kind, by roles: Set<Role>) -> Set<Role> {
        switch kind {
        case .delegation: roles.subtracting(Role.administrators).subtracting([.system])
        case .agency: roles.intersection(Role.designers).union(roles.contains(.owner) ? [.ownerAgent] : [])
        }
    }

    /// Whether it is in force at an instant.
    public func isInForce(at instant: Date) -> Bool {
        from <= instant && instant < until && revokedAt.map { instant < $0 } ?? true
    }

    /// Roles in which the holder acts at an instant: those of the mandate that the giver could still give.
    public func roles(at instant: Date, giverHolds: Set<Role>) -> Set<Role> {
        isInForce(at: instant) ? roles.intersection(Self.giveable(kind, by: giverHolds)) : []
    }

    /// Whether it reaches a case; nil is what belongs to no case.
    ///
    /// An agent whose own organisation is a party of the case would stand on two sides of it: whoever uploads does not confirm for the owner.
    public func reaches(_ caseID: UUID?, holderIsParty: Bool) -> Bool {
        if kind == .agency, holderIsParty { return false }
        guard let cases else { return true }
        return caseID.map(cases.contains) ?? false
    }
}
