/// Why a text is no checkpoint.
public enum TreeHeadFault: Error, Hashable, Sendable {
    /// There are fewer than three lines, or the last one is not ended.
    case incomplete
    /// The first line is no name of a log.
    case origin
    /// The second line is no size: decimal, no sign, no leading zero.
    case size
    /// The third line is no hash of 32 bytes in base64.
    case root
    /// A line after the third is empty.
    case extensionLine
}

/// How large a log is and what its tree's root is: the body of a checkpoint (C2SP tlog-checkpoint).
public struct TreeHead: Hashable, Sendable {
    /// The log's name.
    public let origin: String
    /// Entries.
    public let size: Int
    /// Root of the tree over them.
    public let root: TreeHash

    /// A head.
    public init(origin: String, size: Int, root: TreeHash) {
        (self.origin, self.size, self.root) = (origin, size, root)
    }

    /// The body of a checkpoint: three lines.
    public var body: String { "\(origin)\n\(size)\n\(root.base64)\n" }

    /// Reads the body of a checkpoint. Further lines are allowed and mean nothing here.
    public init(body: String) throws(TreeHeadFault) {
        guard let lines = NoteText.lines(Array(body.utf8)[...]), lines.count >= 3 else { throw .incomplete }
        guard let origin = NoteText.string(lines[0]), !origin.isEmpty else { throw .origin }
        guard let size = Decimal.decode(lines[1]) else { throw .size }
        guard let root = TreeHash(base64: lines[2]) else { throw .root }
        guard lines.dropFirst(3).allSatisfy({ !$0.isEmpty }) else { throw .extensionLine }
        self.init(origin: origin, size: size, root: root)
    }

    /// Whether it belongs to the log of this name, byte by byte.
    public func belongs(to origin: String) -> Bool { NoteText.same(self.origin, origin) }
}
