import AsyncHTTPClient
import Foundation
import NIOCore
import TestDatabase
import Testing
import Wire

/// A service whose log is witnessed by programs that others run: `lianshen signer`, `lianshen witness`, `lianshen serve`, each a process.
@Suite(.timeLimit(.minutes(10))) struct WitnessTests {
    /// The keys and processes beside the service.
    private final class Ring {
        let site: Site
        let policy: String
        let names = ["a", "b", "c"]
        private var ports: [String: Int] = [:]
        private var vkey = ""
        private var running: [String: Running] = [:]
        private var memories: [String: Int] = [:]

        init(_ site: Site) async throws {
            self.site = site
            policy = site.folder + "/policy"
            vkey = try await keygen("signer", ["--name", "log.journey.example/lianshen"])
            var lines = "log \(vkey)\n"
            for name in names {
                let port = try FreePort.next()
                ports[name] = port
                lines += "witness \(name) \(try await keygen(name, ["--name", "\(name).example/witness", "--witness"])) http://127.0.0.1:\(port)\n"
            }
            try (lines + "group G 2 a b c\nquorum G\n").write(toFile: policy, atomically: true, encoding: .utf8)
        }

        private func keygen(_ name: String, _ more: [String]) async throws -> String {
            let made = try await site.run(["log", "keygen", "-o", "\(site.folder)/\(name).key"] + more)
            guard made.status == 0 else { throw Unmet(made.errors) }
            return made.output.trimmingCharacters(in: .whitespacesAndNewlines)
        }

        var environment: [String: String] {
            [
                "LIANSHEN_LOG_ORIGIN": "log.journey.example/lianshen", "LIANSHEN_LOG_SIGNER": site.folder + "/signer.socket",
                "LIANSHEN_LOG_POLICY": policy,
            ]
        }

        func startSigner() async throws {
            let state = site.folder + "/signer.state"
            let isNew = !FileManager.default.fileExists(atPath: state)
            running["signer"] = try site.start(
                ["signer", "--key", site.folder + "/signer.key", "--state", state, "--socket", site.folder + "/signer.socket"]
                    + (isNew ? ["--new"] : []))
            try await poll("the signer listens") { FileManager.default.fileExists(atPath: self.site.folder + "/signer.socket") }
        }

        /// Starts a witness; one that forgot begins with an empty memory.
        func start(_ name: String, forgetting: Bool = false) async throws {
            if forgetting { memories[name, default: 0] += 1 }
            let state = "\(site.folder)/\(name).state-\(memories[name] ?? 0)"
            let isNew = !FileManager.default.fileExists(atPath: state)
            let port = ports[name] ?? 0
            running[name] = try site.start(
                ["witness", "--key", "\(site.folder)/\(name).key", "--state", state, "--log", vkey, "--port", "\(port)"] + (isNew ? ["--new"] : []))
            try await poll("the witness listens") { await self.site.status("/", port: port) != nil }
        }

        func kill(_ name: String) async {
            running[name]?.signal(SIGKILL)
            _ = await running[name]?.ended()
        }

        /// Whether the published checkpoint meets the policy, by the program that an auditor runs.
        func isAccepted() async throws -> Bool {
            try await site.run(["audit", "verify", site.data + "/log", "--policy", policy, "--json"]).status == 0
        }

        func status() async throws -> LogStatusBody {
            let answer = try await site.get("/log/status")
            return try WireJSON.decode(LogStatusBody.self, from: Data(try await answer.body.collect(upTo: 1 << 20).readableBytesView))
        }

        /// Writes an entry into the log, whatever becomes of it there; it may claim to be older than it is.
        func write(secondsAgo: Int = 0) async throws {
            _ = try await site.ask(
                """
                SET session_replication_role = replica; SET search_path = lianshen;
                WITH e AS (INSERT INTO lianshen.audit_entry (recorded_at, act, result, role, object_kind, request_id)
                           VALUES (clock_timestamp() - interval '\(secondsAgo) seconds', 'audit.query', 'ok', 'system', 'audit', 'x')
                           RETURNING audit_id, recorded_at)
                INSERT INTO lianshen.audit_pending SELECT audit_id, recorded_at FROM e
                """)
        }
    }

    @Test func twoOfThreeAreEnoughAndOneThatForgotIsOneAgain() async throws {
        try await Site.with { site in
            let (ring, log) = (try await Ring(site), PublicLog(site: site))
            try await ring.startSigner()
            for name in ["a", "b"] { try await ring.start(name) }
            let server = try await site.serve([], ring.environment)
            try await ring.write()
            try await log.settled()
            #expect(try await ring.isAccepted())
            try await poll("the status tells that one is away") {
                let status = try await ring.status()
                return status.witnesses.map(\.fault) == [nil, nil, .unreachable] && status.witnessedSize == status.size && status.alarms.isEmpty
            }
            // With one of three the log goes on, and says that it lacks witnesses.
            await ring.kill("a")
            try await ring.write()
            try await log.settled()
            #expect(try await !ring.isAccepted())
            #expect(try await ring.status().unwitnessedSeconds != nil)
            try await ring.start("c")
            try await poll("two have signed again") { try await ring.isAccepted() }
            // One that lost its memory believes what it is shown first, as a new one does.
            await ring.kill("b")
            try await ring.start("b", forgetting: true)
            try await ring.write()
            try await poll("it is one of the two again") {
                let status = try await ring.status()
                guard status.witnesses.map(\.fault) == [.unreachable, nil, nil], status.witnessedSize == log.size else { return false }
                return try await ring.isAccepted()
            }
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
        }
    }

    /// What waits for its place is nobody's word yet; that it has waited since before a head that lacks it is a lie all the same.
    @Test func anEntryThatWaitsAndClaimsATimeBeforeTheHeadIsNamed() async throws {
        try await Site.with { site in
            let (ring, log) = (try await Ring(site), PublicLog(site: site))
            try await ring.startSigner()
            for name in ["a", "b"] { try await ring.start(name) }
            let server = try await site.serve([], ring.environment)
            try await ring.write()
            try await log.settled()
            try await poll("it is witnessed") { try await ring.isAccepted() }
            func audit() async throws -> PublicLog.Verdict {
                try await log.verify(by: ["--policy", ring.policy, "--heads", site.folder + "/kept"])
            }
            #expect(try await audit().status == 0)

            _ = try await site.ask("REVOKE DELETE ON lianshen.audit_pending FROM lianshen_sequencer")
            try await ring.write()
            let honest = try await audit()
            #expect(honest.status == 0 && honest.report?.uncompared == 1, "\(honest.errors) \(String(describing: honest.report))")
            try await ring.write(secondsAgo: 3600)
            let waiting = try #require(try await audit().report)
            #expect(waiting.codes == ["database.row_backdated"] && waiting.uncompared == 2, "\(waiting)")
            // Nor does it help to give it a place.
            _ = try await site.ask("GRANT DELETE ON lianshen.audit_pending TO lianshen_sequencer")
            try await log.settled()
            try await poll("it is witnessed") { try await ring.isAccepted() }
            #expect(try await audit().report?.codes == ["entry.backdated"])
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
        }
    }

    /// Everything that the operator has comes from an older backup: database, folder of the log, memory of the signer.
    @Test func whatAWitnessHasSeenCannotBeTakenBackByABackup() async throws {
        try await Site.with { site in
            let (ring, log) = (try await Ring(site), PublicLog(site: site))
            try await ring.startSigner()
            for name in ["a", "b"] { try await ring.start(name) }
            func stop(_ server: Running) async throws {
                server.signal(SIGTERM)
                #expect(await server.ended() == 0)
                await ring.kill("signer")
            }
            var server = try await site.serve([], ring.environment)
            try await ring.write()
            try await log.settled()
            try await stop(server)
            try await copy(["data", "signer.state"], of: site, from: "", to: "backup-")
            try await ring.startSigner()
            server = try await site.serve([], ring.environment)
            for _ in 0..<5 { try await ring.write() }
            try await log.settled()
            #expect(try await ring.isAccepted())
            let seen = log.size
            try await stop(server)

            try await copy(["data", "signer.state"], of: site, from: "backup-", to: "")
            let older = log.size
            #expect(older < seen)
            try await ring.startSigner()
            server = try await site.serve([], ring.environment)
            try await ring.write()
            try await poll("the alarm is given") { try await ring.status().alarms.contains(.witnessAhead) }
            try await poll("the operator is told") { server.errors.contains("The log is not continued") && server.errors.contains("\(seen)") }
            // Work goes on, and what it writes waits.
            #expect(await site.status("/readyz") == 200)
            #expect(log.size == older)
            #expect(try await ring.status().waiting > 0)
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
        }
    }

    private func copy(_ names: [String], of site: Site, from: String, to: String) async throws {
        for name in names {
            let (source, target) = ("\(site.folder)/\(from)\(name)", "\(site.folder)/\(to)\(name)")
            try? FileManager.default.removeItem(atPath: target)
            let process = Process()
            process.executableURL = URL(fileURLWithPath: "/bin/cp")
            process.arguments = ["-a", source, target]
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw Unmet("cp \(source)") }
        }
    }
}
