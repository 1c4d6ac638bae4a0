import Foundation
import PrivateCluster

/// The public log of a site, as somebody sees it who has the site's verifier key and nothing else.
struct PublicLog {
    let site: Site

    /// Verifier key of the signer that the service keeps.
    var vkey: String {
        get async throws {
            let shown = try await site.run(["log", "vkey", site.data + "/signer/key"])
            guard shown.status == 0 else { throw Unmet(shown.errors) }
            return shown.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }
    }

    /// The database in a role that can only read.
    var database: String { ClusterAddress(socketFolder: site.data + "/socket").url(role: "lianshen_auditor", database: "lianshen") }

    /// Waits until every entry is in the log and published.
    func settled() async throws {
        try await poll("every entry is published", within: .seconds(60), every: .milliseconds(50)) {
            // While one waits no size is the right one, and nothing has been published of a log that has not begun.
            let entries = try? await site.ask(
                "SELECT CASE WHEN EXISTS (SELECT FROM lianshen.audit_pending) THEN -1 ELSE count(*) END FROM lianshen.audit_entry")
            return entries.flatMap(Int.init) == size
        }
    }

    /// Entries that are published.
    var size: Int { checkpoint?.split(separator: "\n").dropFirst().first.flatMap { Int($0) } ?? 0 }

    /// The checkpoint that is published; nil before the first.
    var checkpoint: String? { try? String(contentsOfFile: site.data + "/log/checkpoint", encoding: .utf8) }

    /// Where heads are kept that were published at some moment.
    private var heads: String { site.folder + "/heads" }

    /// Keeps the head that is published now, as an auditor would.
    func keepHead() throws {
        guard let checkpoint else { return }
        try FileManager.default.createDirectory(atPath: heads, withIntermediateDirectories: true)
        try checkpoint.write(toFile: "\(heads)/\(size)-\(UInt32.random(in: 0 ... .max)).checkpoint", atomically: true, encoding: .utf8)
    }

    /// Every entry of the database is in the log once and says the same there, none waits, and every head that was kept is a part of it.
    func requireSound() async throws -> Verdict {
        try await settled()
        return try await verify(nil, ["--heads", heads])
    }

    /// `lianshen audit verify` with the site's key and the database, in JSON.
    func verify(_ source: String? = nil, _ more: [String] = [], _ variables: [String: String] = [:]) async throws -> Verdict {
        try await verify(source, by: ["--vkey", try await vkey] + more, variables)
    }

    /// The same with the trust that is given.
    func verify(_ source: String? = nil, by trust: [String], _ variables: [String: String] = [:]) async throws -> Verdict {
        let run = try await site.run(
            ["audit", "verify", source ?? site.data + "/log", "--database", database, "--json"] + trust, variables)
        guard let status = run.status, let report = try? JSONDecoder().decode(Report.self, from: Data(run.output.utf8)) else {
            return Verdict(status: run.status ?? -1, report: nil, errors: run.errors)
        }
        return Verdict(status: status, report: report, errors: run.errors)
    }

    /// How an audit ended.
    struct Verdict {
        let status: Int32
        let report: Report?
        let errors: String
    }

    struct Report: Decodable {
        struct Finding: Decodable {
            let code: String
            let first: Int?
            let place: String?
        }
        let sound: Bool
        let entries: Int
        let heads: Int
        let rows: Int?
        let uncompared: Int?
        let findings: [Finding]
        let awaited: [Finding]

        var codes: Set<String> { Set(findings.map(\.code)) }
    }
}
