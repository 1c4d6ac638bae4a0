public import Foundation
public import Wire

extension LianshenClient {
    /// Entries of the audit log, oldest first.
    public func audit(_ filter: AuditParameters = AuditParameters(), limit: Int? = nil, after: String? = nil) async throws -> PageBody<AuditEntryBody>
    {
        try await send(.get("/v1/audit", filter.parameters + page(limit, after)))
    }

    /// Writes the matching entries to a file as gzipped JSON Lines; the file appears under its name when all of it is there.
    /// - Returns: the file, with the instant before which nothing is missing.
    public func exportAudit(_ filter: AuditParameters = AuditParameters(), to path: String) async throws -> DownloadedFile {
        try await download(.get("/v1/audit/export", filter.parameters), to: path)
    }

    /// Writes the matching entries to a ZIP file that carries its own proof; the file appears under its name when all of it is there.
    public func exportAuditArchive(_ filter: AuditParameters = AuditParameters(), to path: String) async throws -> DownloadedFile {
        try await download(.get("/v1/audit/export", filter.parameters + [("form", AuditExportForm.archive.rawValue)]), to: path)
    }

    /// What a file is worth, by its digests; the question and its answer are logged.
    public func verify(_ body: NewVerificationBody, key: String? = nil) async throws -> VerificationBody {
        try await send(.post("/v1/verifications", body, key: key))
    }

    /// Rules of the service.
    public func rules(limit: Int? = nil, after: String? = nil) async throws -> PageBody<RuleBody> {
        try await send(.get("/v1/rules", page(limit, after)))
    }

    /// Ends a rule: from a day on, today at the earliest, it is not in force any more.
    public func endRule(_ id: UUID, _ body: EndRuleBody, key: String? = nil) async throws -> RuleBody {
        try await send(.post("/v1/rules/\(id.text)/end", body, key: key))
    }

    /// Adds a rule.
    public func createRule(_ body: NewRuleBody, key: String? = nil) async throws -> RuleBody {
        try await send(.post("/v1/rules", body, key: key))
    }

    /// What a set of rules would change for packages of the past, newest first.
    public func tryRule(_ id: UUID, limit: Int? = nil, after: String? = nil) async throws -> PageBody<TrialBody> {
        try await send(.get("/v1/rules/\(id.text)/trial", page(limit, after)))
    }

    /// Puts a draft of the check's rules in force.
    public func approveRule(_ id: UUID, key: String? = nil) async throws -> RuleBody {
        try await send(.post("/v1/rules/\(id.text)/approve", key: key))
    }
}
