import CLibPQ

/// The values of one row for `copyIn`, in the order of its columns.
public struct CopyRow: Sendable, Hashable, ExpressibleByArrayLiteral {
    let binds: [Bind]

    /// `[id, name, at]`; an optional is NULL when it is nil.
    public init(arrayLiteral elements: any SQLBindable...) {
        binds = elements.map(\.bind)
    }

    /// Values that were gathered in a loop.
    public init(_ elements: [any SQLBindable]) {
        binds = elements.map(\.bind)
    }
}

/// Where rows are copied to.
struct CopyTarget {
    let table: StaticString
    let columns: [StaticString]

    private var list: String { columns.map(\.description).joined(separator: ", ") }

    /// Asks for the columns' types, for binary COPY converts nothing. From the catalogue: who may insert may perhaps not select.
    var probe: SQL {
        """
        SELECT coalesce(nullif(t.typbasetype, 0), t.oid) AS type
          FROM unnest(\(columns.map(\.description))) WITH ORDINALITY AS c(name, place)
          JOIN pg_catalog.pg_attribute a ON a.attrelid = \(table.description)::regclass AND a.attname = (parse_ident(c.name))[1]
          JOIN pg_catalog.pg_type t ON t.oid = a.atttypid
         ORDER BY c.place
        """
    }

    var statement: String { "COPY \(table.description) (\(list)) FROM STDIN (FORMAT binary)" }
}

/// Why a row could not be copied; nothing of the COPY is kept.
public enum CopyError: Error, Hashable, Sendable {
    /// A row has more or fewer values than there are columns.
    case wrongCount(row: Int)
    /// The table has not all of the columns.
    case unknownColumn
    /// A value has not the column's type, or an integer does not fit it.
    case unfit(row: Int, column: String)
}

/// PGCOPY binary: header, rows of (count, length, bytes), trailer; pure.
struct BinaryCopy {
    private let target: CopyTarget
    private let types: [PostgresType]

    init(_ target: CopyTarget, types: [PostgresType]) {
        self.target = target
        self.types = types
    }

    /// Signature, no flags, no extension.
    static let header: [UInt8] = Array("PGCOPY\n".utf8) + [0xFF, 0x0D, 0x0A, 0] + [UInt8](repeating: 0, count: 8)
    static let trailer: [UInt8] = [0xFF, 0xFF]

    func append(_ row: CopyRow, number: Int, to buffer: inout [UInt8]) throws(CopyError) {
        guard row.binds.count == types.count else { throw .wrongCount(row: number) }
        buffer.append(bigEndian: Int16(types.count))
        for (index, bind) in row.binds.enumerated() {
            guard let fitted = bind.fitted(to: types[index]) else { throw .unfit(row: number, column: target.columns[index].description) }
            if fitted.isNull {
                buffer.append(bigEndian: Int32(-1))
                continue
            }
            let start = buffer.count
            buffer.append(bigEndian: Int32(0))
            fitted.write(into: &buffer)
            let length = Int32(buffer.count - start - 4)
            withUnsafeBytes(of: length.bigEndian) { buffer.replaceSubrange(start..<start + 4, with: $0) }
        }
    }
}

extension Bind {
    /// The value in the binary form of a column's type, or nil.
    fileprivate func fitted(to column: PostgresType) -> Bind? {
        if type == column || isNull { return self }
        let integer: Int64? =
            switch value {
            case .int16(let value): Int64(value)
            case .int32(let value): Int64(value)
            case .int64(let value) where type == .int8: value
            default: nil
            }
        switch column {
        case .int2: return integer.flatMap { Int16(exactly: $0) }.map { Bind(.int2, .int16($0)) }
        case .int4: return integer.flatMap { Int32(exactly: $0) }.map { Bind(.int4, .int32($0)) }
        case .int8: return integer.map { Bind(.int8, .int64($0)) }
        default: return type == .text && column.isTextual ? self : nil
        }
    }
}
