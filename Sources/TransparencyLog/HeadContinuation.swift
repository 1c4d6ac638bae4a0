/// Why a body asks for no signature.
public enum ContinuationFault: Error, Hashable, Sendable {
    /// The first line is not `old` and a size.
    case oldSize
    /// A hash of the proof, counted from 1, is none.
    case hash(Int)
    /// More than 63 hashes.
    case tooManyHashes
    /// There is no empty line before the head.
    case noCheckpoint
    /// The checkpoint is no signed note.
    case note(NoteFault)
    /// The text is no head of a log.
    case head(TreeHeadFault)
}

/// A head, and the proof that it continues the one that was signed last. What a log asks its own signer: the body of a request to a witness, with the
/// bare head in place of the checkpoint, which nobody has signed yet.
public struct HeadContinuation: Hashable, Sendable {
    static let mostHashes = 63

    /// Size of the head that was signed last, as the one who asks believes.
    public let old: Int
    /// Proof from that size to the head's.
    public let hashes: [TreeHash]
    /// The head to sign.
    public let head: TreeHead

    /// A request.
    public init(old: Int, hashes: [TreeHash], head: TreeHead) throws(ContinuationFault) {
        guard hashes.count <= Self.mostHashes else { throw .tooManyHashes }
        (self.old, self.hashes, self.head) = (old, hashes, head)
    }

    /// Reads the body of a request.
    public init(_ bytes: [UInt8]) throws(ContinuationFault) {
        let (old, hashes, rest) = try Self.parts(of: bytes)
        guard let body = NoteText.string(rest) else { throw .head(.incomplete) }
        let head: TreeHead
        do throws(TreeHeadFault) { head = try TreeHead(body: body) } catch { throw .head(error) }
        // What is signed is the head and nothing beside it.
        guard NoteText.same(head.body, body), NoteText.isKeyName(head.origin) else { throw .head(.origin) }
        try self.init(old: old, hashes: hashes, head: head)
    }

    /// The body of the request.
    public var text: String { proofText + head.body }

    var proofText: String { "old \(old)\n" + hashes.map { "\($0.base64)\n" }.joined() + "\n" }

    static func parts(of bytes: [UInt8]) throws(ContinuationFault) -> (old: Int, hashes: [TreeHash], rest: ArraySlice<UInt8>) {
        guard bytes.starts(with: "old ".utf8), let end = bytes.firstIndex(of: NoteText.newline), let old = Decimal.decode(bytes[4..<end])
        else { throw .oldSize }
        var rest = bytes[(end + 1)...]
        var hashes: [TreeHash] = []
        while true {
            guard let end = rest.firstIndex(of: NoteText.newline) else { throw .noCheckpoint }
            let line = rest[..<end]
            rest = rest[(end + 1)...]
            if line.isEmpty { return (old, hashes, rest) }
            guard hashes.count < mostHashes else { throw .tooManyHashes }
            guard let hash = TreeHash(base64: line) else { throw .hash(hashes.count + 1) }
            hashes.append(hash)
        }
    }
}
