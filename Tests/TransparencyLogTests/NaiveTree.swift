import Crypto
import Foundation
import TransparencyLog

/// The definitions of RFC 6962 §2.1 word by word, over lists of entries: easy to compare with the document.
struct NaiveTree {
    let entries: [[UInt8]]
    // Every list of leaves is asked for many times.
    private var known: [Range<Int>: [UInt8]] = [:]

    init(_ count: Int) { entries = Self.entries(count) }

    static func entries(_ count: Int) -> [[UInt8]] {
        (0..<count).map { Array("entry \($0)".utf8) }
    }

    /// MTH(D[range]).
    mutating func root(_ range: Range<Int>) -> [UInt8] {
        if let root = known[range] { return root }
        let root: [UInt8]
        switch range.count {
        case 0: root = Array(SHA256.hash(data: [UInt8]()))
        case 1: root = Array(SHA256.hash(data: [0] + entries[range.lowerBound]))
        default:
            let middle = range.lowerBound + Self.cut(range.count)
            root = Array(SHA256.hash(data: [1] + self.root(range.lowerBound..<middle) + self.root(middle..<range.upperBound)))
        }
        known[range] = root
        return root
    }

    /// PATH(index, D[range]).
    mutating func path(_ index: Int, _ range: Range<Int>) -> [[UInt8]] {
        guard range.count > 1 else { return [] }
        let k = Self.cut(range.count)
        let (left, right) = (range.lowerBound..<range.lowerBound + k, range.lowerBound + k..<range.upperBound)
        return index < k ? path(index, left) + [root(right)] : path(index - k, right) + [root(left)]
    }

    /// SUBPROOF(old, D[range], whole).
    mutating func proof(_ old: Int, _ range: Range<Int>, whole: Bool = true) -> [[UInt8]] {
        if old == range.count { return whole ? [] : [root(range)] }
        let k = Self.cut(range.count)
        let (left, right) = (range.lowerBound..<range.lowerBound + k, range.lowerBound + k..<range.upperBound)
        return old <= k ? proof(old, left, whole: whole) + [root(right)] : proof(old - k, right, whole: false) + [root(left)]
    }

    private static func cut(_ count: Int) -> Int {
        var k = 1
        while k * 2 < count { k *= 2 }
        return k
    }
}

/// A log's tiles in memory, as a static server would hold them.
struct TileShelf {
    private(set) var tiles: [TileAddress: [UInt8]] = [:]
    private(set) var edge = TileEdge()

    init() {}

    /// The tiles of the first `count` entries of `NaiveTree.entries`, appended in steps of `step`.
    init(_ count: Int, step: Int = 1_000_000) {
        let leaves = NaiveTree.entries(count).map { TreeHash.leaf($0) }
        var next = 0
        while next < count {
            append(leaves[next..<min(count, next + step)])
            next += step
        }
    }

    mutating func append(_ leaves: some Sequence<TreeHash>) {
        var full: [Tile] = []
        edge.append(leaves) { full.append($0) }
        for tile in full + edge.partials { tiles[tile.address] = tile.bytes }
    }

    struct Missing: Error { let address: TileAddress }

    func read(_ address: TileAddress) throws -> [UInt8] {
        guard let tile = tiles[address] else { throw Missing(address: address) }
        return tile
    }
}

/// The same numbers in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var number = state
        number = (number ^ number >> 30) &* 0xBF58_476D_1CE4_E5B9
        number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
        return number ^ number >> 31
    }
}
