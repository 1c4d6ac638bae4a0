/// How a pool connects and how long it lets anything last.
public struct PoolConfiguration: Sendable {
    /// A `postgresql://` URI or `key=value` string, with several hosts, `target_session_attrs` and TLS as libpq has them.
    ///
    /// Sessions are in UTC. What the URL's own `options` set wins over the time limits below.
    public var url: String
    /// Connections at most. Eight were enough for two cores.
    public var size: Int
    /// How long a transaction may wait for a connection before `PoolError.overloaded`.
    public var waitLimit: Duration
    /// The server cancels a statement after this (57014); nil: never.
    public var statementTimeout: Duration?
    /// The server ends a session whose transaction does nothing for this long (25P03); nil: never.
    public var idleInTransactionTimeout: Duration?
    /// How long one host may take to answer.
    public var connectTimeout: Duration
    /// Prepared statements that a connection keeps; 0 prepares none, for a transaction-mode proxy.
    public var preparedCacheLimit: Int
    /// As seen in `pg_stat_activity`; the URL's own wins.
    public var applicationName: String
    /// A role to take on at once (`SET ROLE`).
    public var role: String?

    /// Everything but the URL has a default that fits one server process.
    public init(
        url: String, size: Int = 8, waitLimit: Duration = .seconds(5), statementTimeout: Duration? = .seconds(30),
        idleInTransactionTimeout: Duration? = .seconds(60), connectTimeout: Duration = .seconds(5), preparedCacheLimit: Int = 256,
        applicationName: String = "lianshen", role: String? = nil
    ) {
        self.url = url
        self.size = size
        self.waitLimit = waitLimit
        self.statementTimeout = statementTimeout
        self.idleInTransactionTimeout = idleInTransactionTimeout
        self.connectTimeout = connectTimeout
        self.preparedCacheLimit = preparedCacheLimit
        self.applicationName = applicationName
        self.role = role
    }
}

/// Why a pool gave no connection, or a transaction was used wrongly.
public enum PoolError: Error, Hashable, Sendable {
    /// Every connection was in use for the whole `waitLimit`; answer 503 and let the caller come again.
    case overloaded
    /// The pool was closed.
    case closed
    /// The URL is not one that libpq understands.
    case invalidURL
    /// The transaction had ended when it was used.
    case ended
    /// COPY and scripts need the connection to themselves; another statement of the same transaction was still running.
    case busy
}
