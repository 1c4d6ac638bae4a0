/// A five-character SQLSTATE.
public struct SQLState: RawRepresentable, Sendable, Hashable {
    /// The five characters.
    public let rawValue: String

    /// A state by its five characters.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// 08006: the connection is gone.
    public static let connectionFailure = Self(rawValue: "08006")
    /// 08001: no connection could be made.
    public static let cannotConnect = Self(rawValue: "08001")
    /// 0A000: not supported; also a cached plan whose result type changed.
    public static let featureNotSupported = Self(rawValue: "0A000")
    /// 22021: text that is not valid UTF-8, or has a NUL character.
    public static let characterNotInRepertoire = Self(rawValue: "22021")
    /// 22P02: text that is not of the type.
    public static let invalidTextRepresentation = Self(rawValue: "22P02")
    /// 23502.
    public static let notNullViolation = Self(rawValue: "23502")
    /// 23503.
    public static let foreignKeyViolation = Self(rawValue: "23503")
    /// 23505.
    public static let uniqueViolation = Self(rawValue: "23505")
    /// 23514.
    public static let checkViolation = Self(rawValue: "23514")
    /// 23P01.
    public static let exclusionViolation = Self(rawValue: "23P01")
    /// 25006: a write in a read-only transaction.
    public static let readOnlyTransaction = Self(rawValue: "25006")
    /// 25P02: a statement after one that failed, in the same transaction.
    public static let inFailedTransaction = Self(rawValue: "25P02")
    /// 25P03.
    public static let idleInTransactionTimeout = Self(rawValue: "25P03")
    /// 26000: the prepared statement does not exist.
    public static let invalidStatementName = Self(rawValue: "26000")
    /// 28000.
    public static let invalidAuthorization = Self(rawValue: "28000")
    /// 28P01.
    public static let invalidPassword = Self(rawValue: "28P01")
    /// 3D000.
    public static let invalidCatalogName = Self(rawValue: "3D000")
    /// 40001: run the transaction again.
    public static let serializationFailure = Self(rawValue: "40001")
    /// 40P01: run the transaction again.
    public static let deadlock = Self(rawValue: "40P01")
    /// 42501: also a row that a policy refuses.
    public static let insufficientPrivilege = Self(rawValue: "42501")
    /// 42601.
    public static let syntaxError = Self(rawValue: "42601")
    /// 42P01.
    public static let undefinedTable = Self(rawValue: "42P01")
    /// 42P07.
    public static let duplicateTable = Self(rawValue: "42P07")
    /// 53100.
    public static let diskFull = Self(rawValue: "53100")
    /// 53200.
    public static let outOfMemory = Self(rawValue: "53200")
    /// 53300.
    public static let tooManyConnections = Self(rawValue: "53300")
    /// 54000: more than PostgreSQL can take.
    public static let programLimitExceeded = Self(rawValue: "54000")
    /// 55P03: NOWAIT or `lock_timeout`.
    public static let lockNotAvailable = Self(rawValue: "55P03")
    /// 57014: cancelled, or `statement_timeout`.
    public static let queryCanceled = Self(rawValue: "57014")
    /// 57P01: the server or an administrator ended the session.
    public static let adminShutdown = Self(rawValue: "57P01")
    /// 57P02: another backend crashed.
    public static let crashShutdown = Self(rawValue: "57P02")
    /// 57P03: the server is starting or stopping.
    public static let cannotConnectNow = Self(rawValue: "57P03")
    /// P0001: RAISE in a function.
    public static let raised = Self(rawValue: "P0001")
}
