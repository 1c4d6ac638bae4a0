import Foundation
import Store

/// Acceptance: five reviews, their parties, notices and entries, in one transaction.
struct FanOutFigure: Figure {
    private static let clients = 8
    private static let template = "fan_out"
    let site: Site
    let place: Place
    private let times: Int

    init(_ site: Site, _ place: Place) {
        self.site = site
        self.place = place
        times = site.plan.count(500, quick: 50)
    }

    var name: String { "fanout \(place.rawValue)" }

    func prepare() async throws {
        // With a few cases under review beside them: for a table that it found empty PostgreSQL makes plans that read all of it.
        try await site.template(Self.template, in: place, filledWith: Filling(submitted: Self.clients * times, opened: 500))
    }

    var cells: [Cell] {
        let (site, place, times) = (site, place, times)
        let units = Self.clients * times
        return [
            Cell(name: "ours") {
                try await site.visit(Self.template, in: place, units: units) { cluster, database in
                    try await cluster.withStore(database, connections: Self.clients) { store in
                        let rate = try await together(Self.clients, times: times) { client in
                            try await store.ping()
                            return { turn in
                                let id = Answers.id("d", client * times + turn)
                                _ = try await store.transaction(as: Answers.clerk) { try await $0.last.accept(id, rule: Answers.rule) }
                            }
                        }
                        return Sample(rate: rate)
                    }
                }
            },
            Cell(name: "limit") {
                try await site.visit(Self.template, in: place, units: units) { cluster, database in
                    let script = "\(site.plan.folder)/limits/fan_out.sql"
                    return Sample(rate: try await cluster.pgbench(script, in: database, clients: Self.clients, transactions: times))
                }
            },
        ]
    }

    func rows(_ results: Results) -> [Line] {
        let rate = Line(
            "fan-out of five with audit, 8 connections, \(place.words)", .rate(results.rate("ours")), limit: .rate(results.rate("limit")),
            ratio: results.ratio("ours", to: "limit"))
        guard place == .disk else { return [rate] }
        let syncs = results.syncs("ours")
        return [
            Line("fan-out of five with audit, 8 connections: fsyncs each", .count(syncs), limit: .count(results.syncs("limit")), atMost: 0.35),
            Line(
                "fan-out, by fsyncs: limit's over ours", .none, limit: .none, ratio: results.ratio("limit", to: "ours") { $0.syncs ?? .nan },
                atLeast: 0.80),
            rate,
        ]
    }
}
