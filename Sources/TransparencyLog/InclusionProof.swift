/// The proof that an entry stands at an index of a tree.
public struct InclusionProof: Hashable, Sendable {
    /// Place of the entry, from 0.
    public let index: Int
    /// Leaves of the tree.
    public let size: Int
    /// The leaf's sibling first, the root's child last.
    public let hashes: [TreeHash]

    /// A proof that came from elsewhere; `check` says whether it holds.
    public init(index: Int, size: Int, hashes: [TreeHash]) {
        (self.index, self.size, self.hashes) = (index, size, hashes)
    }

    /// Makes the proof from tiles of the tree.
    public init(of index: Int, size: Int, tiles: (TileAddress) throws -> [UInt8]) throws {
        let hashes = try ProofPlan.inclusion(of: index, size: size).hashes(tiles: tiles)
        self.init(index: index, size: size, hashes: hashes)
    }

    /// Returns when the proof leads from the entry's hash to the root (RFC 9162 §2.1.3.2).
    public func check(leaf: TreeHash, root: TreeHash) throws(ProofFault) {
        guard try self.root(leaf: leaf) == root else { throw .rootDiffers }
    }

    /// The root that the proof leads to.
    public func root(leaf: TreeHash) throws(ProofFault) -> TreeHash {
        guard index >= 0, index < size else { throw .outside(index: index, size: size) }
        var (place, last, hash) = (index, size - 1, leaf)
        for other in hashes {
            guard last != 0 else { throw .tooLong }
            if place & 1 == 1 || place == last {
                hash = .node(other, hash)
                while place & 1 == 0, place != 0 { (place, last) = (place >> 1, last >> 1) }
            } else {
                hash = .node(hash, other)
            }
            (place, last) = (place >> 1, last >> 1)
        }
        guard last == 0 else { throw .tooShort }
        return hash
    }
}
