import Foundation
import TestDatabase
import Testing

@Suite(.timeLimit(.minutes(5))) struct TestClusterTests {
    @Test func everyTestGetsADatabaseOfItsOwn() async throws {
        let cluster = try await TestCluster.shared
        let names = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    try await cluster.withFreshDatabase { database in
                        try await database.run("CREATE TABLE only_mine (word text); INSERT INTO only_mine VALUES ('x')")
                        #expect(try await database.run("SELECT count(*) FROM only_mine") == "1")
                        return database.name
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(names).count == 8)
        let left = try await cluster.run("SELECT datname FROM pg_database")
        #expect(names.allSatisfy { !left.contains($0) })
    }

    @Test func aTemplateIsBuiltOnceAndClonedForAll() async throws {
        let cluster = try await TestCluster.shared
        let builds = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<6 {
                group.addTask {
                    let template = try await cluster.template("template_of_this_test") { database in
                        await builds.add()
                        try await database.run("CREATE TABLE word AS SELECT 'ready' AS word")
                    }
                    try await cluster.withFreshDatabase(template: template) { database in
                        #expect(try await database.run("SELECT word FROM word") == "ready")
                        try await database.run("DROP TABLE word")
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await builds.count == 1)
    }

    actor Counter {
        var count = 0
        func add() { count += 1 }
    }
}
