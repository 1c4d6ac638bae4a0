import Foundation
import Glibc
import PrivateCluster
import Testing

@Suite(.timeLimit(.minutes(5))) struct RefusalTests {
    @Test func aFolderOfAnotherMajorVersionIsRefusedWithBothVersionsAndTheRemedy() async throws {
        try await Home.with { home in
            try FileManager.default.createDirectory(atPath: home.data, withIntermediateDirectories: true)
            try "99\n".write(toFile: "\(home.data)/PG_VERSION", atomically: false, encoding: .utf8)
            if geteuid() == 0 { try await own(home.data, by: .systemAccount()) }
            let installed = await Installation.all().map(\.major)

            let met = try await refusal { try await home.join() }
            let refusal = try #require(met)
            #expect(refusal == .wrongVersion(folder: home.data, found: "99", installed: installed))
            for text in [refusal.message.zh, refusal.message.en] {
                #expect(text.contains("99") && text.contains("PostgreSQL \(installed[0])"))
            }
            #expect(refusal.remedy.zh.contains("pg_upgrade") && refusal.remedy.en.contains("pg_upgrade"))
            #expect(try FileManager.default.contentsOfDirectory(atPath: home.data) == ["PG_VERSION"])
        }
    }

    @Test func aFolderThatIsNoClusterIsLeftUntouched() async throws {
        try await Home.with { home in
            try FileManager.default.createDirectory(atPath: home.data, withIntermediateDirectories: true)
            try "mine".write(toFile: "\(home.data)/letter.txt", atomically: false, encoding: .utf8)
            if geteuid() == 0 { try await own(home.data, by: .systemAccount()) }
            let met = try await refusal { try await home.join() }
            #expect(met == .notACluster(folder: home.data))
            #expect(try String(contentsOfFile: "\(home.data)/letter.txt", encoding: .utf8) == "mine")
        }
    }

    @Test func aHomeThatIsAFileIsRefused() async throws {
        try await Home.with { home in
            try "not a folder".write(toFile: home.path, atomically: false, encoding: .utf8)
            let met = try await refusal { try await home.join() }
            let refusal = try #require(met)
            #expect(refusal.code == "cluster-not-writable")
            #expect(refusal.message.en.contains(home.path))
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root runs the server as another account"))
    func aHomeThatTheServersAccountCannotReachIsRefused() async throws {
        try await Home.with("closed/home") { home in
            let closed = URL(fileURLWithPath: home.path).deletingLastPathComponent().path
            #expect(mkdir(closed, 0o700) == 0)
            let met = try await refusal { try await home.join() }
            #expect(met == .unreachable(folder: home.data, account: "lianshen"))
            #expect(home.leftovers.isEmpty)
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can become an ordinary user"))
    func aHomeMadeByRootIsRefusedToAnOrdinaryUserAndTheOwnerIsNamed() async throws {
        try await Home.withCluster { home in
            let path = home.path
            await #expect(processExitsWith: .success) { [path = path as String] in
                #expect(setgid(65_534) == 0 && setuid(65_534) == 0)
                let met = try await refusal { try await Home(path: path).join() }
                let refusal = try #require(met)
                #expect(refusal.code == "cluster-foreign-owner")
                #expect(refusal.message.en.contains("belongs to the user root"))
            }
        }
    }

    @Test(.enabled(if: geteuid() == 0, "only root can become an ordinary user"))
    func aClusterOfAnOrdinaryUserIsServedAsThatUserWhenRootOpensIt() async throws {
        try await Home.with { home in
            let path = home.path
            #expect(mkdir(path, 0o700) == 0 && chown(path, 65_534, 65_534) == 0)
            // The folder above is root's; the user works in its own one.
            await #expect(processExitsWith: .success) { [path = path as String] in
                #expect(setgid(65_534) == 0 && setuid(65_534) == 0)
                let cluster = try await Home(path: path).join()
                #expect(try await cluster.ask("SELECT 1") == "1")
                await cluster.leave()
            }
            let cluster = try await home.join()
            var status = stat()
            #expect(stat("/proc/\(try #require(home.postmaster))", &status) == 0 && status.st_uid == 65_534)
            await cluster.leave()
        }
    }

    private func own(_ path: String, by account: ServerAccount) throws {
        #expect(chown(path, account.uid, account.gid) == 0)
    }
}

/// The refusal that `body` meets, if it meets one.
func refusal<Ignored>(_ body: () async throws -> Ignored) async throws -> ClusterError? {
    do {
        _ = try await body()
        return nil
    } catch let error as ClusterError {
        return error
    }
}
