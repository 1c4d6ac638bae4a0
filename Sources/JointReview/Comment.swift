public import Foundation

/// How much a comment weighs.
public enum Severity: String, CaseIterable, Sendable, Codable, Labelled {
    /// Violates a mandatory clause (强制性条文).
    case mandatoryClause = "mandatory_clause"
    /// Violates a general clause.
    case generalClause = "general_clause"
    /// Advice.
    case advice
    /// For information.
    case information

    /// Whether the sheet cannot pass while the comment stands.
    public var blocks: Bool {
        switch self {
        case .mandatoryClause, .generalClause: true
        case .advice, .information: false
        }
    }

    /// Name of the severity.
    public var label: Bilingual {
        switch self {
        case .mandatoryClause: Bilingual(zh: "强制性条文", en: "mandatory clause")
        case .generalClause: Bilingual(zh: "一般性条文", en: "general clause")
        case .advice: Bilingual(zh: "建议", en: "advice")
        case .information: Bilingual(zh: "提示", en: "information")
        }
    }
}

/// What a blocking comment rests on: a clause, an approval document, or an approved drawing.
public enum Basis: Hashable, Sendable {
    /// A clause of a code: code, edition, clause number.
    case clause(code: String, edition: String, clause: String)
    /// An approval document: its number and article.
    case approvalDocument(number: String, article: String)
    /// An approved drawing by its file digest.
    case approvedDrawing(sha256: String)
}

/// A place on a sheet: a rectangle in PDF points of the unrotated page, origin bottom-left.
public struct Region: Hashable, Sendable, Codable {
    /// Page of the file, 1-based.
    public let page: Int
    /// Left edge in points.
    public let x: Double
    /// Bottom edge in points.
    public let y: Double
    /// Width in points.
    public let width: Double
    /// Height in points.
    public let height: Double

    /// The least width and height of a marked place, in points: a third of a millimetre, the width of a pen.
    public static let least = 1.0

    /// Whether it is a place that somebody could see: finite, and at least as wide and high as a pen draws.
    public var isVisible: Bool { [x, y, width, height].allSatisfy(\.isFinite) && width >= Self.least && height >= Self.least }

    /// A rectangle on a page.
    public init(page: Int, x: Double, y: Double, width: Double, height: Double) {
        self.page = page
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }
}

/// One item of a review (审查意见). Immutable once published; a correction supersedes it.
public struct Comment: Hashable, Sendable, Identifiable {
    /// Identity, the same in database, API and report.
    public let id: UUID
    /// Review that it belongs to.
    public let review: UUID
    /// Discipline of that review.
    public let discipline: Discipline
    /// Specialty inside the discipline, e.g. 电气.
    public let specialty: String?
    /// Sheet revision that it is anchored to.
    public let sheet: UUID
    /// Where on the sheet.
    public let region: Region
    /// How much it weighs.
    public let severity: Severity
    /// What it says.
    public let text: String
    /// What it rests on; a blocking comment has one.
    public let basis: Basis?
    /// Person who wrote it.
    public let author: UUID
    /// When it was published.
    public let publishedAt: Date
    /// Comment that it corrects, if any.
    public let supersedes: UUID?
    /// Comment that corrects it, if any.
    public let supersededBy: UUID?

    /// A comment value.
    public init(
        id: UUID, review: UUID, discipline: Discipline, specialty: String?, sheet: UUID, region: Region, severity: Severity, text: String,
        basis: Basis?,
        author: UUID, publishedAt: Date, supersedes: UUID? = nil, supersededBy: UUID? = nil
    ) {
        self.id = id
        self.review = review
        self.discipline = discipline
        self.specialty = specialty
        self.sheet = sheet
        self.region = region
        self.severity = severity
        self.text = text
        self.basis = basis
        self.author = author
        self.publishedAt = publishedAt
        self.supersedes = supersedes
        self.supersededBy = supersededBy
    }
}

extension Comment {
    /// The same comment as a demand of another review of its discipline: that of a later round in which it still stands.
    public func moved(to review: UUID?) -> Comment {
        guard let review else { return self }
        return Comment(
            id: id, review: review, discipline: discipline, specialty: specialty, sheet: sheet, region: region, severity: severity, text: text,
            basis: basis, author: author, publishedAt: publishedAt, supersedes: supersedes, supersededBy: supersededBy)
    }
}
