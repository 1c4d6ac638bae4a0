extension Examination {
    /// The entries must tile the file from its first byte to the directory, in the directory's order: then there is no place for a file that one
    /// reader sees and another does not.
    mutating func checkTiling() {
        let placed = records.indices.filter { records[$0].dataOffset != nil }
        let isComplete = placed.count == records.count
        if let early = zip(placed, placed.dropFirst()).first(where: { records[$0].headerOffset > records[$1].headerOffset }) {
            faults.add(.unordered, entry: records[early.1].shownName)
        }
        let inFile = placed.sorted { (records[$0].headerOffset, $0) < (records[$1].headerOffset, $1) }
        var covered = location.base
        var last: Int?
        for (position, index) in inFile.enumerated() {
            guard let dataOffset = records[index].dataOffset else { continue }
            let start = records[index].headerOffset + location.base
            if start < covered, let last {
                refuse(index, .overlap, ["other": records[last].shownName])
            } else if start > covered, isComplete {
                reportGap(from: covered, to: start, isFirst: last == nil)
            }
            let next = position + 1 < inFile.count ? records[inFile[position + 1]].headerOffset + location.base : location.offset
            let end = dataOffset + records[index].compressedSize + descriptorLength(index, at: dataOffset + records[index].compressedSize, next: next)
            if end >= covered {
                covered = end
                last = index
            }
        }
        if covered < location.offset, isComplete, !records.isEmpty {
            reportGap(from: covered, to: location.offset, isFirst: false)
        } else if covered > location.offset, let last {
            refuse(last, .bounds)
        }
    }

    private mutating func reportGap(from: UInt64, to: UInt64, isFirst: Bool) {
        let length = to - from
        // A hidden entry stands near the gap's start or is found by its signature; a megabyte of looking is enough to name it.
        let bytes = source.bytes(at: from, count: Int(min(length, 1 << 20))) ?? []
        if let hidden = bytes.indices.first(where: { bytes[$0] == 0x50 && bytes.has(Signature.localHeader, at: $0) }) {
            faults.add(.localOnlyEntry, facts: ["offset": "\(from + UInt64(hidden))"])
        } else if isFirst {
            faults.add(.prepended, facts: ["bytes": "\(length)"])
        } else {
            faults.add(.gap, facts: ["offset": "\(from)", "bytes": "\(length)"])
        }
    }

    /// Bytes that the descriptor of an entry takes, 0 without one. Four forms are about: with and without signature, 32 and 64 bits wide; they
    /// must repeat the directory's numbers, and the form that fills the place up to the next record wins.
    private mutating func descriptorLength(_ index: Int, at offset: UInt64, next: UInt64) -> UInt64 {
        let record = records[index]
        guard record.hasDescriptor else { return 0 }
        let bytes = source.bytes(at: offset, count: Int(min(24, location.offset - offset))) ?? []
        let fitting = descriptorForms(of: record).filter { bytes.starts(with: $0) }.map { UInt64($0.count) }
        guard let length = fitting.first(where: { offset + $0 == next }) ?? fitting.first else {
            refuse(index, .descriptor)
            // Whatever stands there is this entry's broken descriptor, not a second fault.
            return next > offset && next - offset <= 24 ? next - offset : 0
        }
        return length
    }

    private func descriptorForms(of record: CentralRecord) -> [[UInt8]] {
        var wide: [UInt8] = []
        wide.append(le: record.crc32)
        wide.append(le: record.compressedSize)
        wide.append(le: record.size)
        var signature: [UInt8] = []
        signature.append(le: Signature.descriptor)
        var forms = [signature + wide, wide]
        if record.compressedSize <= UInt64(UInt32.max), record.size <= UInt64(UInt32.max) {
            var narrow: [UInt8] = []
            narrow.append(le: record.crc32)
            narrow.append(le: UInt32(record.compressedSize))
            narrow.append(le: UInt32(record.size))
            forms += [signature + narrow, narrow]
        }
        return forms
    }
}
