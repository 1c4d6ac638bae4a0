import NIOCore
import NIOHTTP1

/// A large upload that is under way, or was left under way by a process that died: its parts take room and are no object.
struct S3Multipart: Hashable, Sendable {
    let key: String
    let upload: String
    /// By the server's clock, in seconds since 1970.
    let begun: Int64
    /// The server's clock when it said so.
    let now: Int64
}

extension S3Client {
    /// The most parts that one object may have.
    private static let mostParts: Int64 = 10_000

    /// Puts a file's bytes in parts, a few of them at a time; the object appears with the last request, whole.
    ///
    /// Whatever it throws, the parts that were sent are given up.
    func putInParts(_ key: String, _ file: OpenFile, size: Int64, threads: BlobThreads) async throws {
        let begin = S3Request("CREATE", "POST", key: key, query: [("uploads", "")], more: [("content-type", "application/octet-stream")])
        // Not cancelled with us: an upload whose name nobody has learnt can only be found by a sweep.
        let answer = try await Task { try await send(begin).text }.value
        guard let upload = S3Text(answer).first("UploadId"), !upload.isEmpty else {
            throw BlobError.unreachable(store: options.name, operation: "CREATE", cause: "no upload in the answer")
        }
        do {
            try Task.checkCancellation()
            let tags = try await putParts(key, upload, file, size, threads)
            let list = tags.enumerated().map { "<Part><PartNumber>\($0 + 1)</PartNumber><ETag>\($1)</ETag></Part>" }.joined()
            var end = S3Request("COMPLETE", "POST", key: key, query: [("uploadId", upload)], more: [("content-type", "application/xml")])
            end.mayFailLate = true
            let body = ByteBuffer(string: "<CompleteMultipartUpload>\(list)</CompleteMultipartUpload>")
            // 404: an earlier attempt took effect and only its answer was lost, or somebody gave the upload up. Which, the reading back tells.
            _ = try await send(end.with(body), expecting: [200, 404])
        } catch {
            await giveUp(key, upload)
            throw error
        }
    }

    private func putParts(_ key: String, _ upload: String, _ file: OpenFile, _ size: Int64, _ threads: BlobThreads) async throws -> [String] {
        let part = max(Int64(options.partSize), (size + Self.mostParts - 1) / Self.mostParts)
        let count = Int((size + part - 1) / part)
        return try await withThrowingTaskGroup(of: (Int, String).self) { group in
            var tags = [String](repeating: "", count: count)
            var next = 0
            func begin() {
                guard next < count else { return }
                let number = next
                next += 1
                group.addTask {
                    let range = Int64(number) * part..<min(size, Int64(number + 1) * part)
                    return (number, try await self.putPart(key, upload, number + 1, file, range, threads))
                }
            }
            for _ in 0..<options.connections { begin() }
            while let (number, tag) = try await group.next() {
                tags[number] = tag
                begin()
            }
            return tags
        }
    }

    private func putPart(
        _ key: String, _ upload: String, _ number: Int, _ file: OpenFile, _ range: Range<Int64>, _ threads: BlobThreads
    ) async throws -> String {
        try await gate.entered {
            let request = try await S3Request("PUT part", "PUT", key: key, query: [("partNumber", "\(number)"), ("uploadId", upload)])
                .with(FileSlice(file: file, range: range, threads: threads))
            guard let tag = try await send(request).fields.first(name: "etag"), tag.wholeMatch(of: /[\x21-\x7E]{1,256}/) != nil,
                !tag.contains("<"), !tag.contains("&")
            else { throw BlobError.unreachable(store: options.name, operation: "PUT part", cause: "no tag in the answer") }
            return tag
        }
    }

    /// Frees the parts. Done also when the task was cancelled; what it cannot free, the sweep does.
    func giveUp(_ key: String, _ upload: String) async {
        let request = S3Request("ABORT", "DELETE", key: key, query: [("uploadId", upload)])
        await Task { _ = try? await send(request, expecting: [200, 204, 404], patience: .seconds(5)) }.value
    }

    /// The large uploads under way.
    func multiparts() async throws -> [S3Multipart] {
        let answer = try await send(
            S3Request("LIST uploads", "GET", query: [("uploads", ""), ("prefix", options.prefix + "blobs/"), ("max-uploads", "1000")]))
        return S3Text(answer.text).all("Upload").compactMap { element in
            guard let key = element.first("Key"), key.hasPrefix(options.prefix), let upload = element.first("UploadId"),
                let begun = element.first("Initiated").flatMap(Clock.instant)
            else { return nil }
            return S3Multipart(key: String(key.dropFirst(options.prefix.count)), upload: upload, begun: begun, now: answer.date)
        }
    }
}

extension OpenFile {
    /// The bytes of a range; throws when the file has become shorter.
    func bytes(_ range: Range<Int64>) throws -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: range.count)
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: range.count) {
            try read(into: .init(rebasing: $0.prefix(range.count)), at: range.lowerBound)
        }
        guard buffer.readableBytes == range.count else { throw BlobError.system(operation: "read", path: path, code: 5) }
        return buffer
    }
}
