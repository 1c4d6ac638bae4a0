public import Foundation
public import JointReview

/// Somebody who must act on a case now.
public struct TurnBody: Codable, Hashable, Sendable {
    /// Organisation whose turn it is.
    public var organisationId: UUID
    /// Its name; absent where it is not known.
    public var organisationName: String?
    /// The person; absent where nobody of the organisation may do it.
    public var personId: UUID?
    /// The person's name; absent where nobody may do it.
    public var personName: String?
    /// What must be done.
    public var task: Turn.Task
    /// `case`, `package`, `review` or `comment`.
    public var objectKind: String
    /// What it must be done to.
    public var objectId: UUID
    /// Discipline of the review that it must be done to; absent for everything else.
    public var discipline: Discipline?
    /// Until when; absent where no limit binds.
    public var dueAt: Date?
    /// Why.
    public var why: Bilingual

    /// A turn.
    /// - Parameter names: names of organisations and persons by their identities.
    public init(_ turn: Turn, names: [UUID: String] = [:], discipline: Discipline? = nil) {
        (organisationName, personName, self.discipline) = (names[turn.organisation], turn.person.flatMap { names[$0] }, discipline)
        (organisationId, personId, task) = (turn.organisation, turn.person, turn.task)
        (objectKind, objectId, dueAt, why) = (turn.object.kind, turn.object.id, turn.due, turn.task.why)
    }
}

/// Everybody whose turn it is.
public struct TurnsBody: Codable, Hashable, Sendable {
    /// Earliest due first.
    public var items: [TurnBody]

    /// The turns of a case.
    public init(items: [TurnBody]) { self.items = items }
}
