/// Where a comment's place is on a later revision of its sheet (意见位置的追踪), found by comparing the drawings there; a hint with its certainty, never a
/// decision: only the issuing body closes its comment.
public struct FollowedRegion: Hashable, Sendable, Codable {
    /// What became of the place.
    public enum Fate: String, CaseIterable, Sendable, Codable, Labelled {
        /// The same is drawn, and written, in the same place.
        case same
        /// The same is drawn in another place, or in another size.
        case moved
        /// What was there is nowhere on the sheet, or the sheet is gone.
        case gone
        /// Nobody can tell: something else is drawn there, several places look alike, or there was nothing to compare.
        case unknown

        /// Name of it.
        public var label: Bilingual {
            switch self {
            case .same: Bilingual(zh: "原处未变", en: "same place, unchanged")
            case .moved: Bilingual(zh: "已移位", en: "moved")
            case .gone: Bilingual(zh: "已不存在", en: "gone")
            case .unknown: Bilingual(zh: "无法判定", en: "unknown")
            }
        }
    }

    /// What became of it.
    public let fate: Fate
    /// Where it is now; there for `same` and `moved`.
    public let region: Region?
    /// How sure that is, 0 to 1.
    public let certainty: Double

    /// An answer.
    public init(fate: Fate, region: Region?, certainty: Double) {
        (self.fate, self.region) = (fate, region)
        self.certainty = min(max(certainty, 0), 1)
    }
}
