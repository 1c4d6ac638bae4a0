import AsyncHTTPClient
import Client
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import SampleCase
import Testing
import Wire

/// A volume of the log without room: work goes on, the log waits, and goes on by itself when there is room again.
@Suite(.timeLimit(.minutes(5))) struct FullTilesTests {
    private static let canMount: Bool = {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("tiles-probe-" + UUID().uuidString).path
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        guard run("/bin/mount", ["-t", "tmpfs", "-o", "size=64k", "tmpfs", folder]) else { return false }
        return run("/bin/umount", [folder])
    }()

    private static func run(_ program: String, _ arguments: [String]) -> Bool {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardError = FileHandle.nullDevice
        guard (try? process.run()) != nil else { return false }
        process.waitUntilExit()
        return process.terminationStatus == 0
    }

    private func status(_ site: Site) async throws -> LogStatusBody {
        let answer = try await site.get("/log/status")
        #expect(answer.status == .ok)
        return try WireJSON.decode(LogStatusBody.self, from: Data(try await answer.body.collect(upTo: 1 << 20).readableBytesView))
    }

    /// Takes every byte that is left.
    private func fill(_ path: String) throws {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL, 0o600)
        try #require(descriptor >= 0)
        defer { close(descriptor) }
        let bytes = [UInt8](repeating: 0x58, count: 4096)
        while write(descriptor, bytes, bytes.count) > 0 {}
        #expect(errno == ENOSPC)
    }

    @Test(.enabled(if: canMount)) func aFullVolumeOfTilesHoldsUpNoRequestAndLeavesNoGap() async throws {
        try await Site.with { plain in
            let tiles = plain.folder + "/tiles"
            try FileManager.default.createDirectory(atPath: tiles, withIntermediateDirectories: true)
            try #require(Self.run("/bin/mount", ["-t", "tmpfs", "-o", "size=2m", "tmpfs", tiles]))
            defer { _ = Self.run("/bin/umount", ["-l", tiles]) }
            // The log's folder is a link of the data folder's usual place.
            try FileManager.default.createDirectory(atPath: plain.data, withIntermediateDirectories: true)
            let log = PublicLog(site: plain)
            let apart = ["LIANSHEN_LOG_FOLDER": tiles]
            let first = try await plain.serve([], apart)
            try FileManager.default.createSymbolicLink(atPath: plain.data + "/log", withDestinationPath: tiles)
            try await log.settled()
            try log.keepHead()
            let before = log.size
            #expect(before > 0)

            try fill(tiles + "/ballast")
            // Accounts, a project, a case: each of these is a change with its entry, and is answered as ever.
            let office = try await Office.open(at: plain.url, code: try await plain.bootstrapCode(apart))
            try await poll("the log says that it waits") {
                let status = try await status(plain)
                return status.waiting > 0 && status.oldestWaitingSeconds != nil && status.size == before
            }
            try await poll("the reason is told") { first.errors.contains("The log waits") }
            // Nor does a process that begins on the full volume stop working.
            first.signal(SIGKILL)
            await first.ended()
            let second = try await plain.serve([], apart)
            let project = try await office.owner.createProject(NewProjectBody(name: "【样例】另一项目", region: "000000", facts: SampleCase.project))
            #expect(try await office.owner.project(project.id).id == project.id)
            #expect(log.size == before)
            #expect(try await plain.get("/log/checkpoint").status == .ok, "what is published is served")

            try FileManager.default.removeItem(atPath: tiles + "/ballast")
            try await log.settled()
            #expect(log.size > before)
            #expect(try await status(plain).waiting == 0)
            let verdict = try await log.requireSound()
            #expect(verdict.status == 0 && verdict.report?.heads == 1, "\(verdict.errors) \(String(describing: verdict.report))")
            #expect(verdict.report.map { $0.rows == $0.entries } == true)
            await office.close()
            second.signal(SIGTERM)
            #expect(await second.ended() == 0)
        }
    }
}
