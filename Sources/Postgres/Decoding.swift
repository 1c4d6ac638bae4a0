public import Foundation

/// One field of one row, only valid while it is being decoded.
public struct Cell {
    /// The column's type.
    public let type: PostgresType
    /// The binary form; never NULL.
    public let bytes: UnsafeRawBufferPointer

    /// `int2`, `int4`, `int8` or `oid`, else nil.
    var integer: Int64? {
        switch (type, bytes.count) {
        case (.int8, 8): Int64(bigEndianBytes: bytes)
        case (.int4, 4): Int64(Int32(bigEndianBytes: bytes))
        case (.int2, 2): Int64(Int16(bigEndianBytes: bytes))
        case (.oid, 4): Int64(UInt32(bigEndianBytes: bytes))
        default: nil
        }
    }
}

/// A type that a column can be read as.
public protocol SQLDecodable: Sendable {
    /// The value, or nil when the column's type or the value does not fit.
    init?(_ cell: Cell)
}

extension Array: SQLDecodable where Element: SQLArrayElement {
    /// An array of the element's type; `[UInt8]` from `bytea`.
    public init?(_ cell: Cell) {
        guard let values = Element.array(cell) else { return nil }
        self = values
    }
}

extension Data: SQLDecodable {
    /// From `bytea`.
    public init?(_ cell: Cell) {
        guard cell.type == .bytea else { return nil }
        self.init(cell.bytes)
    }
}
