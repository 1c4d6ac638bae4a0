import CLibPQ

/// Names and types of a result's columns; built once per prepared statement and shared by its results.
final class Columns: Sendable {
    let positions: [String: Int32]
    let types: [PostgresType]

    init(_ result: OpaquePointer) {
        let count = PQnfields(result)
        var positions: [String: Int32] = [:]
        // Of two columns with one name the first counts, as with PQfnumber.
        for column in (0..<count).reversed() {
            positions[PQfname(result, column).map { String(cString: $0) } ?? ""] = column
        }
        self.positions = positions
        types = (0..<count).map { PostgresType(rawValue: PQftype(result, $0)) }
    }
}

/// Owns a `PGresult`.
///
/// `@unchecked Sendable`: libpq never changes a result after it was handed out, and the readers used here are
/// documented as safe from several threads.
final class ResultSet: @unchecked Sendable {
    private let raw: OpaquePointer
    let columns: Columns

    init(_ raw: OpaquePointer, columns: Columns?) {
        self.raw = raw
        self.columns = columns ?? Columns(raw)
    }

    deinit { PQclear(raw) }

    var count: Int { Int(PQntuples(raw)) }

    /// Rows returned, inserted, updated, deleted or copied.
    var affected: Int { PQcmdTuples(raw).flatMap { Int(String(cString: $0)) } ?? 0 }

    /// The command tag, such as `ROLLBACK`.
    var tag: String { PQcmdStatus(raw).map { String(cString: $0) } ?? "" }

    var rows: [Row] { (0..<PQntuples(raw)).map { Row(result: self, index: $0) } }

    var firstRow: Row? { count > 0 ? Row(result: self, index: 0) : nil }

    func bytes(row: Int32, column: Int32) -> UnsafeRawBufferPointer? {
        guard PQgetisnull(raw, row, column) == 0 else { return nil }
        return UnsafeRawBufferPointer(start: PQgetvalue(raw, row, column), count: Int(PQgetlength(raw, row, column)))
    }
}
