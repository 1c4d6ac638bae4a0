import Foundation

/// Whole cases over HTTP, from the first call to *passed*, by one group of people, by four and by sixteen at the same time.
struct CaseFigure: Figure {
    let name = "case"
    let site: Site
    private let groups: [Int]
    private let stage = Stage()

    private actor Stage {
        private var server: OwnServer?
        private var teams: [CaseTeam] = []
        private var played = 0

        func start(_ program: String, _ site: Site, _ count: Int) async throws {
            let server = try await OwnServer(program, on: site.disk, name: "cases", works: true, connections: 64)
            self.server = server
            let office = try await Office(server)
            for number in 1...count { teams.append(try await CaseTeam(office, number: number)) }
        }

        func teams(_ count: Int, cases: Int) -> (teams: [CaseTeam], first: Int) {
            played += count * cases
            return (Array(teams.prefix(count)), played)
        }

        func stop() async {
            await server?.stop()
            server = nil
        }
    }

    init(_ site: Site) {
        self.site = site
        groups = site.plan.isQuick ? [1] : [1, 4, 16]
    }

    func prepare() async throws {
        guard let program = site.plan.lianshen, let most = groups.max() else { return }
        try await stage.start(program, site, most)
    }

    func clear() async { await stage.stop() }

    var cells: [Cell] {
        guard site.plan.lianshen != nil else { return [] }
        return groups.map { count in
            Cell(name: "\(count) at once") {
                let cases = count == 1 ? 2 : 1
                let (teams, first) = await stage.teams(count, cases: cases)
                let times = CallTimes()
                let rate = try await together(count, times: cases) { client in
                    { turn in try await teams[client].play(first - client * cases - turn, times) }
                }
                return Sample(rate: rate, extra: ["p99 ms": times.p99, "calls": Double(times.count) / Double(count * cases)])
            }
        }
    }

    func rows(_ results: Results) -> [Line] {
        groups.filter { results.has("\($0) at once") }.flatMap { count in
            let cell = "\(count) at once"
            let words = "whole cases over HTTP (5 reviews, 60 comments, 2 rounds, \(number(results.extra("calls", cell))) calls), \(count) at once"
            return [
                Line(words, .count(results.rate(cell)), limit: .none),
                Line("the same, \(count) at once, p99 of a call", .milliseconds(results.extra("p99 ms", cell)), limit: .none),
            ]
        }
    }
}
