import AsyncHTTPClient
public import Foundation
public import JointReview
import NIOHTTP1
public import Wire

extension LianshenClient {
    /// Sends a package to be checked before it is handed in, and declares it non-classified: nothing of it stays but the answer.
    ///
    /// - Parameters:
    ///   - facts: words of the query that say what kind of project it is; without them the required material is not looked for.
    ///   - base: package whose set every sheet is compared with.
    ///   - progress: called with the bytes sent so far and the size.
    public func precheck(
        _ path: String, facts: [(String, String)] = [], base: UUID? = nil, key: String? = nil,
        progress: @escaping @Sendable (_ sent: Int64, _ size: Int64) -> Void = { _, _ in }
    ) async throws -> CheckBody {
        var call = Call(method: .POST, path: "/v1/checks", key: key ?? UUID().text)
        call.parameters =
            [("name", URL(fileURLWithPath: path).lastPathComponent)] + facts + (base.map { [("base", $0.text)] } ?? []) + [("nonClassified", "true")]
        call.headers = [("content-type", "application/octet-stream")]
        let file = try await LocalFile.reading(path)
        let size = try file.size()
        let sent = RunningDigest()
        return try await decode(
            whole(call) {
                sent.restart()
                return .stream(FileChunks(file: file, size: size, digest: sent, progress: progress), length: .known(size))
            })
    }

    /// The report of a check: its main fields, and its bytes.
    public func precheckReport(_ check: UUID) async throws -> Made<(report: CheckReportBody, bytes: Data)> {
        try await made(.get("/v1/checks/\(check.text)")) { bytes in (try decode((200, bytes), as: CheckReportBody.self), bytes) }
    }

    /// The check list and the required material in force for a case.
    public func checklist(of case: UUID, discipline: Discipline? = nil) async throws -> ChecklistBody {
        try await send(.get("/v1/cases/\(`case`.text)/checklist", discipline.map { [("discipline", $0.rawValue)] } ?? []))
    }

    /// The notices of deficiencies of a case, first to last.
    public func deficiencies(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<DeficiencyBody> {
        try await send(.get("/v1/cases/\(`case`.text)/deficiencies", page(limit, after)))
    }

    /// One notice of deficiencies: a page for print, or canonical JSON.
    public func deficiency(of case: UUID, serial: Int, format: String, language: String) async throws -> Data {
        try await whole(.get("/v1/cases/\(`case`.text)/deficiencies/\(serial)", [("format", format), ("lang", language)])).1
    }
}
