import Client
import Foundation
import Wire

/// `lianshen serve` in a process of its own, with a draft case that takes packages. Where intake is not what is measured, no work is done there.
final class UploadServer: Sendable {
    private let running: Running
    private let client: LianshenClient
    private let parties: Parties
    private var designer: LianshenClient { parties.designer }
    private var caseID: UUID { parties.caseID }
    private let data: String

    private let cluster: BenchCluster
    private let name: String

    init(_ program: String, on cluster: BenchCluster, name: String, sm3: Bool, works: Bool = false) async throws {
        (self.cluster, self.name) = (cluster, name)
        try await cluster.psql("CREATE DATABASE \(name) TEMPLATE template0")
        try await cluster.createRoles(in: name)
        data = "\(cluster.folder)/\(name)"
        let port = try freePort()
        let environment = [
            "DATABASE_URL": cluster.url(name), "LIANSHEN_OWNER_URL": cluster.url(name, role: "lianshen_owner"), "LIANSHEN_DATA": data,
            "LIANSHEN_UPLOAD_SM3": "\(sm3)", "LIANSHEN_LOG_LEVEL": "error", "PATH": "/usr/bin:/bin",
        ]
        running = try Running(program, ["serve"] + (works ? [] : ["--no-work"]) + ["--port", "\(port)"], environment)
        guard let url = URL(string: "http://127.0.0.1:\(port)") else { throw BenchError.failed("upload", "port \(port)") }
        client = LianshenClient(
            baseURL: url, token: nil, retry: RetryPolicy(tries: 60, firstPause: .milliseconds(100), longestPause: .milliseconds(500)))
        do {
            let code = try Running.output(program, ["admin", "bootstrap"], environment)
            parties = try await Parties(client, code: code)
        } catch {
            try? await client.shutdown()
            running.stop()
            throw error
        }
    }

    /// Uploads a file and says how fast, and how much memory the server has needed so far at most.
    func upload(_ path: String, size: Int, resumably: Bool = false) async throws -> Sample {
        let start = ContinuousClock.now
        let package = resumably ? try await designer.uploadResumably(path, to: caseID) : try await designer.upload(path, to: caseID)
        let seconds = (ContinuousClock.now - start).seconds
        guard package.size == Int64(size) else { throw BenchError.failed("upload", "\(package.size) bytes stored of \(size)") }
        let sample = Sample(rate: Double(size) / seconds / Double(1 << 20), extra: ["server MiB": running.peakMebibytes])
        // The next round shall find the disk as this one did.
        for case let name as String in FileManager.default.enumerator(atPath: "\(data)/blobs") ?? .init() where name.hasSuffix(package.sha256) {
            _ = unlink("\(data)/blobs/\(name)")
        }
        return sample
    }

    /// Uploads a package and waits until it is checked, has it accepted, and waits until its last thumbnail is there; milliseconds a sheet.
    func read(_ path: String, _ sheets: Int) async throws -> Sample {
        let start = ContinuousClock.now
        let deadline = start + .seconds(3600)
        let package = try await designer.upload(path, to: caseID)
        var state = package.state
        while state == .uploaded {
            guard ContinuousClock.now < deadline else { throw BenchError.failed("sheets", "not checked after an hour") }
            try await Task.sleep(for: .milliseconds(200))
            state = try await designer.package(package.id).state
        }
        guard state == .checked else { throw BenchError.failed("sheets", "the package is \(state)") }
        let checked = (ContinuousClock.now - start).seconds
        try await parties.accept(package.id)
        let accepted = (ContinuousClock.now - start).seconds
        let left = "SELECT count(*) FROM lianshen.job WHERE kind = 'render' AND state NOT IN ('done', 'failed')"
        while try await cluster.psql(left, in: name) != "0" {
            guard ContinuousClock.now < deadline else { throw BenchError.failed("sheets", "not drawn after an hour") }
            try await Task.sleep(for: .milliseconds(200))
        }
        let drawn = (ContinuousClock.now - start).seconds
        let each = 1000 / Double(sheets)
        return Sample(
            rate: Double(sheets) / checked,
            extra: ["checked ms": checked * each, "accepted ms": accepted * each, "drawn ms": drawn * each, "server MiB": running.peakMebibytes])
    }

    func stop() async {
        try? await client.shutdown()
        running.stop()
    }
}
