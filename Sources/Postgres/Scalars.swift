public import Foundation

extension Int: SQLArrayElement {
    /// `int8`.
    public var bind: Bind { Bind(.int8, .int64(Int64(self))) }
    /// NULL of type `int8`.
    public static var null: Bind { Bind(.int8, .null) }
    /// `int8[]`.
    public static var arrayType: PostgresType { .int8Array }
    /// From `int2`, `int4` or `int8`.
    public init?(_ cell: Cell) {
        guard let value = cell.integer else { return nil }
        self.init(exactly: value)
    }
}

extension Int16: SQLArrayElement {
    /// `int2`.
    public var bind: Bind { Bind(.int2, .int16(self)) }
    /// NULL of type `int2`.
    public static var null: Bind { Bind(.int2, .null) }
    /// `int2[]`.
    public static var arrayType: PostgresType { .int2Array }
    /// From an integer that fits.
    public init?(_ cell: Cell) {
        guard let value = cell.integer else { return nil }
        self.init(exactly: value)
    }
}

extension Int32: SQLArrayElement {
    /// `int4`.
    public var bind: Bind { Bind(.int4, .int32(self)) }
    /// NULL of type `int4`.
    public static var null: Bind { Bind(.int4, .null) }
    /// `int4[]`.
    public static var arrayType: PostgresType { .int4Array }
    /// From an integer that fits.
    public init?(_ cell: Cell) {
        guard let value = cell.integer else { return nil }
        self.init(exactly: value)
    }
}

extension Int64: SQLArrayElement {
    /// `int8`.
    public var bind: Bind { Bind(.int8, .int64(self)) }
    /// NULL of type `int8`.
    public static var null: Bind { Bind(.int8, .null) }
    /// `int8[]`.
    public static var arrayType: PostgresType { .int8Array }
    /// From `int2`, `int4` or `int8`.
    public init?(_ cell: Cell) {
        guard let value = cell.integer else { return nil }
        self = value
    }
}

extension Double: SQLArrayElement {
    /// `float8`.
    public var bind: Bind { Bind(.float8, .int64(Int64(bitPattern: bitPattern))) }
    /// NULL of type `float8`.
    public static var null: Bind { Bind(.float8, .null) }
    /// `float8[]`.
    public static var arrayType: PostgresType { .float8Array }
    /// From `float4` or `float8`.
    public init?(_ cell: Cell) {
        switch (cell.type, cell.bytes.count) {
        case (.float8, 8): self.init(bitPattern: UInt64(bigEndianBytes: cell.bytes))
        case (.float4, 4): self.init(Float(bitPattern: UInt32(bigEndianBytes: cell.bytes)))
        default: return nil
        }
    }
}

extension Bool: SQLArrayElement {
    /// `bool`.
    public var bind: Bind { Bind(.bool, .bool(self)) }
    /// NULL of type `bool`.
    public static var null: Bind { Bind(.bool, .null) }
    /// `bool[]`.
    public static var arrayType: PostgresType { .boolArray }
    /// From `bool`.
    public init?(_ cell: Cell) {
        guard cell.type == .bool, cell.bytes.count == 1 else { return nil }
        self = cell.bytes[0] != 0
    }
}

extension String: SQLArrayElement {
    /// `text`.
    public var bind: Bind { Bind(.text, .text(self)) }
    /// NULL of type `text`.
    public static var null: Bind { Bind(.text, .null) }
    /// `text[]`.
    public static var arrayType: PostgresType { .textArray }
    /// From `text`, `varchar`, `char`, `name` or an enumeration.
    public init?(_ cell: Cell) {
        guard cell.type.isTextual else { return nil }
        self.init(decoding: cell.bytes, as: UTF8.self)
    }
}

extension UUID: SQLArrayElement {
    /// `uuid`.
    public var bind: Bind { Bind(.uuid, .uuid(self)) }
    /// NULL of type `uuid`.
    public static var null: Bind { Bind(.uuid, .null) }
    /// `uuid[]`.
    public static var arrayType: PostgresType { .uuidArray }
    /// From `uuid`.
    public init?(_ cell: Cell) {
        guard cell.type == .uuid, cell.bytes.count == 16 else { return nil }
        self.init(uuid: cell.bytes.loadUnaligned(as: uuid_t.self))
    }
}
