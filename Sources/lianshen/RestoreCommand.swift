import ArgumentParser
import Blobs
import Foundation
import Logging
import Postgres
import PrivateCluster
import Store

/// `lianshen restore`: a backup into an empty data folder, database first, then blobs, each verified by its digest.
struct Restore: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "恢复到空的数据目录 · Restore a backup into an empty data folder.")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "备份目录 · Folder of the backup.")
    var folder: String

    func run() async throws {
        let settings = try await Settings(options)
        let source = URL(fileURLWithPath: folder)
        let copy = try BackupCopy.read(source)
        guard settings.databaseURL == nil else {
            throw ValidationError(
                "外部数据库请由管理员用 pg_restore 恢复 database.dump,再以 --data 恢复文件 · For a named server the administrator restores database.dump with pg_restore first."
            )
        }
        let contents = (try? FileManager.default.contentsOfDirectory(atPath: settings.data)) ?? []
        guard contents.isEmpty else { throw ValidationError("数据目录不为空 · The data folder is not empty: \(settings.data)") }
        let logger = settings.logger()
        try FileManager.default.createDirectory(atPath: settings.data, withIntermediateDirectories: true)
        try await Self.restoreDatabase(source, settings, logger: logger)
        let house = try await OpenHouse.open(settings, logger: logger)
        do {
            guard try await house.database.store.databaseIdentity() == copy.database else {
                throw ValidationError("备份的数据库标识不符 · The dump is of another database than backup.json says.")
            }
            let kept = try FolderBlobs.open(source.path + "/blobs", belongsTo: copy.database)
            var count = 0
            try await kept.forEachBlob { id, size in
                let staged = try await house.blobs.receive(try await kept.read(id), limit: size, expected: id)
                _ = try await house.blobs.commit([staged])
                count += 1
            }
            guard count == copy.blobs else { throw ValidationError("备份缺少文件 · The backup holds \(count) of \(copy.blobs) blobs.") }
            await house.database.close()
            print("已恢复 restored: \(count) 个文件 blobs → \(settings.data)")
        } catch {
            await house.database.close()
            throw error
        }
    }

    /// Roles and an empty database first, then the dump by the owner of its tables.
    private static func restoreDatabase(_ source: URL, _ settings: Settings, logger: Logger) async throws {
        let cluster = try await PrivateCluster.join(home: settings.data, logger: logger)
        do {
            let outside = Pool(configuration: PoolConfiguration(url: cluster.superuserURL), logger: logger)
            try await DatabaseRoles.createDatabase("lianshen", as: outside)
            await outside.close()
            let inside = Pool(configuration: PoolConfiguration(url: cluster.url(role: "postgres", database: "lianshen")), logger: logger)
            try await DatabaseRoles.create(as: inside)
            await inside.close()
            let process = Process()
            process.executableURL = URL(fileURLWithPath: cluster.programs + "/pg_restore")
            process.arguments = [
                "--exit-on-error", "--single-transaction", "--no-owner", "--role=lianshen_owner",
                "--dbname=\(cluster.url(role: "postgres", database: "lianshen"))", source.path + "/database.dump",
            ]
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw ValidationError("pg_restore 失败 · pg_restore failed with \(process.terminationStatus)") }
            await cluster.leave()
        } catch {
            await cluster.leave()
            throw error
        }
    }
}
