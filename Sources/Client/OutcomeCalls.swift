import AsyncHTTPClient
public import Foundation
import NIOHTTP1
public import Wire

/// What a machine makes: there, or still being made.
public enum Made<Value: Sendable>: Sendable {
    /// It is there.
    case ready(Value)
    /// It is being made; ask again after so many seconds.
    case pending(PendingBody, retryAfter: Int)
}

/// How a report is printed.
public enum ReportForm: Hashable, Sendable {
    /// The machine-readable record.
    case json
    /// A page in Chinese.
    case htmlChinese
    /// A page in English.
    case htmlEnglish

    fileprivate var parameters: [(String, String)] {
        switch self {
        case .json: [("format", "json")]
        case .htmlChinese: [("format", "html"), ("lang", "zh")]
        case .htmlEnglish: [("format", "html"), ("lang", "en")]
        }
    }
}

extension LianshenClient {
    /// The merged opinion of the latest round.
    public func opinion(of case: UUID) async throws -> OpinionBody {
        try await send(.get("/v1/cases/\(`case`.text)/opinion"))
    }

    /// The newest edition of the report, or that of a number, or the last of a round, as the bytes that the server keeps.
    public func report(of case: UUID, edition: Int? = nil, round: Int? = nil, as form: ReportForm) async throws -> Made<Data> {
        let which = [("edition", edition), ("round", round)].compactMap { name, number in number.map { (name, String($0)) } }
        return try await made(.get("/v1/cases/\(`case`.text)/report", form.parameters + which)) { $0 }
    }

    /// The trusted timestamp (RFC 3161) of a file of the report, by the file's SHA-256 in hex.
    public func timestamp(ofReport sha256: String, of case: UUID) async throws -> Data {
        try await whole(.get("/v1/cases/\(`case`.text)/report/timestamp", [("sha256", sha256)])).bytes
    }

    /// The editions of the report of a case, first to last.
    public func reports(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<ReportEditionBody> {
        try await send(.get("/v1/cases/\(`case`.text)/reports", page(limit, after)))
    }

    /// Notices to the caller's organisation, latest first.
    public func notices(limit: Int? = nil, after: String? = nil) async throws -> PageBody<NoticeBody> {
        try await send(.get("/v1/notices", page(limit, after)))
    }

    /// Machine jobs of a case.
    public func jobs(of case: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<JobBody> {
        try await send(.get("/v1/cases/\(`case`.text)/jobs", page(limit, after)))
    }

    /// Whether the service says that it is ready. Asked once: who waits for a service asks again.
    public func isReady() async throws -> Bool {
        let once = LianshenClient(baseURL: baseURL, token: token, http: http, retry: RetryPolicy(tries: 1))
        do {
            return try await once.send(.get("/readyz"), answering: HealthBody.self).status == .ok
        } catch let error as ProblemError where error.problem.status == 503 {
            return false
        }
    }

    func made<Value: Sendable>(_ call: Call, _ value: (Data) throws -> Value) async throws -> Made<Value> {
        let (answer, pause) = try await exchange(call, bodyStream: nil) { (try await read($0), $0.headers.first(name: "retry-after")) }
        guard answer.status == 202 else { return .ready(try value(answer.bytes)) }
        let seconds = pause.flatMap(Int.init) ?? 1
        return .pending(try decode(answer), retryAfter: seconds)
    }
}
