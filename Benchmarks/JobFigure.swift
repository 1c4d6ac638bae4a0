import Foundation
import Store

/// Machine jobs beside two public queues for Python on the same server: five jobs in one commit, and jobs claimed and completed one by one.
struct JobFigure: Figure {
    private static let workers = 16
    private static let clients = 8
    let name = "jobs"
    let site: Site
    private let times: Int
    private let submissions: Int

    init(_ site: Site) {
        self.site = site
        times = site.plan.count(500, quick: 60)
        submissions = site.plan.count(1_000, quick: 100)
    }

    func prepare() async throws {
        try await site.template("jobs", in: .disk, filledWith: Filling(opened: 16, jobs: Self.workers * times + 1_000))
    }

    var cells: [Cell] {
        let (site, times, submissions) = (site, times, submissions)
        var cells = [
            Cell(name: "fan-out") {
                try await site.visit("jobs", in: .disk, units: Self.clients * submissions) { cluster, database in
                    try await cluster.withStore(database, connections: Self.clients) { try await Self.submit(submissions, to: $0) }
                }
            },
            Cell(name: "fan-out limit") {
                try await site.visit("jobs", in: .disk, units: Self.clients * submissions) { cluster, database in
                    let script = "\(site.plan.folder)/limits/jobs_fan_out.sql"
                    return Sample(rate: try await cluster.pgbench(script, in: database, clients: Self.clients, transactions: submissions))
                }
            },
            Cell(name: "single") {
                try await site.visit("jobs", in: .disk, units: Self.workers * times) { cluster, database in
                    try await cluster.withStore(database, connections: Self.workers) { try await Self.drain(times, from: $0) }
                }
            },
            Cell(name: "and next") {
                try await site.visit("jobs", in: .disk, units: Self.workers * times) { cluster, database in
                    try await cluster.withStore(database, connections: Self.workers) { try await Self.drainOn(times, from: $0) }
                }
            },
            Cell(name: "single limit") {
                try await site.visit("jobs", in: .disk, units: Self.workers * times) { cluster, database in
                    let script = "\(site.plan.folder)/limits/jobs.sql"
                    return Sample(rate: try await cluster.pgbench(script, in: database, clients: Self.workers, transactions: times))
                }
            },
        ]
        guard let python = site.plan.python else { return cells }
        for peer in Peer.allCases {
            cells.append(
                Cell(name: "fan-out \(peer)") {
                    try await peer.run(["enqueue", "\(max(80, submissions))", "\(Self.clients)"], python: python, site.plan.folder, on: site.disk)
                })
            cells.append(
                Cell(name: "single \(peer)") {
                    try await peer.run(["drain", "\(max(160, 4 * times))", "\(Self.workers)"], python: python, site.plan.folder, on: site.disk)
                })
        }
        return cells
    }

    func rows(_ results: Results) -> [Line] {
        var lines: [Line] = []
        for (cell, words, least) in [
            ("single", "machine jobs: single claim + complete, 16 workers, on disk", 7.0),
            ("and next", "machine jobs: complete and claim the next in one commit, 16 workers, on disk", 7.0),
            ("fan-out", "machine jobs: five in one commit, 8 connections, on disk", 5.0),
        ] {
            let other = cell == "and next" ? "single" : cell
            for peer in Peer.allCases where results.has("\(other) \(peer)") {
                lines.append(
                    Line(
                        "\(words), against \(peer)", .rate(results.rate(cell)), limit: .rate(results.rate("\(other) \(peer)")),
                        ratio: results.ratio(cell, to: "\(other) \(peer)"), atLeast: least))
            }
            lines.append(
                Line(
                    "\(words), against pgbench\(cell == other ? "" : " in two commits")", .rate(results.rate(cell)),
                    limit: .rate(results.rate("\(other) limit")), ratio: results.ratio(cell, to: "\(other) limit")))
        }
        return lines
    }

    private static func submit(_ submissions: Int, to store: Store) async throws -> Sample {
        let actor = Actor.system("bench")
        return Sample(
            rate: try await together(clients, times: submissions) { client in
                try await store.ping()
                let id = Answers.id("d", client)
                return { _ in
                    let objects = (0..<5).map { _ in UUID() }
                    try await store.transaction(as: actor) { try await $0.last.queueJobs(.render, for: id, objects: objects) }
                }
            })
    }

    /// As a worker goes from job to job while there are any.
    private static func drainOn(_ times: Int, from store: Store) async throws -> Sample {
        let actor = Actor.system("bench")
        return Sample(
            rate: try await together(workers, times: times) { number in
                try await store.ping()
                let worker = Answers.id("b", 100 + number)
                let hand = Hand()
                return { _ in
                    let inHand = hand.job
                    let job =
                        if let inHand { inHand } else {
                            try await store.transaction(as: actor) {
                                try await $0.last.claimJobs([.render], worker: worker, count: 1, lease: .seconds(45)).first
                            }
                        }
                    guard let job else { throw BenchError.failed("jobs", "the queue is empty") }
                    hand.job = try await store.transaction(as: actor) {
                        try await $0.last.finish(job, worker: worker, claiming: [.render], lease: .seconds(45))
                    }
                }
            })
    }

    private static func drain(_ times: Int, from store: Store) async throws -> Sample {
        let actor = Actor.system("bench")
        return Sample(
            rate: try await together(workers, times: times) { number in
                try await store.ping()
                let worker = Answers.id("b", 100 + number)
                return { _ in
                    let claimed = try await store.transaction(as: actor) {
                        try await $0.last.claimJobs([.render], worker: worker, count: 1, lease: .seconds(45))
                    }
                    guard let job = claimed.first else { throw BenchError.failed("jobs", "the queue is empty") }
                    try await store.transaction(as: actor) { try await $0.last.finish(job, worker: worker) }
                }
            })
    }
}

/// A queue for Python on PostgreSQL, from the package index.
enum Peer: String, CaseIterable, CustomStringConvertible {
    case procrastinate
    case pgqueuer

    var description: String { rawValue }

    /// Runs a command of `peers/` in a database of the peer's own and reads its answer, one line of JSON.
    func run(_ arguments: [String], python: String, _ folder: String, on cluster: BenchCluster) async throws -> Sample {
        struct Answer: Decodable {
            let rate: Double
            let syncs: Double?
        }
        try await cluster.psql("DROP DATABASE IF EXISTS \(self) WITH (FORCE);\nCREATE DATABASE \(self) TEMPLATE template0;\nCHECKPOINT;")
        let script = "\(folder)/peers/\(self)_peer.py"
        let output = try await cluster.program(python, [script, cluster.url(rawValue, role: "postgres")] + arguments)
        guard let line = output.split(separator: "\n").last, let answer = try? JSONDecoder().decode(Answer.self, from: Data(line.utf8)) else {
            throw BenchError.failed(script, output)
        }
        return Sample(rate: answer.rate, syncs: answer.syncs)
    }
}

/// The job that a worker took with the end of the one before.
///
/// `@unchecked Sendable`: one worker's, which takes one turn after the other.
private final class Hand: @unchecked Sendable {
    var job: Job?
}
