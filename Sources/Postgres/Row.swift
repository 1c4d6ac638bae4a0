/// One row of a result; it shares the result's memory.
public struct Row: Sendable {
    let result: ResultSet
    let index: Int32

    /// The column's value; NULL and a value of another type are errors.
    public func callAsFunction<Value: SQLDecodable>(_ column: String) throws(RowError) -> Value {
        guard let value: Value = try optional(column) else { throw .null(column: column) }
        return value
    }

    /// The column's value, or nil for NULL.
    public func optional<Value: SQLDecodable>(_ column: String) throws(RowError) -> Value? {
        guard let position = result.columns.positions[column] else { throw .missing(column: column) }
        return try withExtendedLifetime(result) { () throws(RowError) -> Value? in
            guard let bytes = result.bytes(row: index, column: position) else { return nil }
            let type = result.columns.types[Int(position)]
            guard let value = Value(Cell(type: type, bytes: bytes)) else {
                throw .unreadable(column: column, as: String(describing: Value.self), type: type)
            }
            return value
        }
    }

    /// The column's label as an enumeration.
    public func callAsFunction<Label: RawRepresentable<String>>(_ column: String) throws(RowError) -> Label {
        try label(try self(column), column)
    }

    /// The column's label as an enumeration, or nil for NULL.
    public func optional<Label: RawRepresentable<String>>(_ column: String) throws(RowError) -> Label? {
        guard let text: String = try optional(column) else { return nil }
        return try label(text, column)
    }

    /// The labels of a `text[]` column as an enumeration.
    public func callAsFunction<Label: RawRepresentable<String>>(_ column: String) throws(RowError) -> [Label] {
        try labels(try self(column), column)
    }

    /// The labels of a `text[]` column as an enumeration, or nil for NULL.
    public func optional<Label: RawRepresentable<String>>(_ column: String) throws(RowError) -> [Label]? {
        guard let texts: [String] = try optional(column) else { return nil }
        return try labels(texts, column)
    }

    private func label<Label: RawRepresentable<String>>(_ text: String, _ column: String) throws(RowError) -> Label {
        guard let label = Label(rawValue: text) else { throw .label(column: column, label: text) }
        return label
    }

    private func labels<Label: RawRepresentable<String>>(_ texts: [String], _ column: String) throws(RowError) -> [Label] {
        try texts.map { text throws(RowError) in try label(text, column) }
    }
}

/// A row did not hold what the code reading it expects: a defect, not bad input.
public enum RowError: Error, Hashable, Sendable {
    /// The result has no such column.
    case missing(column: String)
    /// NULL where a value was asked for.
    case null(column: String)
    /// The column's type, or this value of it (an infinite date, a number out of range), does not fit.
    case unreadable(column: String, as: String, type: PostgresType)
    /// A label that the enumeration does not have.
    case label(column: String, label: String)
}
