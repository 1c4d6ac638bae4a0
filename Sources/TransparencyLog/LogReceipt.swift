/// Why a receipt is none, or does not hold.
public enum ReceiptFault: Error, Hashable, Sendable {
    /// The first line is not that of this form.
    case form
    /// The line of extra data is no base64.
    case extra
    /// There is no line of the index, or it has no number.
    case index
    /// A hash of the proof, counted from 1, is none.
    case hash(Int)
    /// The empty line before the checkpoint is missing.
    case noCheckpoint
    /// The checkpoint is not believed.
    case head(HeadFault)
    /// The entry is not where the receipt says.
    case proof(ProofFault)
}

/// A `.tlog-proof`: proves to anybody, without the log, that an entry stands in it (C2SP tlog-proof).
public struct LogReceipt: Hashable, Sendable {
    private static let form = "c2sp.org/tlog-proof@v1"

    /// Data of the one who made it, such as the entry itself. Nothing proves it.
    public let extra: [UInt8]?
    /// Place of the entry.
    public let index: Int
    /// Proof, leaf's sibling first.
    public let hashes: [TreeHash]
    /// The checkpoint that it leads to, with all signatures.
    public let checkpoint: SignedNote

    /// A receipt for the entry at an index.
    public init(extra: [UInt8]? = nil, index: Int, hashes: [TreeHash], checkpoint: SignedNote) {
        (self.extra, self.index, self.hashes, self.checkpoint) = (extra, index, hashes, checkpoint)
    }

    /// Reads a receipt.
    public init(_ bytes: [UInt8]) throws(ReceiptFault) {
        var rest = bytes[...]
        func next() -> ArraySlice<UInt8>? {
            guard let end = rest.firstIndex(of: NoteText.newline) else { return nil }
            defer { rest = rest[(end + 1)...] }
            return rest[..<end]
        }
        guard let form = next(), form.elementsEqual(Self.form.utf8) else { throw .form }
        guard var line = next() else { throw .index }
        var extra: [UInt8]?
        if line.starts(with: "extra ".utf8) {
            guard let data = Base64.decode(line.dropFirst(6)), let index = next() else { throw .extra }
            (extra, line) = (data, index)
        }
        guard line.starts(with: "index ".utf8), let index = Decimal.decode(line.dropFirst(6)) else { throw .index }
        var hashes: [TreeHash] = []
        while true {
            guard let line = next() else { throw .noCheckpoint }
            if line.isEmpty { break }
            // No tree has more levels: whoever sends more wants to keep somebody busy.
            guard hashes.count < 64, let hash = TreeHash(base64: line) else { throw .hash(hashes.count + 1) }
            hashes.append(hash)
        }
        do throws(NoteFault) {
            self.init(extra: extra, index: index, hashes: hashes, checkpoint: try SignedNote(rest))
        } catch { throw .head(.note(error)) }
    }

    /// The receipt as it is handed out.
    public var text: String {
        let extra = extra.map { "extra \(Base64.encode($0))\n" } ?? ""
        return "\(Self.form)\n\(extra)index \(index)\n" + hashes.map { "\($0.base64)\n" }.joined() + "\n" + checkpoint.text
    }

    /// Returns the head under which the entry is logged, when the policy believes it and the proof holds.
    @discardableResult
    public func check(leaf: TreeHash, policy: LogPolicy) throws(ReceiptFault) -> AcceptedHead {
        let accepted: AcceptedHead
        do throws(HeadFault) { accepted = try policy.accept(checkpoint) } catch { throw .head(error) }
        let proof = InclusionProof(index: index, size: accepted.head.size, hashes: hashes)
        do throws(ProofFault) { try proof.check(leaf: leaf, root: accepted.head.root) } catch { throw .proof(error) }
        return accepted
    }
}
