import AsyncHTTPClient
import Cosigning
import Foundation
import LogKeeping
import Logging
import Postgres
import Store
import TransparencyLog
import Work

/// The sequencer at work: this process gives entries their places while pgbench writes them, a signer in its own process signs the heads.
///
/// Lag is from an entry's own time to the first published head that holds it.
struct SequenceFigure: Figure {
    private static let template = "sequenced"
    private static let rate = 5_000
    let name = "sequence"
    let site: Site
    private let program: String?
    private let seconds: Int
    private let burst: Int

    init(_ site: Site) {
        self.site = site
        program = site.plan.lianshen
        (seconds, burst) = (site.plan.count(15, quick: 3), site.plan.count(100_000, quick: 5_000))
    }

    func prepare() async throws { try await site.template(Self.template, in: .disk, filledWith: Filling(opened: 1000)) }

    var cells: [Cell] {
        guard let program else { return [] }
        let (site, seconds, burst) = (site, seconds, burst)
        return [
            Cell(name: "drain") {
                try await site.visit(Self.template, in: .disk, units: burst) { cluster, database in
                    _ = try await cluster.pgbench(Self.script(site), in: database, clients: 16, transactions: burst / 16)
                    let work = try await Sequencing(cluster, database, program)
                    return try await work.leading { _ in Sample(rate: try await work.drained(burst / 16 * 16)) }
                }
            },
            Cell(name: "lag") {
                try await site.visit(Self.template, in: .disk, units: seconds * Self.rate) { cluster, database in
                    let work = try await Sequencing(cluster, database, program)
                    return try await work.leading { heads in
                        let written = try await cluster.pgbench(Self.script(site), in: database, clients: 32, paced: Self.rate, seconds: seconds)
                        let count = try await cluster.psql("SELECT count(*) FROM lianshen.audit_entry", in: database)
                        _ = try await work.drained(Int(count) ?? 0)
                        let lags = try await work.lags(await heads())
                        return Sample(
                            rate: written,
                            extra: ["p50": lags[lags.count / 2], "p99": lags[lags.count * 99 / 100], "most": lags[lags.count - 1]])
                    }
                }
            },
        ]
    }

    private static func script(_ site: Site) -> String { "\(site.plan.folder)/limits/touch.sql" }

    func rows(_ results: Results) -> [Line] {
        guard results.has("drain"), results.has("lag") else { return [] }
        let written = number(results.rate("lag"))
        return [
            Line(
                "sequence: entries a second of the sequencer's own processor time, queue full", .rate(results.rate("drain")),
                quantityAtLeast: 20_000),
            Line("sequence: lag at \(written) changes a second, p50", .milliseconds(results.extra("p50", "lag")), atMost: 80),
            Line("sequence: lag at \(written) changes a second, p99", .milliseconds(results.extra("p99", "lag")), atMost: 250),
        ]
    }
}

/// A sequencer of this process over one database, with a signer of its own.
private struct Sequencing {
    private static let origin = "log.bench.example/lianshen"
    private let cluster: BenchCluster
    private let database: String
    private let folder: String
    private let signer: Running

    init(_ cluster: BenchCluster, _ database: String, _ program: String) async throws {
        (self.cluster, self.database) = (cluster, database)
        folder = "\(cluster.folder)/log-\(UInt32.random(in: 0 ... .max))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        _ = try KeyFile.create(at: folder + "/key", name: Self.origin, kind: .ed25519)
        signer = try Running(
            program, ["signer", "--new", "--key", folder + "/key", "--state", folder + "/state", "--socket", folder + "/socket"],
            ["PATH": "/usr/bin:/bin"])
        let deadline = ContinuousClock.now + .seconds(20)
        while !FileManager.default.fileExists(atPath: folder + "/socket") {
            guard ContinuousClock.now < deadline else { throw BenchError.failed("signer", "it does not listen") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private var log: LogFolder { LogFolder(folder + "/public") }

    /// Runs `body` while the sequencer leads; it can ask for the heads that were published so far, each with its time.
    func leading(_ body: (@escaping @Sendable () async -> [(size: Int, at: Double)]) async throws -> Sample) async throws -> Sample {
        let ledger = LogLedger(pool: cluster.pool(database, connections: 3, role: "lianshen_sequencer"))
        let signing = SignerLine(origin: Self.origin, client: SigningClient(.shared), socket: folder + "/socket")
        let sequencer = LogSequencer(ledger: ledger, folder: log, signer: signing, logger: BenchCluster.quiet)
        let watch = Watch(folder + "/public/checkpoint")
        let work = Task { try await sequencer.run() }
        let watching = Task { await watch.run() }
        let sample: Result<Sample, any Error>
        do { sample = .success(try await body { await watch.heads }) } catch { sample = .failure(error) }
        work.cancel()
        watching.cancel()
        _ = await work.result
        await watching.value
        await ledger.close()
        signer.stop()
        try? FileManager.default.removeItem(atPath: folder)
        return try sample.get()
    }

    /// Waits until so many entries are published, and gives how many a second of this process's processor time that were.
    func drained(_ count: Int) async throws -> Double {
        let (start, deadline) = (Self.processorSeconds, ContinuousClock.now + .seconds(120))
        while (try log.checkpoint().map { try TreeHead(body: SignedNote($0).body).size } ?? 0) < count {
            guard ContinuousClock.now < deadline else { throw BenchError.failed("sequence", "the log is not continued") }
            try await Task.sleep(for: .milliseconds(20))
        }
        return Double(count) / (Self.processorSeconds - start)
    }

    /// Milliseconds from every entry's own time to the head that holds it, ascending.
    func lags(_ heads: [(size: Int, at: Double)]) async throws -> [Double] {
        let text = try await cluster.psql(
            "SELECT extract(epoch FROM recorded_at) FROM lianshen.audit_entry JOIN lianshen.log_leaf USING (audit_id) ORDER BY leaf_index",
            in: database)
        var (lags, head): ([Double], Int) = ([], 0)
        for (index, time) in text.split(separator: "\n").enumerated() {
            while head < heads.count, heads[head].size <= index { head += 1 }
            guard head < heads.count, let time = Double(time) else { throw BenchError.failed("sequence", "entry \(index) is in no head") }
            lags.append((heads[head].at - time) * 1000)
        }
        guard !lags.isEmpty else { throw BenchError.failed("sequence", "nothing was written") }
        return lags.sorted()
    }

    /// POSIX counts the processor time of a process in microseconds.
    private static var processorSeconds: Double { Double(clock()) / 1e6 }

    /// Looks at the published head every other millisecond, as somebody outside would see it.
    private actor Watch {
        private let path: String
        private(set) var heads: [(size: Int, at: Double)] = []

        init(_ path: String) { self.path = path }

        func run() async {
            while !Task.isCancelled {
                let lines = (try? String(contentsOfFile: path, encoding: .utf8))?.split(separator: "\n")
                if let size = lines?.dropFirst().first.flatMap({ Int($0) }), size > heads.last?.size ?? 0 {
                    heads.append((size, Date().timeIntervalSince1970))
                }
                try? await Task.sleep(for: .milliseconds(2))
            }
        }
    }
}
