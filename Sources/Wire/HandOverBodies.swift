public import Foundation

/// `POST /v1/people/{id}/hand-over`.
public struct HandOverBody: RequestBody, Hashable {
    /// Who goes on with the reviews and specialties.
    public var toPersonId: UUID
    /// Why.
    public var reason: String

    /// A hand-over.
    public init(toPersonId: UUID, reason: String) {
        self.toPersonId = toPersonId
        self.reason = reason
    }

    /// The fields.
    public static let shape = Shape(.required("toPersonId", .identity), .required("reason", .text(1...1000)))
}

/// What was handed over.
public struct HandedOverBody: Codable, Hashable, Sendable {
    /// The reviews as they stand now, in the order of their due dates; none of these has moved.
    public var reviews: [ReviewBody]
    /// The specialties as they stand now, of these reviews and of others.
    public var specialties: [SpecialtyBody]

    /// What was handed over.
    public init(reviews: [ReviewBody], specialties: [SpecialtyBody]) {
        self.reviews = reviews
        self.specialties = specialties
    }
}
