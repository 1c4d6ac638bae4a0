import LogKeeping
import Logging
import Store
import TransparencyLog

/// What the leader does until it no longer leads.
struct LogPublishing: Sendable {
    let sequencer: LogSequencer
    let tree: LogTree

    private var folder: LogFolder { sequencer.folder }

    func run() async throws {
        try folder.prepare()
        let edge = try await recovered()
        guard let witnesses = sequencer.witnesses else {
            try folder.forgetWitnesses()
            return try await follow(edge, nil)
        }
        try await witnesses.requireNoneAhead(of: tree.frontier.size, folder)
        let (ledger, term) = (sequencer.ledger, tree.term)
        let witnessing = try LogWitnessing(witnesses, folder: folder) { try await ledger.requireLeading(in: term) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await witnessing.run() }
            group.addTask { try await follow(edge, witnessing) }
            defer { group.cancelAll() }
            try await group.next()
        }
    }

    /// Gives entries their places and makes them public, batch after batch.
    ///
    /// A head that is witnessed while old entries wait says of each of them that it came in later than it did: after a halt there is none until they are in.
    private func follow(_ recovered: TileEdge, _ witnessing: LogWitnessing?) async throws {
        // Before an entry gets its place: a signer that knows more than the database ends it here.
        _ = try await signed(recovered)
        var (tree, edge, isOffered) = (tree, recovered, false)
        var (next, alarm) = (ContinuousClock.now, ContinuousClock.now + .seconds(60))
        while true {
            var isFull: Bool
            repeat {
                try Task.checkCancellation()
                let batch = try await sequencer.ledger.sequence(&tree, most: sequencer.pace.most)
                if let batch {
                    try append(batch, to: &edge)
                    try require(edge, is: tree)
                    isOffered = false
                }
                isFull = batch?.leaves.count == sequencer.pace.most
                if !isOffered, try await isCurrent() {
                    let note = try await signed(edge)
                    // The signer may have taken its time.
                    if try await isCurrent() {
                        try await offer(note, head(of: edge), witnessing)
                        isOffered = true
                    }
                }
                if isOffered {
                    await witnessing?.remainsNewest()
                    alarm = ContinuousClock.now + .seconds(60)
                } else if ContinuousClock.now >= alarm {
                    sequencer.logger.critical("No head is published: old entries wait", metadata: ["log.size": "\(edge.size)"])
                    alarm = ContinuousClock.now + .seconds(60)
                }
            } while isFull || !isOffered
            next = max(next + sequencer.pace.interval, ContinuousClock.now)
            try await Task.sleep(until: next, clock: .continuous)
        }
    }

    /// Whether nothing waits that is old.
    private func isCurrent() async throws -> Bool {
        guard let age = try await sequencer.ledger.oldestWaiting() else { return true }
        return age <= sequencer.pace.old
    }

    // MARK: Beginning

    /// The edge of the tree of the database, with every tile up to it in its place.
    ///
    /// What the database has beyond what was published was never seen by anybody and is written again.
    private func recovered() async throws -> TileEdge {
        var edge = try published()
        while edge.size < tree.frontier.size {
            guard let batch = try await sequencer.ledger.batch(holding: edge.size) else { throw LedgerFault.batch(first: edge.size) }
            try append(batch, to: &edge)
        }
        try require(edge, is: tree)
        return edge
    }

    /// The edge of what was published: it must be part of the database's tree, hash by hash, or nothing is signed any more.
    private func published() throws -> TileEdge {
        guard let head = try folder.head() else { return TileEdge() }
        guard head.belongs(to: tree.origin) else { throw LogStop.otherLog(published: head.origin) }
        guard head.size <= tree.frontier.size else { throw LogStop.behind(database: tree.frontier.size, published: head.size) }
        let edge = try TileEdge(size: head.size) { try folder.require($0) }
        guard edge.root == head.root else { throw LogStop.differs(size: head.size) }
        return edge
    }

    private func require(_ edge: TileEdge, is tree: LogTree) throws {
        guard edge.frontier == tree.frontier else { throw LogStop.differs(size: tree.frontier.size) }
    }

    // MARK: Tiles

    /// Writes the tiles and bundles that the batch completes or begins; those of its entries that stand already are passed over.
    private func append(_ batch: LogBatch, to edge: inout TileEdge) throws {
        let old = edge.size
        var tiles: [Tile] = []
        edge.append(batch.leaves[(old - batch.first)...]) { tiles.append($0) }
        tiles += edge.partials
        let bundles = try bundles(of: batch, from: old)
        try folder.write(bundles + tiles)
    }

    /// The bundles that hold the batch's entries from `old` on; the first may begin with entries of a batch before.
    private func bundles(of batch: LogBatch, from old: Int) throws -> [Tile] {
        let entries = try EntryBundle.decode(batch.bytes, count: batch.leaves.count)
        return try TileAddress.bundles(grownFrom: old, to: batch.end).map { address in
            let start = address.index * TileAddress.fullWidth
            var bytes: [UInt8] = []
            if start < old { bytes = try folder.require(TileAddress(entries: address.index, width: old - start)) }
            for index in max(start, old)..<start + address.width { try EntryBundle.append(entries[index - batch.first], to: &bytes) }
            return Tile(address: address, bytes: bytes)
        }
    }

    // MARK: Head

    private func head(of edge: TileEdge) -> TreeHead { TreeHead(origin: tree.origin, size: edge.size, root: edge.root) }

    /// The head as it is published, or signed now.
    private func signed(_ edge: TileEdge) async throws -> SignedNote {
        let (head, folder) = (head(of: edge), folder)
        if try folder.head() == head, let checkpoint = try folder.checkpoint() { return try SignedNote(checkpoint) }
        let signatures = try await sequencer.signer.sign(head) { from in
            try ConsistencyProof(from: from, size: head.size) { try folder.require($0) }.hashes
        }
        return SignedNote(body: head.body, signatures: signatures)
    }

    /// Publishes a head, unless it is published; where witnesses are asked they come in between, and nobody waits for them here.
    private func offer(_ note: SignedNote, _ head: TreeHead, _ witnessing: LogWitnessing?) async throws {
        if let witnessing { return try await witnessing.offer(note, head) }
        if try folder.head() != head { try folder.publish(note) }
    }
}
