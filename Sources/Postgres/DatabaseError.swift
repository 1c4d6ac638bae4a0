import CLibPQ

/// What the server, or the loss of it, answered to a statement.
///
/// Texts of a database can quote data, so `description` has none of them: it is safe to show. `report` has
/// everything and belongs in the log.
public struct DatabaseError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The cause by its code; 08006 when the connection died without saying why.
    public let sqlState: SQLState
    /// The primary message.
    public let message: String
    /// The detail, which often quotes values.
    public let detail: String?
    /// What PostgreSQL advises.
    public let hint: String?
    /// The constraint violated.
    public let constraint: String?
    /// The table concerned.
    public let table: String?
    /// The column concerned.
    public let column: String?
    /// `ERROR`, `FATAL` or `PANIC`, not translated.
    public let severity: String
    /// Where in functions and triggers it happened.
    public let context: String?
    /// Whether the connection is gone; the pool has dropped it.
    public internal(set) var isConnectionLost = false
    /// Whether the connection was lost after a commit was sent: it may have happened. Ask again with the same key, never guess.
    public internal(set) var outcomeUnknown = false

    /// Code and constraint, without any data.
    public var description: String {
        let place = constraint.map { " (\($0))" } ?? ""
        return "database error \(sqlState.rawValue)\(place)"
    }

    /// Everything known, for the log only.
    public var report: String {
        let fields = [
            ("detail", detail), ("hint", hint), ("constraint", constraint), ("table", table), ("column", column), ("context", context),
        ]
        let known = fields.compactMap { name, value in value.map { "\(name): \($0)" } }
        let flags = (isConnectionLost ? ["connection lost"] : []) + (outcomeUnknown ? ["outcome unknown"] : [])
        return (["\(severity) \(sqlState.rawValue): \(message)"] + known + flags).joined(separator: "; ")
    }
}

extension DatabaseError {
    /// Whether the server closes the connection after this.
    var endsSession: Bool { severity == "FATAL" || severity == "PANIC" }

    init(_ sqlState: SQLState, _ message: String, isConnectionLost: Bool = false) {
        self.init(
            sqlState: sqlState, message: message, detail: nil, hint: nil, constraint: nil, table: nil, column: nil, severity: "ERROR",
            context: nil, isConnectionLost: isConnectionLost)
    }

    /// From an error result. libpq makes one up, without SQLSTATE, when the connection died.
    init(result: OpaquePointer) {
        func field(_ code: Int32) -> String? { PQresultErrorField(result, code).map { String(cString: $0) } }
        let state = field(PQ_FIELD_SQLSTATE) ?? ""
        self.init(
            sqlState: state.isEmpty ? .connectionFailure : SQLState(rawValue: state),
            message: field(PQ_FIELD_MESSAGE) ?? PQresultErrorMessage(result).map { String(cString: $0) } ?? "",
            detail: field(PQ_FIELD_DETAIL), hint: field(PQ_FIELD_HINT), constraint: field(PQ_FIELD_CONSTRAINT),
            table: field(PQ_FIELD_TABLE), column: field(PQ_FIELD_COLUMN), severity: field(PQ_FIELD_SEVERITY) ?? (state.isEmpty ? "FATAL" : "ERROR"),
            context: field(PQ_FIELD_CONTEXT))
    }
}
