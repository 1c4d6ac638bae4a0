/// Demands that cannot all hold while any of them can be left out to mend it: one inclusion-minimal set.
public struct Contradiction: Hashable, Sendable {
    /// What makes them contradict.
    public enum Kind: String, CaseIterable, Sendable, Codable, Labelled {
        /// Bounds on one property that do not meet.
        case bounds
        /// Bounds on properties that a declared sum ties together.
        case sums
        /// Different words for one property.
        case words
        /// An element that is to be taken away, and kept, moved or measured.
        case removal
        /// An element that is to stand in two places.
        case move
        /// A reviewer says that two comments contradict each other.
        case declared

        /// Name of the kind.
        public var label: Bilingual {
            switch self {
            case .bounds: Bilingual(zh: "限值相互矛盾", en: "bounds that do not meet")
            case .sums: Bilingual(zh: "经和式相互矛盾", en: "bounds that a declared sum rules out")
            case .words: Bilingual(zh: "要求的类别不同", en: "different words for one property")
            case .removal: Bilingual(zh: "既要取消又要保留", en: "to be removed and to be kept")
            case .move: Bilingual(zh: "移位目标不同", en: "to be moved to two places")
            case .declared: Bilingual(zh: "审查人声明的矛盾", en: "declared by a reviewer")
            }
        }
    }

    /// What makes them contradict.
    public let kind: Kind
    /// The demands, sorted; empty for a declared contradiction.
    public let demands: [CommentDemand]
    /// Declared sums without which the demands could all hold, sorted; the first such set where there are several.
    public let sums: [String]

    /// The comments that make the demands, sorted, each once.
    public var comments: [String] { Set(demands.map(\.comment)).sorted() }
}

/// What a check for contradictions came to.
public struct Contradictions: Hashable, Sendable {
    /// The minimal sets, by element and property; never more than the limits say.
    public var sets: [Contradiction] = []
    /// Whether `sets` are all there are. When not, `findings` name the properties that hold more.
    public var isComplete = true
    /// Demands among which there may be more contradictions than `sets` tells.
    public var unfinished: Set<CommentDemand> = []
    /// Warnings: properties of mixed dimension, sums that contradict themselves, what was not finished.
    public var findings: [Finding] = []
}

/// How much a check for contradictions may cost and tell. Whatever it leaves out is told, never cut silently.
public struct ContradictionLimits: Hashable, Sendable {
    /// Sets told for one property, one element or one group of sums.
    public var setsInGroup = 100
    /// Sets told in all.
    public var sets = 1000
    /// Relations derived from one group of sums; beyond it the group is only decided, and one set told where it does not hold.
    public var relations = 256
    /// Operations on fractions for one group of sums.
    public var effortInGroup = 10_000_000
    /// Operations on fractions for all groups: a second or so. Half of them is shared out evenly, so that no group leaves the others none.
    public var effort = 20_000_000

    /// The limits of the product.
    public static let standard = ContradictionLimits()

    /// The limits of the product, to be changed.
    public init() {}
}
