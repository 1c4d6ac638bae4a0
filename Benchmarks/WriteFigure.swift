/// What the log costs a change: a claim with its entry, its number in the project and its place in the queue, beside the same claim without.
struct WriteFigure: Figure {
    private static let clients = 16
    private static let template = "written"
    let name = "write"
    let site: Site
    private let times: Int

    init(_ site: Site) {
        self.site = site
        times = site.plan.count(300, quick: 40)
    }

    func prepare() async throws {
        // Every connection goes round four queues, and nobody may find one empty.
        try await site.template(Self.template, in: .disk, filledWith: Filling(opened: 4 * times + 64))
    }

    var cells: [Cell] { [cell("with", "claim"), cell("without", "change")] }

    private func cell(_ name: String, _ script: String) -> Cell {
        let (site, times) = (site, times)
        return Cell(name: name) {
            try await site.visit(Self.template, in: .disk, units: Self.clients * times) { cluster, database in
                let file = "\(site.plan.folder)/limits/\(script).sql"
                return Sample(rate: try await cluster.pgbench(file, in: database, clients: Self.clients, transactions: times))
            }
        }
    }

    func rows(_ results: Results) -> [Line] {
        [
            Line(
                "write: a change with its entry, 16 connections; limit: the same change without, by pgbench", .rate(results.rate("with")),
                limit: .rate(results.rate("without")), ratio: results.ratio("with", to: "without"), atLeast: 0.80)
        ]
    }
}
