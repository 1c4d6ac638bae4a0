/// Why bytes are no bundle of entries.
public enum BundleFault: Error, Hashable, Sendable {
    /// An entry is longer than its length can say: 65,535 bytes.
    case entryTooLong(Int)
    /// The bundle ends inside the entry of this place.
    case truncated(entry: Int)
    /// Bytes are left after the last entry.
    case leftOver(bytes: Int)
}

/// Entries one after the other, each after its length in two bytes, most significant first (C2SP tlog-tiles).
public enum EntryBundle {
    /// Bytes of the longest entry.
    public static let longestEntry = 65_535

    /// Bytes of the longest bundle.
    public static let longest = 256 * (longestEntry + 2)

    /// Appends one entry.
    public static func append(_ entry: some Collection<UInt8>, to bundle: inout [UInt8]) throws(BundleFault) {
        guard let length = UInt16(exactly: entry.count) else { throw .entryTooLong(entry.count) }
        bundle.append(UInt8(length >> 8))
        bundle.append(UInt8(truncatingIfNeeded: length))
        bundle.append(contentsOf: entry)
    }

    /// The bundle of some entries.
    public static func encode(_ entries: some Sequence<some Collection<UInt8>>) throws(BundleFault) -> [UInt8] {
        var bundle: [UInt8] = []
        for entry in entries { try append(entry, to: &bundle) }
        return bundle
    }

    /// Where each of `count` entries lies in a bundle.
    public static func ranges(in bundle: UnsafeRawBufferPointer, count: Int) throws(BundleFault) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        ranges.reserveCapacity(count)
        var next = 0
        for place in 0..<count {
            guard bundle.count - next >= 2 else { throw .truncated(entry: place) }
            let length = Int(bundle[next]) << 8 | Int(bundle[next + 1])
            guard bundle.count - next - 2 >= length else { throw .truncated(entry: place) }
            ranges.append(next + 2..<next + 2 + length)
            next += 2 + length
        }
        guard next == bundle.count else { throw .leftOver(bytes: bundle.count - next) }
        return ranges
    }

    /// The `count` entries of a bundle.
    public static func decode(_ bundle: [UInt8], count: Int) throws(BundleFault) -> [ArraySlice<UInt8>] {
        let ranges = try bundle.withUnsafeBufferPointer { (bytes: UnsafeBufferPointer<UInt8>) throws(BundleFault) -> [Range<Int>] in
            try Self.ranges(in: UnsafeRawBufferPointer(bytes), count: count)
        }
        return ranges.map { bundle[$0] }
    }

    /// The beginning of a bundle that has grown since: its first `count` entries.
    public static func prefix(of bundle: [UInt8], count: Int) throws(BundleFault) -> [UInt8] {
        var next = 0
        for place in 0..<count {
            guard bundle.count - next >= 2 else { throw .truncated(entry: place) }
            next += 2 + Int(bundle[next]) << 8 + Int(bundle[next + 1])
            guard next <= bundle.count else { throw .truncated(entry: place) }
        }
        return Array(bundle[..<next])
    }
}
