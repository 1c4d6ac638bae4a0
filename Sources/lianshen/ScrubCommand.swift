import ArgumentParser
import Blobs
import Foundation
import PrivateCluster
import Store

/// `lianshen scrub`: re-hashes every blob and names what is damaged; on request, removes what nobody refers to.
struct Scrub: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "校验全部文件 · Re-hash every blob and name what is damaged.", discussion: "退出码 exit codes: 0 完好 sound · 1 有损坏 damaged · 2 用法错误 usage")

    @OptionGroup var options: SettingsOptions

    @Option(name: .long, help: "另清除多少天前上传且无人引用的文件 · Also remove blobs that nothing refers to and that are older than so many days.")
    var sweepOlderThanDays: Int?

    @Option(name: .long, help: "保留此目录下备份仍需要的文件 · Keep what the backups in this folder need.")
    var backups: [String] = []

    func run() async throws {
        let settings = try await Settings(options)
        let house = try await OpenHouse.open(settings, logger: settings.logger())
        do {
            let report = try await house.blobs.scrub()
            print("\(report)")
            if let days = sweepOlderThanDays { try await sweep(house, days: days) }
            await house.database.close()
            if !report.damaged.isEmpty { throw ExitCode(1) }
        } catch {
            await house.database.close()
            throw error
        }
    }

    private func sweep(_ house: OpenHouse, days: Int) async throws {
        let identity = try await house.database.store.databaseIdentity()
        let kept = try backups.map { try FolderBlobs.open($0 + "/blobs", belongsTo: identity) }
        let swept = try await house.blobs.sweep(
            keeping: { id in
                if try await house.database.store.references(sha256: id.bytes) { return true }
                for backup in kept where try await backup.exists(id) { return true }
                return false
            }, olderThan: .seconds(days * 86_400))
        print("\(swept)")
    }
}
