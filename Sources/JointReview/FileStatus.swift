/// What a file is worth on the site, by nothing but its digest (阴阳图纸): the answer to "may one build by this?".
public enum FileStatus: String, CaseIterable, Sendable, Codable, Labelled {
    /// Approved, and in force.
    case current
    /// Approved and in force, while a change that replaces or removes it is asked for or under review.
    case changeUnderReview = "change_under_review"
    /// It was approved or issued, and something took its place.
    case superseded
    /// It was approved or issued, and that was taken back.
    case revoked
    /// It was handed in, and no certificate covers it.
    case neverApproved = "never_approved"
    /// Nobody handed in a file of this digest. A file that was saved or plotted again is another file.
    case unknown

    /// What a sheet's status is for a file that holds it.
    public init(_ status: SheetStatus) {
        self =
            switch status {
            case .current: .current
            case .changeUnderReview: .changeUnderReview
            case .superseded: .superseded
            case .revoked: .revoked
            case .neverApproved: .neverApproved
            }
    }

    /// Whether one may build by it.
    public var isInForce: Bool { self == .current || self == .changeUnderReview }

    /// Place in the order of their declaration: the later, the less it is worth.
    private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// Of several, that which is worth least: a file with one sheet that is not in force is not in force.
    public static func weakest(of statuses: some Sequence<FileStatus>) -> FileStatus? { statuses.max { $0.rank < $1.rank } }

    /// Of several, that which is worth most: what one case approved is approved, whatever became of the same bytes in another.
    public static func strongest(of statuses: some Sequence<FileStatus>) -> FileStatus? { statuses.min { $0.rank < $1.rank } }

    /// Name of it.
    public var label: Bilingual {
        switch self {
        case .current: SheetStatus.current.label
        case .changeUnderReview: SheetStatus.changeUnderReview.label
        case .superseded: SheetStatus.superseded.label
        case .revoked: SheetStatus.revoked.label
        case .neverApproved: SheetStatus.neverApproved.label
        case .unknown: Bilingual(zh: "系统中没有此文件", en: "unknown")
        }
    }
}
