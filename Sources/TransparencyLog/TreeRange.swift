/// Leaves `start..<end` of a tree, as the root of which a proof has one hash.
///
/// `start` is a multiple of the smallest power of two that is not below the number of leaves: so every range that RFC 6962 speaks of lies.
struct TreeRange: Hashable, Sendable {
    let start: Int
    let end: Int

    init(_ start: Int, _ end: Int) { (self.start, self.end) = (start, end) }

    var count: Int { end - start }

    /// The largest power of two below the number of leaves: where RFC 6962 cuts.
    var cut: Int { 1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount) }

    /// The complete subtrees that make it up, left to right.
    var complete: [TreeRange] {
        var parts: [TreeRange] = []
        var next = start
        while next < end {
            let width = 1 << (Int.bitWidth - 1 - (end - next).leadingZeroBitCount)
            parts.append(TreeRange(next, next + width))
            next += width
        }
        return parts
    }

    /// Where the tiles hold a complete subtree: in which tile, from which hash on, and how many of them.
    func place(size: Int) -> (tile: TileAddress, first: Int, count: Int) {
        let height = count.trailingZeroBitCount
        let (level, above) = (height / 8, height % 8)
        let first = (start >> height) << above
        let tile = first >> 8
        let width = min(256, (size >> (8 * level)) - tile << 8)
        return (TileAddress(level: level, index: tile, width: width), first & 255, 1 << above)
    }

    /// What proves the leaf at `index` (RFC 6962 §2.1.1): its sibling first, the root's child last.
    func path(to index: Int) -> [TreeRange] {
        guard count > 1 else { return [] }
        let middle = start + cut
        return index < middle
            ? TreeRange(start, middle).path(to: index) + [TreeRange(middle, end)]
            : TreeRange(middle, end).path(to: index) + [TreeRange(start, middle)]
    }

    /// What proves that the tree of the first leaves up to `old` is a beginning of this one (SUBPROOF of RFC 6962 §2.1.2).
    func growth(from old: Int, known: Bool = true) -> [TreeRange] {
        if old == end { return known ? [] : [self] }
        let middle = start + cut
        return old <= middle
            ? TreeRange(start, middle).growth(from: old, known: known) + [TreeRange(middle, end)]
            : TreeRange(middle, end).growth(from: old, known: false) + [TreeRange(start, middle)]
    }
}
