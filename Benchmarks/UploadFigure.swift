import Foundation
import Synchronization

/// A package over HTTP to a durable blob, beside what the shell does with the same file: `dd` with a barrier, then `sha256sum`.
struct UploadFigure: Figure {
    let name = "upload"
    let site: Site
    private let size: Int
    private let stage = Stage()

    /// What is there between `prepare` and `clear`.
    private actor Stage {
        var servers: [UploadServer] = []

        func add(_ server: UploadServer) { servers.append(server) }

        func server(_ index: Int) throws -> UploadServer {
            guard servers.indices.contains(index) else { throw BenchError.failed("upload", "no server") }
            return servers[index]
        }

        func stop() async {
            for server in servers { await server.stop() }
            servers = []
        }
    }

    init(_ site: Site, gibibytes: Int) {
        self.site = site
        size = site.plan.count(max(1, gibibytes) << 30, quick: 64 << 20)
    }

    private var file: String { "\(site.disk.folder)/package" }
    private var copy: String { "\(site.disk.folder)/copy" }

    func prepare() async throws {
        guard let program = site.plan.lianshen else { return }
        try await fill()
        // The default, and without the second digest: SM3 has no instructions of its own in most processors.
        for sm3 in [true, false] { await stage.add(try await UploadServer(program, on: site.disk, name: sm3 ? "upload_sm3" : "upload", sm3: sm3)) }
    }

    func clear() async {
        await stage.stop()
        _ = unlink(file)
        _ = unlink(copy)
    }

    var cells: [Cell] {
        guard site.plan.lianshen != nil else { return [] }
        let (file, copy, size, stage, site) = (file, copy, size, stage, site)
        func upload(_ name: String, _ index: Int) -> Cell {
            Cell(name: name) {
                // New content, or the store would find that it has these bytes already.
                try Self.stamp(file)
                return try await stage.server(index).upload(file, size: size)
            }
        }
        return [
            upload("upload", 0),
            Cell(name: "upload by tus") {
                try Self.stamp(file)
                return try await stage.server(0).upload(file, size: size, resumably: true)
            },
            Cell(name: "shell") {
                _ = unlink(copy)
                let start = ContinuousClock.now
                _ = try await site.disk.program("/bin/dd", ["if=\(file)", "of=\(copy)", "bs=1M", "conv=fsync", "status=none"])
                _ = try await site.disk.program("/usr/bin/sha256sum", [file])
                return Sample(rate: Double(size) / (ContinuousClock.now - start).seconds / Double(1 << 20))
            },
            upload("upload without SM3", 1),
        ]
    }

    func rows(_ results: Results) -> [Line] {
        guard results.has("upload") else { return [] }
        let words = "upload \(size >> 20) MiB over HTTP to a stored blob"
        func row(_ cell: String, _ words: String) -> Line {
            Line(
                words, .mebibytes(results.rate(cell)), limit: .mebibytes(results.rate("shell")), ratio: results.ratio(cell, to: "shell"),
                atLeast: 0.60)
        }
        let memory = max(results.largest("server MiB", "upload"), results.largest("server MiB", "upload without SM3"))
        return [
            row("upload", "\(words), SHA-256 and SM3, MiB/s against dd + sha256sum"),
            row("upload by tus", "\(words), the same by tus, hashed by the sender first, MiB/s"),
            row("upload without SM3", "\(words), SHA-256 only, MiB/s"),
            Line("resident memory of the server at its peak", .mebibytes(memory), atMost: 150),
        ]
    }

    /// Random bytes: nothing on the way may get by with fewer.
    private func fill() async throws {
        _ = try await site.disk.program("/bin/dd", ["if=/dev/urandom", "of=\(file)", "bs=1M", "count=\(size >> 20)", "conv=fsync", "status=none"])
    }

    private static func stamp(_ path: String) throws {
        let handle = try FileHandle(forUpdating: URL(fileURLWithPath: path))
        try handle.write(contentsOf: withUnsafeBytes(of: UInt64.random(in: .min ... .max)) { Data($0) })
        try handle.close()
    }
}
