/// What must be known of a tree to append to it: the roots of its complete subtrees, largest first.
///
/// At most 63 hashes at any size. Appending costs one leaf hash and, on average, one node hash; the root of any moment costs a few more.
public struct Frontier: Hashable, Sendable {
    /// Leaves so far.
    public private(set) var size: Int
    /// Roots of the complete subtrees, left to right: one for each bit of the size, the highest first.
    public private(set) var hashes: [TreeHash]

    /// The frontier of an empty tree.
    public init() {
        (size, hashes) = (0, [])
        hashes.reserveCapacity(64)
    }

    /// A frontier as it was kept; nil when the number of hashes is not that of the size.
    public init?(size: Int, hashes: [TreeHash]) {
        guard size >= 0, hashes.count == size.nonzeroBitCount else { return nil }
        (self.size, self.hashes) = (size, hashes)
    }

    /// The frontier of a tree of `size` leaves, read from its tiles.
    ///
    /// Whoever reads tiles of somebody else compares `root` with the signed one before he relies on anything.
    public init(size: Int, tiles: (TileAddress) throws -> [UInt8]) throws {
        self.size = size
        hashes = try ProofPlan(size: size, ranges: TreeRange(0, size).complete).hashes(tiles: tiles)
    }

    /// Appends the hash of the next entry.
    public mutating func append(_ leaf: TreeHash) {
        var hash = leaf
        var rest = size
        while rest & 1 == 1, let left = hashes.popLast() {
            hash = .node(left, hash)
            rest >>= 1
        }
        hashes.append(hash)
        size += 1
    }

    /// The root of the tree.
    public var root: TreeHash {
        guard var root = hashes.last else { return .empty }
        for left in hashes.dropLast().reversed() { root = .node(left, root) }
        return root
    }
}
