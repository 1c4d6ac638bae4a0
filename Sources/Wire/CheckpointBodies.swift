public import Foundation
public import JointReview

/// Where a reviewer looked.
public struct EvidenceBody: Codable, Hashable, Sendable {
    /// The sheet revision.
    public var sheetId: UUID
    /// Where on it; the whole sheet without it.
    public var region: Region?

    /// Evidence.
    public init(sheetId: UUID, region: Region? = nil) {
        (self.sheetId, self.region) = (sheetId, region)
    }

    static let shape = Shape(.required("sheetId", .identity), .optional("region", .object(.region)))
}

/// `POST /v1/reviews/{reviewId}/checkpoints`.
public struct TickCheckpointsBody: RequestBody, Hashable {
    /// One point.
    public struct Item: Codable, Hashable, Sendable {
        /// Point of the rules.
        public var checkpoint: String
        /// Looked at, or not applicable.
        public var verdict: CheckpointTick.Verdict
        /// On what it rests.
        public var evidence: [EvidenceBody]?
        /// In words; the reason of what is not applicable.
        public var note: String?

        /// One point.
        public init(checkpoint: String, verdict: CheckpointTick.Verdict, evidence: [EvidenceBody]? = nil, note: String? = nil) {
            (self.checkpoint, self.verdict, self.evidence, self.note) = (checkpoint, verdict, evidence, note)
        }

        static let shape = Shape(
            .required("checkpoint", .text(1...200)), .required("verdict", .words(of: CheckpointTick.Verdict.self)),
            .optional("evidence", .list(.object(EvidenceBody.shape), 0...50)), .optional("note", .text(1...2000)))
    }

    /// Attempt that the reviewer holds.
    public var attempt: Int
    /// Points to tick.
    public var items: [Item]

    /// Ticks.
    public init(attempt: Int, items: [Item]) {
        (self.attempt, self.items) = (attempt, items)
    }

    /// The ticks as the domain checks them.
    public var drafts: [CheckpointDraft] {
        items.map { item in
            CheckpointDraft(
                checkpoint: item.checkpoint, verdict: item.verdict,
                evidence: (item.evidence ?? []).map { CheckpointTick.Evidence(sheet: $0.sheetId, region: $0.region) }, note: item.note)
        }
    }

    /// The fields.
    public static let shape = Shape(.required("attempt", .integer(0...Int.max)), .required("items", .list(.object(Item.shape), 1...200)))
}

/// `POST /v1/reviews/{reviewId}/checkpoints/untick`.
public struct UntickCheckpointBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds.
    public var attempt: Int
    /// Point of the rules.
    public var checkpoint: String
    /// Why the tick is taken back.
    public var reason: String

    /// A tick to take back.
    public init(attempt: Int, checkpoint: String, reason: String) {
        (self.attempt, self.checkpoint, self.reason) = (attempt, checkpoint, reason)
    }

    /// The fields.
    public static let shape = Shape(
        .required("attempt", .integer(0...Int.max)), .required("checkpoint", .text(1...200)), .required("reason", .text(1...2000)))
}

/// One point of a review's check list, and its tick where it has one.
public struct CheckpointBody: Codable, Hashable, Sendable {
    /// A tick that stands.
    public struct Tick: Codable, Hashable, Sendable {
        /// What was found.
        public var verdict: CheckpointTick.Verdict
        /// On what it rests, as far as the caller may see it.
        public var evidence: [EvidenceBody]
        /// In words.
        public var note: String?
        /// Who ticked it.
        public var personId: UUID
        /// When.
        public var at: Date
        /// Tick of an earlier round that stands.
        public var carriedFrom: UUID?

        /// A tick.
        public init(verdict: CheckpointTick.Verdict, evidence: [EvidenceBody], note: String?, personId: UUID, at: Date, carriedFrom: UUID?) {
            (self.verdict, self.evidence, self.note) = (verdict, evidence, note)
            (self.personId, self.at, self.carriedFrom) = (personId, at, carriedFrom)
        }
    }

    /// Name of the point in the rules.
    public var checkpoint: String
    /// Discipline that it comes from; another than the review's where that is merged into it.
    public var discipline: Discipline
    /// Specialty that looks at it.
    public var specialty: String?
    /// What is looked at.
    public var text: Bilingual
    /// What it rests on; never empty.
    public var basis: [LegalBasis]
    /// The tick; absent while nobody has ticked it.
    public var tick: Tick?

    /// A point.
    public init(_ point: CheckRules.Point, tick: Tick?) {
        (checkpoint, discipline, specialty) = (point.id, point.discipline, point.specialty)
        (text, basis, self.tick) = (point.text, point.basis, tick)
    }
}

/// The check list of a review.
public struct CheckpointsBody: Codable, Hashable, Sendable {
    /// The review.
    public var reviewId: UUID
    /// Its points in the order of the rules.
    public var items: [CheckpointBody]

    /// A check list.
    public init(reviewId: UUID, items: [CheckpointBody]) {
        (self.reviewId, self.items) = (reviewId, items)
    }
}
