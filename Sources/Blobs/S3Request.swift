import Crypto
import NIOCore

/// One request to a bucket, not yet signed: it is signed anew for every attempt.
struct S3Request: Sendable {
    /// For logs and messages.
    let operation: String
    var method = "GET"
    /// Nil for the bucket itself.
    var key: String?
    var query: [(String, String)] = []
    /// Further fields, names in lower case.
    var more: [(String, String)] = []
    var body: Body?
    /// Hexadecimal SHA-256 of the body.
    var payload = emptyPayload
    /// Whether an answer that begins with 200 may end with an error.
    var mayFailLate = false

    /// What is sent.
    enum Body: Sendable {
        case bytes(ByteBuffer)
        case file(FileSlice)

        var size: Int {
            switch self {
            case .bytes(let bytes): bytes.readableBytes
            case .file(let slice): slice.range.count
            }
        }
    }

    static let emptyPayload = S3Signature.hex(SHA256.hash(data: [UInt8]()))

    init(_ operation: String, _ method: String, key: String? = nil, query: [(String, String)] = [], more: [(String, String)] = []) {
        (self.operation, self.method, self.key, self.query, self.more) = (operation, method, key, query, more)
    }

    /// The same request with a body, hashed here unless its digest is known.
    func with(_ body: ByteBuffer, sha256: String? = nil) -> S3Request {
        var request = self
        request.body = .bytes(body)
        request.payload = sha256 ?? body.withUnsafeReadableBytes { S3Signature.hex(Self.digest($0)) }
        return request
    }

    /// The same request with a part of a file, hashed here unless its digest is known.
    func with(_ slice: FileSlice, sha256: String? = nil) async throws -> S3Request {
        var request = self
        request.body = .file(slice)
        if let sha256 { request.payload = sha256 } else { request.payload = try await slice.sha256() }
        return request
    }

    /// The whole address, query included.
    func address(_ options: S3Options) -> String {
        let query = S3Signature.encoded(query)
        return "\(options.endpoint.scheme)://\(options.host)\(path(options))" + (query.isEmpty ? "" : "?\(query)")
    }

    /// Every field that is sent by us, `host` and `authorization` among them.
    func fields(_ options: S3Options, at instant: Int64) -> [(String, String)] {
        let signature = S3Signature(instant: instant, region: options.region, credentials: options.credentials)
        var fields = more + [("host", options.host), ("x-amz-content-sha256", payload), ("x-amz-date", signature.timestamp)]
        if let token = options.credentials.token { fields.append(("x-amz-security-token", token)) }
        let authorization = signature.authorization(method: method, path: path(options), query: query, fields: fields, payload: payload)
        return fields + [("authorization", authorization)]
    }

    private func path(_ options: S3Options) -> String {
        guard let key else { return options.bucketPath }
        return options.root + S3Signature.encoded(options.prefix + key, isPath: true)
    }

    private static func digest(_ bytes: UnsafeRawBufferPointer) -> SHA256.Digest {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        return hash.finalize()
    }
}
