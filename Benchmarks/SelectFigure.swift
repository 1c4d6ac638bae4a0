import Foundation
import Postgres

/// The smallest statement there is: what the client itself costs.
struct SelectFigure: Figure {
    private static let tasks = 8
    let name = "select"
    let site: Site

    init(_ site: Site) { self.site = site }

    func prepare() async throws {}

    var cells: [Cell] {
        let site = site
        let times = site.plan.count(20_000, quick: 2_000)
        return [
            Cell(name: "reactor") {
                try await withTaskExecutorPreference(Reactor.shared) { try await Self.leased(site.disk, times: times) }
            },
            Cell(name: "pgbench") {
                Sample(
                    rate: try await site.disk.pgbench(
                        "\(site.plan.folder)/limits/select.sql", in: "postgres", clients: Self.tasks, transactions: 2 * times))
            },
            Cell(name: "pool") { try await Self.pooled(site.disk, times: times) },
        ]
    }

    func rows(_ results: Results) -> [Line] {
        [
            Line(
                "prepared SELECT $1::int, 8 tasks on the reactor", .rate(results.rate("reactor")), limit: .rate(results.rate("pgbench")),
                ratio: results.ratio("reactor", to: "pgbench"), atLeast: 0.60),
            Line(
                "prepared SELECT $1::int, 8 tasks through the pool", .rate(results.rate("pool")), limit: .rate(results.rate("pgbench")),
                ratio: results.ratio("pool", to: "pgbench"), atLeast: 0.40),
        ]
    }

    /// Every task keeps its connection, as a transaction does.
    private static func leased(_ cluster: BenchCluster, times: Int) async throws -> Sample {
        let pool = cluster.pool("postgres", connections: tasks)
        let spans = try await withThrowingTaskGroup(of: Span.self) { group in
            for _ in 0..<tasks {
                group.addTask {
                    try await pool.withConnection { session in
                        for turn in 0..<100 { _ = try await session.first("SELECT \(Int32(turn))::int AS n") }
                        let start = ContinuousClock.now
                        for turn in 0..<times { _ = try await session.first("SELECT \(Int32(turn))::int AS n") }
                        return Span(start: start, end: .now)
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        await pool.close()
        return Sample(rate: Double(tasks * times) / spans.seconds)
    }

    /// Every statement leases a connection, from tasks that run where Swift puts them.
    private static func pooled(_ cluster: BenchCluster, times: Int) async throws -> Sample {
        let pool = cluster.pool("postgres", connections: tasks)
        let rate = try await together(tasks, times: times) { _ in
            for turn in 0..<100 { _ = try await pool.statement("SELECT \(Int32(turn))::int AS n") }
            return { turn in _ = try await pool.statement("SELECT \(Int32(turn))::int AS n") }
        }
        await pool.close()
        return Sample(rate: rate)
    }
}

/// When a task worked.
private struct Span: Sendable {
    let start: ContinuousClock.Instant
    let end: ContinuousClock.Instant
}

extension [Span] {
    /// From the first start to the last end.
    fileprivate var seconds: Double {
        guard let start = map(\.start).min(), let end = map(\.end).max() else { return .nan }
        return (end - start).seconds
    }
}
