import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing
import Wire

/// A method of HTTP.
enum Verb: String, Sendable {
    case get = "GET", post = "POST", put = "PUT", delete = "DELETE", patch = "PATCH", options = "OPTIONS", head = "HEAD"
}

/// One answer of the server.
struct Answer: Sendable {
    let status: Int
    let body: Data
    private let headers: HTTPHeaders

    init(_ response: HTTPClientResponse, _ body: ByteBuffer) {
        (status, headers, self.body) = (Int(response.status.code), response.headers, Data(body.readableBytesView))
    }

    /// A header field.
    subscript(name: String) -> String? { headers.first(name: name) }

    var text: String { String(decoding: body, as: UTF8.self) }
    var requestID: String { self["X-Request-Id"] ?? "" }
    var isReplay: Bool { self["Idempotency-Replayed"] == "true" }
    var etag: String? { self["ETag"] }

    func json<Value: Decodable>(_ type: Value.Type = Value.self) throws -> Value { try WireJSON.decode(Value.self, from: body) }

    /// The problem of an answer that is none of success.
    var problem: ProblemBody {
        get throws {
            #expect(self["Content-Type"] == "application/problem+json")
            return try json()
        }
    }

    /// `404 missing`.
    var brief: String { "\(status) \((try? json(ProblemBody.self))?.code ?? "")" }
}

extension House {
    /// Connections of all tests; they end with the process.
    static let web: HTTPClient = {
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = 400
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    var address: String { "http://127.0.0.1:\(port)" }

    /// Sends a request as somebody of the cast; `as` nil sends no token.
    func call(
        _ method: Verb, _ path: String, as name: String? = nil, token: String? = nil, json: String? = nil, key: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> Answer {
        let fields = headers + (json == nil ? [] : [("Content-Type", "application/json")])
        return try await send(method, path, as: name, token: token, bytes: json.map(ByteBuffer.init(string:)), key: key, headers: fields)
    }

    /// The same with a body of bytes.
    func send(
        _ method: Verb, _ path: String, as name: String? = nil, token: String? = nil, bytes: ByteBuffer?, key: String? = nil,
        headers: [(String, String)] = []
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: address + path)
        request.method = HTTPMethod(rawValue: method.rawValue)
        if let token = try token ?? name.map({ try #require(tokens[$0]) }) { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        if let key { request.headers.add(name: "Idempotency-Key", value: key) }
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        if let bytes { request.body = .bytes(bytes) }
        let response = try await Self.web.execute(request, timeout: .seconds(60))
        let body = try await response.body.collect(upTo: 64 << 20)
        return Answer(response, body)
    }
}

extension UUID {
    var text: String { uuidString.lowercased() }
}

/// Runs the same thing several times at once.
func together<Value: Sendable>(_ count: Int, _ body: @escaping @Sendable (Int) async throws -> Value) async throws -> [Value] {
    try await withThrowingTaskGroup(of: Value.self) { group in
        for index in 0..<count { group.addTask { try await body(index) } }
        var values: [Value] = []
        for try await value in group { values.append(value) }
        return values
    }
}

/// Asks until an answer is there, for two minutes at most.
@discardableResult
func eventually<Value>(_ what: String, _ body: () async throws -> Value?) async throws -> Value {
    let deadline = ContinuousClock.now + .seconds(120)
    while ContinuousClock.now < deadline {
        if let value = try await body() { return value }
        try await Task.sleep(for: .milliseconds(10))
    }
    throw Late(what: what)
}

struct Late: Error {
    let what: String
}
