public import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOSSL
public import Wire

/// Typed calls to the HTTP interface. One value may be used by any number of tasks at once.
///
/// A creating or acting call carries an idempotency key of its own; when the connection is lost after it was sent, the same request goes out again under
/// the same key until the server has answered, so the outcome is never guessed. Errors of the server are thrown as `ProblemError`.
public struct LianshenClient: Sendable {
    /// Where the server is.
    public let baseURL: URL
    let token: String?
    /// The mandate under which its holder acts for another; nil for who acts for himself.
    public var mandate: UUID?
    let http: HTTPClient
    let retry: RetryPolicy

    /// Whether it comes with a session, begun with a password, and not with a token.
    public var isSession: Bool { token?.hasPrefix("lss_") ?? false }

    /// A client that shares an HTTP client with others; whoever made that one ends it.
    public init(baseURL: URL, token: String?, http: HTTPClient, retry: RetryPolicy = RetryPolicy()) {
        self.baseURL = baseURL
        self.token = token
        self.http = http
        self.retry = retry
    }

    /// A client with connections of its own; end it with `shutdown()`.
    /// - Parameter certificateAuthorities: path of a PEM file that is trusted instead of the system's authorities.
    public init(baseURL: URL, token: String?, certificateAuthorities: String? = nil, retry: RetryPolicy = RetryPolicy()) {
        var configuration = HTTPClient.Configuration()
        if let certificateAuthorities {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(certificateAuthorities)
            configuration.tlsConfiguration = tls
        }
        // A redirect would carry the token to whoever the answer names.
        configuration.redirectConfiguration = .disallow
        configuration.timeout = .init(connect: .seconds(10), read: .seconds(60), write: .seconds(60))
        configuration.httpVersion = .http1Only
        // Our own policy repeats, and says why it gave up; the pool's repeats until the timeout, so that a service that is not there took a minute to be told.
        configuration.connectionPool.retryConnectionEstablishment = false
        self.init(baseURL: baseURL, token: token, http: HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration), retry: retry)
    }

    /// The same client for somebody else, over the same connections.
    public func signedIn(with token: String) -> LianshenClient {
        LianshenClient(baseURL: baseURL, token: token, http: http, retry: retry)
    }

    /// Ends the connections. Calls that are under way fail.
    public func shutdown() async throws {
        try await http.shutdown()
    }

    /// Runs `body` with a client and ends its connections afterwards.
    public static func with<Value: Sendable>(
        baseURL: URL, token: String?, certificateAuthorities: String? = nil, retry: RetryPolicy = RetryPolicy(),
        _ body: (LianshenClient) async throws -> Value
    ) async throws -> Value {
        let client = LianshenClient(baseURL: baseURL, token: token, certificateAuthorities: certificateAuthorities, retry: retry)
        let value: Value
        do {
            value = try await body(client)
        } catch {
            try? await client.shutdown()
            throw error
        }
        try await client.shutdown()
        return value
    }

    /// Reads a list to its end, page by page.
    public func all<Item: Codable & Sendable>(_ page: (String?) async throws -> PageBody<Item>) async throws -> [Item] {
        var items: [Item] = []
        var after: String?
        repeat {
            let next = try await page(after)
            items += next.items
            after = next.next
        } while after != nil
        return items
    }
}
