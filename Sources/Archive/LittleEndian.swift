// ZIP's numbers are little-endian and unaligned. The caller has checked that the bytes are there; an offset that is not traps, which is
// what the mutation test looks for.

extension Array where Element == UInt8 {
    func u16(_ at: Int) -> UInt16 {
        UInt16(self[at]) | UInt16(self[at + 1]) << 8
    }

    func u32(_ at: Int) -> UInt32 {
        UInt32(u16(at)) | UInt32(u16(at + 2)) << 16
    }

    func u64(_ at: Int) -> UInt64 {
        UInt64(u32(at)) | UInt64(u32(at + 4)) << 32
    }

    mutating func append(le value: UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    mutating func append(le value: UInt32) {
        append(le: UInt16(truncatingIfNeeded: value))
        append(le: UInt16(truncatingIfNeeded: value >> 16))
    }

    mutating func append(le value: UInt64) {
        append(le: UInt32(truncatingIfNeeded: value))
        append(le: UInt32(truncatingIfNeeded: value >> 32))
    }

    /// Whether the four bytes of `signature` stand at `at`.
    func has(_ signature: UInt32, at: Int) -> Bool {
        at >= 0 && at + 4 <= count && u32(at) == signature
    }
}

/// The four bytes that open each record of a ZIP file.
enum Signature {
    static let localHeader: UInt32 = 0x0403_4B50
    static let central: UInt32 = 0x0201_4B50
    static let end: UInt32 = 0x0605_4B50
    static let zip64End: UInt32 = 0x0606_4B50
    static let zip64Locator: UInt32 = 0x0706_4B50
    static let descriptor: UInt32 = 0x0807_4B50
    static let archiveExtra: UInt32 = 0x0806_4B50
    static let singleSegment: UInt32 = 0x3030_4B50
}

/// The "look in the ZIP64 field" values of the old fields.
enum Saturated {
    static let short: UInt16 = 0xFFFF
    static let long: UInt32 = 0xFFFF_FFFF
}
