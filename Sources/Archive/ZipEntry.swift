/// How the bytes of a name became text.
public enum NameEncoding: String, CaseIterable, Sendable, Hashable {
    /// Seven-bit bytes: every encoding agrees.
    case ascii
    /// UTF-8, and the archive says so (flag 11).
    case utf8Flag = "utf8_flag"
    /// UTF-8 without the flag, as macOS writes.
    case utf8
    /// GB18030 (of which GBK is a part) without any flag, as Windows in Chinese writes: a guess, though a strict one. Show the name to a person.
    case gb18030
    /// The Unicode path field 0x7075, whose checksum fits the raw name.
    case unicodePath = "unicode_path"
}

/// One file or folder of an archive whose headers agree with each other.
public struct ZipEntry: Sendable, Hashable {
    /// How the data are packed.
    public enum Method: UInt16, CaseIterable, Sendable {
        case stored = 0
        case deflated = 8
    }

    /// Position in the central directory, 0-based.
    public let index: Int
    /// The name as its bytes stand in the archive: evidence, never a path.
    public let rawName: [UInt8]
    /// The name as text: NFC, `/` between segments, checked against every name rule.
    public let name: String
    /// How `rawName` became `name`.
    public let encoding: NameEncoding
    /// Whether this is a folder; it holds no data then.
    public let isDirectory: Bool
    /// How the data are packed.
    public let method: Method
    /// CRC-32 of the unpacked bytes, as declared.
    public let crc32: UInt32
    /// Packed size, bytes.
    public let compressedSize: UInt64
    /// Unpacked size, bytes, as declared; `read` never hands out more.
    public let size: UInt64
    /// Where the packed data begin in the file.
    public let dataOffset: UInt64
    /// Whether sizes and checksum follow the data instead of standing before them.
    public let hasDescriptor: Bool
    /// Time of last change as the archive says it: local time without a zone, even seconds.
    public let modified: ZipTime
}

/// A moment in the form that ZIP keeps: local time, no zone, two-second steps, 1980 to 2107.
public struct ZipTime: Sendable, Hashable {
    let date: UInt16
    let time: UInt16

    init(date: UInt16, time: UInt16) {
        self.date = date
        self.time = time
    }

    /// The first moment that ZIP can say: what a deterministic archive writes.
    public static let epoch = ZipTime(year: 1980, month: 1, day: 1)

    /// A moment; each part is brought into the range that ZIP can hold.
    public init(year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        func bits(_ value: Int, _ range: ClosedRange<Int>) -> UInt16 { UInt16(min(max(value, range.lowerBound), range.upperBound)) }
        date = (bits(year, 1980...2107) - 1980) << 9 | bits(month, 1...12) << 5 | bits(day, 1...31)
        time = bits(hour, 0...23) << 11 | bits(minute, 0...59) << 5 | bits(second, 0...59) / 2
    }

    /// Year, month, day, hour, minute, second as they stand; a hostile archive may say month 15.
    public var parts: (year: Int, month: Int, day: Int, hour: Int, minute: Int, second: Int) {
        (
            Int(date >> 9) + 1980, Int(date >> 5 & 15), Int(date & 31),
            Int(time >> 11), Int(time >> 5 & 63), Int(time & 31) * 2
        )
    }
}
