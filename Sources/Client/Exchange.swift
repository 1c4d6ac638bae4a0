import AsyncHTTPClient
import Foundation
import JointReview
import NIOCore
import NIOHTTP1
import NIOPosix
import Wire

/// One call as it is sent, and sent again.
struct Call: Sendable {
    var method: HTTPMethod
    var path: String
    var parameters: [(String, String)] = []
    var headers: [(String, String)] = []
    var body: ByteBuffer?
    /// Idempotency key; nil for reads.
    var key: String?

    var isRepeatable: Bool { key != nil || method == .GET || method == .DELETE }

    static func get(_ path: String, _ parameters: [(String, String)] = []) -> Call {
        Call(method: .GET, path: path, parameters: parameters)
    }

    /// An act without a body.
    static func post(_ path: String, ifMatch: String? = nil, key: String? = nil) -> Call {
        Call(method: .POST, path: path, headers: ifMatch.map { [("if-match", "\"\($0)\"")] } ?? [], key: key ?? UUID().text)
    }

    static func put(_ path: String, _ body: some RequestBody, key: String? = nil) throws -> Call {
        var call = try post(path, body, key: key)
        call.method = .PUT
        return call
    }

    static func post(_ path: String, _ body: some RequestBody, ifMatch: String? = nil, key: String? = nil) throws -> Call {
        var call = post(path, ifMatch: ifMatch, key: key)
        call.headers.append(("content-type", "application/json"))
        call.body = ByteBuffer(bytes: try WireJSON.encode(body))
        return call
    }
}

extension LianshenClient {
    /// Sends a call until it is answered, and returns the answer with its body still to come. Problems are thrown.
    func exchange(_ call: Call) async throws -> HTTPClientResponse {
        try await exchange(call, bodyStream: nil) { $0 }
    }

    /// Sends a call until it is answered and `take` has read the answer: one that breaks off in its middle is no answer. Problems are thrown.
    func exchange<Answer>(
        _ call: Call, bodyStream: (@Sendable () -> HTTPClientRequest.Body)?, _ take: (HTTPClientResponse) async throws -> Answer
    ) async throws -> Answer {
        var number = 1
        while true {
            let step: RetryStep
            let failure: any Error
            do {
                // A streamed body has no bound in time but the write and read timeouts of the connection.
                let response = try await http.execute(
                    request(call, bodyStream?()), deadline: bodyStream == nil ? .now() + .seconds(120) : .distantFuture)
                guard response.status.code >= 300 else { return try await take(response) }
                let problem = try await problem(of: response)
                failure = ProblemError(problem)
                step = RetryStep(
                    status: problem.status, code: problem.code, retryAfter: response.headers.first(name: "retry-after").flatMap(Int.init),
                    number: number, isRepeatable: call.isRepeatable, policy: retry)
            } catch let error as CancellationError {
                throw error
            } catch let error as ClientError {
                throw error
            } catch {
                if Task.isCancelled { throw CancellationError() }
                failure = lost(call, error)
                step = RetryStep(status: nil, code: nil, retryAfter: nil, number: number, isRepeatable: call.isRepeatable, policy: retry)
            }
            switch step {
            case .done, .giveUp: throw failure
            case .again(let pause): try await Task.sleep(for: pause)
            }
            number += 1
        }
    }

    /// Sends a call and reads the answer whole.
    func send<Answer: Decodable>(_ call: Call, answering type: Answer.Type = Answer.self) async throws -> Answer {
        try await decode(whole(call))
    }

    /// Sends a call whose answer has no body.
    func send(_ call: Call) async throws {
        _ = try await whole(call)
    }

    /// Sends a call and reads the answer's status and bytes.
    func whole(_ call: Call, bodyStream: (@Sendable () -> HTTPClientRequest.Body)? = nil) async throws -> (status: Int, bytes: Data) {
        try await exchange(call, bodyStream: bodyStream) { try await read($0) }
    }

    /// The bytes of an answer that fits into memory. A connection that breaks is thrown as it is, so that the call goes out again.
    func read(_ response: HTTPClientResponse) async throws -> (status: Int, bytes: Data) {
        do {
            let buffer = try await response.body.collect(upTo: 64 << 20)
            return (Int(response.status.code), Data(buffer.readableBytesView))
        } catch let error as NIOTooManyBytesError {
            throw ClientError.unreadable(status: Int(response.status.code), cause: "\(error)")
        }
    }

    func decode<Answer: Decodable>(_ answer: (status: Int, bytes: Data), as type: Answer.Type = Answer.self) throws -> Answer {
        do {
            return try WireJSON.decode(type, from: answer.bytes)
        } catch {
            throw ClientError.unreadable(status: answer.status, cause: "\(error)")
        }
    }

    func request(_ call: Call, _ stream: HTTPClientRequest.Body?) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: url(call.path, call.parameters))
        request.method = call.method
        if let token { request.headers.add(name: "authorization", value: "Bearer \(token)") }
        if let mandate { request.headers.add(name: "lianshen-mandate", value: mandate.text) }
        request.headers.add(name: "accept", value: "application/json, application/problem+json, */*;q=0.5")
        request.headers.add(name: "user-agent", value: "lianshen-client/1")
        if let key = call.key { request.headers.add(name: "idempotency-key", value: key) }
        for (name, value) in call.headers { request.headers.add(name: name, value: value) }
        request.body = stream ?? call.body.map { .bytes($0) }
        return request
    }

    private func url(_ path: String, _ parameters: [(String, String)]) -> String {
        let base = baseURL.absoluteString
        let query = parameters.map { "\($0.escapedForQuery)=\($1.escapedForQuery)" }.joined(separator: "&")
        return (base.hasSuffix("/") ? String(base.dropLast()) : base) + path + (query.isEmpty ? "" : "?" + query)
    }

    func problem(of response: HTTPClientResponse) async throws -> ProblemBody {
        let answer = try await read(response)
        guard let problem = try? WireJSON.decode(ProblemBody.self, from: answer.bytes) else {
            let text = String(decoding: answer.bytes.prefix(200), as: UTF8.self)
            // A proxy's own page: known by its status, so that a retry can still be decided.
            if [429, 502, 503, 504].contains(answer.status) {
                return ProblemBody(
                    code: .overloaded, status: answer.status, title: "Proxy",
                    detail: .init(zh: "代理答复 \(answer.status)", en: "A proxy answered \(answer.status)."),
                    remedy: .init(zh: "稍后再试", en: "Try again later."), instance: "")
            }
            throw ClientError.unreadable(status: answer.status, cause: text)
        }
        return problem
    }

    private func lost(_ call: Call, _ error: any Error) -> ClientError {
        guard let key = call.key, !error.wasBeforeSending else { return .unreachable("\(error)") }
        return .outcomeUnknown(key: key, cause: "\(error)")
    }
}

extension Error {
    /// Whether the request cannot have reached the server.
    fileprivate var wasBeforeSending: Bool {
        if self is NIOConnectionError { return true }
        let early: [HTTPClientError] = [.connectTimeout, .tlsHandshakeTimeout, .getConnectionFromPoolTimeout, .invalidURL, .emptyHost, .emptyScheme]
        return (self as? HTTPClientError).map(early.contains) ?? false
    }
}

extension String {
    /// Percent-encoded for a query (RFC 3986 unreserved characters stay).
    var escapedForQuery: String {
        addingPercentEncoding(withAllowedCharacters: .unreserved) ?? ""
    }
}

extension CharacterSet {
    fileprivate static let unreserved = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
}
