public import Foundation
public import JointReview

extension Shape {
    /// A rectangle on a page.
    static let region = Shape(
        .required("page", .integer(1...Int.max)), .required("x", .number(above: nil)), .required("y", .number(above: nil)),
        .required("width", .number(above: 0)), .required("height", .number(above: 0)))

    /// What a demand rests on; which parts belong to a kind is the type's to say.
    static let basis = Shape(
        .required("kind", .words(of: Basis.Kind.self)), .optional("code", .text(0...100)), .optional("edition", .text(0...100)),
        .optional("clause", .text(0...100)), .optional("number", .text(0...200)), .optional("article", .text(0...200)),
        .optional("sha256", .form(.sha256)))
}

/// `POST /v1/reviews/{id}/comments`.
public struct NewCommentBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds.
    public var attempt: Int
    /// Sheet revision that it is about.
    public var sheetId: UUID
    /// Where on the sheet, in PDF points.
    public var region: Region
    /// How much it weighs.
    public var severity: Severity
    /// What it says.
    public var text: String
    /// Specialty inside the discipline.
    public var specialty: String?
    /// What it rests on; a blocking comment needs one.
    public var basis: Basis?
    /// What it asks for, typed; elements by their names in the case's register.
    public var demands: [Demand]?
    /// Comments of the case that it contradicts, of whatever discipline.
    public var contradicts: [UUID]?
    /// Why it was not made in an earlier round; needed when the sheet was the same there.
    public var lateReason: String?
    /// What its author drew on the sheet.
    public var markup: [MarkupShape]?

    /// A comment to publish.
    public init(
        attempt: Int, sheetId: UUID, region: Region, severity: Severity, text: String, specialty: String? = nil, basis: Basis? = nil,
        lateReason: String? = nil, demands: [Demand]? = nil, contradicts: [UUID]? = nil, markup: [MarkupShape]? = nil
    ) {
        self.attempt = attempt
        self.sheetId = sheetId
        self.region = region
        self.severity = severity
        self.text = text
        self.specialty = specialty
        self.basis = basis
        self.demands = demands
        self.contradicts = contradicts
        self.lateReason = lateReason
        self.markup = markup
    }

    /// The comment as the domain checks it.
    public var draft: CommentDraft {
        CommentDraft(
            sheet: sheetId, region: region, severity: severity, text: text, basis: basis, specialty: specialty, lateReason: lateReason,
            demands: demands ?? [], contradicts: contradicts ?? [], markup: markup ?? [])
    }

    /// The fields.
    public static let shape = Shape(
        .required("attempt", .integer(0...Int.max)), .required("sheetId", .identity), .required("region", .object(.region)),
        .required("severity", .words(of: Severity.self)), .required("text", .text(1...4000)), .optional("specialty", .text(0...100)),
        .optional("basis", .object(.basis)), .optional("demands", .list(.object(.demand), 0...MergeLimits.perComment)),
        .optional("contradicts", .list(.identity, 0...MergeLimits.perComment)), .optional("lateReason", .text(1...2000)),
        .optional("markup", .markup))
}

/// `POST /v1/comments/{id}/supersede`.
public struct SupersedeCommentBody: RequestBody, Hashable {
    /// Attempt that the reviewer holds.
    public var attempt: Int
    /// Sheet revision that the new comment is about.
    public var sheetId: UUID
    /// Where on the sheet, in PDF points.
    public var region: Region
    /// How much it weighs.
    public var severity: Severity
    /// What it says.
    public var text: String
    /// Specialty inside the discipline.
    public var specialty: String?
    /// What it rests on.
    public var basis: Basis?
    /// What it asks for, typed: instead of everything that the old comment asked for.
    public var demands: [Demand]?
    /// Comments of the case that it contradicts.
    public var contradicts: [UUID]?
    /// What its author drew on the sheet: instead of everything that was drawn before.
    public var markup: [MarkupShape]?
    /// Why it was not made earlier; needed where it weighs more than the old one on a sheet that was the same before.
    public var lateReason: String?
    /// Why the old comment is corrected.
    public var reason: String

    /// A correction.
    public init(_ comment: NewCommentBody, reason: String) {
        attempt = comment.attempt
        sheetId = comment.sheetId
        region = comment.region
        severity = comment.severity
        text = comment.text
        specialty = comment.specialty
        basis = comment.basis
        demands = comment.demands
        contradicts = comment.contradicts
        markup = comment.markup
        lateReason = comment.lateReason
        self.reason = reason
    }

    /// The comment as the domain checks it.
    public func draft(superseding old: UUID) -> CommentDraft {
        CommentDraft(
            sheet: sheetId, region: region, severity: severity, text: text, basis: basis, specialty: specialty, supersedes: old,
            lateReason: lateReason, demands: demands ?? [], contradicts: contradicts ?? [], markup: markup ?? [])
    }

    /// The fields.
    public static let shape = Shape(
        .required("attempt", .integer(0...Int.max)), .required("sheetId", .identity), .required("region", .object(.region)),
        .required("severity", .words(of: Severity.self)), .required("text", .text(1...4000)), .optional("specialty", .text(0...100)),
        .optional("basis", .object(.basis)), .optional("demands", .list(.object(.demand), 0...MergeLimits.perComment)),
        .optional("contradicts", .list(.identity, 0...MergeLimits.perComment)), .optional("markup", .markup),
        .optional("lateReason", .text(1...2000)), .required("reason", .text(1...2000)))
}

/// A published comment.
public struct CommentBody: Codable, Hashable, Sendable {
    /// Identity, the same in database and report.
    public var id: UUID
    /// Review that it belongs to.
    public var reviewId: UUID
    /// Case of the review.
    public var caseId: UUID
    /// Discipline of the review.
    public var discipline: Discipline
    /// Round.
    public var round: Int
    /// Specialty inside the discipline.
    public var specialty: String?
    /// Sheet revision that it is about.
    public var sheetId: UUID
    /// Where on the sheet.
    public var region: Region
    /// How much it weighs.
    public var severity: Severity
    /// What it says.
    public var text: String
    /// What it rests on.
    public var basis: Basis?
    /// Who wrote it.
    public var authorId: UUID
    /// When it was published.
    public var publishedAt: Date
    /// Comment that it corrects.
    public var supersedes: UUID?
    /// Comment that corrects it.
    public var supersededBy: UUID?
    /// Its typed demands, with what settlements made of them.
    public var demands: [TypedDemandBody]
    /// Comments that its author says it contradicts.
    public var contradicts: [UUID]
    /// True until the opinion of its round is issued.
    public var provisional: Bool
    /// There for a late finding: why it was not made when the sheet was reviewed before.
    public var lateReason: String?
    /// What its author drew on the sheet; absent where nothing was.
    public var markup: [MarkupShape]?
    /// In the answer to its author alone: what the clause library says of the basis.
    public var warnings: [Finding]?

    /// A comment as the interface shows it.
    public init(
        _ comment: Comment, caseId: UUID, round: Int, provisional: Bool, lateReason: String? = nil, demands: [TypedDemandBody] = [],
        contradicts: [UUID] = [], markup: [MarkupShape] = []
    ) {
        id = comment.id
        reviewId = comment.review
        self.caseId = caseId
        discipline = comment.discipline
        self.round = round
        specialty = comment.specialty
        sheetId = comment.sheet
        region = comment.region
        severity = comment.severity
        text = comment.text
        basis = comment.basis
        authorId = comment.author
        publishedAt = comment.publishedAt
        supersedes = comment.supersedes
        supersededBy = comment.supersededBy
        self.provisional = provisional
        self.demands = demands
        self.contradicts = contradicts
        self.lateReason = lateReason
        self.markup = markup.isEmpty ? nil : markup
    }
}
