/// Which hashes a proof consists of, and in which tiles they lie.
///
/// Two steps, so that who reads tiles asynchronously can fetch `tiles` first and then ask for the hashes.
public struct ProofPlan: Sendable {
    /// Size of the tree whose tiles are read.
    public let size: Int
    let ranges: [TreeRange]

    /// The proof that the entry at `index` is in the tree of `size` leaves.
    public static func inclusion(of index: Int, size: Int) throws(ProofFault) -> ProofPlan {
        guard index >= 0, index < size else { throw .outside(index: index, size: size) }
        return ProofPlan(size: size, ranges: TreeRange(0, size).path(to: index))
    }

    /// The proof that the tree of `old` leaves is a beginning of that of `size`.
    public static func consistency(from old: Int, size: Int) throws(ProofFault) -> ProofPlan {
        guard old >= 0, old <= size else { throw .shrinks(from: old, to: size) }
        return ProofPlan(size: size, ranges: old == 0 || old == size ? [] : TreeRange(0, size).growth(from: old))
    }

    /// The root of the first `part` leaves of a tree of `size`.
    public static func root(of part: Int, size: Int) throws(ProofFault) -> ProofPlan {
        guard part > 0, part <= size else { throw .outside(index: part, size: size) }
        return ProofPlan(size: size, ranges: [TreeRange(0, part)])
    }

    /// The tiles to read, each once.
    public var tiles: [TileAddress] {
        var seen: Set<TileAddress> = []
        return ranges.flatMap(\.complete).map { $0.place(size: size).tile }.filter { seen.insert($0).inserted }
    }

    /// The hashes in the order of the proof. A tile may be wider than asked for, never narrower; each is asked for once.
    public func hashes(tiles: (TileAddress) throws -> [UInt8]) throws -> [TreeHash] {
        var read: [TileAddress: [UInt8]] = [:]
        return try ranges.map { range in
            let parts = try range.complete.map { part in
                let place = part.place(size: size)
                let tile: [UInt8]
                if let known = read[place.tile] {
                    tile = known
                } else {
                    tile = try tiles(place.tile)
                    guard tile.count >= place.tile.width * TreeHash.length, tile.count % TreeHash.length == 0 else {
                        throw ProofFault.tileTooShort(place.tile)
                    }
                    read[place.tile] = tile
                }
                return tile.withUnsafeBytes { Self.root(of: $0, from: place.first, count: place.count) }
            }
            return parts.dropLast().reversed().reduce(parts.last ?? .empty) { .node($1, $0) }
        }
    }

    /// The root over a power of two of the hashes of a tile.
    static func root(of tile: UnsafeRawBufferPointer, from first: Int, count: Int) -> TreeHash {
        guard count > 1 else { return TreeHash(raw: UnsafeRawBufferPointer(rebasing: tile[first * 32..<first * 32 + 32])) }
        let half = count / 2
        return .node(root(of: tile, from: first, count: half), root(of: tile, from: first + half, count: half))
    }
}
