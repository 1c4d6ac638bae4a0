public import Foundation
public import JointReview

/// `POST /v1/reviews/{reviewId}/drafts` and `PUT /v1/drafts/{draftId}`: everything may be left out.
public struct DraftContentBody: RequestBody, Hashable {
    /// Standard comment that fills in what is left out; only when a draft is begun.
    public var standardId: UUID?
    /// Sheet revision that it is about.
    public var sheetId: UUID?
    /// Where on the sheet.
    public var region: Region?
    /// How much it weighs.
    public var severity: Severity?
    /// What it says.
    public var text: String?
    /// Specialty inside the discipline.
    public var specialty: String?
    /// What it rests on.
    public var basis: Basis?
    /// What it asks for; an element may be empty until it is published.
    public var demands: [Demand]?
    /// Comments that it contradicts.
    public var contradicts: [UUID]?
    /// Why it comes late.
    public var lateReason: String?
    /// What is drawn on the sheet.
    public var markup: [MarkupShape]?

    /// What a draft says.
    public init(_ draft: PrivateDraft = PrivateDraft(), standardId: UUID? = nil) {
        self.standardId = standardId
        (sheetId, region, severity, text) = (draft.sheet, draft.region, draft.severity, draft.text)
        (specialty, basis, demands) = (draft.specialty, draft.basis, draft.demands)
        (contradicts, lateReason, markup) = (draft.contradicts, draft.lateReason, draft.markup)
    }

    /// The draft as the domain knows it.
    public var draft: PrivateDraft {
        PrivateDraft(
            sheet: sheetId, region: region, severity: severity, text: text, specialty: specialty, basis: basis, demands: demands,
            contradicts: contradicts, lateReason: lateReason, markup: markup)
    }

    private static let demand = Shape(
        .required("element", .text(0...200)), .optional("property", .text(0...200)), .required("relation", .words(of: Relation.self)),
        .optional("value", .text(0...200)), .optional("unit", .text(0...64)))

    /// The fields.
    public static let shape = Shape(
        .optional("standardId", .identity), .optional("sheetId", .identity), .optional("region", .object(.region)),
        .optional("severity", .words(of: Severity.self)), .optional("text", .text(0...4000)), .optional("specialty", .text(0...100)),
        .optional("basis", .object(.basis)), .optional("demands", .list(.object(demand), 0...MergeLimits.perComment)),
        .optional("contradicts", .list(.identity, 0...MergeLimits.perComment)), .optional("lateReason", .text(0...2000)),
        .optional("markup", .markup))
}

/// A private draft.
public struct CommentDraftBody: Codable, Hashable, Sendable {
    /// Identity; the comment has the same one when it is published.
    public var id: UUID
    /// Review that it belongs to.
    public var reviewId: UUID
    /// Case of the review.
    public var caseId: UUID
    /// Who writes it.
    public var authorId: UUID
    /// What it says so far.
    public var content: DraftContentBody
    /// Grows with every change.
    public var version: Int
    /// When it was begun.
    public var createdAt: Date
    /// When it was changed last.
    public var changedAt: Date

    /// A draft.
    public init(
        id: UUID, reviewId: UUID, caseId: UUID, authorId: UUID, content: DraftContentBody, version: Int, createdAt: Date, changedAt: Date
    ) {
        (self.id, self.reviewId, self.caseId, self.authorId) = (id, reviewId, caseId, authorId)
        (self.content, self.version, self.createdAt, self.changedAt) = (content, version, createdAt, changedAt)
    }
}

/// `POST /v1/drafts/{draftId}/publish` and `POST /v1/reviews/{reviewId}/drafts/publish`.
public struct PublishDraftsBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds.
    public var attempt: Int

    /// An attempt.
    public init(attempt: Int) {
        self.attempt = attempt
    }

    /// The fields.
    public static let shape = Shape(.required("attempt", .integer(0...Int.max)))
}

/// What was published at once.
public struct PublishedDraftsBody: Codable, Hashable, Sendable {
    /// The comments in the order of their drafts.
    public var items: [CommentBody]

    /// Comments.
    public init(items: [CommentBody]) {
        self.items = items
    }
}

/// `POST /v1/standard-comments/{discipline}`.
public struct NewStandardCommentBody: RequestBody, Hashable {
    /// Title in the list.
    public var title: String
    /// Specialty inside the discipline.
    public var specialty: String?
    /// How much it weighs.
    public var severity: Severity
    /// What it says.
    public var text: String
    /// What it rests on.
    public var basis: Basis?
    /// What it asks for, without the element.
    public var demands: [StandardComment.DemandForm]?

    /// A standard comment.
    public init(_ content: StandardComment) {
        (title, specialty, severity, text) = (content.title, content.specialty, content.severity, content.text)
        (basis, demands) = (content.basis, content.demands)
    }

    /// The comment as the domain knows it.
    public var content: StandardComment {
        StandardComment(title: title, specialty: specialty, severity: severity, text: text, basis: basis, demands: demands)
    }

    private static let form = Shape(
        .optional("property", .text(0...200)), .required("relation", .words(of: Relation.self)), .optional("value", .text(0...200)),
        .optional("unit", .text(0...64)))

    /// The fields.
    public static let shape = Shape(
        .required("title", .text(1...80)), .optional("specialty", .text(0...100)), .required("severity", .words(of: Severity.self)),
        .required("text", .text(1...4000)), .optional("basis", .object(.basis)),
        .optional("demands", .list(.object(form), 0...MergeLimits.perComment)))
}

/// A standard comment of a body.
public struct StandardCommentBody: Codable, Hashable, Sendable {
    /// Identity.
    public var id: UUID
    /// Discipline.
    public var discipline: Discipline
    /// What it says.
    public var content: NewStandardCommentBody
    /// Who wrote it.
    public var authorId: UUID
    /// When.
    public var createdAt: Date

    /// A standard comment.
    public init(id: UUID, discipline: Discipline, content: StandardComment, authorId: UUID, createdAt: Date) {
        (self.id, self.discipline, self.content) = (id, discipline, NewStandardCommentBody(content))
        (self.authorId, self.createdAt) = (authorId, createdAt)
    }
}
