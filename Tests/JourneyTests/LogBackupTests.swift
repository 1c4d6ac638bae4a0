import AsyncHTTPClient
import Client
import Foundation
import NIOCore
import Testing
import Wire

extension Site {
    /// Brings the signer's key and memory into another data folder, as an operator does who keeps them apart from the backups.
    func bringSigner(to data: String) throws {
        try FileManager.default.createDirectory(
            atPath: data + "/signer", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        for part in ["key", "state"] {
            try FileManager.default.copyItem(atPath: "\(self.data)/signer/\(part)", toPath: "\(data)/signer/\(part)")
        }
    }
}

/// The log in a backup: what is published comes with it, what signs does not.
@Suite(.timeLimit(.minutes(5))) struct LogBackupTests {
    private func entries(_ site: Site, _ log: PublicLog) async throws {
        let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
        await office.close()
        try await log.settled()
    }

    /// An entry, whatever becomes of it in the log.
    private func write(_ site: Site, data: String) async throws {
        _ = try await site.ask(
            """
            SET search_path = lianshen;
            WITH e AS (INSERT INTO audit_entry (act, result, role, object_kind, request_id) VALUES ('audit.query', 'ok', 'system', 'audit', 'x')
                       RETURNING audit_id, recorded_at)
            INSERT INTO audit_pending SELECT audit_id, recorded_at FROM e
            """, data: data)
    }

    private func serve(_ site: Site, _ data: String) async throws -> Running {
        let server = try site.start(["serve", "--data", data, "--port", "\(site.port)"])
        try await poll("the copy is served") { await site.status("/readyz") == 200 }
        return server
    }

    private func size(_ data: String) -> Int? {
        let text = try? String(contentsOfFile: data + "/log/checkpoint", encoding: .utf8)
        return text?.split(separator: "\n").dropFirst().first.flatMap { Int($0) }
    }

    @Test func aBackupHoldsTheLogAndNoSecretKeyAndTheLogGoesOnAfterItsRestore() async throws {
        try await Site.with { site in
            let log = PublicLog(site: site)
            let first = try await site.serve()
            try await entries(site, log)
            try log.keepHead()
            first.signal(SIGTERM)
            #expect(await first.ended() == 0)
            let (backup, copy, vkey) = (site.folder + "/backup", site.folder + "/copy", try await log.vkey)
            let made = try await site.run(["backup", "--data", site.data, backup])
            #expect(made.status == 0 && made.output.contains("the signer's key and memory are not in it"), "\(made.output) \(made.errors)")
            // The backup's log is a log: anybody can check it before anything is restored.
            let checked = try await site.run(["audit", "verify", backup + "/log", "--vkey", vkey, "--heads", site.folder + "/heads"])
            #expect(checked.status == 0, "\(checked.output) \(checked.errors)")
            let secret = try #require(try String(contentsOfFile: site.data + "/signer/key", encoding: .utf8).split(separator: "\n").last)
            for name in try FileManager.default.subpathsOfDirectory(atPath: backup) {
                let bytes = FileManager.default.contents(atPath: "\(backup)/\(name)") ?? Data()
                #expect(bytes.range(of: Data(secret.utf8)) == nil, "\(name) has the signer's key")
            }

            let restored = try await site.run(["restore", "--data", copy, backup])
            #expect(restored.status == 0 && restored.output.contains(copy + "/signer"), "\(restored.output) \(restored.errors)")
            let unsigned = try await site.run(["serve", "--data", copy, "--port", "\(site.port)"], within: .seconds(60))
            #expect(unsigned.status == 2 && unsigned.errors.contains("bring back what you keep"), "\(unsigned.errors)")
            #expect(!FileManager.default.fileExists(atPath: copy + "/signer/key"), "no key is made in place of the lost one")
            try FileManager.default.removeItem(atPath: copy + "/signer")
            try site.bringSigner(to: copy)
            let before = try #require(size(copy))
            let second = try await serve(site, copy)
            try await write(site, data: copy)
            try await poll("the log goes on") { size(copy).map { $0 > before } == true }
            second.signal(SIGTERM)
            #expect(await second.ended() == 0)
            let verdict = try await site.run(["audit", "verify", copy + "/log", "--vkey", vkey, "--heads", site.folder + "/heads"])
            #expect(verdict.status == 0, "\(verdict.output) \(verdict.errors)")
        }
    }

    @Test func anOlderBackupIsServedAndNothingIsSignedForIt() async throws {
        try await Site.with { site in
            let log = PublicLog(site: site)
            let first = try await site.serve()
            try await log.settled()
            let (backup, copy) = (site.folder + "/backup", site.folder + "/copy")
            #expect(try await site.run(["backup", "--data", site.data, backup]).status == 0)
            try await entries(site, log)
            first.signal(SIGTERM)
            #expect(await first.ended() == 0)
            #expect(try await site.run(["restore", "--data", copy, backup]).status == 0)
            try site.bringSigner(to: copy)
            let old = try #require(size(copy))
            let second = try await serve(site, copy)
            try await write(site, data: copy)
            try await poll("it is told") { second.errors.contains("it may come from an older backup") }
            let answer = try await site.get("/log/status")
            let status = try WireJSON.decode(LogStatusBody.self, from: Data(try await answer.body.collect(upTo: 1 << 20).readableBytesView))
            #expect(status.size == old && status.waiting > 0)
            second.signal(SIGTERM)
            #expect(await second.ended() == 0)
            #expect(size(copy) == old)
            // A log that is there already may be newer than the backup's: it is left alone.
            let third = site.folder + "/third"
            let apart = ["LIANSHEN_LOG_FOLDER": site.data + "/log"]
            let kept = try await site.run(["restore", "--data", third, backup], apart)
            #expect(kept.status == 0 && kept.output.contains("left alone"), "\(kept.output) \(kept.errors)")
            #expect(size(site.data).map { $0 > old } == true)
        }
    }

    /// Takes the log and what signs it out of a data folder, and serves it: the same history begins anew, under a key that is new.
    private func serveAnew(_ site: Site, _ data: String) async throws -> (server: Running, vkey: String) {
        for part in ["log", "signer"] where FileManager.default.fileExists(atPath: "\(data)/\(part)") {
            try FileManager.default.moveItem(atPath: "\(data)/\(part)", toPath: "\(site.folder)/old-\(part)")
        }
        let server = try await serve(site, data)
        let entries = try await site.ask("SELECT count(*) FROM lianshen.audit_entry", data: data)
        try await poll("everything is signed") { size(data).map { $0 >= Int(entries) ?? .max } == true }
        let shown = try await site.run(["log", "vkey", data + "/signer/key"])
        return (server, shown.output.trimmingCharacters(in: .whitespacesAndNewlines))
    }

    @Test func aLogWhoseKeyIsLostGoesOnUnderAnotherAndEveryHeadThatWasKeptIsFoundInIt() async throws {
        try await Site.with { site in
            let log = PublicLog(site: site)
            let first = try await site.serve()
            try await entries(site, log)
            try log.keepHead()
            let lost = try await log.vkey
            first.signal(SIGTERM)
            #expect(await first.ended() == 0)
            let (second, vkey) = try await serveAnew(site, site.data)
            #expect(vkey != lost)
            let sound = try await log.requireSound()
            #expect(sound.status == 0 && sound.report?.heads == 1, "\(sound.errors) \(String(describing: sound.report))")
            #expect(try await log.verify(by: ["--vkey", lost]).report?.codes == ["checkpoint.unsigned"])
            second.signal(SIGTERM)
            #expect(await second.ended() == 0)
        }
    }

    @Test func aLogThatIsSignedAnewOverAnOlderBackupIsNamedByWhoeverKeptANewerHead() async throws {
        try await Site.with { site in
            let log = PublicLog(site: site)
            let first = try await site.serve()
            try await log.settled()
            let (backup, copy) = (site.folder + "/backup", site.folder + "/copy")
            #expect(try await site.run(["backup", "--data", site.data, backup]).status == 0)
            try await entries(site, log)
            let old = ["audit", "verify", site.data + "/log", "--vkey", try await log.vkey]
            #expect(try await site.run(old + ["--heads", site.folder + "/heads"]).status == 0)
            first.signal(SIGTERM)
            #expect(await first.ended() == 0)
            #expect(try await site.run(["restore", "--data", copy, backup]).status == 0)
            let (second, vkey) = try await serveAnew(site, copy)
            let anew = ["audit", "verify", copy + "/log", "--vkey", vkey]
            #expect(try await site.run(anew).status == 0, "in itself it is a log")
            let held = try await site.run(anew + ["--heads", site.folder + "/heads", "--json"])
            #expect(held.status == 1 && held.output.contains("\"head.tail_dropped\""), "\(held.output)")
            #expect(try await site.run(old).status == 0, "the old folder proves what was")
            second.signal(SIGTERM)
            #expect(await second.ended() == 0)
        }
    }
}
