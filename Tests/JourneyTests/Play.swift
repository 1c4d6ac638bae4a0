import Archive
import Foundation
import Glibc
import SampleCase

/// One demo against a server, a worker and a private database that run as processes of their own, any of which may be killed at any moment.
final class Play {
    /// Who is killed.
    enum Victim: String, CaseIterable, Sendable {
        case server, worker, database, databaseAtOnce, client, signer
    }

    let site: Site
    private let package: String?
    private let code: String
    private let name = "play-\(UInt32.random(in: 0 ... .max))"
    private var server: Running
    private var worker: Running
    private var client: Running
    /// Kills so far, in words.
    private(set) var history: [String] = []

    /// Variables of every process of a play: a lost job waits for no longer than this.
    static let variables = ["LIANSHEN_WORK_LEASE_SECONDS": "3"]

    /// Starts server, worker and demo. `package` nil plays the sample case.
    init(_ site: Site, package: String?) async throws {
        (self.site, self.package) = (site, package)
        server = try await site.serve(["--no-work"])
        worker = try site.start(["work", "--data", site.data])
        code = try await site.bootstrapCode()
        client = try site.start(Self.demo(site, code, name, package))
    }

    private static func demo(_ site: Site, _ code: String, _ name: String, _ package: String?) -> [String] {
        ["demo", "--server", "\(site.url)", "--code", code, "--run", name, "--output", site.folder + "/out"] + (package.map { [$0] } ?? [])
    }

    /// Steps that the demo has finished.
    var steps: Int { client.output.split(separator: "\n").count { $0.contains("✓") } }

    var isOver: Bool { client.status != nil }

    /// Waits until so many steps are finished, or the demo has ended.
    func reach(step: Int) async throws {
        try await poll(
            "step \(step) after \(history.suffix(3)); the demo said: \(client.output.suffix(600)) \(client.errors.suffix(600))",
            within: .seconds(150), every: .milliseconds(5)
        ) {
            isOver || steps >= step
        }
    }

    /// Kills somebody, and starts again whom an operator, or the system's service manager, would start again. The database is left to those who use it.
    func strike(_ victim: Victim) async throws {
        guard !isOver else { return }
        history.append("\(victim.rawValue) at step \(steps)")
        try log.keepHead()
        switch victim {
        case .server:
            server.signal(SIGKILL)
            await server.ended()
            server = try site.start(server.arguments)
        case .worker:
            worker.signal(SIGKILL)
            await worker.ended()
            worker = try site.start(worker.arguments)
        case .database, .databaseAtOnce:
            guard let postmaster = site.postmaster else { return }
            kill(postmaster, victim == .database ? SIGKILL : SIGQUIT)
        case .client:
            client.signal(SIGKILL)
            await client.ended()
            client = try site.start(client.arguments)
        case .signer:
            // Whoever keeps it starts it again.
            for pid in site.processes(mentioning: site.data + "/signer/") { kill(pid, SIGKILL) }
        }
    }

    /// The public log of the play.
    var log: PublicLog { PublicLog(site: site) }

    /// Waits for the demo's own end.
    /// - Throws: `Unmet` with what it said, when it did not end well.
    func finish() async throws {
        let status = await client.ended(within: .seconds(180))
        guard status == 0 else {
            throw Unmet(
                "the demo ended with \(status) after \(history): \(client.output.suffix(1500)) \(client.errors.suffix(1500)) server: \(server.errors.suffix(3000))"
            )
        }
        // The last kill may have come when the demo needed the database no more.
        try await poll("ready again after \(history.suffix(3))") { await site.status("/readyz") == 200 }
        // Thumbnails are drawn behind everything else: the demo may be over before them.
        try await poll("every job has come to rest after \(history)", within: .seconds(120), every: .milliseconds(200)) {
            (try? await site.ask("SELECT count(*) FROM lianshen.job WHERE state IN ('ready', 'leased', 'delayed')")) == "0"
        }
    }

    /// Ends server and worker as an operator does.
    /// - Throws: `Unmet` with what they said last, unless both end in order.
    func close() async throws {
        let (server, worker) = (server, worker)
        try await poll("both have started") { [server, worker].allSatisfy { $0.status != nil || $0.errors.contains("\"Started\"") } }
        server.signal(SIGTERM)
        worker.signal(SIGTERM)
        // Long enough for a database that was killed last to come back first: its recovery is finished before it is stopped.
        for process in [server, worker] {
            let status = await process.ended(within: .seconds(120))
            guard status == 0 else { throw Unmet("\(process.arguments[0]) ended with \(status) after \(history): \(process.errors.suffix(3000))") }
        }
    }

    /// A package of a few plain PDFs without a manifest.
    static func plainPackage(in folder: String) throws -> String {
        let path = folder + "/plain.zip"
        guard let sample = ZipArchive.open(path: try samplePackage(in: folder)).archive else { throw Unmet("the sample package cannot be read") }
        let drawings = sample.entries.filter { $0.name.hasSuffix(".pdf") }.prefix(3)
        try ZipWriter.file(at: path) { writer in
            for (index, entry) in drawings.enumerated() {
                try writer.add("图纸-\(index + 1).pdf", try sample.bytes(of: entry, limit: 64 << 20), method: .stored)
            }
        }
        return path
    }

    private static func samplePackage(in folder: String) throws -> String {
        let path = folder + "/sample.zip"
        try SampleCase.package(round: 1, to: path)
        return path
    }
}
