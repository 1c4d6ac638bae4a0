public import Foundation
public import JointReview

/// A typed demand of a comment, with what a settlement made of it.
public struct TypedDemandBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// What it asks for, as written.
    public var demand: Demand
    /// Demand that a settlement put it in the place of.
    public var replaces: UUID?
    /// What a settlement made of it.
    public var outcome: DemandOutcome?

    /// A demand.
    public init(_ made: CaseDemand) { (id, demand, replaces, outcome) = (made.id, made.demand, made.replaces, made.outcome) }
}

/// One side of a conflict.
public struct ConflictSideBody: Codable, Hashable, Sendable {
    /// The comment.
    public var commentId: UUID
    /// Its discipline.
    public var discipline: Discipline
    /// Who wrote it.
    public var authorId: UUID
    /// What it says.
    public var text: String
    /// What it rests on.
    public var basis: Basis?
    /// Its demand; absent in a conflict that was only declared.
    public var demand: TypedDemandBody?

    /// One side.
    public init(_ comment: Comment, demand: TypedDemandBody?) {
        (commentId, discipline, authorId, text) = (comment.id, comment.discipline, comment.author, comment.text)
        (basis, self.demand) = (comment.basis, demand)
    }
}

/// Demands, or comments, that cannot all stand.
public struct ConflictBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// Case.
    public var caseId: UUID
    /// Number in the case, from 1.
    public var number: Int
    /// Round in which it was found.
    public var round: Int
    /// What makes the demands contradict.
    public var kind: Contradiction.Kind
    /// Whether one of the authors says so, too.
    public var declared: Bool
    /// Where it stands.
    public var state: CaseConflict.State
    /// The sides.
    public var members: [ConflictSideBody]
    /// Declared sums that it runs through.
    public var sums: [UUID]
    /// When it was found.
    public var openedAt: Date
    /// By when it is to be settled.
    public var dueAt: Date?
    /// How it was settled.
    public var settlement: SettlementBody?

    /// A conflict with its sides.
    public init(_ conflict: CaseConflict, caseId: UUID, members: [ConflictSideBody], settlement: SettlementBody?) {
        (id, number, round, kind, declared) = (conflict.id, conflict.number, conflict.round, conflict.kind, conflict.declared)
        (state, sums, openedAt, dueAt) = (conflict.state, conflict.sums, conflict.openedAt, conflict.dueAt)
        (self.caseId, self.members, self.settlement) = (caseId, members, settlement)
    }
}

/// A coordination meeting.
public struct MeetingBody: Codable, Hashable, Sendable {
    /// An organisation at the table.
    public struct Participant: Codable, Hashable, Sendable {
        /// The organisation, a party of the case.
        public var organisationId: UUID
        /// Persons of it.
        public var personIds: [UUID]?

        /// An organisation at the table.
        public init(organisationId: UUID, personIds: [UUID]? = nil) { (self.organisationId, self.personIds) = (organisationId, personIds) }
    }

    /// Day on which it was held, e.g. `2026-11-20`.
    public var heldOn: String
    /// What was said and agreed.
    public var minutes: String
    /// Who took part.
    public var participants: [Participant]

    /// A meeting.
    public init(heldOn: String, minutes: String, participants: [Participant]) {
        (self.heldOn, self.minutes, self.participants) = (heldOn, minutes, participants)
    }

    static let shape = Shape(
        .required("heldOn", .form(.day)), .required("minutes", .text(1...CoordinationMeeting.longestMinutes)),
        .required(
            "participants",
            .list(
                .object(
                    Shape(
                        .required("organisationId", .identity),
                        .optional("personIds", .list(.identity, 0...CoordinationMeeting.mostParticipants)))), 1...CoordinationMeeting.mostParticipants
            ))
    )
}

/// What is decided about one side of a conflict.
public struct SettlementDecisionBody: Codable, Hashable, Sendable {
    /// The comment; its text stays.
    public var commentId: UUID
    /// Its demand; absent in a conflict that was only declared.
    public var demandId: UUID?
    /// What becomes of it.
    public var outcome: DemandOutcome
    /// What is demanded instead.
    public var replacement: Demand?
    /// Why.
    public var reason: String
    /// Person of the body whose demand it is who agreed.
    public var agreedBy: UUID?

    /// A decision.
    public init(commentId: UUID, demandId: UUID?, outcome: DemandOutcome, replacement: Demand? = nil, reason: String, agreedBy: UUID? = nil) {
        (self.commentId, self.demandId, self.outcome) = (commentId, demandId, outcome)
        (self.replacement, self.reason, self.agreedBy) = (replacement, reason, agreedBy)
    }

    /// The decision as the domain reads it.
    public var decision: SettlementDecision {
        SettlementDecision(comment: commentId, demand: demandId, outcome: outcome, replacement: replacement, reason: reason, agreedBy: agreedBy)
    }

    static let shape = Shape(
        .required("commentId", .identity), .optional("demandId", .identity), .required("outcome", .words(of: DemandOutcome.self)),
        .optional("replacement", .object(.demand)), .required("reason", .text(1...2000)), .optional("agreedBy", .identity))
}

/// `POST /v1/conflicts/{id}/settle`.
public struct SettleConflictBody: RequestBody, Hashable {
    /// The meeting.
    public var meeting: MeetingBody
    /// One decision a side.
    public var decisions: [SettlementDecisionBody]

    /// A settlement.
    public init(meeting: MeetingBody, decisions: [SettlementDecisionBody]) { (self.meeting, self.decisions) = (meeting, decisions) }

    /// The fields.
    public static let shape = Shape(
        .required("meeting", .object(MeetingBody.shape)), .required("decisions", .list(.object(SettlementDecisionBody.shape), 1...200)))
}

/// How a conflict was settled.
public struct SettlementBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// The meeting.
    public var meeting: MeetingBody
    /// The decisions.
    public var decisions: [SettlementDecisionBody]
    /// Who settled it.
    public var settledBy: UUID
    /// When.
    public var settledAt: Date

    /// A settlement.
    public init(_ settlement: Settlement) {
        (id, settledBy, settledAt) = (settlement.id, settlement.settledBy, settlement.settledAt)
        meeting = MeetingBody(
            heldOn: settlement.meeting.day, minutes: settlement.meeting.minutes,
            participants: settlement.meeting.participants.map { .init(organisationId: $0.organisation, personIds: $0.persons) })
        decisions = settlement.decisions.map {
            SettlementDecisionBody(
                commentId: $0.comment, demandId: $0.demand, outcome: $0.outcome, replacement: $0.replacement, reason: $0.reason, agreedBy: $0.agreedBy
            )
        }
    }
}

/// What a settlement led to.
public struct SettledBody: Codable, Hashable, Sendable {
    /// The conflict as it ended.
    public var conflict: ConflictBody
    /// The case.
    public var `case`: CaseBody
    /// The opinion, when this was the last open conflict of the round.
    public var opinionId: UUID?

    /// What a settlement led to.
    public init(conflict: ConflictBody, case: CaseBody, opinionId: UUID?) {
        (self.conflict, self.case, self.opinionId) = (conflict, `case`, opinionId)
    }
}
