public import Foundation
public import JointReview

/// `GET /v1/cases/{id}/history`: a case as it stood at a past instant, from the log and from what was never changed since.
public struct CaseHistoryBody: Codable, Hashable, Sendable {
    /// A review.
    public struct Review: Codable, Hashable, Sendable {
        /// Identity.
        public var id: UUID
        /// Discipline.
        public var discipline: Discipline
        /// Round.
        public var round: Int
        /// Where it stood.
        public var state: ReviewState
        /// The decision, where it had one.
        public var decision: Decision?
        /// What was ticked of its check list then.
        public var ticks: [Ticked]

        /// A review.
        public init(id: UUID, discipline: Discipline, round: Int, state: ReviewState, decision: Decision?, ticks: [Ticked]) {
            (self.id, self.discipline, self.round, self.state) = (id, discipline, round, state)
            (self.decision, self.ticks) = (decision, ticks)
        }
    }

    /// A point of a check list that was ticked.
    public struct Ticked: Codable, Hashable, Sendable {
        /// Name of the point in the rules.
        public var checkpoint: String
        /// The tick.
        public var tick: CheckpointBody.Tick

        /// A ticked point.
        public init(checkpoint: String, tick: CheckpointBody.Tick) { (self.checkpoint, self.tick) = (checkpoint, tick) }
    }

    /// A message of a clarification thread, and the organisations that could read it then.
    public struct Told: Codable, Hashable, Sendable {
        /// The message.
        public var message: MessageBody
        /// Parties of the case that could read it at the instant, in the order in which they joined.
        public var readers: [UUID]

        /// A message.
        public init(message: MessageBody, readers: [UUID]) { (self.message, self.readers) = (message, readers) }
    }

    /// A package.
    public struct Package: Codable, Hashable, Sendable {
        /// Identity.
        public var id: UUID
        /// Institute that handed it in.
        public var instituteId: UUID
        /// Name of the file.
        public var name: String
        /// Digest of the file.
        public var sha256: String
        /// Round that it is for.
        public var round: Int
        /// Where it stood: `uploaded`, `checked`, `rejected`, `sealed` or `superseded`.
        public var state: String
        /// Whether its set was what was reviewed.
        public var isInForce: Bool

        /// A package.
        public init(id: UUID, instituteId: UUID, name: String, sha256: String, round: Int, state: String, isInForce: Bool) {
            (self.id, self.instituteId, self.name, self.sha256) = (id, instituteId, name, sha256)
            (self.round, self.state, self.isInForce) = (round, state, isInForce)
        }
    }

    /// A sheet of the sets in force.
    public struct Sheet: Codable, Hashable, Sendable {
        /// Identity of the revision.
        public var id: UUID
        /// Number as listed.
        public var number: String
        /// Title as listed.
        public var title: String
        /// Revision as listed.
        public var revision: String
        /// Digest of its file.
        public var fileSHA256: String
        /// Page of the file.
        public var page: Int

        /// A sheet.
        public init(id: UUID, number: String, title: String, revision: String, fileSHA256: String, page: Int) {
            (self.id, self.number, self.title, self.revision) = (id, number, title, revision)
            (self.fileSHA256, self.page) = (fileSHA256, page)
        }
    }

    /// A comment, with what the issuing body had found of it.
    public struct Said: Codable, Hashable, Sendable {
        /// The comment.
        public var comment: CommentBody
        /// Answers that were released, newest round first.
        public var answers: [AnswerBody]
        /// What its body found last.
        public var backcheck: BackcheckVerdict?
        /// What was said about it without being a demand.
        public var thread: [Told]

        /// A comment.
        public init(comment: CommentBody, answers: [AnswerBody], backcheck: BackcheckVerdict?, thread: [Told]) {
            (self.comment, self.answers, self.backcheck, self.thread) = (comment, answers, backcheck, thread)
        }
    }

    /// A conflict.
    public struct Conflict: Codable, Hashable, Sendable {
        /// Identity.
        public var id: UUID
        /// Where it stood.
        public var state: CaseConflict.State

        /// A conflict.
        public init(id: UUID, state: CaseConflict.State) { (self.id, self.state) = (id, state) }
    }

    /// An opinion that was issued.
    public struct Issued: Codable, Hashable, Sendable {
        /// Identity.
        public var id: UUID
        /// Its round.
        public var round: Int

        /// An opinion.
        public init(id: UUID, round: Int) { (self.id, self.round) = (id, round) }
    }

    /// Something that the person asked about had opened.
    public struct Opened: Codable, Hashable, Sendable {
        /// When.
        public var at: Date
        /// `sheet.view`, `package.download` or `report.download`.
        public var act: String
        /// Identity of the sheet, package or report.
        public var objectId: UUID

        /// Something opened.
        public init(at: Date, act: String, objectId: UUID) { (self.at, self.act, self.objectId) = (at, act, objectId) }
    }

    /// The case.
    public var caseId: UUID
    /// The instant.
    public var at: Date
    /// State of the case.
    public var state: CaseState
    /// Round that was under way or last.
    public var round: Int
    /// Its reviews, by round and discipline.
    public var reviews: [Review]
    /// Packages that were there.
    public var packages: [Package]
    /// Sheets of the sets in force.
    public var sheets: [Sheet]
    /// What was published, in that order.
    public var comments: [Said]
    /// Conflicts that were found.
    public var conflicts: [Conflict]
    /// Opinions that were issued.
    public var opinions: [Issued]
    /// What the person had opened; absent when nobody was asked about.
    public var opened: [Opened]?

    /// A case at an instant.
    public init(
        caseId: UUID, at: Date, state: CaseState, round: Int, reviews: [Review], packages: [Package], sheets: [Sheet], comments: [Said],
        conflicts: [Conflict], opinions: [Issued], opened: [Opened]?
    ) {
        (self.caseId, self.at, self.state, self.round) = (caseId, at, state, round)
        (self.reviews, self.packages, self.sheets, self.comments) = (reviews, packages, sheets, comments)
        (self.conflicts, self.opinions, self.opened) = (conflicts, opinions, opened)
    }
}
