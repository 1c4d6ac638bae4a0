/// What a sheet revision is worth on the site (图纸效力): one answer for every revision at every moment.
///
/// An approved revision stays in force while a change of it is reviewed; only the new revision is unapproved. Source: domain §0a.5.
public enum SheetStatus: String, CaseIterable, Sendable, Codable, Labelled {
    /// Approved, and in force.
    case current
    /// Approved and in force, while a change that replaces or removes it is asked for or under review.
    case changeUnderReview = "change_under_review"
    /// It was approved, and a certified change or another case took its place.
    case superseded
    /// It was approved, and the approval was taken back.
    case revoked
    /// No certificate covers it.
    case neverApproved = "never_approved"

    /// What the answer rests on, read of the case and of the sheet's own approval.
    public struct Facts: Hashable, Sendable {
        /// Round whose certificate approved it; nil for none.
        public var approvedRound: Int?
        /// Round whose certificate took its place.
        public var supersededRound: Int?
        /// Where its case stands.
        public var state: CaseState
        /// Whether the set of the case's present round has the same bytes under its number.
        public var isInPresentSet: Bool

        /// What is known of a sheet.
        public init(approvedRound: Int?, supersededRound: Int? = nil, state: CaseState, isInPresentSet: Bool) {
            (self.approvedRound, self.supersededRound) = (approvedRound, supersededRound)
            (self.state, self.isInPresentSet) = (state, isInPresentSet)
        }
    }

    /// The status by what is known.
    public init(_ facts: Facts) {
        guard facts.approvedRound != nil else {
            self = .neverApproved
            return
        }
        guard facts.supersededRound == nil else {
            self = .superseded
            return
        }
        switch facts.state {
        case .revoked: self = .revoked
        case .superseded: self = .superseded
        case .changeRequested, .changeInReview: self = facts.isInPresentSet ? .current : .changeUnderReview
        case .draft, .awaitingOwnerConfirm, .submitted, .deficient, .refused, .accepted, .acceptedWithDebts, .inFirstReview, .reconciling,
            .opinionsIssued, .revising, .inReReview, .passed, .certified, .failed, .disputed, .withdrawn, .archived, .closed:
            self = .current
        }
    }

    /// Whether one may build by it.
    public var isInForce: Bool { self == .current || self == .changeUnderReview }

    /// Name of it.
    public var label: Bilingual {
        switch self {
        case .current: Bilingual(zh: "现行有效", en: "current")
        case .changeUnderReview: Bilingual(zh: "现行有效,变更审查中", en: "current, change under review")
        case .superseded: Bilingual(zh: "已被取代", en: "superseded")
        case .revoked: Bilingual(zh: "已撤销", en: "revoked")
        case .neverApproved: Bilingual(zh: "未经审查合格", en: "never approved")
        }
    }
}
