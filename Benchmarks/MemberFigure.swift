import Archive
import Blobs
import CZlib
import Crypto
import Foundation
import Intake
import Locks

/// A package to verified blobs in one pass with two workers, beside each stage of that pass alone, and beside what the shell does with the same file.
struct MemberFigure: Figure {
    let name: String
    let site: Site
    private let kind: DrawingBytes.Kind
    private let files: Int
    private static let size = 2 << 20

    init(_ site: Site, _ kind: DrawingBytes.Kind) {
        self.site = site
        self.kind = kind
        name = "members \(kind.rawValue)"
        files = site.plan.count(256, quick: 12)
    }

    private var path: String { "\(site.disk.folder)/members.\(kind.rawValue).zip" }
    private var folder: String { "\(site.disk.folder)/members" }

    func prepare() async throws {
        try DrawingBytes.package(kind, count: files, size: Self.size, at: path)
    }

    func clear() async {
        _ = unlink(path)
        try? FileManager.default.removeItem(atPath: folder)
    }

    var cells: [Cell] {
        let (path, folder, megabytes) = (path, folder, Double(files * Self.size) / Double(1 << 20))
        func cell(_ name: String, _ body: @escaping @Sendable () async throws -> Void) -> Cell {
            Cell(name: name) {
                try? FileManager.default.removeItem(atPath: folder)
                // Nothing of the round before is still on its way to the disk.
                sync()
                // Warm: what is measured is the work, not the disk's reading.
                _ = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe).withUnsafeBytes { crc32_z(0, $0.baseAddress, $0.count) }
                let start = ContinuousClock.now
                try await body()
                return Sample(rate: megabytes / (ContinuousClock.now - start).seconds)
            }
        }
        return [
            cell("ours") { try await Self.keep(path, in: folder, durably: false) },
            cell("ours durable") { try await Self.keep(path, in: folder, durably: true) },
            cell("inflate") { try Self.inflateAlone(path) },
            cell("crc") { try Self.each(path) { bytes, state in state = crc32_z(state, bytes.baseAddress, bytes.count) } },
            cell("sha256") {
                var hasher = SHA256()
                try Self.each(path) { bytes, _ in hasher.update(bufferPointer: bytes) }
                _ = hasher.finalize()
            },
            cell("write") { try Self.write(path, to: folder) },
            cell("shell") {
                _ = try await site.disk.program("/usr/bin/unzip", ["-q", path, "-d", folder])
                _ = try await site.disk.program("/usr/bin/sync", ["-f", folder])
                _ = try await site.disk.program("/bin/sh", ["-c", "find '\(folder)' -type f -exec sha256sum {} + >/dev/null"])
            },
        ]
    }

    func rows(_ results: Results) -> [Line] {
        guard results.has("ours") else { return [] }
        let stages = ["inflate", "crc", "sha256", "write"]
        let slowest = stages.min { results.rate($0) < results.rate($1) } ?? stages[0]
        let limit = kind == .dxf ? "inflate" : slowest
        let words = "\(files) \(kind.rawValue.uppercased())-like members of 2 MiB to verified blobs, 2 workers"
        return [
            Line(
                "\(words), against \(limit) alone, MiB/s", .mebibytes(results.rate("ours")), limit: .mebibytes(results.rate(limit)),
                ratio: results.ratio("ours", to: limit), atLeast: 0.8),
            Line(
                "the same, durable", .mebibytes(results.rate("ours durable")), limit: .mebibytes(results.rate(limit)),
                ratio: results.ratio("ours durable", to: limit)),
            Line(
                "the same, durable, against unzip && sync -f && sha256sum", .mebibytes(results.rate("ours durable")),
                limit: .mebibytes(results.rate("shell")), ratio: results.ratio("ours durable", to: "shell"), atLeast: 1.5),
            Line(
                "stages alone: inflate | crc, sha256 and writing: see the record", .mebibytes(results.rate("inflate")),
                limit: .mebibytes(results.rate("sha256"))),
        ]
    }

    /// What intake does with the members, without looking at what they are.
    private static func keep(_ path: String, in folder: String, durably: Bool) async throws {
        guard let archive = ZipArchive.open(path: path).archive else { throw BenchError.failed("members", "the archive is not sound") }
        // Without SM3, as with `upload.sm3: false`: what it is held against has none, and libcrypto's takes longer than all the rest.
        let store = BlobMembers(try FolderBlobs.open(folder, belongsTo: "bench"), sm3: false)
        let next = Locked(0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    while let entry = next.withLock({ place -> ZipEntry? in
                        defer { place += 1 }
                        return archive.entries.indices.contains(place) ? archive.entries[place] : nil
                    }) {
                        _ = try store.keep { write in try archive.read(entry) { try write($0) } }
                    }
                }
            }
            try await group.waitForAll()
        }
        if durably { try await store.settle() }
    }

    /// zlib alone: the packed bytes are in memory, the unpacked ones go nowhere.
    private static func inflateAlone(_ path: String) throws {
        let file = try Data(contentsOf: URL(fileURLWithPath: path), options: .mappedIfSafe)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 256 << 10, alignment: 16)
        defer { room.deallocate() }
        guard let archive = ZipArchive.open(path: path).archive else { throw BenchError.failed("members", "the archive is not sound") }
        try file.withUnsafeBytes { all in
            for entry in archive.entries {
                // On the heap: zlib remembers where its state was.
                let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
                stream.initialize(to: z_stream())
                defer { stream.deallocate() }
                guard lianshen_inflate_init(stream) == Z_OK else { throw BenchError.failed("inflate", "no memory") }
                defer { inflateEnd(stream) }
                let packed = all[Int(entry.dataOffset)..<Int(entry.dataOffset + entry.compressedSize)]
                let start = UnsafeRawBufferPointer(rebasing: packed).baseAddress
                stream.pointee.next_in = UnsafeMutablePointer(mutating: start?.assumingMemoryBound(to: UInt8.self))
                stream.pointee.avail_in = UInt32(entry.compressedSize)
                var status = Z_OK
                while status == Z_OK {
                    stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    stream.pointee.avail_out = UInt32(room.count)
                    status = CZlib.inflate(stream, Z_NO_FLUSH)
                }
                guard status == Z_STREAM_END else { throw BenchError.failed("inflate", "status \(status)") }
            }
        }
    }

    /// Runs `body` over as many bytes as the members have, a buffer at a time, from memory.
    private static func each(_ path: String, _ body: (UnsafeRawBufferPointer, inout UInt) throws -> Void) throws {
        guard let archive = ZipArchive.open(path: path).archive else { throw BenchError.failed("members", "the archive is not sound") }
        let first = archive.entries.isEmpty ? [] : try archive.bytes(of: archive.entries[0], limit: size)
        var state: UInt = 0
        try first.withUnsafeBytes { bytes in
            for entry in archive.entries {
                var done = 0
                while done < Int(entry.size) {
                    let end = min(done + 256 << 10, bytes.count)
                    try body(UnsafeRawBufferPointer(rebasing: bytes[done..<end]), &state)
                    done = end
                }
            }
        }
    }

    /// A file a member, into the page cache.
    private static func write(_ path: String, to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        var number = 0
        var left = 0
        var descriptor: Int32 = -1
        try each(path) { bytes, _ in
            if left == 0 {
                if descriptor >= 0 { close(descriptor) }
                number += 1
                descriptor = open("\(folder)/\(number)", O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
                left = size
            }
            guard Glibc.write(descriptor, bytes.baseAddress, bytes.count) == bytes.count else { throw BenchError.failed("write", "\(errno)") }
            left -= bytes.count
        }
        if descriptor >= 0 { close(descriptor) }
    }
}
