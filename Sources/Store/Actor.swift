public import Foundation
public import JointReview

/// Who acts: a person of an organisation in a role, within one request.
///
/// `store.transaction(as:)` takes it and nothing else opens a transaction, so no statement runs without somebody who answers for it.
public struct Actor: Sendable, Hashable {
    /// The person; `nil` only for the service itself and for somebody who is not signed in.
    public let person: UUID?
    /// The person's organisation.
    public let organisation: UUID?
    /// Role in which the act is done.
    public let role: Role
    /// Request that the act belongs to; also written to logs and problems.
    public let requestID: String
    /// Salted commitment to the person, as it goes into log entries (32 bytes).
    public let commitment: [UInt8]?
    /// The mandate under which the person acts, with its giver; every entry names both.
    public let mandate: Mandate?

    /// Somebody who acts.
    public init(person: UUID?, organisation: UUID?, role: Role, requestID: String, commitment: [UInt8]? = nil, mandate: Mandate? = nil) {
        self.person = person
        self.organisation = organisation
        self.role = role
        self.requestID = requestID
        self.commitment = commitment
        self.mandate = mandate
    }

    /// The service acting by rule or timer.
    public static func system(_ requestID: String) -> Actor {
        Actor(person: nil, organisation: nil, role: .system, requestID: requestID)
    }
}
