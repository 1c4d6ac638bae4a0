extension [Element] {
    /// Entries that may be one thing under two names: the same building, storey and mark once width, case, dashes, separators, number words, the letters
    /// O, I and l that stand for digits, and letters of other alphabets that look like Latin ones are folded.
    ///
    /// Hints for a person; M-0312 and M-0313 differ by one digit and are two doors, so likeness alone is none. Each list is sorted, and so are the lists.
    public var nearMatches: [[String]] {
        var groups: [[UInt32]: [String]] = [:]
        for element in self { groups[element.folded, default: []].append(element.id) }
        return groups.values.filter { $0.count > 1 }.map { $0.sorted() }.sorted { ($0.first ?? "") < ($1.first ?? "") }
    }
}

extension Element {
    /// Building, storey and mark as they are compared for hints.
    fileprivate var folded: [UInt32] {
        let bar: [UInt32] = [0x7C]
        return (building.map { Self.fold($0, dropping: "号楼栋幢") } ?? []) + bar + (storey.map(Self.foldStorey) ?? []) + bar
            + Self.fold(mark, dropping: "")
    }

    /// `3F`, `F3`, `三层` and `3层` are one storey, as are `B1`, `-1F` and `地下一层`.
    private static func foldStorey(_ text: String) -> [UInt32] {
        let plain = ComparableText.plainScalars(text).map(LookAlikes.folded)
        let isBelow = plain.first.map { $0 == 0x62 || $0 == 0x2D || $0 == 0x2013 || $0 == 0x5730 } ?? false
        return (isBelow ? [0x2D] : []) + fold(text, dropping: "地下层楼第fb")
    }

    private static func fold(_ text: String, dropping dropped: String) -> [UInt32] {
        ComparableText.plainScalars(text).map(LookAlikes.folded).compactMap { scalar in
            switch scalar {
            // The letters that stand for digits: o, i and l.
            case 0x6F: return 0x30
            case 0x69, 0x6C: return 0x31
            case 0x30...0x39: return scalar
            default:
                if let digit = digits[scalar] { return digit }
                guard let letter = Unicode.Scalar(scalar), letter.properties.isAlphabetic, !dropped.unicodeScalars.contains(letter) else {
                    return nil
                }
                return scalar
            }
        }
    }

    // Up to nine: 十 and above are written with digits on drawings.
    private static let digits: [UInt32: UInt32] = Dictionary(
        uniqueKeysWithValues: "零一二三四五六七八九".unicodeScalars.enumerated().map { ($1.value, UInt32(0x30 + $0)) })
}
