/// The central directory's records, read one after the other.
enum CentralDirectory {
    private static let fixedLength = 46

    /// The records of the directory at `location`, or nil when they do not fill it exactly.
    static func records(at location: DirectoryLocation, in source: ByteSource, faults: inout FaultList) -> [CentralRecord]? {
        guard let bytes = source.bytes(at: location.offset, count: Int(location.size)) else {
            faults.add(.truncated, facts: ["bytes": "\(source.count)"])
            return nil
        }
        if bytes.has(Signature.archiveExtra, at: 0) {
            faults.add(.encrypted)
            return nil
        }
        // Grown as records are really there: the declared count is the sender's.
        var records: [CentralRecord] = []
        var at = 0
        while at < bytes.count, UInt64(records.count) < location.count {
            guard bytes.has(Signature.central, at: at), at + fixedLength <= bytes.count else { break }
            let nameLength = Int(bytes.u16(at + 28))
            let extraLength = Int(bytes.u16(at + 30))
            let next = at + fixedLength + nameLength + extraLength + Int(bytes.u16(at + 32))
            guard next <= bytes.count else { break }
            let nameEnd = at + fixedLength + nameLength
            var record = fixedPart(of: bytes, at: at)
            record.rawName = Array(bytes[(at + fixedLength)..<nameEnd])
            complete(&record, extra: Array(bytes[nameEnd..<(nameEnd + extraLength)]), &faults)
            records.append(record)
            at = next
        }
        guard at == bytes.count, UInt64(records.count) == location.count else {
            faults.add(.directory, facts: ["count": "\(location.count)", "bytes": "\(location.size)", "offset": "\(location.offset)"])
            return nil
        }
        return records
    }

    private static func fixedPart(of bytes: [UInt8], at: Int) -> CentralRecord {
        CentralRecord(
            madeBy: bytes.u16(at + 4), neededVersion: UInt8(truncatingIfNeeded: bytes.u16(at + 6)), flags: bytes.u16(at + 8),
            method: bytes.u16(at + 10),
            modified: ZipTime(date: bytes.u16(at + 14), time: bytes.u16(at + 12)),
            crc32: bytes.u32(at + 16), compressedSize: UInt64(bytes.u32(at + 20)), size: UInt64(bytes.u32(at + 24)),
            disk: bytes.u16(at + 34), externalAttributes: bytes.u32(at + 38), headerOffset: UInt64(bytes.u32(at + 42))
        )
    }

    /// Takes in the extra field: wide numbers, Unicode path, AES.
    private static func complete(_ record: inout CentralRecord, extra: [UInt8], _ faults: inout FaultList) {
        let fields: ExtraField
        do {
            fields = try ExtraField(extra)
        } catch {
            record.isRefused = true
            faults.add(.extra, entry: record.shownName, facts: ["what": error.what])
            return
        }
        record.unicodePath = fields.unicodePath
        record.hasAES = fields.hasAES
        guard widen(&record, by: fields.zip64 ?? []) else {
            // Structural: without the wide numbers nobody knows where the entry lies.
            faults.add(.zip64, entry: record.shownName, facts: ["what": "0x1"])
            return
        }
    }

    /// Replaces each saturated number by the next one of the ZIP64 field. The field must hold exactly the numbers that are saturated: a spare one is
    /// what a laxer reader would take instead.
    private static func widen(_ record: inout CentralRecord, by field: [UInt8]) -> Bool {
        var at = 0
        func next() -> UInt64? {
            guard at + 8 <= field.count else { return nil }
            at += 8
            return field.u64(at - 8)
        }
        if record.size == UInt64(Saturated.long) {
            guard let wide = next() else { return false }
            record.size = wide
        }
        if record.compressedSize == UInt64(Saturated.long) {
            guard let wide = next() else { return false }
            record.compressedSize = wide
        }
        if record.headerOffset == UInt64(Saturated.long) {
            guard let wide = next() else { return false }
            record.headerOffset = wide
        }
        if record.disk == Saturated.short {
            guard at + 4 <= field.count else { return false }
            record.disk = field.u32(at) == 0 ? 0 : Saturated.short
            at += 4
        }
        return at == field.count
    }
}
