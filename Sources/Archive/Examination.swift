/// One strict reading of one archive: each stage adds its faults and marks the entries that it refuses.
struct Examination {
    let source: ByteSource
    let limits: ZipLimits
    let location: DirectoryLocation
    var records: [CentralRecord]
    var faults: FaultList

    /// Notes that the entry at `index` breaks `rule`.
    mutating func refuse(_ index: Int, _ rule: ZipFault.Rule, _ facts: [String: String] = [:]) {
        records[index].isRefused = true
        faults.add(rule, entry: records[index].shownName, facts: facts)
    }

    /// Runs every stage. Names come first, so that every later fault can say which entry it means.
    mutating func run(unflagged: UnflaggedNames) {
        decodeNames(unflagged)
        checkNames()
        checkKinds()
        checkSizes()
        checkLocalHeaders()
        checkTiling()
        checkCollisions()
    }

    /// A version as people write it: 45 is 4.5.
    private static func version(_ number: UInt8) -> String { "\(number / 10).\(number % 10)" }

    /// What an entry is: a plain file or a folder, packed in a way that everybody can unpack.
    private mutating func checkKinds() {
        for index in records.indices {
            let record = records[index]
            let secret = CentralRecord.Flag.encrypted | CentralRecord.Flag.strongEncryption | CentralRecord.Flag.maskedHeader
            if record.flags & secret != 0 || record.hasAES {
                refuse(index, .encrypted)
            } else if ZipEntry.Method(rawValue: record.method) == nil {
                refuse(index, .method, ["method": "\(record.method)"])
            }
            if record.neededVersion > CentralRecord.newestVersion { refuse(index, .version, ["version": Self.version(record.neededVersion)]) }
            if record.disk != 0 { refuse(index, .multiDisk) }
            checkFileType(index)
            // An empty deflate stream has two bytes: a folder that a careless tool "compressed" holds nothing all the same.
            let emptyStream = record.method == ZipEntry.Method.deflated.rawValue && record.compressedSize <= 2
            if record.isDirectory, record.size > 0 || record.compressedSize > 0 && !emptyStream {
                refuse(index, .dirWithData, ["bytes": "\(max(record.size, record.compressedSize))"])
            }
            if !record.isDirectory, let suffix = fileExtension(of: record.name), ArchiveKind.extensions.contains(suffix),
                !limits.nested.contains(suffix)
            {
                refuse(index, .nested, ["kind": suffix])
            }
        }
    }

    /// The Unix file type in the upper half of the attributes and that of DOS in the lower, whatever system the archive claims to be from:
    /// unpackers differ in asking.
    private mutating func checkFileType(_ index: Int) {
        let lower = records[index].externalAttributes & 0xFFFF
        if lower & 0x400 != 0, records[index].isFromWindows { refuse(index, .symlink) }
        if lower & 0x08 != 0, lower & 0xFF != 0xFF { refuse(index, .device, ["kind": "volume label"]) }
        if lower & 0x10 != 0, !records[index].isDirectory { refuse(index, .device, ["kind": "folder without /"]) }
        switch records[index].externalAttributes >> 28 {
        case 0o12: refuse(index, .symlink)
        case 0o4 where !records[index].isDirectory && lower & 0x10 == 0: refuse(index, .device, ["kind": "folder without /"])
        case 0o1: refuse(index, .device, ["kind": "fifo"])
        case 0o2: refuse(index, .device, ["kind": "character device"])
        case 0o6: refuse(index, .device, ["kind": "block device"])
        case 0o14: refuse(index, .device, ["kind": "socket"])
        default: break
        }
    }

    /// Declared sizes against the limits, before a byte is unpacked.
    private mutating func checkSizes() {
        var total: UInt64 = 0
        for index in records.indices {
            let record = records[index]
            total = total.addingReportingOverflow(record.size).overflow ? .max : total + record.size
            if record.size > limits.entry {
                refuse(index, .entrySize, ["bytes": "\(record.size)", "limit": "\(limits.entry)"])
            }
            if record.method == ZipEntry.Method.stored.rawValue, record.size != record.compressedSize {
                refuse(index, .size, ["declared": "\(record.size)", "found": "\(record.compressedSize)"])
            } else if record.size > limits.ratioFloor, isBomb(record) {
                let ratio = record.compressedSize == 0 ? "∞" : "\(record.size / record.compressedSize)"
                refuse(index, .ratio, ["ratio": ratio, "limit": "\(limits.ratio)"])
            }
        }
        if total > limits.total {
            faults.add(.total, facts: ["bytes": "\(total)", "limit": "\(limits.total)"])
        }
    }

    private func isBomb(_ record: CentralRecord) -> Bool {
        let (most, overflows) = record.compressedSize.multipliedReportingOverflow(by: limits.ratio)
        return !overflows && record.size > most
    }
}

/// The part of a name after its last dot, in lower case.
func fileExtension(of name: String) -> String? {
    guard let dot = name.lastIndex(of: "."), name[dot...].dropFirst().allSatisfy({ $0 != "/" }) else { return nil }
    return name[dot...].dropFirst().lowercased()
}
