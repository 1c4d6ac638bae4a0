public import TransparencyLog

extension LogFolder {
    /// Copies the published checkpoint and every tile and bundle below it into another folder; nil when nothing is published.
    ///
    /// The log may grow meanwhile. What was signed last is there when everything else is, so a copy that was cut off is none. Nothing is hashed: `audit
    /// verify` does that, of the copy too.
    /// - Throws: `LogFileFault.missing` when a file is not there.
    public func copy(to target: LogFolder) throws -> TreeHead? {
        // First of all: everything below it is there, and stays.
        guard let bytes = try checkpoint() else { return nil }
        let (checkpoint, witnessed) = (try SignedNote(bytes), try witnessedCheckpoint())
        let head = try TreeHead(body: checkpoint.body)
        try target.prepare()
        var waiting: [Tile] = []
        for address in LogFiles(size: head.size) {
            waiting.append(Tile(address: address, bytes: try require(address)))
            guard waiting.count == 256 else { continue }
            try target.write(waiting)
            waiting = []
        }
        try target.write(waiting)
        if let witnessed { try target.keepWitnessed(SignedNote(witnessed)) }
        try target.publish(checkpoint)
        return head
    }
}
