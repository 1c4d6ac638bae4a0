/// Where the central directory lies, by the one end record of the file.
struct DirectoryLocation {
    /// Offset of the directory in the file.
    let offset: UInt64
    let size: UInt64
    let count: UInt64
    /// Bytes that stand before the archive: added to every offset that the archive states.
    let base: UInt64

    /// An end record is 22 bytes and a comment of at most 65,535.
    static let tailLength = 22 + 65_535

    /// Finds the directory; returns nil when a fault leaves no place to read on from.
    static func find(in source: ByteSource, limits: ZipLimits, faults: inout FaultList) -> DirectoryLocation? {
        let head = source.bytes(at: 0, count: Int(min(source.count, UInt64(ArchiveKind.headLength)))) ?? []
        guard let end = EndRecord.find(in: source, head: head, faults: &faults) else { return nil }
        return locate(end, source, limits, &faults)
    }

    private static func locate(_ end: EndRecord, _ source: ByteSource, _ limits: ZipLimits, _ faults: inout FaultList) -> DirectoryLocation? {
        var stated = end.stated
        var tail = end.offset
        var zip64Shift: UInt64?
        switch Zip64EndRecord.find(before: end, in: source) {
        case .absent:
            break
        case .broken(let rule, let what):
            faults.add(rule, facts: rule == .zip64 ? ["what": what] : [:])
            return nil
        case .found(let record):
            stated = record.stated
            tail = record.offset
            zip64Shift = record.shift
        }
        guard !stated.isSplit else {
            faults.add(.multiDisk)
            return nil
        }
        guard stated.count <= UInt64(max(limits.entries, 0)) else {
            faults.add(.entries, facts: ["count": "\(stated.count)", "limit": "\(limits.entries)"])
            return nil
        }
        guard stated.size <= UInt64(max(limits.directory, 0)) else {
            faults.add(.directorySize, facts: ["bytes": "\(stated.size)", "limit": "\(limits.directory)"])
            return nil
        }
        guard let base = shift(of: stated, endingAt: tail, in: source) else {
            faults.add(.directory, facts: stated.facts)
            return nil
        }
        if let zip64Shift, zip64Shift != base {
            faults.add(.zip64, facts: ["what": "locator"])
            return nil
        }
        if base > 0 { faults.add(.prepended, facts: ["bytes": "\(base)"]) }
        return DirectoryLocation(offset: stated.offset + base, size: stated.size, count: stated.count, base: base)
    }

    /// How far the directory lies behind where the record says: 0 in a sound archive, the length of what was put in front of it otherwise.
    private static func shift(of stated: StatedDirectory, endingAt tail: UInt64, in source: ByteSource) -> UInt64? {
        guard stated.size <= tail, stated.offset <= tail - stated.size else { return nil }
        let real = tail - stated.size
        if real == stated.offset { return 0 }
        let opens = source.bytes(at: real, count: 4)?.has(Signature.central, at: 0) == true
        return opens && stated.count > 0 ? real - stated.offset : nil
    }
}

/// What an end record says about the directory.
struct StatedDirectory: Equatable {
    var count: UInt64
    var size: UInt64
    var offset: UInt64
    /// Whether a disk number other than the first is named, or not all entries are on this disk.
    var isSplit: Bool

    var facts: [String: String] { ["count": "\(count)", "bytes": "\(size)", "offset": "\(offset)"] }
}
