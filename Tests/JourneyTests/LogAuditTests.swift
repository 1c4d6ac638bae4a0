import Client
import Foundation
import JointReview
import SampleCase
import Testing
import Wire

/// `lianshen audit verify` against a service that runs, and against its database.
@Suite(.timeLimit(.minutes(5))) struct LogAuditTests {
    /// What somebody with every right in the database may do to it, and what the audit calls that.
    enum Deed: String, CaseIterable, Sendable {
        case rowEdited = "UPDATE lianshen.audit_entry SET act = 'review.decide' WHERE audit_id = 2"
        case rowBackdated = "UPDATE lianshen.audit_entry SET effective_at = effective_at - interval '1 day' WHERE audit_id = 3"
        case rowRemoved = "DELETE FROM lianshen.audit_entry WHERE audit_id = 4"
        case rowInserted =
            """
            INSERT INTO lianshen.audit_entry (act, result, role, object_kind, request_id)
            VALUES ('review.decide', 'ok', 'reviewer', 'review', 'x')
            """
        case textEdited =
            "UPDATE lianshen.audit_detail SET body = '{}' WHERE audit_id = (SELECT min(audit_id) FROM lianshen.audit_detail)"
        case personEdited =
            """
            UPDATE lianshen.person_salt SET commitment = sha256('x') WHERE person_id = (SELECT person_id FROM lianshen.audit_entry
             WHERE actor_commitment IS NOT NULL ORDER BY audit_id LIMIT 1)
            """
        case placeEdited = "UPDATE lianshen.log_leaf SET leaf_index = leaf_index + 100 WHERE leaf_index = 1"
        case bytesEdited = "UPDATE lianshen.log_batch SET bytes = set_byte(bytes, 40, 65) WHERE first_index = 0"
        case tailRemoved = "UPDATE lianshen.log_tree SET size = size - 1"

        var finding: String {
            switch self {
            case .rowEdited, .rowBackdated: "database.row_altered"
            case .rowRemoved: "database.row_missing"
            case .rowInserted: "database.row_unlogged"
            case .textEdited: "database.detail_altered"
            case .personEdited: "database.person_altered"
            case .placeEdited: "database.row_misplaced"
            case .bytesEdited: "database.batch_altered"
            case .tailRemoved: "database.behind"
            }
        }
    }

    @Test func aRunningServiceIsAuditedOverHTTPAndItsDatabaseRowByRow() async throws {
        try await Site.with { site in
            let (server, log) = (try await site.serve(), PublicLog(site: site))
            let account = ["LIANSHEN_TOKEN": try await auditor(of: site), "LIANSHEN_URL": "\(site.url)"]
            try await log.settled()
            let heads = site.folder + "/heads"
            let first = try await log.verify("\(site.url)", ["--heads", heads, "--copy", site.folder + "/copy"], account)
            #expect(first.status == 0, "\(first.errors) \(String(describing: first.report))")
            let report = try #require(first.report)
            #expect(report.entries > 3 && report.rows == report.entries)

            // Reading entries is an entry: the log has grown. The copy gets what is new, and both heads are kept.
            try await log.settled()
            let second = try await log.verify("\(site.url)", ["--heads", heads, "--copy", site.folder + "/copy"], account)
            #expect(second.status == 0, "\(second.errors) \(String(describing: second.report))")
            #expect(try #require(second.report).entries > report.entries && second.report?.heads == 1)

            // Who may not read entries cannot audit them, and neither can anybody when nobody answers.
            let stranger = try await log.verify("\(site.url)")
            #expect(stranger.status == 2 && stranger.report == nil)
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
            #expect(try await log.verify("\(site.url)").status == 2)
        }
    }

    /// One after the other, in one database: each adds its own finding to those before.
    @Test func whatAnAdministratorChangesInTheDatabaseIsNamed() async throws {
        try await Site.with { site in
            let (server, log) = (try await site.serve(), PublicLog(site: site))
            _ = try await auditor(of: site)
            try await log.settled()
            let sound = try await log.verify()
            #expect(sound.status == 0 && sound.report?.sound == true, "\(sound.errors) \(String(describing: sound.report))")
            var found = 0
            for deed in Deed.allCases {
                _ = try await site.ask("SET session_replication_role = replica; SET search_path = lianshen; \(deed.rawValue)")
                let verdict = try await log.verify()
                let report = try #require(verdict.report, "\(deed): \(verdict.errors)")
                #expect(verdict.status == 1 && report.findings.count > found, "\(deed)")
                #expect(report.codes.contains(deed.finding), "\(deed): \(report)")
                found = report.findings.count
            }
            server.signal(SIGTERM)
            _ = await server.ended()
        }
    }

    @Test func whatTheServiceExportsIsProvenWithoutIt() async throws {
        try await Site.with { site in
            let (server, log) = (try await site.serve(), PublicLog(site: site))
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            let token = try await regulator(by: office.owner.signedIn(with: office.secrets[2]))
            try await log.settled()
            let account = ["LIANSHEN_TOKEN": token, "LIANSHEN_URL": "\(site.url)"]
            let project = try await office.owner.case(office.caseID).projectId
            let (whole, part, own) = (site.folder + "/whole.zip", site.folder + "/part.zip", site.folder + "/own.zip")
            for (path, more) in [(whole, []), (part, ["--act", "person.create"]), (own, ["--project", project.uuidString.lowercased()])] {
                let made = try await site.run(["audit", "export", "--archive", "--output", path] + more, account)
                #expect(made.status == 0, "\(made.errors)")
            }
            let vkey = try await log.vkey
            await office.close()
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
            for (path, covers) in [(whole, "everything"), (part, "selection"), (own, "project")] {
                let verdict = try await site.run(["audit", "verify", path, "--vkey", vkey, "--json"])
                #expect(verdict.status == 0, "\(verdict.output) \(verdict.errors)")
                #expect(verdict.output.contains("\"covers\":\"\(covers)\""))
            }
        }
    }

    /// The key is changed under a log that goes on: who has either key believes what both sign, and what came before stays what it was.
    @Test func aNewKeyTakesOverWhileTheLogGoesOn() async throws {
        try await Site.with { site in
            let (log, key) = (PublicLog(site: site), site.data + "/signer/key")
            let heads = ["--heads", site.folder + "/heads"]
            var server = try await site.serve()
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            try await log.settled()
            let old = ["--vkey", try await log.vkey]
            #expect(try await log.verify(by: old + heads).status == 0)
            func change(_ more: [String]) async throws -> [String] {
                server.signal(SIGTERM)
                #expect(await server.ended() == 0)
                let changed = try await site.run(["log", "rotate", key] + more)
                #expect(changed.status == 0, "\(changed.errors)")
                server = try await site.serve()
                _ = try await office.owner.createProject(NewProjectBody(name: "【样例】项目", region: "000000", facts: SampleCase.project))
                try await log.settled()
                return changed.output.split(separator: "\n").map(String.init)
            }
            let new = ["--vkey", try #require(try await change([]).first)]
            for key in [old, new, old + new] { #expect(try await log.verify(by: key).status == 0, "\(key)") }
            #expect(try await log.verify(by: old + heads).report?.heads == 1)
            #expect(try await change(["--retire"]) == [new[1]])
            let late = try await log.verify(by: old)
            #expect(late.status == 1 && late.report?.codes == ["checkpoint.unsigned"], "\(String(describing: late.report))")
            let sound = try await log.verify(by: old + new + heads)
            #expect(
                sound.status == 0 && sound.report?.heads == 2 && sound.report?.rows == sound.report?.entries, "\(String(describing: sound.report))")
            await office.close()
            server.signal(SIGTERM)
            _ = await server.ended()
        }
    }

    /// It never ends, and never pauses for as long as a connection may.
    @Test func aServerThatSendsAByteAtATimeKeepsNobodyForEver() async throws {
        let script = """
            import socket, sys, time
            listener = socket.create_server(('127.0.0.1', int(sys.argv[1])))
            print('ready', flush=True)
            while True:
                line, _ = listener.accept()
                try:
                    line.recv(65536)
                    line.sendall(b'HTTP/1.1 200 OK\\r\\nContent-Length: 1000000\\r\\n\\r\\n')
                    while True:
                        line.sendall(b'x')
                        time.sleep(0.1)
                except OSError:
                    pass
            """
        try await Site.with { site in
            let server = try Running(
                "/usr/bin/python3", ["-c", script, "\(site.port)"], environment: site.environment, in: site.folder + "/run",
                log: site.folder + "/trickle")
            try await poll("it listens") { server.output.contains("ready") }
            await #expect(throws: ClientError.self) {
                try await LianshenClient.with(baseURL: site.url, token: nil) { client in
                    try await client.logFile("log/checkpoint", limit: 1 << 20, within: .milliseconds(300))
                }
            }
            server.signal(SIGKILL)
            await server.ended()
        }
    }

    /// A token of somebody who may read the log's entries.
    private func auditor(of site: Site) async throws -> String {
        let code = try await site.bootstrapCode()
        return try await LianshenClient.with(baseURL: site.url, token: nil) { door in
            let first = try await door.bootstrap(
                BootstrapRequestBody(
                    code: code, organisation: .init(creditCode: "12000000YANGL0909D", name: "【样例】运营单位"),
                    person: .init(signInName: "admin", name: "样例管理员")))
            return try await regulator(by: door.signedIn(with: first.token))
        }
    }

    private func regulator(by administrator: LianshenClient) async throws -> String {
        let office = SampleCase.regulator
        let regulator = try await administrator.createOrganisation(
            NewOrganisationBody(creditCode: office.creditCode, name: office.name, functions: [FunctionGrantBody(function: .regulator)]))
        let person = try await administrator.createPerson(
            NewPersonBody(organisationId: regulator.id, signInName: "regulator.a", name: "样例监管人甲", roles: [RoleGrantBody(role: .regulator)]))
        return try await administrator.issueToken(for: person.id, NewTokenBody(label: "test", days: 1)).token
    }
}
