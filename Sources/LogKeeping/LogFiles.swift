public import TransparencyLog

/// The files of a log of a size, one after the other: a head may claim any size, and a list of that length would end the program.
public struct LogFiles: Sequence, IteratorProtocol {
    private let size: Int
    private var index = 0
    /// Of tiles; entries come first, as level -1.
    private var level = -1

    /// The files below a head of `size` entries.
    public init(size: Int) { self.size = size }

    /// How many there are.
    public static func count(_ size: Int) -> Int64 {
        var count = Int64(width(size, -1))
        for level in 0..<8 { count += Int64(width(size, level)) }
        return count
    }

    /// Files of a level.
    private static func width(_ size: Int, _ level: Int) -> Int {
        let nodes = size >> (8 * Swift.max(level, 0))
        return nodes >> 8 + (nodes & 255 == 0 ? 0 : 1)
    }

    /// The next one: bundles first, then each level of tiles.
    public mutating func next() -> TileAddress? {
        while level < 8 {
            if index < Self.width(size, level) {
                defer { index += 1 }
                let width = Swift.min(TileAddress.fullWidth, size >> (8 * Swift.max(level, 0)) - index << 8)
                return level < 0 ? TileAddress(entries: index, width: width) : TileAddress(level: level, index: index, width: width)
            }
            (level, index) = (level + 1, 0)
        }
        return nil
    }
}
