/// The ZIP64 end record and its locator: the same numbers as the end record, 64 bits wide.
struct Zip64EndRecord {
    let offset: UInt64
    let stated: StatedDirectory
    /// How far the record lies behind where its locator says.
    let shift: UInt64

    /// What stands before an end record.
    enum Outcome {
        case absent
        case found(Zip64EndRecord)
        case broken(ZipFault.Rule, what: String)
    }

    private static let locatorLength: UInt64 = 20
    /// Version 1 of the record; version 2 exists only for encrypted directories.
    private static let recordLength: UInt64 = 56

    /// The ZIP64 record of `end`. It must lie directly before its locator and say nothing that the end record contradicts: otherwise a reader that
    /// follows the locator and one that does not see two directories.
    static func find(before end: EndRecord, in source: ByteSource) -> Outcome {
        guard end.offset >= locatorLength,
            let locator = source.bytes(at: end.offset - locatorLength, count: Int(locatorLength)), locator.has(Signature.zip64Locator, at: 0)
        else { return end.isSaturated ? .broken(.zip64, what: "locator missing") : .absent }

        let place = end.offset - locatorLength
        let statedOffset = locator.u64(8)
        guard locator.u32(4) == 0, locator.u32(16) <= 1 else { return .broken(.multiDisk, what: "") }
        if isForEncryption(at: statedOffset, in: source) { return .broken(.encrypted, what: "") }
        guard place >= recordLength, let record = source.bytes(at: place - recordLength, count: Int(recordLength)),
            record.has(Signature.zip64End, at: 0), record.u64(4) == recordLength - 12
        else { return .broken(.zip64, what: "record") }

        let offset = place - recordLength
        guard statedOffset <= offset else { return .broken(.zip64, what: "locator") }
        let stated = StatedDirectory(
            count: record.u64(32), size: record.u64(40), offset: record.u64(48),
            isSplit: record.u32(16) != 0 || record.u32(20) != 0 || record.u64(24) != record.u64(32)
        )
        guard end.agrees(with: stated) else { return .broken(.zip64, what: "end record") }
        return .found(Zip64EndRecord(offset: offset, stated: stated, shift: offset - statedOffset))
    }

    private static func isForEncryption(at offset: UInt64, in source: ByteSource) -> Bool {
        guard let record = source.bytes(at: offset, count: 16), record.has(Signature.zip64End, at: 0) else { return false }
        return record.u64(4) > recordLength - 12 && record.u16(14) >= 62
    }
}

extension EndRecord {
    /// Whether each old number is either "see ZIP64" or the same as the wide one.
    fileprivate func agrees(with wide: StatedDirectory) -> Bool {
        (narrow.disk == Saturated.short || narrow.disk == 0)
            && (narrow.start == Saturated.short || narrow.start == 0)
            && (narrow.here == Saturated.short || UInt64(narrow.here) == wide.count)
            && (narrow.count == Saturated.short || UInt64(narrow.count) == wide.count)
            && (narrow.size == Saturated.long || UInt64(narrow.size) == wide.size)
            && (narrow.offset == Saturated.long || UInt64(narrow.offset) == wide.offset)
    }
}
