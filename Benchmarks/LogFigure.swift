import Crypto
import Foundation
import TransparencyLog

/// The audit log's own work, without database and disk: what a sequencer does to an entry, reading a log again, and proving one entry of ten million.
struct LogFigure: Figure {
    let name = "log"
    private let count: Int
    private let large: Int
    private let stage = Stage()

    init(_ site: Site) {
        count = site.plan.count(400_000, quick: 20_000)
        large = site.plan.count(10_000_000, quick: 200_000)
    }

    /// Logs are made once: making one costs more than reading it.
    private actor Stage {
        private var made: MadeLog?
        private var tall: TallTree?

        func log(_ count: Int) throws -> MadeLog {
            if let made { return made }
            let new = try MadeLog(count)
            made = new
            return new
        }

        func tree(_ size: Int) -> TallTree {
            if let tall { return tall }
            let new = TallTree(size)
            tall = new
            return new
        }

        func clear() { (made, tall) = (nil, nil) }
    }

    func prepare() async throws {}

    func clear() async { await stage.clear() }

    var cells: [Cell] {
        let (stage, count, large) = (stage, count, large)
        return [
            Cell(name: "hashes") { try await stage.log(count).hashes() }, Cell(name: "rehash") { try await stage.log(count).rehash() },
            Cell(name: "checks") { try await stage.log(count).checks() }, Cell(name: "sequence") { try await stage.log(count).sequence() },
            Cell(name: "proof") { try await stage.tree(large).proofs() },
        ]
    }

    func rows(_ results: Results) -> [Line] {
        guard results.has("hashes"), results.has("proof") else { return [] }
        let limit = Value.rate(results.rate("hashes"))
        func line(_ words: String, _ cell: String, atLeast least: Double) -> Line {
            Line(words, .rate(results.rate(cell)), limit: limit, ratio: results.ratio(cell, to: "hashes"), quantityAtLeast: least)
        }
        let bytes = Int(results.extra("bytes", "hashes"))
        return [
            line(
                "log: entries of \(bytes) bytes re-hashed to the root; limit: one SHA-256 of the entry and one of 65 bytes", "rehash",
                atLeast: 1_000_000),
            line("log: all checks of an audit", "checks", atLeast: 150_000),
            line("log: entries made, hashed and put into tiles and bundles", "sequence", atLeast: 20_000),
            Line("log: inclusion proof at \(number(Double(large))) leaves", .milliseconds(results.extra("ms", "proof")), atMost: 1),
        ]
    }
}

/// A log of a thousand projects in memory.
private struct MadeLog: Sendable {
    let entries: [LeafEntry]
    let bundles: [[UInt8]]
    let tiles: [TileAddress: [UInt8]]
    let accepted: AcceptedHead
    let bytes: Int

    init(_ count: Int) throws {
        var (entries, bundles, tiles) = ([LeafEntry](), [[UInt8]](), [TileAddress: [UInt8]]())
        var (edge, bundle, bytes) = (TileEdge(), [UInt8](), 0)
        var last: [Int: (sequence: Int, hash: TreeHash)] = [:]
        for number in 0..<count {
            var entry = Self.entry(number)
            let project = number % 1000
            (entry.sequence, entry.previous) = ((last[project]?.sequence ?? 0) + 1, last[project]?.hash)
            let written = try entry.bytes()
            let leaf = TreeHash.leaf(written)
            last[project] = (entry.sequence ?? 0, leaf)
            entries.append(entry)
            bytes += written.count
            try EntryBundle.append(written, to: &bundle)
            edge.append(leaf) { tiles[$0.address] = $0.bytes }
            if (number + 1).isMultiple(of: TileAddress.fullWidth) || number + 1 == count {
                bundles.append(bundle)
                bundle = []
            }
        }
        for tile in edge.partials { tiles[tile.address] = tile.bytes }
        let key = try SignerKey(generating: "log.example/lianshen", kind: .ed25519)
        let body = TreeHead(origin: key.verifier.name, size: count, root: edge.root).body
        accepted = try LogPolicy(logs: [key.verifier]).accept(SignedNote(body: body, signatures: [try key.sign(body, time: 0)]))
        (self.entries, self.bundles, self.tiles, self.bytes) = (entries, bundles, tiles, bytes)
    }

    private static func entry(_ number: Int) -> LeafEntry {
        func id(_ kind: UInt8, _ number: Int) -> UUID {
            let n = withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
            return UUID(uuid: (1, 0x9A, kind, 0, 0, 0, 0x70, kind, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]))
        }
        let at = 1_795_251_328_123 + number
        var entry = LeafEntry(
            origin: "log.example/lianshen", id: id(1, number), at: at, effective: at, act: "review.claim", role: "reviewer", objectKind: "review",
            objectID: id(2, number), result: "ok", request: LeafEntry.digest(ofRequest: "request \(number)"))
        (entry.project, entry.caseID, entry.organisation) = (id(3, number % 1000), id(4, number % 5000), id(5, number % 50))
        (entry.actor, entry.from, entry.to) = (LeafEntry.digest(ofRequest: "person"), "waiting", "claimed")
        return entry
    }

    private func measured(_ name: String, _ body: () throws -> Bool) throws -> Sample {
        let start = ContinuousClock.now
        guard try body() else { throw BenchError.failed("log", "\(name): wrong result") }
        let seconds = (ContinuousClock.now - start).seconds
        return Sample(rate: Double(entries.count) / seconds, extra: ["bytes": Double(bytes) / Double(entries.count)])
    }

    /// What no tree can be faster than: one hash of an entry's size and one of a node's, of bytes that lie ready.
    func hashes() throws -> Sample {
        let (entry, node) = ([UInt8](repeating: 1, count: bytes / entries.count + 1), [UInt8](repeating: 1, count: 65))
        return try measured("hashes") {
            var sum = 0
            for _ in entries.indices {
                for bytes in [entry, node] {
                    var hasher = SHA256()
                    bytes.withUnsafeBytes { hasher.update(bufferPointer: $0) }
                    hasher.finalize().withUnsafeBytes { sum &+= Int($0[0]) }
                }
            }
            return sum > 0
        }
    }

    func rehash() throws -> Sample {
        try measured("rehash") {
            var frontier = Frontier()
            for (place, bundle) in bundles.enumerated() {
                let width = min(TileAddress.fullWidth, entries.count - place * TileAddress.fullWidth)
                try bundle.withUnsafeBytes { bytes in
                    for range in try EntryBundle.ranges(in: bytes, count: width) {
                        frontier.append(.leaf(UnsafeRawBufferPointer(rebasing: bytes[range])))
                    }
                }
            }
            return frontier.root == accepted.head.root
        }
    }

    func checks() throws -> Sample {
        try measured("checks") {
            var audit = LogAudit(accepted)
            func read(_ address: TileAddress) throws -> [UInt8] { tiles[address] ?? [] }
            for address in audit.bundles {
                let hashes = try read(address.hashTile)
                try bundles[address.index].withUnsafeBytes { bundle in
                    try hashes.withUnsafeBytes { try audit.take(address, bundle: bundle, hashes: $0, tiles: read) }
                }
            }
            try audit.finish(tiles: read)
            return audit.found == 0 && audit.count.entries == entries.count
        }
    }

    func sequence() throws -> Sample {
        try measured("sequence") {
            var (edge, bundle, written) = (TileEdge(), [UInt8](), 0)
            for entry in entries {
                let bytes = try entry.bytes()
                try EntryBundle.append(bytes, to: &bundle)
                edge.append(.leaf(bytes)) { tile in
                    written += tile.bytes.count + bundle.count
                    bundle.removeAll(keepingCapacity: true)
                }
            }
            return edge.root == accepted.head.root && written > 0
        }
    }
}

/// The tiles of a tree so large that its entries would not fit: every leaf has the same hash.
private struct TallTree: Sendable {
    let size: Int
    let root: TreeHash
    let tiles: [TileAddress: [UInt8]]
    private static let leaf = TreeHash.leaf([1])

    init(_ size: Int) {
        var (edge, tiles) = (TileEdge(), [TileAddress: [UInt8]]())
        // Full tiles of the lowest level are all the same: kept once.
        edge.append(repeatElement(Self.leaf, count: size)) {
            if $0.address.layer != .hashes(level: 0) || tiles.isEmpty { tiles[$0.address] = $0.bytes }
        }
        for tile in edge.partials { tiles[tile.address] = tile.bytes }
        (self.size, self.root, self.tiles) = (size, edge.root, tiles)
    }

    func proofs() throws -> Sample {
        let count = 2000
        let lowest = tiles[TileAddress(level: 0, index: 0)] ?? []
        let start = ContinuousClock.now
        for number in 0..<count {
            let proof = try InclusionProof(of: number * (size / count), size: size) { tiles[$0] ?? lowest }
            if number.isMultiple(of: 500) { try proof.check(leaf: Self.leaf, root: root) }
        }
        let seconds = (ContinuousClock.now - start).seconds
        return Sample(rate: Double(count) / seconds, extra: ["ms": seconds * 1000 / Double(count)])
    }
}
