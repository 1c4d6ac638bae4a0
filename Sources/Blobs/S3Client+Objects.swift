import NIOCore
import NIOHTTP1

/// What the server says of one object.
struct S3Object: Hashable, Sendable {
    /// Without the prefix of the store.
    let key: String
    let size: Int64
    /// By the server's clock, in whole seconds since 1970.
    let modified: Int64
    /// The server's clock when it said so.
    let now: Int64

    /// Whether it was last put, or marked as wanted, at least `grace` ago.
    func isOlder(than grace: Duration) -> Bool { now - modified >= grace.components.seconds }
}

extension S3Client {
    /// The object with a key; nil when there is none.
    func head(_ key: String, patience: Duration? = nil) async throws -> S3Object? {
        let answer = try await send(S3Request("HEAD", "HEAD", key: key), expecting: [200, 404], patience: patience)
        guard answer.status == 200 else { return nil }
        guard let size = answer.fields.first(name: "content-length").flatMap(Int64.init),
            let modified = answer.fields.first(name: "last-modified").flatMap(Clock.instant)
        else { throw BlobError.unreachable(store: options.name, operation: "HEAD", cause: "no size or time in the answer") }
        return S3Object(key: key, size: size, modified: modified, now: answer.date)
    }

    /// Puts a small object.
    /// - Parameter anew: whether one that is there is left alone.
    func put(_ key: String, _ bytes: ByteBuffer, anew: Bool = false) async throws {
        let request = S3Request("PUT", "PUT", key: key, more: anew ? [("if-none-match", "*")] : [])
        _ = try await send(request.with(bytes), expecting: anew ? [200, 412] : [200])
    }

    /// Puts a file in one request: the object is there whole or not at all.
    func put(_ key: String, _ slice: FileSlice, sha256: String) async throws {
        let request = S3Request("PUT", "PUT", key: key, more: [("content-type", "application/octet-stream")])
        try await gate.entered { _ = try await send(try await request.with(slice, sha256: sha256)) }
    }

    /// A small object whole; nil when there is none.
    func text(of key: String) async throws -> String? {
        let answer = try await send(S3Request("GET", "GET", key: key), expecting: [200, 404])
        return answer.status == 200 ? answer.text : nil
    }

    /// Removes an object; that it is gone already is no error.
    func delete(_ key: String) async throws {
        _ = try await send(S3Request("DELETE", "DELETE", key: key), expecting: [200, 204, 404])
    }

    /// Sets an object's time to now, by copying it onto itself on the server; false when there is none.
    func renew(_ key: String) async throws -> Bool {
        var request = S3Request("COPY", "PUT", key: key)
        request.more = [
            ("content-type", "application/octet-stream"), ("x-amz-metadata-directive", "REPLACE"),
            ("x-amz-copy-source", S3Signature.encoded("/\(options.bucket)/\(options.prefix)\(key)", isPath: true)),
        ]
        request.mayFailLate = true
        return try await send(request, expecting: [200, 404]).status == 200
    }

    /// Calls `body` with the objects whose keys begin with `folder`, in the order of their keys, a page at a time.
    func list(_ folder: String, patience: Duration? = nil, _ body: ([S3Object]) async throws -> Void) async throws {
        var next: String?
        repeat {
            var query = [("list-type", "2"), ("prefix", options.prefix + folder), ("max-keys", "1000")]
            if let next { query.append(("continuation-token", next)) }
            let answer = try await send(S3Request("LIST", "GET", query: query), patience: patience)
            let page = S3Text(answer.text)
            guard page.has("ListBucketResult") else {
                throw BlobError.unreachable(store: options.name, operation: "LIST", cause: "the answer is no list")
            }
            try await body(page.all("Contents").compactMap { object(in: $0, at: answer.date) })
            next = page.first("IsTruncated") == "true" ? page.first("NextContinuationToken") : nil
        } while next != nil
    }

    private func object(in element: S3Text, at now: Int64) -> S3Object? {
        guard let key = element.first("Key"), key.hasPrefix(options.prefix), let size = element.first("Size").flatMap(Int64.init),
            let modified = element.first("LastModified").flatMap(Clock.instant)
        else { return nil }
        return S3Object(key: String(key.dropFirst(options.prefix.count)), size: size, modified: modified, now: now)
    }
}
