import Foundation
import Glibc
import PrivateCluster
import Testing

@Suite(.timeLimit(.minutes(5))) struct RecoveryTests {
    @Test func aServerThatWasKilledIsStartedAgainWithItsData() async throws {
        try await Home.withCluster { home in
            let cluster = try await home.join()
            _ = try await cluster.ask("CREATE TABLE kept AS SELECT 'acknowledged' AS word")
            #expect(try await cluster.ensureRunning() == false)

            try await home.killServer()
            // The kernel closes a dead process's sockets a moment after the process has gone.
            while cluster.isAlive { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await cluster.ensureRunning())
            #expect(try await cluster.ask("SELECT word FROM kept") == "acknowledged")
            await cluster.leave()
            #expect(home.postmaster == nil)
        }
    }

    @Test func manyThatMissTheServerStartItOnce() async throws {
        try await Home.withCluster { home in
            let cluster = try await home.join()
            try await home.killServer()
            while cluster.isAlive { try await Task.sleep(for: .milliseconds(5)) }
            let starts = try await withThrowingTaskGroup(of: Bool.self) { group in
                for _ in 0..<6 { group.addTask { try await cluster.ensureRunning() } }
                return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(starts == 1)
            await cluster.leave()
        }
    }

    /// The number in the pid file of a server that died may since belong to any other program.
    @Test func aPidFileThatNamesAnotherProgramIsNoObstacle() async throws {
        try await Home.withCluster { home in
            let first = try await home.join()
            let account = try await ServerAccount.forCluster(in: home.data)
            try await home.killServer()
            await first.leave()

            let stranger = Process()
            stranger.executableURL = URL(fileURLWithPath: account.mustSwitch ? "/usr/bin/setpriv" : "/bin/sleep")
            let switching = ["--reuid=\(account.uid)", "--regid=\(account.gid)", "--clear-groups", "/bin/sleep"]
            stranger.arguments = (account.mustSwitch ? switching : []) + ["300"]
            // Our output would be waited for as long as the stranger holds it, and a softer signal may be blocked in a child of ours.
            stranger.standardOutput = FileHandle.nullDevice
            stranger.standardError = FileHandle.nullDevice
            try stranger.run()
            defer { _ = kill(stranger.processIdentifier, SIGKILL) }
            // Until it has changed its account, the server takes it for somebody else's.
            let name = "/proc/\(stranger.processIdentifier)/comm"
            while try String(contentsOfFile: name, encoding: .utf8) != "sleep\n" { try await Task.sleep(for: .milliseconds(5)) }
            let pidFile = "\(home.data)/postmaster.pid"
            let rest = try String(contentsOfFile: pidFile, encoding: .utf8).drop { $0 != "\n" }
            try "\(stranger.processIdentifier)\(rest)".write(toFile: pidFile, atomically: false, encoding: .utf8)

            // The server alone gives up here; else this test would show nothing.
            let control = "\(first.programs)/pg_ctl"
            let alone = try await Command(control, ["start", "-w", "-D", ".", "-l", "startup.log"], as: account, in: home.data).outcome()
            #expect(alone.status != 0)

            let second = try await home.join()
            #expect(try await second.ask("SELECT 1") == "1")
            #expect(stranger.isRunning)
            await second.leave()
        }
    }

    @Test func aClusterWhoseMakingWasInterruptedIsMadeAnew() async throws {
        try await Home.with { home in
            let path = home.path
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                let home = Home(path: path)
                Task {
                    // Whatever ends the making before it is interrupted must end this process too, or it would wait for ever.
                    _ = try? await home.join()
                    exit(1)
                }
                // `initdb` writes PG_VERSION in the middle of its work.
                while !home.leftovers.contains(where: { FileManager.default.fileExists(atPath: "\(path)/\($0)/PG_VERSION") }) {
                    try await Task.sleep(for: .milliseconds(1))
                }
                kill(getpid(), SIGKILL)
            }
            #expect(!home.leftovers.isEmpty)
            #expect(!FileManager.default.fileExists(atPath: home.data))

            let cluster = try await home.join()
            #expect(try await cluster.ask("SELECT 1") == "1")
            #expect(home.leftovers.isEmpty)
            await cluster.leave()
        }
    }

    @Test func aSessionThatOutlivesItsKilledServerDelaysTheNextStartButDoesNotPreventIt() async throws {
        try await Home.withCluster { home in
            let cluster = try await home.join()
            // A session in the middle of a computation does not look up until it is done, for a minute or more.
            let busy = Task { try? await cluster.ask("DO $$ DECLARE n bigint := 0; BEGIN FOR i IN 1..2000000000 LOOP n := n + i; END LOOP; END $$") }
            while try await cluster.ask("SELECT count(*) FROM pg_stat_activity WHERE query LIKE 'DO %' AND state = 'active'") != "1" {
                try await Task.sleep(for: .milliseconds(10))
            }
            try await home.killServer()
            while cluster.isAlive { try await Task.sleep(for: .milliseconds(5)) }
            #expect(try await cluster.ensureRunning())
            #expect(try await cluster.ask("SELECT 1") == "1")
            _ = await busy.value
            await cluster.leave()
        }
    }
}
