/// An element that PostgreSQL can hold in a one-dimensional array.
public protocol SQLArrayElement: SQLBindable, SQLDecodable {
    /// The type of an array of these.
    static var arrayType: PostgresType { get }
    /// The array in binary form.
    static func bind(_ values: [Self]) -> Bind
    /// The array out of a cell, or nil when the cell holds something else.
    static func array(_ cell: Cell) -> [Self]?
}

extension SQLArrayElement {
    /// One dimension, lower bound 1, no NULLs.
    public static func bind(_ values: [Self]) -> Bind {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20 + values.count * 20)
        bytes.append(bigEndian: Int32(values.isEmpty ? 0 : 1))
        bytes.append(bigEndian: Int32(0))
        bytes.append(bigEndian: Self.null.type.rawValue)
        if !values.isEmpty {
            bytes.append(bigEndian: Int32(values.count))
            bytes.append(bigEndian: Int32(1))
        }
        for value in values {
            let length = bytes.count
            bytes.append(bigEndian: Int32(0))
            value.bind.write(into: &bytes)
            let count = Int32(bytes.count - length - 4)
            withUnsafeBytes(of: count.bigEndian) { bytes.replaceSubrange(length..<length + 4, with: $0) }
        }
        return Bind(arrayType, .bytes(bytes))
    }

    /// Any array whose elements decode to `Self` and are not NULL.
    public static func array(_ cell: Cell) -> [Self]? {
        var reader = ByteReader(cell.bytes)
        guard let dimensions = reader.int32(), reader.int32() != nil, let element = reader.int32() else { return nil }
        let type = PostgresType(rawValue: UInt32(bitPattern: element))
        if dimensions == 0 { return [] }
        guard dimensions == 1, let count = reader.int32(), reader.int32() != nil else { return nil }
        var values: [Self] = []
        values.reserveCapacity(Int(count))
        for _ in 0..<count {
            guard let length = reader.int32(), length >= 0, let bytes = reader.bytes(Int(length)) else { return nil }
            guard let value = Self(Cell(type: type, bytes: bytes)) else { return nil }
            values.append(value)
        }
        return values
    }
}

extension UInt8: SQLArrayElement {
    /// `int2`: PostgreSQL has no smaller integer.
    public var bind: Bind { Bind(.int2, .int16(Int16(self))) }
    /// NULL of type `int2`.
    public static var null: Bind { Bind(.int2, .null) }
    /// `bytea`: an array of bytes is one value.
    public static var arrayType: PostgresType { .bytea }
    /// From an integer that fits.
    public init?(_ cell: Cell) {
        guard let value = cell.integer else { return nil }
        self.init(exactly: value)
    }
    /// The bytes as `bytea`.
    public static func bind(_ values: [UInt8]) -> Bind { Bind(.bytea, .bytes(values)) }
    /// From `bytea`.
    public static func array(_ cell: Cell) -> [UInt8]? { cell.type == .bytea ? [UInt8](cell.bytes) : nil }
}

extension Array: SQLArrayElement where Element == UInt8 {
    /// `bytea[]`.
    public static var arrayType: PostgresType { .byteaArray }
}

/// Reads big-endian integers and slices off a buffer without running past its end.
struct ByteReader {
    private var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    mutating func int32() -> Int32? {
        bytes(4).map { Int32(bigEndianBytes: $0) }
    }

    mutating func bytes(_ count: Int) -> UnsafeRawBufferPointer? {
        guard rest.count >= count else { return nil }
        defer { rest = UnsafeRawBufferPointer(rebasing: rest[count...]) }
        return UnsafeRawBufferPointer(rebasing: rest[..<count])
    }
}
