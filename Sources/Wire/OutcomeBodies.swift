public import Foundation
public import JointReview

/// A merged opinion.
public struct OpinionBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// Case that it is about.
    public var caseId: UUID
    /// Round of the case.
    public var round: Int
    /// The most severe decision.
    public var verdict: Decision
    /// SHA-256 of the canonical bytes.
    public var sha256: String
    /// When it was issued.
    public var issuedAt: Date
    /// The opinion itself, as digested.
    public var body: JSONValue
    /// How many items are left out because they speak of sheets that the reader may not open; the digest is that of the whole opinion.
    public var withheldItems: Int?
    /// Receipt of the opinion.
    public var receipt: ReceiptBody?

    /// An opinion.
    public init(id: UUID, caseId: UUID, round: Int, verdict: Decision, sha256: String, issuedAt: Date, body: JSONValue, withheldItems: Int? = nil) {
        self.withheldItems = withheldItems
        self.id = id
        self.caseId = caseId
        self.round = round
        self.verdict = verdict
        self.sha256 = sha256
        self.issuedAt = issuedAt
        self.body = body
    }
}

/// A notice to an organisation.
public struct NoticeBody: Codable, Hashable, Sendable {
    /// What a notice is about.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case deficiency, refusal, deadline, opinion, report, reassigned, withdrawn
        case reviewOpened = "review_opened"
        case decisionCarried = "decision_carried"
        case idleReview = "idle_review"
        case jobFailed = "job_failed"
        case change, escalation, debt, revocation, suspension, overdue
        case dueMoved = "due_moved"
        case bodyReplaced = "body_replaced"
        case conflict, settlement
    }

    /// Identity.
    public var id: UUID
    /// Case that it is about.
    public var caseId: UUID
    /// Organisation that it is for.
    public var organisationId: UUID
    /// What it is about.
    public var kind: Kind
    /// Its particulars.
    public var body: JSONValue
    /// When it was written.
    public var createdAt: Date
    /// When it was read.
    public var readAt: Date?

    /// A notice.
    public init(id: UUID, caseId: UUID, organisationId: UUID, kind: Kind, body: JSONValue, createdAt: Date, readAt: Date?) {
        self.id = id
        self.caseId = caseId
        self.organisationId = organisationId
        self.kind = kind
        self.body = body
        self.createdAt = createdAt
        self.readAt = readAt
    }
}

/// A machine's work for a case.
public struct JobBody: Codable, Hashable, Sendable {
    /// What is done.
    public enum Kind: String, CaseIterable, Sendable, Codable {
        case intake, render, report, notify, check, follow
    }

    /// Where a job stands.
    public enum State: String, CaseIterable, Sendable, Codable {
        case ready, leased, delayed, done, failed
    }

    /// Identity.
    public var id: Int
    /// What is done.
    public var kind: Kind
    /// Package, opinion or other object that it is done to.
    public var objectId: UUID
    /// Where it stands.
    public var state: State
    /// How often it was started.
    public var attempt: Int
    /// Why it last failed.
    public var cause: String?
    /// When it was queued.
    public var createdAt: Date?
    /// Earliest moment of the next try.
    public var notBefore: Date?
    /// When it was done.
    public var finishedAt: Date?

    /// A job.
    public init(
        id: Int, kind: Kind, objectId: UUID, state: State, attempt: Int, cause: String?, createdAt: Date? = nil, notBefore: Date? = nil,
        finishedAt: Date? = nil
    ) {
        self.id = id
        self.kind = kind
        self.objectId = objectId
        self.state = state
        self.attempt = attempt
        self.cause = cause
        self.createdAt = createdAt
        self.notBefore = notBefore
        self.finishedAt = finishedAt
    }
}

/// Whether a part of the service is well.
public struct HealthBody: Codable, Hashable, Sendable {
    /// How the service is.
    public enum Status: String, CaseIterable, Sendable, Codable {
        case ok, unavailable, draining
    }

    /// How the service is.
    public var status: Status
    /// How each part is, where parts were asked.
    public var checks: [String: String]?

    /// The state of the service.
    public init(status: Status, checks: [String: String]? = nil) {
        self.status = status
        self.checks = checks
    }
}
