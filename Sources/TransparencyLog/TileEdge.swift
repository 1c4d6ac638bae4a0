/// A tile and its bytes.
public struct Tile: Hashable, Sendable {
    /// Where it lies.
    public let address: TileAddress
    /// 32 bytes a hash, or entries after their lengths.
    public let bytes: [UInt8]

    /// A tile and its bytes.
    public init(address: TileAddress, bytes: [UInt8]) { (self.address, self.bytes) = (address, bytes) }
}

/// The growing right edge of the tiles of a tree: takes leaf hashes, gives tiles.
///
/// Holds at most 255 hashes a level. A sequencer makes it once from the stored tiles and then only appends.
public struct TileEdge: Sendable {
    /// Leaves so far.
    public private(set) var size: Int
    /// The hashes of the unfinished tile of every level.
    private var levels: [[TreeHash]]

    /// The edge of an empty tree.
    public init() { (size, levels) = (0, []) }

    /// The edge of a tree of `size` leaves, from its stored tiles (`TileAddress.edge(of:)`).
    ///
    /// Compare `root` with the signed one before you go on: tiles may have been changed where they lay.
    public init(size: Int, tiles: (TileAddress) throws -> [UInt8]) throws {
        self.size = size
        levels = []
        for address in TileAddress.edge(of: size) {
            guard case .hashes(let level) = address.layer else { continue }
            while levels.count < level { levels.append([]) }
            let bytes = try tiles(address)
            guard bytes.count >= address.width * TreeHash.length else { throw ProofFault.tileTooShort(address) }
            levels.append(
                bytes.withUnsafeBytes { tile in
                    (0..<address.width).map { TreeHash(raw: UnsafeRawBufferPointer(rebasing: tile[$0 * 32..<$0 * 32 + 32])) }
                })
        }
    }

    /// Appends hashes of entries; `full` gets every tile that became full, lower levels first.
    public mutating func append(_ leaves: some Sequence<TreeHash>, full: (Tile) throws -> Void) rethrows {
        for leaf in leaves { try append(leaf, full: full) }
    }

    /// Appends the hash of the next entry; `full` gets every tile that became full, lower levels first.
    public mutating func append(_ leaf: TreeHash, full: (Tile) throws -> Void) rethrows {
        size += 1
        var (level, hash) = (0, leaf)
        while true {
            if level == levels.count {
                levels.append([])
                levels[level].reserveCapacity(TileAddress.fullWidth)
            }
            levels[level].append(hash)
            guard levels[level].count == TileAddress.fullWidth else { return }
            let bytes = Self.bytes(of: levels[level])
            hash = bytes.withUnsafeBytes { ProofPlan.root(of: $0, from: 0, count: TileAddress.fullWidth) }
            levels[level].removeAll(keepingCapacity: true)
            try full(Tile(address: TileAddress(level: level, index: size >> (8 * (level + 1)) - 1), bytes: bytes))
            level += 1
        }
    }

    /// The unfinished tile of every level, as it is to be published with a checkpoint of this size.
    public var partials: [Tile] {
        levels.enumerated().filter { !$1.isEmpty }.map { level, hashes in
            Tile(address: TileAddress(level: level, index: size >> (8 * (level + 1)), width: hashes.count), bytes: Self.bytes(of: hashes))
        }
    }

    /// What must be kept to append leaves without tiles.
    public var frontier: Frontier {
        var hashes: [TreeHash] = []
        for level in levels.reversed() {
            hashes += Self.bytes(of: level).withUnsafeBytes { tile in
                TreeRange(0, level.count).complete.map { ProofPlan.root(of: tile, from: $0.start, count: $0.count) }
            }
        }
        return Frontier(size: size, hashes: hashes) ?? Frontier()
    }

    /// The root of the tree.
    public var root: TreeHash { frontier.root }

    private static func bytes(of hashes: [TreeHash]) -> [UInt8] {
        hashes.withUnsafeBytes { Array($0) }
    }
}
