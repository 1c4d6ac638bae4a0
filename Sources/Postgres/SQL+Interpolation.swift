extension SQL {
    /// Gathers a literal; what is interpolated can only be bound or be another `SQL`.
    public struct StringInterpolation: StringInterpolationProtocol {
        var sql = SQL(text: "")

        /// Called by the compiler.
        public init(literalCapacity: Int, interpolationCount: Int) {
            sql.text.reserveCapacity(literalCapacity + interpolationCount * 3)
            sql.binds.reserveCapacity(interpolationCount)
            sql.marks.reserveCapacity(interpolationCount)
        }

        /// Called by the compiler; a `StaticString`, so that no run-time text gets in here.
        public mutating func appendLiteral(_ literal: StaticString) {
            literal.withUTF8Buffer { sql.text.append(String(decoding: $0, as: UTF8.self)) }
        }

        /// Binds a value with its own type; `nil` is NULL of that type.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            sql.append(value.bind)
        }

        /// Binds a value, or NULL of its type. An overload of its own, or the compiler takes an interpolated optional for a slip.
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            sql.append(value?.bind ?? Value.null)
        }

        /// Binds the label of an enumeration as text.
        public mutating func appendInterpolation(_ label: some RawRepresentable<String>) {
            sql.append(label.rawValue.bind)
        }

        /// Binds the label of an enumeration as text, or NULL.
        public mutating func appendInterpolation<Label: RawRepresentable<String>>(_ label: Label?) {
            sql.append((label?.rawValue).bind)
        }

        /// Binds labels as `text[]`.
        public mutating func appendInterpolation<Label: RawRepresentable<String>>(_ labels: [Label]) {
            sql.append(labels.map(\.rawValue).bind)
        }

        /// Binds labels as `text[]`, or NULL.
        public mutating func appendInterpolation<Label: RawRepresentable<String>>(_ labels: [Label]?) {
            sql.append((labels?.map(\.rawValue)).bind)
        }

        /// Splices another statement or fragment; its values are renumbered.
        public mutating func appendInterpolation(_ fragment: SQL) {
            sql.append(fragment)
        }
    }
}
