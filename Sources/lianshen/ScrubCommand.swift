import ArgumentParser
import Blobs
import Foundation
import PrivateCluster
import Store

/// `lianshen scrub`: re-hashes every blob and names what is damaged; on request, removes what nobody refers to.
struct Scrub: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "校验全部文件 · Re-hash every blob and name what is damaged or missing.",
        discussion: "退出码 exit codes: 0 完好 sound · 1 有损坏或缺失 damaged or missing · 2 用法错误 usage")

    @OptionGroup var options: SettingsOptions

    @Option(name: .long, help: "另清除多少天前上传且无人引用的文件 · Also remove blobs that nothing refers to and that are older than so many days.")
    var sweepOlderThanDays: Int?

    @Option(name: .long, help: "保留此目录下备份仍需要的文件 · Keep what the backups in this folder need.")
    var backups: [String] = []

    func validate() throws {
        // An upload is durable before the row that names it; younger bytes may belong to one that is under way.
        guard sweepOlderThanDays.map({ $0 >= 1 }) != false else {
            throw ValidationError("--sweep-older-than-days 至少为 1 · --sweep-older-than-days must be at least 1")
        }
    }

    func run() async throws {
        let settings = try await Settings(options)
        try OpenHouse.requireUsed(settings)
        let house = try await OpenHouse.open(settings, logger: settings.logger())
        do {
            let report = try await house.blobs.scrub()
            let missing = try await house.missingBlobs()
            print(
                "已校验 checked: \(report.checked) 个文件 blobs, \(report.bytes) 字节 bytes; 损坏 damaged: \(report.damaged.count); 缺失 missing: \(missing.count)"
            )
            for id in report.damaged { print("损坏 damaged: \(id)") }
            for id in missing { print("缺失 missing: \(id)") }
            if let days = sweepOlderThanDays { try await sweep(house, days: days) }
            await house.database.close()
            if !report.damaged.isEmpty || !missing.isEmpty { throw ExitCode(1) }
        } catch {
            await house.database.close()
            throw error
        }
    }

    private func sweep(_ house: OpenHouse, days: Int) async throws {
        let kept = try backups.flatMap(BackupCopy.all(in:)).map { try FolderBlobs.open($0.path + "/blobs", belongsTo: house.database.identity) }
        let swept = try await house.blobs.sweep(
            keeping: { id in
                if try await house.database.store.references(sha256: id.bytes) { return true }
                for backup in kept where try await backup.exists(id) { return true }
                return false
            }, olderThan: .seconds(days * 86_400))
        print("已清除 swept: \(swept.removed) 个文件 blobs, \(swept.bytes) 字节 bytes")
    }
}
