public import Foundation

extension ReportRecord {
    /// One discipline of the case: whether it applies and why, who reviewed, when, and what came of it.
    public struct DisciplineLine: Hashable, Sendable, Codable {
        /// Whether it applies, why, and on what that rests.
        public var applicability: DisciplineApplicability
        /// Its review.
        public var review: UUID
        /// State of the review when the record was made.
        public var state: ReviewState
        /// Review body; nil while it waits in the open pool.
        public var body: Organisation?
        /// Reviewer; nil while nobody has it.
        public var reviewer: Person?
        /// Checker, where the rule wants one.
        public var checker: Person?
        /// When the review was opened.
        public var openedAt: Date
        /// When the present reviewer took it.
        public var claimedAt: Date?
        /// When it decided.
        public var decidedAt: Date?
        /// End of the last working day of its limit.
        public var due: Date?
        /// What it decided.
        public var decision: Decision?
        /// The reviewer's summary.
        public var summary: String?
        /// Round whose decision stands; nil for one that was decided in its own round.
        public var carriedRound: Int?
        /// The check list, with what was ticked; nil for a review without one.
        public var checkpoints: [CheckpointLine]?
        /// Its specialties, in the order in which they sign; nil where one person answers for the discipline.
        public var specialties: [SpecialtyLine]?
        /// Audit entries behind it.
        public var audit: [Int64]

        private enum CodingKeys: String, CodingKey {
            case applicability, review, state, body, reviewer, checker, due, decision, summary, checkpoints, specialties, audit
            case openedAt = "opened_at"
            case claimedAt = "claimed_at"
            case decidedAt = "decided_at"
            case carriedRound = "carried_round"
        }

        /// One discipline of the case.
        public init(
            applicability: DisciplineApplicability, review: UUID, state: ReviewState, body: Organisation?, reviewer: Person?, checker: Person?,
            openedAt: Date, claimedAt: Date?, decidedAt: Date?, due: Date?, decision: Decision?, summary: String?, carriedRound: Int? = nil,
            checkpoints: [CheckpointLine]? = nil, specialties: [SpecialtyLine]? = nil, audit: [Int64]
        ) {
            self.applicability = applicability
            self.review = review
            self.state = state
            self.body = body
            self.reviewer = reviewer
            self.checker = checker
            self.openedAt = openedAt
            self.claimedAt = claimedAt
            self.decidedAt = decidedAt
            self.due = due
            self.decision = decision
            self.summary = summary
            self.carriedRound = carriedRound
            self.checkpoints = checkpoints
            self.specialties = specialties
            self.audit = audit
        }

        /// The discipline.
        public var discipline: Discipline { applicability.discipline }

        /// Whether the decision came in time; nil without a decision or a due date.
        public var isInTime: Bool? {
            guard let decidedAt, let due else { return nil }
            return decidedAt < due
        }
    }

    /// The merged opinion with its digest.
    public struct OpinionLine: Hashable, Sendable, Codable {
        /// Identity.
        public var id: UUID
        /// When it was issued.
        public var issuedAt: Date
        /// SHA-256 of its canonical bytes.
        public var sha256: String
        /// The opinion.
        public var opinion: Opinion
        /// Audit entries behind it.
        public var audit: [Int64]

        private enum CodingKeys: String, CodingKey {
            case id, sha256, opinion, audit
            case issuedAt = "issued_at"
        }

        /// An issued opinion.
        public init(id: UUID, issuedAt: Date, sha256: String, opinion: Opinion, audit: [Int64]) {
            self.id = id
            self.issuedAt = issuedAt
            self.sha256 = sha256
            self.opinion = opinion
            self.audit = audit
        }
    }

    /// A published comment.
    public struct CommentLine: Hashable, Sendable, Codable {
        /// Identity, the same in database, API and report.
        public var id: UUID
        /// Review that it belongs to.
        public var review: UUID
        /// Discipline.
        public var discipline: Discipline
        /// Specialty inside the discipline.
        public var specialty: String?
        /// Round in which it was published.
        public var round: Int
        /// Sheet revision.
        public var sheet: UUID
        /// Where on the sheet.
        public var region: Region
        /// How much it weighs.
        public var severity: Severity
        /// What it says.
        public var text: String
        /// What it rests on.
        public var basis: Basis?
        /// Who wrote it.
        public var author: Person
        /// When it was published.
        public var publishedAt: Date
        /// Comment that it corrects.
        public var supersedes: UUID?
        /// Comment that corrects it.
        public var supersededBy: UUID?
        /// Why it was not made when the sheet was reviewed before; nil for one that came in time.
        public var late: String?
        /// What the institute answered, oldest first; nil where nothing was.
        public var answers: [AnswerLine]?
        /// What the body found, oldest first; nil where it has not looked.
        public var backchecks: [BackcheckLine]?
        /// What its author drew on the sheet; nil where nothing was.
        public var markup: [MarkupShape]?
        /// Audit entries behind it.
        public var audit: [Int64]

        private enum CodingKeys: String, CodingKey {
            case late, answers, backchecks, markup
            case id, review, discipline, specialty, round, sheet, region, severity, text, basis, author, supersedes, audit
            case publishedAt = "published_at"
            case supersededBy = "superseded_by"
        }

        /// A published comment with its author's name.
        public init(
            _ comment: Comment, round: Int, author: Person, late: String? = nil, answers: [AnswerLine] = [], backchecks: [BackcheckLine] = [],
            markup: [MarkupShape] = [], audit: [Int64]
        ) {
            self.late = late
            self.answers = answers.isEmpty ? nil : answers
            self.backchecks = backchecks.isEmpty ? nil : backchecks
            self.markup = markup.isEmpty ? nil : markup
            self.id = comment.id
            self.review = comment.review
            self.discipline = comment.discipline
            self.specialty = comment.specialty
            self.round = round
            self.sheet = comment.sheet
            self.region = comment.region
            self.severity = comment.severity
            self.text = comment.text
            self.basis = comment.basis
            self.author = author
            self.publishedAt = comment.publishedAt
            self.supersedes = comment.supersedes
            self.supersededBy = comment.supersededBy
            self.audit = audit
        }
    }

    /// One entry of the audit log, as a report shows it.
    public struct Entry: Hashable, Sendable, Codable {
        /// Number of the entry in the database.
        public var id: Int64
        /// Its number in the project, gap-free; nil for reads and denials.
        public var sequence: Int64?
        /// What was done: an `Act` of this or an older version.
        public var act: String
        /// `ok`, `denied` or `failed`.
        public var result: String
        /// Who did it; nil for the service itself.
        public var person: Person?
        /// For whom.
        public var organisation: Organisation?
        /// In which role.
        public var role: Role
        /// When it was recorded (database clock).
        public var recordedAt: Date
        /// When it counts (business clock).
        public var effectiveAt: Date
        /// What it was done to: `case`, `review`, `comment` …
        public var objectKind: String
        /// Identity of what it was done to.
        public var object: UUID?
        /// Digest that the entry names, if any.
        public var sha256: String?

        private enum CodingKeys: String, CodingKey {
            case id, sequence, act, result, person, organisation, role, object, sha256
            case recordedAt = "recorded_at"
            case effectiveAt = "effective_at"
            case objectKind = "object_kind"
        }

        /// One entry of the audit log.
        public init(
            id: Int64, sequence: Int64?, act: String, result: String, person: Person?, organisation: Organisation?, role: Role, recordedAt: Date,
            effectiveAt: Date, objectKind: String, object: UUID?, sha256: String?
        ) {
            self.id = id
            self.sequence = sequence
            self.act = act
            self.result = result
            self.person = person
            self.organisation = organisation
            self.role = role
            self.recordedAt = recordedAt
            self.effectiveAt = effectiveAt
            self.objectKind = objectKind
            self.object = object
            self.sha256 = sha256
        }
    }
}
