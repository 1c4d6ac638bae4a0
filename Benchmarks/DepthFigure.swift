import Foundation
import Store

/// Whether a claim costs more when much waits, or when other queues are deep. In memory: the disk would hide it.
struct DepthFigure: Figure {
    let name = "depth"
    let site: Site
    private let deep: Int
    private let claims: Int

    init(_ site: Site) {
        self.site = site
        deep = site.plan.count(1_000_000, quick: 50_000)
        claims = site.plan.count(400, quick: 200)
    }

    func prepare() async throws {
        // Four queues of equal length, and a fifth that is always short.
        try await site.template("shallow", in: .memory, filledWith: Filling(deep: 250, fifth: 250))
        try await site.template("deep", in: .memory, filledWith: Filling(deep: deep / 4, fifth: 250))
    }

    var cells: [Cell] {
        let (site, claims) = (site, claims)
        func ours(_ name: String, _ template: String, fifth: Bool) -> Cell {
            Cell(name: name) {
                // A fifth queue of 250 has room for no more.
                let claims = fifth ? min(claims, 240) : claims
                return try await site.visit(template, in: .memory, units: claims) { cluster, database in
                    try await cluster.withStore(database, connections: 1) { store in try await Self.claim(claims, fifth: fifth, from: store) }
                }
            }
        }
        func limit(_ name: String, _ template: String) -> Cell {
            Cell(name: name) {
                try await site.visit(template, in: .memory, units: claims) { cluster, database in
                    Sample(rate: try await cluster.pgbench("\(site.plan.folder)/limits/claim.sql", in: database, clients: 1, transactions: claims))
                }
            }
        }
        return [
            ours("shallow", "shallow", fifth: false), ours("deep", "deep", fifth: false), limit("shallow limit", "shallow"),
            limit("deep limit", "deep"),
            ours("fifth", "deep", fifth: true), ours("shallow fifth", "shallow", fifth: true),
        ]
    }

    func rows(_ results: Results) -> [Line] {
        func p50(_ cell: String) -> Value { .milliseconds(results.extra("p50 ms", cell)) }
        func times(_ cell: String, _ other: String) -> Double { results.ratio(cell, to: other) { $0.extra["p50 ms"] ?? .nan } }
        return [
            Line(
                "claim with \(number(Double(deep))) waiting against 1,000 (p50)", p50("deep"), limit: p50("shallow"), ratio: times("deep", "shallow"),
                atMostTimes: 1.3),
            Line(
                "claim from the fifth queue while four are deep, against shallow (p50)", p50("fifth"), limit: p50("shallow fifth"),
                ratio: times("fifth", "shallow fifth"), atMostTimes: 1.3),
            Line(
                "claims a second with \(number(Double(deep))) waiting, 1 client, in memory", .rate(results.rate("deep")),
                limit: .rate(results.rate("deep limit")),
                ratio: results.ratio("deep", to: "deep limit")),
        ]
    }

    private static func claim(_ claims: Int, fifth: Bool, from store: Store) async throws -> Sample {
        try await store.ping()
        var times: [Double] = []
        for turn in 0..<claims {
            let queue = fifth ? 4 : turn % 4
            let start = ContinuousClock.now
            let claimed = try await store.transaction(as: Answers.reviewer(queue)) { try await $0.last.claimNext(Answers.discipline(queue)) }
            times.append((ContinuousClock.now - start).seconds)
            guard claimed != nil else { throw BenchError.failed("claim", "queue \(queue) is empty") }
        }
        return Sample(rate: Double(claims) / times.reduce(0, +), extra: ["p50 ms": median(times) * 1000])
    }
}
