public import Foundation

/// `POST /v1/people/{id}/hand-over`.
public struct HandOverBody: RequestBody, Hashable {
    /// Who goes on with the reviews.
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

    /// What was handed over.
    public init(reviews: [ReviewBody]) {
        self.reviews = reviews
    }
}
