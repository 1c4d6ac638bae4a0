public import Foundation

/// A value on its way to the server: type and binary form.
public struct Bind: Sendable, Hashable {
    /// The scalar forms are kept apart from `bytes` so that a number costs no allocation.
    enum Value: Sendable, Hashable {
        case null
        case int16(Int16)
        case int32(Int32)
        case int64(Int64)
        case bool(Bool)
        case uuid(UUID)
        case text(String)
        case bytes([UInt8])
    }

    let type: PostgresType
    let value: Value

    init(_ type: PostgresType, _ value: Value) {
        self.type = type
        self.value = value
    }

    var isNull: Bool { value == .null }

    /// Appends the binary form, without a length.
    func write(into buffer: inout [UInt8]) {
        switch value {
        case .null: break
        case .int16(let value): buffer.append(bigEndian: value)
        case .int32(let value): buffer.append(bigEndian: value)
        case .int64(let value): buffer.append(bigEndian: value)
        case .bool(let value): buffer.append(value ? 1 : 0)
        case .uuid(let value): withUnsafeBytes(of: value.uuid) { buffer.append(contentsOf: $0) }
        case .text(let value): buffer.append(contentsOf: value.utf8)
        case .bytes(let value): buffer.append(contentsOf: value)
        }
    }
}

/// A type whose values can be bound in `SQL`.
public protocol SQLBindable: Sendable {
    /// The value in binary form.
    var bind: Bind { get }
    /// NULL of this type, so that the server need not guess.
    static var null: Bind { get }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    /// The wrapped value, or NULL of its type.
    public var bind: Bind { self?.bind ?? Wrapped.null }
    /// NULL of the wrapped type.
    public static var null: Bind { Wrapped.null }
}

extension Array: SQLBindable where Element: SQLArrayElement {
    /// An array of the element's type; `[UInt8]` is `bytea`.
    public var bind: Bind { Element.bind(self) }
    /// NULL of the array type.
    public static var null: Bind { Bind(Element.arrayType, .null) }
}

extension Data: SQLBindable {
    /// `bytea`.
    public var bind: Bind { Bind(.bytea, .bytes([UInt8](self))) }
    /// NULL of type `bytea`.
    public static var null: Bind { Bind(.bytea, .null) }
}

extension FixedWidthInteger {
    init(bigEndianBytes bytes: UnsafeRawBufferPointer) {
        self.init(bigEndian: bytes.loadUnaligned(as: Self.self))
    }
}

extension [UInt8] {
    mutating func append(bigEndian value: some FixedWidthInteger) {
        Swift.withUnsafeBytes(of: value.bigEndian) { append(contentsOf: $0) }
    }
}
