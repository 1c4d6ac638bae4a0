public import Foundation

/// A person acting for an organisation in one role: who a rule is told is acting.
public struct ActingPerson: Hashable, Sendable {
    /// The person; the service itself acts under an identity of its own.
    public let person: UUID
    /// The organisation acted for.
    public let organisation: UUID
    /// The role acted in.
    public let role: Role
    /// Whom the person stands for under a mandate; nil for who acts for himself.
    public let standingFor: UUID?

    /// Somebody acting.
    public init(person: UUID, organisation: UUID, role: Role, standingFor: UUID? = nil) {
        self.person = person
        self.organisation = organisation
        self.role = role
        self.standingFor = standingFor
    }

    /// Both by whom separation of duties is judged: the person, and whom he stands for.
    public var persons: Set<UUID> { Set([person] + (standingFor.map { [$0] } ?? [])) }
}
