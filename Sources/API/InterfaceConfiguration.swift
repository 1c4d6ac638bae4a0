public import Logging
public import NIOSSL
public import Passwords
public import Store

/// What the HTTP interface can be told.
public struct InterfaceConfiguration: Sendable {
    /// Where it listens.
    public enum Address: Hashable, Sendable {
        /// A host name or address and a port; port 0 takes a free one.
        case tcp(host: String, port: Int)
        /// A socket in the file system.
        case unix(path: String)
    }

    /// Where it listens.
    public var address: Address
    /// Certificate and key; nil serves plain HTTP, behind a proxy that speaks TLS.
    public var tls: TLSConfiguration?
    /// Largest package in bytes.
    public var largestPackage: Int64 = 8 << 30
    /// Bytes of packages that one institute may keep.
    public var instituteQuota: Int64 = 200 << 30
    /// Largest package in bytes that is checked before it is handed in.
    public var largestCheck: Int64 = 8 << 30
    /// Checks that one organisation may have.
    public var checks = CheckAllowance(waiting: 3, bytes: 16 << 30, daily: 200)
    /// Unfinished uploads that one institute may have at the same time.
    public var mostUploads = 32
    /// How long an unfinished upload is kept after the last of its bytes came.
    public var uploadLifetime: Duration = .seconds(72 * 3600)
    /// A request that is sending an upload and from which nothing comes for so long gives way to another for the same upload.
    public var stalledUpload: Duration = .seconds(5)
    /// Whether an SM3 digest is made besides SHA-256.
    public var makesSM3 = true
    /// Largest JSON body in bytes.
    public var largestBody = 1 << 20
    /// Longest time that a JSON body may take to arrive.
    public var bodyTimeout: Duration = .seconds(30)
    /// A connection on which nothing moves for so long is closed.
    public var idleTimeout: Duration = .seconds(75)
    /// Connections at the same time; more wait to be accepted.
    public var mostConnections = 4096
    /// Requests a second of one token, in the long run and at once.
    public var rate = RequestRate(perSecond: 200, burst: 1000)
    /// Refused sign-ins a second from one address, in the long run and at once.
    public var signInRate = RequestRate(perSecond: 2, burst: 30)
    /// What looking at a password costs.
    public var passwordCost = PasswordCost.recommended
    /// Passwords that are looked at at the same time; nil is one a processor, four at most. Memory is this many times the cost's.
    public var passwordsAtOnce: Int?
    /// How long a session lives: without a request, and in any case.
    public var sessions = SignInSession.Limits(idle: .seconds(3600), longest: .seconds(12 * 3600))
    /// Pause between signs of life on an event stream.
    public var heartbeat: Duration = .seconds(15)
    /// Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed.
    public var trustedProxies: [Network] = []
    /// Networks from which `/metrics` answers.
    public var operationNetworks: [Network] = Network.loopback
    /// Log level of one line a request.
    public var accessLogLevel: Logger.Level = .info

    /// A configuration; everything but the address has a default.
    public init(address: Address) {
        self.address = address
    }
}
