import Foundation
import Glibc
import PrivateCluster
import Testing

@Suite(.timeLimit(.minutes(5))) struct MembershipTests {
    @Test func theFirstStartsOthersJoinTheLastStops() async throws {
        try await Home.with { home in
            let first = try await home.join()
            let server = try #require(home.postmaster)
            let second = try await home.join()
            #expect(home.postmaster == server)

            await first.leave()
            #expect(second.isAlive)
            #expect(try await second.ask("SELECT 1") == "1")

            await second.leave()
            #expect(!second.isAlive)
            #expect(home.postmaster == nil)
            #expect(!home.isServed(by: server))
        }
    }

    @Test func whoHasLeftIsNoMemberAnyMore() async throws {
        try await Home.withCluster { home in
            let stays = try await home.join()
            let goes = try await home.join()
            await goes.leave()
            await goes.leave()
            #expect(stays.isAlive)
            await #expect(throws: ClusterError.left) { try await goes.ensureRunning() }
            await stays.leave()
            #expect(!stays.isAlive)
        }
    }

    @Test func aMemberThatIsKilledCountsNoMoreAndItsServerIsAdopted() async throws {
        try await Home.withCluster { home in
            let path = home.path
            await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
                let cluster = try await Home(path: path).join()
                _ = try await cluster.ask("CREATE TABLE kept (word text)")
                kill(getpid(), SIGKILL)
            }
            let orphan = try #require(home.postmaster)
            #expect(home.isServed(by: orphan))

            let next = try await home.join()
            #expect(home.postmaster == orphan)
            #expect(try await next.ask("SELECT count(*) FROM kept") == "0")
            await next.leave()
            #expect(!home.isServed(by: orphan))
        }
    }

    @Test func processesThatStartAtTheSameTimeShareOneServer() async throws {
        try await Home.with { home in
            let path = home.path
            await withTaskGroup(of: Void.self) { group in
                for number in 0..<4 {
                    group.addTask {
                        await #expect(processExitsWith: .success) { [path = path as String, number = number as Int] in
                            let cluster = try await Home(path: path).join()
                            let started = try await cluster.ask("SELECT pg_postmaster_start_time()")
                            try started.write(toFile: "\(path)/member-\(number)", atomically: true, encoding: .utf8)
                            // Nobody leaves before all have joined, or the last but one would find the server stopped.
                            let all = (0..<4).map { "\(path)/member-\($0)" }
                            while !all.allSatisfy(FileManager.default.fileExists) { try await Task.sleep(for: .milliseconds(10)) }
                            await cluster.leave()
                        }
                    }
                }
            }
            let seen = try (0..<4).map { try String(contentsOfFile: "\(path)/member-\($0)", encoding: .utf8) }
            #expect(Set(seen).count == 1)
            #expect(home.postmaster == nil)
            #expect(home.leftovers.isEmpty)
        }
    }

    @Test func aMemberLeavesCompletelyEvenInACancelledTask() async throws {
        try await Home.withCluster { home in
            let cluster = try await home.join()
            let task = Task {
                while !Task.isCancelled { await Task.yield() }
                await cluster.leave()
            }
            task.cancel()
            await task.value
            #expect(home.postmaster == nil)
        }
    }
}
