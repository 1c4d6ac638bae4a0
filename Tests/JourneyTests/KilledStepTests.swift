import Client
import Cosigning
import Foundation
import LogKeeping
import SampleCase
import Testing
import Wire

/// Who writes the log, who signs it, or the database is killed (`kill -9`) before and after every step from the table to the published head; whoever comes
/// next goes on, and the log is whole (I1 to I4 of the fault matrix).
@Suite(.timeLimit(.minutes(10))) struct KilledStepTests {
    static let steps =
        LogStep.allCases.flatMap { step in LogMoment.allCases.map { "\(step.rawValue).\($0.rawValue)" } }
        + SigningStep.allCases.flatMap { step in SigningMoment.allCases.map { "\(step.rawValue).\($0.rawValue)" } }

    @Test(arguments: steps) func whoIsAtAStepIsKilledThere(_ step: String) async throws { try await play(step, database: false) }

    @Test(arguments: steps) func theDatabaseIsKilledAtAStep(_ step: String) async throws { try await play(step, database: true) }

    private func play(_ step: String, database: Bool) async throws {
        try await Site.with { site in
            let log = PublicLog(site: site)
            let first = try await site.serve()
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            try await log.settled()
            try log.keepHead()
            first.signal(SIGTERM)
            await first.ended()

            let mark = site.folder + "/struck"
            var variables = ["LIANSHEN_KILL_AT": step + ".1", "LIANSHEN_KILL_MARK": mark]
            if database { variables["LIANSHEN_KILL_PID"] = site.data + "/postgres/postmaster.pid" }
            #expect(site.postmaster == nil && site.processes(mentioning: site.data + "/signer").isEmpty, "nothing of the first is left")
            let server = try site.start(["serve", "--data", site.data, "--port", "\(site.port)"], variables)
            var acts = 0
            try await poll("killed at \(step)", every: .milliseconds(50)) {
                // Acts are what makes the log go on; what is answered while things die is nobody's concern here.
                if (try? await office.owner.createProject(NewProjectBody(name: "【样例】项目 \(acts)", region: "000000", facts: SampleCase.project))) != nil
                {
                    acts += 1
                    try? log.keepHead()
                }
                return (try? String(contentsOfFile: mark, encoding: .utf8))?.isEmpty == false
            }
            let struck = try #require(pid_t(try String(contentsOfFile: mark, encoding: .utf8)))
            try await poll("what was struck is dead") { (FileManager.default.contents(atPath: "/proc/\(struck)/cmdline") ?? Data()).isEmpty }
            let isServer = !database && LogStep.allCases.contains { step.hasPrefix($0.rawValue + ".") }
            #expect((struck == server.pid) == isServer)
            if isServer {
                #expect(await server.ended() == 128 + SIGKILL)
                _ = try await site.serve()
            }
            try await poll("ready again") { await site.status("/readyz") == 200 }
            _ = try await office.owner.createProject(NewProjectBody(name: "【样例】后来的项目", region: "000000", facts: SampleCase.project))
            let sound = try await log.requireSound()
            #expect(sound.status == 0 && sound.report?.rows == sound.report?.entries, "\(sound.errors) \(String(describing: sound.report))")
            let projects = Int(try await site.ask("SELECT count(*) FROM lianshen.project")) ?? 0
            #expect(projects >= acts + 2, "what was acknowledged is there")
            await office.close()
        }
    }
}
