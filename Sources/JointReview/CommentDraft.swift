public import Foundation

/// The visible rectangle of one page, in PDF points of the unrotated page.
public struct PageBox: Hashable, Sendable, Codable {
    /// Left edge in points; not always 0.
    public let x: Double
    /// Bottom edge in points; not always 0.
    public let y: Double
    /// Width in points.
    public let width: Double
    /// Height in points.
    public let height: Double

    /// The box of a page.
    public init(x: Double = 0, y: Double = 0, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    /// Whether a rectangle lies in the box; a hundredth of a point is forgiven, because a viewer rounds.
    public func contains(_ region: Region) -> Bool {
        let slack = 0.01
        return region.x >= x - slack && region.y >= y - slack
            && region.x + region.width <= x + width + slack && region.y + region.height <= y + height + slack
    }
}

/// A comment as its author hands it in, before it is checked and published.
public struct CommentDraft: Hashable, Sendable, Codable {
    /// Sheet revision that it is about.
    public var sheet: UUID
    /// Where on the sheet.
    public var region: Region
    /// How much it weighs.
    public var severity: Severity
    /// What it says, 1 to 4000 characters.
    public var text: String
    /// What it rests on; a blocking comment needs one.
    public var basis: Basis?
    /// Specialty inside the discipline, e.g. 电气.
    public var specialty: String?
    /// Comment that it corrects, if any.
    public var supersedes: UUID?
    /// What it asks for, typed.
    public var demands: [Demand]
    /// Comments of the case that it contradicts, as its author says.
    public var contradicts: [UUID]
    /// Why it was not made in an earlier round, when the sheet was the same there.
    public var lateReason: String?
    /// What its author drew on the sheet.
    public var markup: [MarkupShape]

    /// A draft of a comment.
    public init(
        sheet: UUID, region: Region, severity: Severity, text: String, basis: Basis? = nil, specialty: String? = nil, supersedes: UUID? = nil,
        lateReason: String? = nil, demands: [Demand] = [], contradicts: [UUID] = [], markup: [MarkupShape] = []
    ) {
        self.sheet = sheet
        self.region = region
        self.severity = severity
        self.text = text
        self.basis = basis
        self.specialty = specialty
        self.supersedes = supersedes
        self.demands = demands
        self.contradicts = contradicts
        self.lateReason = lateReason
        self.markup = markup
    }

    /// Longest text, in Unicode scalars, as the database counts.
    public static let longestText = 4000
}
