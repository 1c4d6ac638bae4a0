/// The end-of-central-directory record: the only way into a ZIP file, and so the first place where two readers can be made to differ.
struct EndRecord {
    /// Offset of the record in the file.
    let offset: UInt64
    let stated: StatedDirectory
    /// The numbers before ZIP64 widened them, to be compared with it.
    let narrow: (disk: UInt16, start: UInt16, here: UInt16, count: UInt16, size: UInt32, offset: UInt32)

    /// Whether a number is too big for this record, so that a ZIP64 record must hold it.
    var isSaturated: Bool {
        narrow.here == Saturated.short || narrow.count == Saturated.short || narrow.size == Saturated.long || narrow.offset == Saturated.long
    }

    /// The one record of the file. Readers scan backwards and take the first signature, or forwards, or the one whose comment fits: so there must
    /// be exactly one that ends with the file, and no signature inside its comment.
    static func find(in source: ByteSource, head: [UInt8], faults: inout FaultList) -> EndRecord? {
        let length = Int(min(source.count, UInt64(DirectoryLocation.tailLength)))
        guard let tail = source.bytes(at: source.count - UInt64(length), count: length) else {
            faults.add(.unreadable, facts: ["errno": "5"])
            return nil
        }
        let places = signatures(in: tail)
        let fitting = places.filter { $0 + 22 + Int(tail.u16($0 + 20)) == tail.count }
        guard let place = fitting.first ?? places.last else {
            refuse(head, length: source.count, &faults)
            return nil
        }
        let end = place + 22 + Int(tail.u16(place + 20))
        if fitting.isEmpty {
            if end > tail.count {
                faults.add(.truncated, facts: ["bytes": "\(source.count)"])
                return nil
            }
            faults.add(.trailingBytes, facts: ["bytes": "\(tail.count - end)"])
        } else if fitting.count > 1 || places.contains(where: { $0 > place }) {
            faults.add(.endInComment)
            return nil
        }
        return EndRecord(tail, at: place, offset: source.count - UInt64(length - place))
    }

    private init(_ tail: [UInt8], at place: Int, offset: UInt64) {
        self.offset = offset
        narrow = (
            tail.u16(place + 4), tail.u16(place + 6), tail.u16(place + 8), tail.u16(place + 10), tail.u32(place + 12), tail.u32(place + 16)
        )
        stated = StatedDirectory(
            count: UInt64(narrow.count), size: UInt64(narrow.size), offset: UInt64(narrow.offset),
            isSplit: narrow.disk != 0 || narrow.start != 0 || narrow.here != narrow.count
        )
    }

    /// Places where a whole record could begin.
    private static func signatures(in tail: [UInt8]) -> [Int] {
        guard tail.count >= 22 else { return [] }
        return (0...(tail.count - 22)).filter { tail[$0] == 0x50 && tail.has(Signature.end, at: $0) }
    }

    private static func refuse(_ head: [UInt8], length: UInt64, _ faults: inout FaultList) {
        if length == 0 || head.has(Signature.localHeader, at: 0) || head.has(Signature.end, at: 0) {
            faults.add(.truncated, facts: ["bytes": "\(length)"])
        } else if head.has(Signature.descriptor, at: 0) || head.has(Signature.singleSegment, at: 0) {
            faults.add(.multiDisk)
        } else {
            faults.add(ArchiveKind(head: head)?.refusal ?? .notAZip)
        }
    }
}
