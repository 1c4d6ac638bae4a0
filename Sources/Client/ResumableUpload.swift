import AsyncHTTPClient
public import Foundation
import NIOCore
import NIOHTTP1
public import Wire

extension LianshenClient {
    /// Uploads of the organisation that may be continued, newest first.
    public func uploads(limit: Int? = nil, after: String? = nil) async throws -> PageBody<UploadBody> {
        try await send(.get("/v1/uploads", page(limit, after)))
    }

    /// One upload that may be continued.
    public func upload(_ id: UUID) async throws -> UploadBody {
        try await send(.get("/v1/uploads/\(id.text)"))
    }

    /// Uploads a package from a file, and goes on by itself when the line is cut or the server starts anew. What an earlier call left unfinished of the same
    /// bytes for the same case is continued. The file is hashed first, and the server compares.
    ///
    /// - Parameters:
    ///   - name: name that the package goes by; the file's own when nil.
    ///   - digest: SHA-256 in hex that the file must have, when it is known beforehand.
    ///   - patience: how long nothing may move before it gives up; a later call goes on.
    ///   - progress: called with the bytes sent so far and the size.
    public func uploadResumably(
        _ path: String, to case: UUID, name: String? = nil, declaring digest: String? = nil, key: String? = nil, patience: Duration = .seconds(600),
        progress: @escaping @Sendable (_ sent: Int64, _ size: Int64) -> Void = { _, _ in }
    ) async throws -> DrawingPackageBody {
        let file = try await LocalFile.reading(path)
        let size = try file.size()
        let seen = RunningDigest()
        for try await _ in FileChunks(file: file, size: size, digest: seen, progress: { _, _ in }) {}
        let actual = seen.hex
        if let digest, digest != actual { throw ClientError.digestMismatch(expected: digest, actual: actual) }
        let name = name ?? URL(fileURLWithPath: path).lastPathComponent
        var upload = try await unfinished(actual, size, name, `case`)
        let key = key ?? UUID().text
        // The first question was answered: from here on the service is there, and comes back when it is not.
        if upload == nil { upload = try await patiently(patience) { try await begin(actual, size, name, `case`, key) } }
        guard var upload else { throw ClientError.unreachable("no upload") }
        var (failures, moved) = (0, ContinuousClock.now)
        while upload.packageId == nil {
            do {
                try await append(to: upload, file, size, progress)
                upload = try await self.upload(upload.id)
                guard upload.packageId != nil || upload.state == .receiving else { throw ClientError.unreachable("\(upload.state)") }
                continue
            } catch let error as ProblemError where !Self.isPassing(error) {
                throw error
            } catch let error as CancellationError {
                throw error
            } catch {
                let before = upload.offset
                failures += 1
                do { upload = try await self.upload(upload.id) } catch let error as ProblemError where !Self.isPassing(error) { throw error } catch {
                    if Task.isCancelled { throw CancellationError() }
                }
                if upload.offset > before { (failures, moved) = (0, .now) }
                guard ContinuousClock.now - moved < patience else { throw error }
                try await Task.sleep(for: retry.pause(beforeTry: min(failures, 16) + 1))
            }
        }
        progress(size, size)
        guard let package = upload.packageId else { throw ClientError.unreachable("no package") }
        let stored = try await patiently(patience) { try await self.package(package) }
        guard stored.sha256 == actual else { throw ClientError.digestMismatch(expected: actual, actual: stored.sha256) }
        return stored
    }

    /// Asks again as long as no answer comes.
    private func patiently<Value>(_ patience: Duration, _ ask: () async throws -> Value) async throws -> Value {
        let start = ContinuousClock.now
        while true {
            do {
                return try await ask()
            } catch let error as ClientError {
                switch error {
                case .unreachable, .outcomeUnknown: guard ContinuousClock.now - start < patience else { throw error }
                case .unreadable, .digestMismatch, .file: throw error
                }
            }
            try await Task.sleep(for: retry.firstPause)
        }
    }

    /// What an earlier call left unfinished of the same bytes.
    private func unfinished(_ digest: String, _ size: Int64, _ name: String, _ case: UUID) async throws -> UploadBody? {
        try await uploads(limit: 200).items.first { upload in
            upload.kind == .whole && upload.state == .receiving && upload.caseId == `case` && upload.sha256 == digest && upload.length == Int(size)
                && upload.fileName == name && (upload.expiresAt ?? .distantPast) > Date()
        }
    }

    private func begin(_ digest: String, _ size: Int64, _ name: String, _ case: UUID, _ key: String) async throws -> UploadBody {
        var call = Call(method: .POST, path: "/v1/uploads", key: key)
        let metadata = [("filename", name), ("case", `case`.text), ("sha256", digest)]
        call.headers = [
            ("tus-resumable", "1.0.0"), ("upload-length", String(size)),
            ("upload-metadata", metadata.map { "\($0) \(Data($1.utf8).base64EncodedString())" }.joined(separator: ",")),
        ]
        return try await upload((try await send(call, answering: UploadBody.self)).id)
    }

    /// Sends everything behind the upload's offset in one request.
    private func append(to upload: UploadBody, _ file: LocalFile, _ size: Int64, _ progress: @escaping @Sendable (Int64, Int64) -> Void) async throws
    {
        var call = Call(method: .PATCH, path: "/v1/uploads/\(upload.id.text)")
        call.headers = [
            ("tus-resumable", "1.0.0"), ("upload-offset", String(upload.offset)), ("content-type", "application/offset+octet-stream"),
        ]
        let start = Int64(upload.offset)
        _ = try await whole(call) {
            .stream(FileChunks(file: file, size: size, digest: RunningDigest(), progress: progress, start: start), length: .known(size - start))
        }
    }

    /// Whether a refusal is only about this moment: where the upload is has to be asked.
    private static func isPassing(_ error: ProblemError) -> Bool {
        switch error.code {
        case .offset, .locked, .overloaded, .outcomeUnknown, .draining, .rate, .request: true
        default: (500...599).contains(error.problem.status) && error.problem.status != 507
        }
    }
}
