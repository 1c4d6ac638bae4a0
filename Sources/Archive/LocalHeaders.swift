extension Examination {
    private static let fixedLength = 30

    /// Reads the header that stands before each entry's data and holds it against the directory: a streaming reader sees only the one, a
    /// directory reader only the other.
    mutating func checkLocalHeaders() {
        for index in records.indices {
            let record = records[index]
            let (start, isBeyond) = record.headerOffset.addingReportingOverflow(location.base)
            guard !isBeyond, start < location.offset, let fixed = source.bytes(at: start, count: Self.fixedLength),
                fixed.has(Signature.localHeader, at: 0)
            else {
                refuse(index, .localHeader, ["offset": "\(record.headerOffset)"])
                continue
            }
            let nameLength = Int(fixed.u16(26))
            let extraLength = Int(fixed.u16(28))
            let dataOffset = start + UInt64(Self.fixedLength + nameLength + extraLength)
            guard dataOffset <= location.offset, record.compressedSize <= location.offset - dataOffset else {
                refuse(index, .bounds)
                continue
            }
            records[index].dataOffset = dataOffset
            guard let rest = source.bytes(at: start + UInt64(Self.fixedLength), count: nameLength + extraLength) else { continue }
            let localName = Array(rest[..<nameLength])
            if localName != record.rawName { refuse(index, .nameDiffers, ["other": NameRules.shown(localName)]) }
            compare(index, fixed, extra: Array(rest[nameLength...]))
        }
    }

    private mutating func compare(_ index: Int, _ fixed: [UInt8], extra: [UInt8]) {
        let record = records[index]
        let binding = CentralRecord.Flag.binding
        if fixed.u16(6) & binding != record.flags & binding { refuse(index, .headerDiffers, ["what": "flags"]) }
        // A directory that asks for more has been told of already.
        let needed = UInt8(truncatingIfNeeded: fixed.u16(4))
        if needed > CentralRecord.newestVersion, record.neededVersion <= CentralRecord.newestVersion {
            refuse(index, .headerDiffers, ["what": "version needed"])
        }
        if fixed.u16(8) != record.method { refuse(index, .headerDiffers, ["what": "method"]) }

        let fields: ExtraField
        do {
            fields = try ExtraField(extra)
        } catch {
            refuse(index, .extra, ["what": error.what])
            return
        }
        if let path = fields.unicodePath, path != record.unicodePath {
            refuse(index, .nameDiffers, ["other": NameRules.shown(path.text)])
        }
        compareSizes(index, fixed, zip64: fields.zip64)
    }

    /// Checksum and sizes: the directory's, or zero (or "see ZIP64" with zeros there) where they follow the data.
    private mutating func compareSizes(_ index: Int, _ fixed: [UInt8], zip64: [UInt8]?) {
        let record = records[index]
        var packed = UInt64(fixed.u32(18))
        var size = UInt64(fixed.u32(22))
        if let zip64 {
            // In a local header the field must hold both sizes; the same two numbers may stand in the old places as well.
            guard zip64.count == 16 else { return refuse(index, .zip64, ["what": "local 0x1"]) }
            let wide = (size: zip64.u64(0), packed: zip64.u64(8))
            guard size == UInt64(Saturated.long) || size == wide.size, packed == UInt64(Saturated.long) || packed == wide.packed else {
                return refuse(index, .zip64, ["what": "local 0x1"])
            }
            (size, packed) = wide
        }
        let mayBeLate = record.hasDescriptor
        let crc = fixed.u32(14)
        if crc != record.crc32, !(mayBeLate && crc == 0) {
            refuse(index, .crc, ["declared": hexadecimal(record.crc32), "found": hexadecimal(crc)])
        }
        if packed != record.compressedSize, !(mayBeLate && packed == 0) {
            refuse(index, .size, ["declared": "\(record.compressedSize)", "found": "\(packed)"])
        } else if size != record.size, !(mayBeLate && size == 0) {
            refuse(index, .size, ["declared": "\(record.size)", "found": "\(size)"])
        }
    }
}

/// Eight digits, as checksum tools print them.
func hexadecimal(_ crc: UInt32) -> String {
    let digits = String(crc, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
}
