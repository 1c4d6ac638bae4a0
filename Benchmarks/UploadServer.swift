import Client
import Foundation
import Wire

/// `lianshen serve` in a process of its own, with a draft case that takes packages. Where intake is not what is measured, no work is done there.
final class UploadServer: Sendable {
    private let server: OwnServer
    private let parties: Parties
    private var designer: LianshenClient { parties.designer }
    private var caseID: UUID { parties.caseID }
    private let cluster: BenchCluster
    private let name: String

    init(_ program: String, on cluster: BenchCluster, name: String, sm3: Bool, works: Bool = false) async throws {
        (self.cluster, self.name) = (cluster, name)
        server = try await OwnServer(program, on: cluster, name: name, works: works, environment: ["LIANSHEN_UPLOAD_SM3": "\(sm3)"])
        do {
            parties = try await Parties(try await Office(server))
        } catch {
            await server.stop()
            throw error
        }
    }

    /// Uploads a file and says how fast, and how much memory the server has needed so far at most.
    func upload(_ path: String, size: Int, resumably: Bool = false) async throws -> Sample {
        let start = ContinuousClock.now
        let package = resumably ? try await designer.uploadResumably(path, to: caseID) : try await designer.upload(path, to: caseID)
        let seconds = (ContinuousClock.now - start).seconds
        guard package.size == Int64(size) else { throw BenchError.failed("upload", "\(package.size) bytes stored of \(size)") }
        let sample = Sample(rate: Double(size) / seconds / Double(1 << 20), extra: ["server MiB": server.peakMebibytes])
        // The next round shall find the disk as this one did.
        for case let name as String in FileManager.default.enumerator(atPath: "\(server.data)/blobs") ?? .init() where name.hasSuffix(package.sha256)
        {
            _ = unlink("\(server.data)/blobs/\(name)")
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
            extra: ["checked ms": checked * each, "accepted ms": accepted * each, "drawn ms": drawn * each, "server MiB": server.peakMebibytes])
    }

    func stop() async { await server.stop() }
}
