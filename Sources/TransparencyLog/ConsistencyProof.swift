/// The proof that a tree is the beginning of a later one: nothing in it was changed, removed or put in between.
public struct ConsistencyProof: Hashable, Sendable {
    /// Leaves of the earlier tree.
    public let old: Int
    /// Leaves of the later tree.
    public let size: Int
    /// In the order of RFC 6962 §2.1.2; empty when the earlier tree is empty or of the same size.
    public let hashes: [TreeHash]

    /// A proof that came from elsewhere; `check` says whether it holds.
    public init(old: Int, size: Int, hashes: [TreeHash]) {
        (self.old, self.size, self.hashes) = (old, size, hashes)
    }

    /// Makes the proof from tiles of the later tree.
    public init(from old: Int, size: Int, tiles: (TileAddress) throws -> [UInt8]) throws {
        let hashes = try ProofPlan.consistency(from: old, size: size).hashes(tiles: tiles)
        self.init(old: old, size: size, hashes: hashes)
    }

    /// Returns when the proof leads to both roots (RFC 9162 §2.1.4.2).
    public func check(oldRoot: TreeHash, root: TreeHash) throws(ProofFault) {
        guard old >= 0, old <= size else { throw .shrinks(from: old, to: size) }
        if old == 0 || old == size {
            guard hashes.isEmpty else { throw .tooLong }
            // Nothing precedes the empty tree, and its root is known to everybody.
            guard oldRoot == (old == 0 ? .empty : root) else { throw .oldRootDiffers }
            if size == 0, root != .empty { throw .rootDiffers }
            return
        }
        var rest = hashes[...]
        let first: TreeHash
        if old & (old - 1) == 0 {
            first = oldRoot
        } else {
            guard let given = rest.popFirst() else { throw .tooShort }
            first = given
        }
        var (place, last) = (old - 1, size - 1)
        while place & 1 == 1 { (place, last) = (place >> 1, last >> 1) }
        var (before, after) = (first, first)
        for other in rest {
            guard last != 0 else { throw .tooLong }
            if place & 1 == 1 || place == last {
                (before, after) = (.node(other, before), .node(other, after))
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                after = .node(after, other)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        guard last == 0 else { throw .tooShort }
        guard before == oldRoot else { throw .oldRootDiffers }
        guard after == root else { throw .rootDiffers }
    }
}
