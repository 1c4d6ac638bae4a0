import ArgumentParser
import Foundation

/// Prints the product's figures beside what PostgreSQL itself, or a public peer, does with the same work in the same run.
@main struct Bench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "bench", abstract: "Figures beside PostgreSQL's own limit: median of alternating rounds.")

    @Option(help: "Rounds; every round visits every cell once, in alternating order.")
    var rounds = 5
    @Flag(help: "Small counts and two rounds: shows that everything runs, not what it reaches.")
    var quick = false
    @Option(
        help:
            """
            Only figures whose name contains one of these words (select, fanout, claim, depth, jobs, upload, members, sheets, check, merge, write, log, \
            sequence, query, publish, case; disk, memory).
            """
    )
    var only: [String] = []
    @Option(help: "Only cells whose name contains one of these words; for a profile of one side.")
    var cell: [String] = []
    @Option(help: "Folder with limits/ and peers/.")
    var folder = "Benchmarks"
    @Option(help: "Python of the environment that has the peers; without it their rows are left out.")
    var python: String?
    @Option(help: "The program whose server takes the uploads; without it the row is left out.")
    var lianshen: String?
    @Option(help: "Size of the package that is uploaded, in GiB.")
    var gib = 1
    @Option(help: "File for rows and samples as JSON.")
    var json: String?

    func run() async throws {
        let plan = Plan(rounds: quick ? min(rounds, 2) : max(1, rounds), isQuick: quick, folder: folder, python: python, lianshen: lianshen)
        let load = Surroundings.load()
        let site = try await Site(plan)
        do {
            let flushes = site.flushRate()
            var table = Table()
            var samples: [String: [String: [Sample]]] = [:]
            for figure in figures(site) where only.isEmpty || only.contains(where: figure.name.contains) {
                note("\(figure.name):")
                let results = try await measure(figure, plan)
                table.add(figure.rows(results))
                samples[figure.name] = results.samples
                // A row at a time as well: a run that is cut short has not been in vain.
                table.printRows(figure.rows(results))
            }
            let surroundings = try await site.surroundings(flushesBefore: flushes, loadBefore: load)
            table.printAll(plan, surroundings)
            if let json { try Record(surroundings, plan, table, samples).write(to: json) }
        } catch {
            await site.close()
            throw error
        }
        await site.close()
    }

    private func wants(_ candidate: Cell) -> Bool { cell.isEmpty || cell.contains(where: candidate.name.contains) }

    private func figures(_ site: Site) -> [any Figure] {
        [
            SelectFigure(site), FanOutFigure(site, .disk), FanOutFigure(site, .memory), ClaimFigure(site, .disk), ClaimFigure(site, .memory),
            DepthFigure(site), JobFigure(site), UploadFigure(site, gibibytes: gib), MemberFigure(site, .pdf), MemberFigure(site, .dxf),
            SheetsFigure(site), RealSheetsFigure(site), MergeFigure(site), WriteFigure(site), LogFigure(site), SequenceFigure(site),
            QueryFigure(site), PublishFigure(site), CaseFigure(site),
        ]
    }

    /// Visits every cell once a round, forwards and backwards in turn, so that neither side always has the warmer machine.
    private func measure(_ figure: any Figure, _ plan: Plan) async throws -> Results {
        try await figure.prepare()
        var results = Results()
        do {
            for round in 0..<plan.rounds {
                for cell in (round.isMultiple(of: 2) ? figure.cells : figure.cells.reversed()) where wants(cell) {
                    let sample = try await cell.run()
                    results.add(sample, to: cell.name)
                    note("  round \(round + 1) \(cell.name): \(sample.line)")
                }
            }
        } catch {
            await figure.clear()
            throw error
        }
        await figure.clear()
        return results
    }
}

/// What a run does.
struct Plan: Sendable {
    let rounds: Int
    let isQuick: Bool
    let folder: String
    let python: String?
    let lianshen: String?

    /// A count that a quick run makes smaller.
    func count(_ full: Int, quick: Int) -> Int { isQuick ? quick : full }
}

/// A line of progress, beside the table and not in it.
func note(_ line: String) {
    FileHandle.standardError.write(Data((line + "\n").utf8))
}
