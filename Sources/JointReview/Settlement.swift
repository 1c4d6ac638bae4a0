public import Foundation
public import WorkingTime

/// A coordination meeting (业务协调会): identities of those who took part, so that names stay erasable.
public struct CoordinationMeeting: Hashable, Sendable, Codable {
    /// An organisation with the persons who spoke for it.
    public struct Participant: Hashable, Sendable, Codable {
        /// The organisation, a party of the case.
        public let organisation: UUID
        /// Persons of it.
        public let persons: [UUID]

        /// An organisation at the table.
        public init(organisation: UUID, persons: [UUID]) { (self.organisation, self.persons) = (organisation, persons) }
    }

    /// Longest minutes, in Unicode scalars.
    public static let longestMinutes = 20_000
    /// Most organisations at one table, and most persons of one.
    public static let mostParticipants = 50

    /// Day on which it was held.
    public let heldOn: CalendarDay
    /// What was said and agreed.
    public let minutes: String
    /// Who took part.
    public let participants: [Participant]

    private enum CodingKeys: String, CodingKey {
        case minutes, participants
        case heldOn = "held_on"
    }

    /// A meeting.
    public init(heldOn: CalendarDay, minutes: String, participants: [Participant]) {
        (self.heldOn, self.minutes, self.participants) = (heldOn, minutes, participants)
    }

    /// A meeting by the text of its day; nil when there is no such day.
    public init?(day: String, minutes: String, participants: [Participant]) {
        guard let heldOn = CalendarDay(day) else { return nil }
        self.init(heldOn: heldOn, minutes: minutes, participants: participants)
    }

    /// The day as text, e.g. `2026-11-20`.
    public var day: String { heldOn.description }
}

/// What was decided about one side of a conflict, with the reason: binding.
public struct SettlementDecision: Hashable, Sendable, Codable {
    /// The comment; its text stays as it is.
    public let comment: UUID
    /// Its demand; nil in a conflict that was only declared.
    public let demand: UUID?
    /// What becomes of it.
    public let outcome: DemandOutcome
    /// What is demanded instead.
    public let replacement: Demand?
    /// Why.
    public let reason: String
    /// Person of the body whose demand it is who agreed; nil when it was decided over that body.
    public let agreedBy: UUID?

    private enum CodingKeys: String, CodingKey {
        case comment, demand, outcome, replacement, reason
        case agreedBy = "agreed_by"
    }

    /// A decision.
    public init(comment: UUID, demand: UUID?, outcome: DemandOutcome, replacement: Demand? = nil, reason: String, agreedBy: UUID? = nil) {
        (self.comment, self.demand, self.outcome) = (comment, demand, outcome)
        (self.replacement, self.reason, self.agreedBy) = (replacement, reason, agreedBy)
    }

    /// The side that it decides.
    public var member: ConflictMember { ConflictMember(comment: comment, demand: demand) }
}

/// How a conflict was settled: once, for good.
public struct Settlement: Hashable, Sendable, Codable, Identifiable {
    /// Identity.
    public let id: UUID
    /// The meeting.
    public let meeting: CoordinationMeeting
    /// The decisions, one a side.
    public let decisions: [SettlementDecision]
    /// Person of the lead body who settled it.
    public let settledBy: UUID
    /// When.
    public let settledAt: Date

    private enum CodingKeys: String, CodingKey {
        case id, meeting, decisions
        case settledBy = "settled_by"
        case settledAt = "settled_at"
    }

    /// A settlement.
    public init(id: UUID, meeting: CoordinationMeeting, decisions: [SettlementDecision], settledBy: UUID, settledAt: Date) {
        (self.id, self.meeting, self.decisions) = (id, meeting, decisions)
        (self.settledBy, self.settledAt) = (settledBy, settledAt)
    }
}
