/// Words of the trade that ask for opposite things; two overlapping comments that use them may contradict each other.
enum OppositeWords {
    /// Each pair: what one side says, what the other says. Short on purpose: a hint that is mostly wrong is not read.
    static let pairs: [(one: [String], other: [String])] = [
        (["不应小于", "不小于", "不得小于", "不宜小于", "不应少于", "不少于", "不应低于", "不低于"], ["不应大于", "不大于", "不得大于", "不宜大于", "不应多于", "不应超过", "不超过", "不应高于"]),
        (["增大", "加大", "扩大"], ["减小", "缩小"]), (["加宽", "拓宽"], ["缩窄", "收窄", "减窄"]), (["增加", "增设", "补设", "加设"], ["取消", "减少", "删除", "拆除"]),
        (["保留"], ["取消", "拆除", "删除"]), (["提高", "抬高", "升高"], ["降低"]), (["开启", "敞开", "常开"], ["封闭", "封堵", "常闭"]),
        (["上移", "北移", "东移"], ["下移", "南移", "西移"]),
        (["内移"], ["外移"]), (["加厚"], ["减薄"]), (["合并"], ["分开", "分隔", "拆分"]), (["允许"], ["禁止", "不得设置", "严禁"]),
        (["at least", "not less than", "no less than", "minimum"], ["at most", "not more than", "no more than", "not exceed", "maximum"]),
        (["increase", "enlarge", "widen"], ["decrease", "reduce", "narrow"]), (["add", "provide"], ["remove", "delete", "omit"]),
        (["keep", "retain"], ["remove", "delete"]),
        (["raise"], ["lower"]), (["open"], ["close", "seal"]), (["merge"], ["separate", "split"]),
    ]

    /// Which sides of which pairs a text uses: one bit a pair.
    struct Sides: Hashable {
        var one: UInt64 = 0
        var other: UInt64 = 0

        /// The first pair of which the texts use opposite sides.
        func opposite(_ sides: Sides) -> (pair: Int, isTurned: Bool)? {
            let both = (one & sides.other) | (other & sides.one)
            guard both != 0 else { return nil }
            let pair = both.trailingZeroBitCount
            return (pair, (one & sides.other) >> UInt64(pair) & 1 == 0)
        }
    }

    /// The sides that a folded text uses.
    static func sides(_ scalars: [UInt32]) -> Sides {
        var sides = Sides()
        for place in scalars.indices {
            guard firsts >> UInt64(scalars[place] & 63) & 1 == 1, let candidates = patterns[scalars[place]] else { continue }
            for candidate in candidates where scalars[place...].starts(with: candidate.scalars) {
                if candidate.isOther { sides.other |= 1 << candidate.pair } else { sides.one |= 1 << candidate.pair }
            }
        }
        return sides
    }

    private struct Pattern: Sendable {
        let scalars: [UInt32]
        let pair: UInt64
        let isOther: Bool
    }

    /// Words by their first scalar. Folded like the texts: an English word stands between blanks, a Chinese one anywhere.
    private static let patterns: [UInt32: [Pattern]] = {
        var patterns: [UInt32: [Pattern]] = [:]
        for (pair, sides) in pairs.enumerated() {
            for (words, isOther) in [(sides.one, false), (sides.other, true)] {
                for word in words {
                    let spaced = ComparableText.fold(word).spaced
                    let scalars = (word.utf8.first ?? 0) < 0x80 ? spaced : spaced.filter { $0 != ComparableText.blank }
                    patterns[scalars[0], default: []].append(Pattern(scalars: scalars, pair: UInt64(pair), isOther: isOther))
                }
            }
        }
        return patterns
    }()

    /// A sieve for first scalars: most places of a text begin no word.
    private static let firsts: UInt64 = patterns.keys.reduce(0) { $0 | 1 << UInt64($1 & 63) }
}
