import Foundation
import Logging
import Postgres
import Store

/// The two clusters and the templates in them.
actor Site {
    nonisolated let plan: Plan
    nonisolated let disk: BenchCluster
    nonisolated let memory: BenchCluster
    private var templates: Set<String> = []

    init(_ plan: Plan) async throws {
        self.plan = plan
        disk = try await BenchCluster(.disk)
        do {
            memory = try await BenchCluster(.memory)
            for cluster in [disk, memory] { try await cluster.createRoles(in: "postgres") }
        } catch {
            await disk.close()
            throw error
        }
    }

    nonisolated func cluster(_ place: Place) -> BenchCluster { place == .disk ? disk : memory }

    func close() async {
        await disk.close()
        await memory.close()
    }

    /// A migrated database with the shipped rules, filled by `limits/fill.sql`, to be cloned once a visit.
    func template(_ name: String, in place: Place, filledWith filling: Filling) async throws {
        guard templates.insert("\(place) \(name)").inserted else { return }
        let cluster = cluster(place)
        try await cluster.psql("CREATE DATABASE \(name) TEMPLATE template0")
        try await cluster.migrate(name)
        try await cluster.withStore(name, connections: 1) { try await $0.seedShippedRules() }
        let script = try String(contentsOfFile: "\(plan.folder)/limits/fill.sql", encoding: .utf8)
        try await cluster.psql(Answers.table() + script, in: name, variables: filling.variables)
        try await cluster.settled(name)
    }

    /// Runs `body` on a clone of a template, straight after a checkpoint, and adds the flushes a unit.
    ///
    /// Every visit so begins with the same pages on the medium, whatever the visits before it left behind.
    nonisolated func visit(
        _ template: String, in place: Place, as database: String = "visit", units: Int,
        _ body: @Sendable (BenchCluster, String) async throws -> Sample
    ) async throws -> Sample {
        let cluster = cluster(place)
        try await cluster.psql(
            """
            DROP DATABASE IF EXISTS \(database) WITH (FORCE);
            CREATE DATABASE \(database) TEMPLATE \(template) STRATEGY file_copy;
            CHECKPOINT;
            """)
        let before = try await cluster.walSyncs()
        var sample = try await body(cluster, database)
        try await cluster.settled(database)
        sample.syncs = try await (cluster.walSyncs() - before) / Double(units)
        return sample
    }

    /// What the figures were measured on.
    nonisolated func surroundings(flushesBefore: Double, loadBefore: Double) async throws -> Surroundings {
        let machine = Surroundings.machine()
        return Surroundings(
            date: Date.now.formatted(.iso8601), processor: machine.processor, processors: ProcessInfo.processInfo.activeProcessorCount,
            memory: machine.memory, kernel: machine.kernel, postgres: try await disk.version(), flushesBefore: flushesBefore,
            flushesAfter: flushRate(),
            loadBefore: loadBefore)
    }

    /// How often a second the disk takes 8 KiB and confirms it.
    nonisolated func flushRate() -> Double {
        let path = "\(disk.folder)/flush"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return .nan }
        defer {
            _ = Glibc.close(descriptor)
            _ = unlink(path)
        }
        let page = [UInt8](repeating: 7, count: 8192)
        let start = ContinuousClock.now
        var flushes = 0.0
        while ContinuousClock.now - start < .milliseconds(500) {
            _ = pwrite(descriptor, page, page.count, off_t(8192 * (Int(flushes) % 8)))
            _ = fdatasync(descriptor)
            flushes += 1
        }
        return flushes / (ContinuousClock.now - start).seconds
    }
}

/// How a template is filled; see `limits/fill.sql`.
struct Filling: Sendable {
    /// Cases that are ready to be accepted.
    var submitted = 0
    /// Cases under review, all five disciplines waiting.
    var opened = 0
    /// Ready machine jobs.
    var jobs = 0
    /// Cases with four waiting reviews, in a thousand projects.
    var deep = 0
    /// How many of those have a fifth.
    var fifth = 0

    var variables: [String: String] {
        ["submitted": "\(submitted)", "opened": "\(opened)", "jobs": "\(jobs)", "deep": "\(deep)", "fifth": "\(fifth)"]
    }
}

extension Duration {
    /// Seconds with their fraction.
    var seconds: Double { Double(components.seconds) + Double(components.attoseconds) / 1e18 }
}

/// Runs `clients` tasks at once, each `times` times, and gives how many a second that were.
func together(_ clients: Int, times: Int, _ body: @escaping @Sendable (_ client: Int) async throws -> (@Sendable (Int) async throws -> Void))
    async throws -> Double
{
    let bodies = try await withThrowingTaskGroup { group in
        for client in 0..<clients { group.addTask { try await body(client) } }
        return try await group.reduce(into: []) { $0.append($1) }
    }
    let start = ContinuousClock.now
    try await withThrowingDiscardingTaskGroup { group in
        for one in bodies { group.addTask { for turn in 0..<times { try await one(turn) } } }
    }
    return Double(clients * times) / (ContinuousClock.now - start).seconds
}
