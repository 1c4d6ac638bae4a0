import CZlib
import Foundation

/// How the data of a stream are packed, where a digest is made of what they unpack to.
struct PlainPacking {
    typealias Departure = PlainDeparture

    private enum Kind { case none, kept, flate }

    private let kind: Kind
    /// Bytes of a row with the byte that says how it was made; 0 where rows are as they are.
    private let row: Int

    /// What the digest's tool unpacks; everything else it keeps as it is, and so the digest is of the bytes themselves.
    private static let unpacked: Set<String> = [
        "FlateDecode", "Fl", "LZWDecode", "LZW", "ASCII85Decode", "A85", "ASCIIHexDecode", "AHx", "RunLengthDecode", "RL", "Crypt",
    ]

    init(_ entries: [String: PlainValue], _ start: Int) throws(Departure) {
        let filter = entries["Filter"] ?? .null
        let names = filter.items ?? (filter.isNull ? [] : [filter])
        let filters = names.compactMap(\.name)
        guard filters.count == names.count, entries["F"] == nil, entries["FFilter"] == nil else { throw Departure(.filter, start) }
        let unpacked = filters.count { Self.unpacked.contains($0) }
        if filters.isEmpty || unpacked < filters.count {
            (kind, row) = (filters.isEmpty ? .none : .kept, 0)
            return
        }
        guard filters == ["FlateDecode"] else { throw Departure(.filter, start) }
        kind = .flate
        let parameters = entries["DecodeParms"] ?? entries["DP"] ?? .null
        row = try Self.row(parameters.items?.first ?? parameters, start)
    }

    private static func row(_ parameters: PlainValue, _ start: Int) throws(Departure) -> Int {
        if parameters.isNull { return 0 }
        guard let entries = parameters.entries else { throw Departure(.filter, start) }
        let predictor = entries["Predictor"].map { $0.integer } ?? 1
        if predictor == 1 { return 0 }
        func number(_ key: String, _ usual: Int, _ range: ClosedRange<Int>) -> Int? {
            let value = entries[key].map { $0.integer } ?? usual
            return value.flatMap { range.contains($0) ? $0 : nil }
        }
        guard let predictor, (10...15).contains(predictor), let colors = number("Colors", 1, 1...32),
            let columns = number("Columns", 1, 1...1_000_000),
            let bits = number("BitsPerComponent", 8, 1...16)
        else { throw Departure(.filter, start) }
        return (colors * columns * bits + 7) / 8 + 1
    }

    /// Unpacks data, which must be whole and fill their range but for a line end.
    /// - Returns: how many bytes they are, and the bytes themselves without the marks of rows where `keeping`.
    func check(_ bytes: Data, _ range: Range<Int>, most: Int, keeping: Bool, _ start: Int) throws(Departure) -> (count: Int, kept: [UInt8]?) {
        guard kind == .flate else {
            guard keeping else { return (range.count, nil) }
            guard kind == .none else { throw Departure(.filter, start) }
            return (range.count, Array(bytes[range]))
        }
        var rows = PlainPackedRows(row: row, keeping: keeping)
        let used: Int? = bytes[range].withUnsafeBytes { Self.unpack($0, most: most, &rows) }
        guard let used, rows.isWhole, range.count - used <= 2, bytes[(range.lowerBound + used)..<range.upperBound].allSatisfy(PlainTokens.isSpace)
        else { throw Departure(.streamData, start) }
        return (rows.count, keeping ? rows.kept : nil)
    }

    private static let piece = 1 << 16

    /// How many bytes the packed data have; nil when they are not whole, or unpack to more than `most`.
    private static func unpack(_ packed: UnsafeRawBufferPointer, most: Int, _ rows: inout PlainPackedRows) -> Int? {
        guard let base = packed.baseAddress, packed.count <= Int(UInt32.max) else { return nil }
        let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
        stream.initialize(to: z_stream())
        defer { stream.deallocate() }
        guard lianshen_inflate_init_zlib(stream) == Z_OK else { return nil }
        defer { inflateEnd(stream) }
        stream.pointee.next_in = UnsafeMutablePointer(mutating: base.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(packed.count)
        var room = [UInt8](repeating: 0, count: piece)
        while true {
            let (code, count) = room.withUnsafeMutableBufferPointer { buffer in
                stream.pointee.next_out = buffer.baseAddress
                stream.pointee.avail_out = UInt32(buffer.count)
                let code = inflate(stream, Z_NO_FLUSH)
                return (code, buffer.count - Int(stream.pointee.avail_out))
            }
            guard code == Z_OK || code == Z_STREAM_END, rows.take(room[..<count]), rows.count <= most else { return nil }
            if code == Z_STREAM_END { return packed.count - Int(stream.pointee.avail_in) }
            if count == 0, stream.pointee.avail_in == 0 { return nil }
        }
    }
}

/// Counts unpacked bytes, and undoes the differences between rows where the data are wanted.
struct PlainPackedRows {
    private let row: Int
    private let keeping: Bool
    private(set) var count = 0
    private(set) var kept: [UInt8] = []
    private var line: [UInt8] = []
    private var above: [UInt8] = []

    init(row: Int, keeping: Bool) { (self.row, self.keeping) = (row, keeping) }

    /// Whether the last row is all there.
    var isWhole: Bool { row == 0 || count.isMultiple(of: row) }

    /// False for a row that is made in a way that does not exist.
    mutating func take(_ bytes: ArraySlice<UInt8>) -> Bool {
        defer { count += bytes.count }
        guard row > 0 else {
            if keeping { kept += bytes }
            return true
        }
        if keeping { return bytes.allSatisfy { add($0) } }
        var mark = count.isMultiple(of: row) ? 0 : row - count % row
        while mark < bytes.count {
            guard bytes[bytes.startIndex + mark] <= 4 else { return false }
            mark += row
        }
        return true
    }

    /// Rows of a cross-reference: bytes of one component, made by nothing or by the row above, as all writers do.
    private mutating func add(_ byte: UInt8) -> Bool {
        line.append(byte)
        guard line.count == row else { return true }
        defer { line.removeAll(keepingCapacity: true) }
        let made = line[0] == 2 && !above.isEmpty ? zip(line.dropFirst(), above).map { $0 &+ $1 } : Array(line.dropFirst())
        above = made
        kept += made
        return line[0] == 0 || line[0] == 2
    }
}
