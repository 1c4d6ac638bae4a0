/// Name of a tile or an entry bundle: what, which, and how much of it there is (C2SP tlog-tiles).
public struct TileAddress: Hashable, Sendable {
    /// What lies there.
    public enum Layer: Hashable, Sendable {
        /// Entries, each after its length.
        case entries
        /// Hashes; those of level 0 are the leaves', one of level `n` covers 256ⁿ leaves.
        case hashes(level: Int)
    }

    /// What lies there.
    public let layer: Layer
    /// Which one, from 0.
    public let index: Int
    /// How many entries or hashes it holds, 1 to 256; less than 256 only at the right edge.
    public let width: Int

    /// Entries or hashes of a full one.
    public static let fullWidth = 256

    /// A tile of hashes.
    public init(level: Int, index: Int, width: Int = fullWidth) {
        (layer, self.index, self.width) = (.hashes(level: level), index, width)
    }

    /// A bundle of entries.
    public init(entries index: Int, width: Int = fullWidth) {
        (layer, self.index, self.width) = (.entries, index, width)
    }

    /// Whether it may still grow.
    public var isPartial: Bool { width < Self.fullWidth }

    /// The full one of the same place.
    public var full: TileAddress {
        switch layer {
        case .entries: TileAddress(entries: index)
        case .hashes(let level): TileAddress(level: level, index: index)
        }
    }

    /// Path below the log's address: `tile/0/x001/234.p/112`, `tile/entries/000`.
    public var path: String {
        let name =
            switch layer {
            case .entries: "entries"
            case .hashes(let level): String(level)
            }
        return "tile/\(name)/\(Self.groups(index))" + (isPartial ? ".p/\(width)" : "")
    }

    /// The place that a path names; nil when it is not exactly what `path` writes.
    public init?(path: String) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count >= 3, parts[0] == "tile" else { return nil }
        var groups = parts.dropFirst(2)
        var width = Self.fullWidth
        if groups.count >= 2, groups[groups.endIndex - 2].hasSuffix(".p") {
            guard let given = Decimal.decode(parts[parts.count - 1].utf8), given < Self.fullWidth, given > 0 else { return nil }
            width = given
            groups.removeLast()
        }
        let digits = groups.joined().utf8.filter { 0x30...0x39 ~= $0 }
        guard let index = Decimal.decode(digits.drop { $0 == 0x30 }) ?? (digits.isEmpty ? nil : 0) else { return nil }
        if parts[1] == "entries" {
            self.init(entries: index, width: width)
        } else {
            guard let level = Decimal.decode(parts[1].utf8), level <= 63 else { return nil }
            self.init(level: level, index: index, width: width)
        }
        guard self.path.utf8.elementsEqual(path.utf8) else { return nil }
    }

    private static func groups(_ index: Int) -> String {
        func group(_ rest: Int) -> String { String(String(1000 + rest % 1000).dropFirst()) }
        var text = group(index)
        var rest = index / 1000
        while rest > 0 {
            text = "x\(group(rest))/\(text)"
            rest /= 1000
        }
        return text
    }
}

extension TileAddress {
    /// The tiles of hashes whose content changes when a tree grows from `old` leaves to `size`: full ones, and the right edge of every level.
    public static func tiles(grownFrom old: Int, to size: Int) -> [TileAddress] {
        var tiles: [TileAddress] = []
        var (level, before, after) = (0, old, size)
        while after > 0 {
            tiles += spans(from: before, to: after).map { TileAddress(level: level, index: $0, width: $1) }
            (level, before, after) = (level + 1, before >> 8, after >> 8)
        }
        return tiles
    }

    /// The bundles of entries that change when a tree grows from `old` leaves to `size`.
    public static func bundles(grownFrom old: Int, to size: Int) -> [TileAddress] {
        spans(from: old, to: size).map { TileAddress(entries: $0, width: $1) }
    }

    /// The partial tile of every level of a tree of `size` leaves: what must be read to go on appending.
    public static func edge(of size: Int) -> [TileAddress] {
        var tiles: [TileAddress] = []
        var (level, count) = (0, size)
        while count > 0 {
            if count & 255 != 0 { tiles.append(TileAddress(level: level, index: count >> 8, width: count & 255)) }
            (level, count) = (level + 1, count >> 8)
        }
        return tiles
    }

    private static func spans(from old: Int, to size: Int) -> [(Int, Int)] {
        guard size > old else { return [] }
        return (old >> 8...(size - 1) >> 8).map { ($0, min(fullWidth, size - $0 << 8)) }
    }
}
