import ArgumentParser
import Foundation

/// Prints the product's figures beside what PostgreSQL itself, or a public peer, does with the same work in the same run.
@main struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Figures beside PostgreSQL's own limit: median of alternating rounds.",
        subcommands: [Measure.self, UploadOnce.self], defaultSubcommand: Measure.self)
}

/// All figures, or some of them.
struct Measure: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "measure", abstract: "Measures and prints the table.")

    @Option(help: "Rounds; every round visits every cell once, in alternating order.")
    var rounds = 5
    @Flag(help: "Small counts: shows that everything runs, not what it reaches.")
    var quick = false
    @Option(help: "Only figures whose name contains one of these words (select, fanout, claim, depth, jobs, upload).")
    var only: [String] = []
    @Option(help: "Folder with limits/ and peers/.")
    var folder = "Benchmarks"
    @Option(help: "Python of the environment that has the peers; without it their rows are left out.")
    var python: String?

    func run() async throws {
        let plan = Plan(rounds: max(1, rounds), isQuick: quick, folder: folder, python: python)
        let site = try await Site(plan)
        var table = Table()
        do {
            for figure in figures(site) where only.isEmpty || only.contains(where: figure.name.contains) {
                note("\(figure.name):")
                let results = try await rounds(of: figure)
                table.add(figure.rows(results))
                // A row at a time as well: a run that is cut short has not been in vain.
                table.printRows(figure.rows(results))
            }
        } catch {
            await site.close()
            throw error
        }
        let surroundings = await site.surroundings()
        await site.close()
        table.printAll(plan, surroundings)
    }

    private func figures(_ site: Site) -> [any Figure] {
        [
            SelectFigure(site), FanOutFigure(site, .disk), FanOutFigure(site, .memory), ClaimFigure(site, .disk), ClaimFigure(site, .memory),
            DepthFigure(site), JobFigure(site), UploadFigure(site),
        ]
    }

    /// Visits every cell once a round, forwards and backwards in turn, so that neither side always has the warmer machine.
    private func rounds(of figure: any Figure) async throws -> Results {
        try await figure.prepare()
        var results = Results()
        for round in 0..<rounds {
            for cell in round.isMultiple(of: 2) ? figure.cells : figure.cells.reversed() {
                let sample = try await cell.run()
                results.add(sample, to: cell.name)
                note("  round \(round + 1) \(cell.name): \(sample.line)")
            }
        }
        return results
    }
}

/// What a run does.
struct Plan: Sendable {
    let rounds: Int
    let isQuick: Bool
    let folder: String
    let python: String?

    /// A count that a quick run makes smaller.
    func count(_ full: Int, quick: Int) -> Int { isQuick ? quick : full }
}

/// A line of progress, beside the table and not in it.
func note(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
