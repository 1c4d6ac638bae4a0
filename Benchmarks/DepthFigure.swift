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
        claims = site.plan.count(240, quick: 100)
    }

    func prepare() async throws {
        // Four queues of equal length, and a fifth that is always short.
        try await site.template("shallow", in: .memory, filledWith: Filling(deep: 250, fifth: 250))
        try await site.template("deep", in: .memory, filledWith: Filling(deep: deep / 4, fifth: 250))
    }

    var cells: [Cell] {
        let (site, claims) = (site, claims)
        func limit(_ name: String, _ template: String) -> Cell {
            Cell(name: name) {
                try await site.visit(template, in: .memory, units: claims) { cluster, database in
                    Sample(rate: try await cluster.pgbench("\(site.plan.folder)/limits/claim.sql", in: database, clients: 1, transactions: claims))
                }
            }
        }
        return [
            Cell(name: "ours") {
                try await site.visit("shallow", in: .memory, units: 4 * claims) { cluster, shallow in
                    try await site.visit("deep", in: .memory, as: "visit_deep", units: 4 * claims) { _, deep in
                        try await cluster.withStore(shallow, connections: 1) { shallow in
                            try await cluster.withStore(deep, connections: 1) { deep in
                                try await Self.claim(claims, from: ["shallow": shallow, "deep": deep])
                            }
                        }
                    }
                }
            },
            limit("shallow limit", "shallow"), limit("deep limit", "deep"),
        ]
    }

    func rows(_ results: Results) -> [Line] {
        func p50(_ queue: String) -> Value { .milliseconds(results.extra("\(queue) p50 ms", "ours")) }
        func row(_ words: String, _ queue: String, _ other: String) -> Line {
            let ratio = results.ratio("ours", "\(queue) p50 ms", to: "\(other) p50 ms")
            return Line(words, p50(queue), limit: p50(other), ratio: ratio, atMostTimes: 1.3)
        }
        return [
            row("claim with \(number(Double(deep))) waiting against 1,000, p50", "deep", "shallow"),
            row("claim from the fifth queue while four are deep, against shallow, p50", "deep fifth", "shallow fifth"),
            Line(
                "PostgreSQL's own: the same claim as one statement, 1,000,000 against 1,000 waiting", .rate(results.rate("deep limit")),
                limit: .rate(results.rate("shallow limit")), ratio: results.ratio("deep limit", to: "shallow limit")),
        ]
    }

    /// Claims from all queues in turn, so that whatever else the machine does meets all of them.
    private static func claim(_ claims: Int, from stores: [String: Store]) async throws -> Sample {
        for store in stores.values { try await store.ping() }
        var times: [String: [Double]] = [:]
        for turn in 0..<claims {
            for (name, store) in stores {
                for fifth in [false, true] {
                    let queue = fifth ? 4 : turn % 4
                    let start = ContinuousClock.now
                    let claimed = try await store.transaction(as: Answers.reviewer(queue)) { try await $0.last.claimNext(Answers.discipline(queue)) }
                    times[fifth ? "\(name) fifth" : name, default: []].append((ContinuousClock.now - start).seconds)
                    guard claimed != nil else { throw BenchError.failed("claim", "queue \(queue) of \(name) is empty") }
                }
            }
        }
        let spent = times.values.joined().reduce(0, +)
        let medians = times.map { ("\($0) p50 ms", median($1) * 1000) }
        return Sample(rate: Double(4 * claims) / spent, extra: Dictionary(uniqueKeysWithValues: medians))
    }
}
