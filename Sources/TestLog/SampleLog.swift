public import Foundation
public import TransparencyLog

/// A made-up log with its keys, for tests: entries of a few projects, one every 100 milliseconds, and a witness.
public struct SampleLog: Sendable {
    /// Name of the log.
    public static let origin = "log.example/lianshen/2026"
    /// When the first entry was recorded, in seconds since 1970.
    public static let start = 1_790_000_000

    /// Entries in the order of the log.
    public var entries: [LeafEntry]
    /// Bytes that stand in the bundles instead of those that the tree was made of.
    public var stored: [Int: [UInt8]] = [:]
    /// The log's key.
    public let log: SignerKey
    /// The witness's key.
    public let witness: SignerKey

    /// A log of `count` entries of three projects; every seventh belongs to none.
    public init(_ count: Int) throws {
        log = try SignerKey(generating: Self.origin, kind: .ed25519)
        witness = try SignerKey(generating: "regulator.example/witness", kind: .cosignature)
        entries = (0..<count).map { Self.entry($0, project: $0 % 7 == 6 ? nil : $0 % 3) }
        chain()
    }

    /// An entry of one of the projects, not yet linked to the one before it.
    public static func entry(_ number: Int, project: Int?, at: Int? = nil) -> LeafEntry {
        func id(_ kind: UInt8, _ number: Int) -> UUID {
            let n = withUnsafeBytes(of: UInt64(number).bigEndian) { Array($0) }
            return UUID(uuid: (1, 0x9A, kind, 0, 0, 0, 0x70, kind, n[0], n[1], n[2], n[3], n[4], n[5], n[6], n[7]))
        }
        var entry = LeafEntry(
            origin: origin, id: id(1, number), at: at ?? start * 1000 + number * 100, effective: at ?? start * 1000 + number * 100,
            act: project == nil ? "sheet.view" : "comment.add", role: "reviewer", objectKind: project == nil ? "sheet" : "comment",
            objectID: id(2, number), result: "ok", request: LeafEntry.digest(ofRequest: "request \(number)"))
        entry.project = project.map { id(3, $0) }
        entry.sequence = project.map { _ in 1 }
        entry.actor = TreeHash.leaf(Array("person \(number % 5)".utf8))
        entry.organisation = id(4, number % 2)
        return entry
    }

    /// Numbers the entries of every project and links each to the one before it, as whoever rebuilds the log would.
    public mutating func chain() {
        var last: [UUID: (sequence: Int, hash: TreeHash)] = [:]
        for place in entries.indices {
            guard let project = entries[place].project, entries[place].sequence != nil else { continue }
            entries[place].sequence = (last[project]?.sequence ?? 0) + 1
            entries[place].previous = last[project]?.hash
            last[project] = (entries[place].sequence ?? 0, leaf(place))
        }
    }

    /// The bytes of an entry that the tree is made of.
    public func bytes(_ place: Int) -> [UInt8] { (try? entries[place].bytes()) ?? [] }

    /// The hash of an entry in the tree.
    public func leaf(_ place: Int) -> TreeHash { TreeHash.leaf(bytes(place)) }

    /// The head of the first `size` entries.
    public func head(_ size: Int) -> TreeHead {
        var frontier = Frontier()
        for place in 0..<size { frontier.append(leaf(place)) }
        return TreeHead(origin: Self.origin, size: size, root: frontier.root)
    }

    /// When the witness saw the first `size` entries: half a second after the last of them.
    public static func witnessed(_ size: Int) -> Int { start + (size * 100 + 500) / 1000 }

    /// The checkpoint of the first `size` entries, with the witness's signature unless it is left out.
    public func checkpoint(_ size: Int, witnessed isWitnessed: Bool = true, at time: Int? = nil) throws -> SignedNote {
        let body = head(size).body
        var note = SignedNote(body: body, signatures: [try log.sign(body, time: 0)])
        if isWitnessed { note.add([try witness.sign(body, time: time ?? Self.witnessed(size))]) }
        return note
    }

    /// The policy of somebody who trusts the log and asks for its witness.
    public var policy: String {
        "log \(log.verifier)\nwitness regulator \(witness.verifier) http://127.0.0.1:1\nquorum regulator\n"
    }
}

extension SampleLog {
    /// Writes the log of the first `size` entries as a static server would have it: tiles, bundles, checkpoint.
    public func write(to folder: URL, size: Int? = nil, checkpoint: SignedNote? = nil) throws {
        let size = size ?? entries.count
        func put(_ tile: Tile) throws {
            let path = folder.appendingPathComponent(tile.address.path)
            try FileManager.default.createDirectory(at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
            try Data(tile.bytes).write(to: path)
        }
        var edge = TileEdge()
        try edge.append((0..<size).map(leaf)) { try put($0) }
        for tile in edge.partials { try put(tile) }
        for address in TileAddress.bundles(grownFrom: 0, to: size) {
            let first = address.index * TileAddress.fullWidth
            try put(Tile(address: address, bytes: try EntryBundle.encode((first..<first + address.width).map { stored[$0] ?? bytes($0) })))
        }
        try Data((try checkpoint ?? self.checkpoint(size)).bytes).write(to: folder.appendingPathComponent("checkpoint"))
    }
}
