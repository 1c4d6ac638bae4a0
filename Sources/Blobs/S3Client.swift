import AsyncHTTPClient
import Crypto
import Logging
import NIOCore
import NIOHTTP1
import NIOSSL

/// Sends signed requests to one bucket, repeats those that may yet succeed, and says in plain words why it gave up. Logs nothing but operations and codes.
final class S3Client: Sendable {
    /// Answers that are not blobs are never larger: a page of a list has some hundred KiB.
    private static let largestAnswer = 8 << 20

    let options: S3Options
    let logger: Logger
    /// Places for those who send bytes.
    let gate: Gate
    private let http: HTTPClient

    init(_ options: S3Options, logger: Logger) {
        var configuration = HTTPClient.Configuration()
        if let file = options.certificateAuthorities {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(file)
            configuration.tlsConfiguration = tls
        }
        // A redirect would carry the signed request to whoever the answer names.
        configuration.redirectConfiguration = .disallow
        let pause = TimeAmount.nanoseconds(Int64(options.timeout / .nanoseconds(1)))
        configuration.timeout = .init(connect: min(.seconds(10), pause), read: pause, write: pause)
        configuration.httpVersion = .http1Only
        configuration.dnsOverride = options.addresses
        // Readers of large blobs may be slow and hold theirs; what we do ourselves is bounded by the gate.
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 256
        // Ours repeats, and says why it gave up.
        configuration.connectionPool.retryConnectionEstablishment = false
        (self.options, self.logger, gate) = (options, logger, Gate(options.connections))
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    deinit {
        // Kept until its connections have ended.
        let ending = http
        http.shutdown { _ in withExtendedLifetime(ending) {} }
    }

    /// Sends a request until an answer with one of the expected statuses is here whole.
    ///
    /// Throws `refused` when the server says no, `unreachable` when it cannot be had for as long as `patience`.
    func send(_ request: S3Request, expecting: Set<Int> = [200], patience: Duration? = nil) async throws -> S3Answer {
        try await repeating(request.operation, patience) {
            let response = try await self.attempt(request)
            let body = try await self.collected(response)
            let answer = S3Answer(status: Int(response.status.code), fields: response.headers, body: body)
            guard expecting.contains(answer.status) else { throw S3Failure(status: answer.status, body: answer.text) }
            // Some operations answer 200 before they know how they end.
            if answer.status == 200, request.mayFailLate, S3Text(answer.text).has("Error") { throw S3Failure(status: 500, body: answer.text) }
            return answer
        }
    }

    /// Sends a request once; the answer's body is still on its way when its status is one of the expected ones.
    func open(_ request: S3Request, expecting: Set<Int>) async throws -> HTTPClientResponse {
        let response = try await attempt(request)
        guard expecting.contains(Int(response.status.code)) else {
            throw S3Failure(status: Int(response.status.code), body: String(buffer: try await collected(response)))
        }
        return response
    }

    /// Runs attempts until one succeeds, with pauses that grow and differ, so that many who failed together do not come back together.
    func repeating<Result>(
        _ operation: String, _ patience: Duration? = nil, isolation: isolated (any Actor)? = #isolation, _ attempt: () async throws -> Result
    ) async throws -> Result {
        // From the first failure on: an attempt that took all of its time to fail is repeated all the same.
        var end: ContinuousClock.Instant?
        var pause = Duration.milliseconds(100)
        while true {
            try Task.checkCancellation()
            do {
                return try await attempt()
            } catch let failure as S3Failure {
                guard failure.isTransient else {
                    throw BlobError.refused(store: options.name, operation: operation, status: failure.status ?? 0, code: failure.code)
                }
                let now = pause * Double.random(in: 0.5...1)
                let limit = end ?? ContinuousClock.now + (patience ?? options.patience)
                end = limit
                guard ContinuousClock.now + now < limit else {
                    throw BlobError.unreachable(store: options.name, operation: operation, cause: failure.cause)
                }
                logger.notice("The object store is asked again", metadata: ["s3.operation": "\(operation)", "cause": "\(failure.cause)"])
                try await Task.sleep(for: now)
                pause = min(pause * 2, .seconds(5))
            }
        }
    }

    private func attempt(_ request: S3Request) async throws -> HTTPClientResponse {
        var signed = HTTPClientRequest(url: request.address(options))
        signed.method = HTTPMethod(rawValue: request.method)
        for (name, value) in request.fields(options, at: Clock.now()) where name != "host" { signed.headers.add(name: name, value: value) }
        switch request.body {
        case nil: break
        case .bytes(let bytes): signed.body = .bytes(bytes)
        case .file(let slice): signed.body = .stream(slice, length: .known(Int64(slice.range.count)))
        }
        // A large part may take longer to send, but never less than 256 KiB a second.
        let sending = TimeAmount.seconds(Int64((request.body?.size ?? 0) >> 18))
        do {
            return try await http.execute(signed, deadline: .now() + .nanoseconds(Int64(options.timeout / .nanoseconds(1))) + sending)
        } catch {
            throw try Self.failure(error)
        }
    }

    private func collected(_ response: HTTPClientResponse) async throws -> ByteBuffer {
        do { return try await response.body.collect(upTo: Self.largestAnswer) } catch { throw try Self.failure(error) }
    }

    /// What a broken connection means; a cancelled task is no failure of the server.
    static func failure(_ error: any Error) throws -> S3Failure {
        if error is CancellationError || Task.isCancelled { throw CancellationError() }
        return error as? S3Failure ?? S3Failure(error)
    }
}

/// An answer that is here whole.
struct S3Answer {
    let status: Int
    let fields: HTTPHeaders
    let body: ByteBuffer

    var text: String { String(buffer: body) }
    /// The server's clock; ours where it does not tell.
    var date: Int64 { fields.first(name: "date").flatMap(Clock.instant) ?? Clock.now() }
}
