public import Foundation

/// A person acting for an organisation in one role: who a rule is told is acting.
public struct ActingPerson: Hashable, Sendable {
    /// The person; the service itself acts under an identity of its own.
    public let person: UUID
    /// The organisation acted for.
    public let organisation: UUID
    /// The role acted in.
    public let role: Role

    /// Somebody acting.
    public init(person: UUID, organisation: UUID, role: Role) {
        self.person = person
        self.organisation = organisation
        self.role = role
    }
}
