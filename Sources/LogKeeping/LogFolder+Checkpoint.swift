public import TransparencyLog

/// Heads in the folder: `checkpoint` is the newest published one, `checkpoint.witnessed` the newest that enough witnesses have signed. They are one and the
/// same as long as enough witnesses answer.
extension LogFolder {
    private static let longestCheckpoint = 1 << 20

    /// The checkpoint that is published; nil before the first.
    public func checkpoint() throws(LogFileFault) -> [UInt8]? {
        try FileCalls.read(path + "/checkpoint", most: Self.longestCheckpoint)
    }

    /// The newest checkpoint that enough witnesses have signed; nil where none are asked, and before the first.
    public func witnessedCheckpoint() throws(LogFileFault) -> [UInt8]? {
        try FileCalls.read(path + "/checkpoint.witnessed", most: Self.longestCheckpoint)
    }

    /// The head of the checkpoint that is published; nil before the first.
    public func head() throws -> TreeHead? { try Self.head(of: checkpoint()) }

    /// The head of the newest checkpoint that enough witnesses have signed.
    public func witnessedHead() throws -> TreeHead? { try Self.head(of: witnessedCheckpoint()) }

    /// Publishes a checkpoint in place of the one before, or of itself with other signatures, and clears away the partial tiles that have become full.
    /// - Throws: `LogFileFault.older` when a larger one is published already, or another one of the same size.
    public func publish(_ checkpoint: SignedNote) throws {
        let (before, size) = (try head()?.size ?? 0, try TreeHead(body: checkpoint.body).size)
        try replace("checkpoint", with: checkpoint) {
            try failpoint?(.checkpoint, .before)
            try $0()
            try failpoint?(.checkpoint, .after)
        }
        // No sooner: who reads the head before this one asks for its partial tiles, and a plain web server cuts none. What is killed here leaves some for
        // good, which harms nobody.
        for address in TileAddress.tiles(grownFrom: before, to: size) + TileAddress.bundles(grownFrom: before, to: size) {
            try clearPartials(of: address)
        }
    }

    /// Keeps a checkpoint as the newest that enough witnesses have signed.
    /// - Throws: `LogFileFault.older` as `publish`.
    public func keepWitnessed(_ checkpoint: SignedNote) throws {
        try replace("checkpoint.witnessed", with: checkpoint) { try $0() }
    }

    // Two processes that both believe to lead must not come between each other's look and deed: the older head would take the newer one's place.
    private func replace(_ name: String, with checkpoint: SignedNote, _ doing: (_ write: () throws -> Void) throws -> Void) throws {
        let head = try TreeHead(body: checkpoint.body)
        let bytes = checkpoint.bytes
        guard bytes.count <= Self.longestCheckpoint else { throw LogFileFault.tooLong(name) }
        try FileCalls.alone(in: path) {
            if let present = try Self.head(of: FileCalls.read("\(path)/\(name)", most: Self.longestCheckpoint)) {
                guard present.origin == head.origin, present.size < head.size || present == head else {
                    throw LogFileFault.older(published: present.size, given: head.size)
                }
            }
            try doing { try FileCalls.write(bytes, to: "\(path)/\(name)", settling: true) }
        }
    }

    private static func head(of checkpoint: [UInt8]?) throws -> TreeHead? {
        guard let checkpoint else { return nil }
        return try TreeHead(body: SignedNote(checkpoint).body)
    }
}
