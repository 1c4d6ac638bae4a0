/// When the applicant sees what is said of his drawings (意见公开方式): policy of a case. Source: domain §0a.16.
public enum Openness: String, CaseIterable, Sendable, Codable, Labelled {
    /// On publication, marked provisional.
    case onPublication = "on_publication"
    /// With the merged opinion of the round.
    case withOpinion = "with_opinion"

    /// Name of the policy.
    public var label: Bilingual {
        switch self {
        case .onPublication: Bilingual(zh: "发布即公开(暂定)", en: "on publication (provisional)")
        case .withOpinion: Bilingual(zh: "随汇总意见公开", en: "with the merged opinion")
        }
    }

    /// What an organisation must be in a case to read comments before their opinion is out. Everybody else is the applicant's side, or has no part in the review.
    public static let readers: Set<OrganisationFunction> = [.reviewBody, .leadBody, .authority, .regulator, .qualitySupervisor]

    /// Whether an organisation of these parts reads a comment.
    /// - Parameter isOut: whether the opinion of the comment's round has been issued.
    public func shows(isOut: Bool, toParts parts: Set<OrganisationFunction>) -> Bool {
        self == .onPublication || isOut || !parts.isDisjoint(with: Self.readers)
    }
}
