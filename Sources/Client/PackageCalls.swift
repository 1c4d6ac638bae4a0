import AsyncHTTPClient
public import Foundation
import NIOHTTP1
public import Wire

extension LianshenClient {
    /// Packages of a case.
    public func packages(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<DrawingPackageBody> {
        try await send(.get("/v1/cases/\(`case`.text)/packages", page(limit, after)))
    }

    /// One package.
    public func package(_ id: UUID) async throws -> DrawingPackageBody {
        try await send(.get("/v1/packages/\(id.text)"))
    }

    /// The check report, as `lianshen check --json` prints it: its main fields, and its bytes.
    public func check(_ package: UUID) async throws -> Made<(report: CheckReportBody, bytes: Data)> {
        try await made(.get("/v1/packages/\(package.text)/check")) { bytes in (try decode((200, bytes), as: CheckReportBody.self), bytes) }
    }

    /// Digests of every file in a package, as the text that the log has hashed.
    public func contents(of package: UUID) async throws -> Made<Data> {
        try await made(.get("/v1/packages/\(package.text)/contents")) { $0 }
    }

    /// Sheets of a package.
    public func sheets(of package: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<SheetBody> {
        try await send(.get("/v1/packages/\(package.text)/sheets", page(limit, after)))
    }

    /// One sheet.
    public func sheet(_ id: UUID) async throws -> SheetBody {
        try await send(.get("/v1/sheets/\(id.text)"))
    }

    /// Flags a sheet as restricted, or lifts the flag.
    public func restrict(_ sheet: UUID, _ body: RestrictSheetBody, key: String? = nil) async throws -> SheetBody {
        try await send(.post("/v1/sheets/\(sheet.text)/restrict", body, key: key))
    }

    /// The set that a package makes of the last complete one.
    public func composedSet(of package: UUID) async throws -> PackageSetBody {
        try await send(.get("/v1/packages/\(package.text)/set"))
    }

    /// The sheets of that set.
    public func composedSheets(of package: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<SetSheetBody> {
        try await send(.get("/v1/packages/\(package.text)/set/sheets", page(limit, after)))
    }

    /// Owner or institute confirms exactly that set.
    public func confirmSet(of package: UUID, sha256: String, key: String? = nil) async throws -> PackageSetBody {
        try await send(.post("/v1/packages/\(package.text)/set/confirm", ConfirmSetBody(sha256: sha256), key: key))
    }

    /// The institute seals its part.
    public func seal(_ package: UUID, key: String? = nil) async throws -> DrawingPackageBody {
        try await send(.post("/v1/packages/\(package.text)/seal", key: key))
    }

    /// Uploads a package from a file, a MiB at a time, however large it is; hashed on the way and compared with what the server stored.
    ///
    /// - Parameters:
    ///   - name: name that the package goes by; the file's own when nil.
    ///   - declaring: SHA-256 in hex that the server is to compare with, when it is known beforehand.
    ///   - progress: called with the bytes sent so far and the size; a new try begins again at 0.
    public func upload(
        _ path: String, to case: UUID, name: String? = nil, declaring digest: String? = nil, key: String? = nil,
        progress: @escaping @Sendable (_ sent: Int64, _ size: Int64) -> Void = { _, _ in }
    ) async throws -> DrawingPackageBody {
        var call = Call(method: .PUT, path: "/v1/cases/\(`case`.text)/packages", key: key ?? UUID().text)
        call.parameters = [("name", name ?? URL(fileURLWithPath: path).lastPathComponent)]
        call.headers = [("content-type", "application/octet-stream")]
        if let digest { call.headers.append(("x-content-sha256", digest)) }
        let file = try await LocalFile.reading(path)
        let size = try file.size()
        let sent = RunningDigest()
        let answer = try await whole(call) {
            sent.restart()
            return .stream(FileChunks(file: file, size: size, digest: sent, progress: progress), length: .known(size))
        }
        let stored: DrawingPackageBody = try decode(answer)
        // An answer that was replayed from an earlier try may come before this try has sent everything.
        if let actual = sent.finish(ifSeen: size), actual != stored.sha256 {
            throw ClientError.digestMismatch(expected: actual, actual: stored.sha256)
        }
        return stored
    }

    /// Downloads a package to a file.
    public func downloadPackage(_ id: UUID, to path: String) async throws -> DownloadedFile {
        try await download(.get("/v1/packages/\(id.text)/content"), to: path)
    }

    /// Downloads the PDF that holds a sheet.
    public func downloadSheet(_ id: UUID, to path: String) async throws -> DownloadedFile {
        try await download(.get("/v1/sheets/\(id.text)/content"), to: path)
    }
}
