/// How much an archive may hold. Everything is checked before it is unpacked, and the real bytes are counted again while it is.
public struct ZipLimits: Sendable, Hashable {
    /// Entries of the archive, folders included.
    public var entries: Int
    /// Sum of the declared unpacked sizes, bytes.
    public var total: UInt64
    /// Declared unpacked size of one entry, bytes.
    public var entry: UInt64
    /// Unpacked size over packed size of one entry.
    public var ratio: UInt64
    /// Unpacked size up to which `ratio` is not looked at: a small text of one repeated line is no bomb. Bytes.
    public var ratioFloor: UInt64
    /// UTF-8 bytes of one path segment; 255 is what Linux file systems hold.
    public var nameSegment: Int
    /// UTF-8 bytes of a whole path.
    public var namePath: Int
    /// Bytes of the central directory, which is the only part that is held in memory.
    public var directory: Int
    /// Extensions, in lower case, of members that may be archives themselves.
    public var nested: Set<String>
    /// Faults that are listed one by one; the rest are only counted.
    public var faults: Int

    /// Formats that are ZIP inside and belong into a drawing package.
    public static let usualNested: Set<String> = ["bcf", "bcfzip", "docx", "ifczip", "ofd", "pptx", "xlsx"]

    /// Limits for a drawing package; every number can be set.
    public init(
        entries: Int = 10_000, total: UInt64 = 64 << 30, entry: UInt64 = 16 << 30, ratio: UInt64 = 100, ratioFloor: UInt64 = 1 << 20,
        nameSegment: Int = 255, namePath: Int = 1024, directory: Int = 16 << 20, nested: Set<String> = Self.usualNested, faults: Int = 500
    ) {
        self.entries = entries
        self.total = total
        self.entry = entry
        self.ratio = ratio
        self.ratioFloor = ratioFloor
        self.nameSegment = nameSegment
        self.namePath = namePath
        self.directory = directory
        self.nested = nested
        self.faults = faults
    }
}
