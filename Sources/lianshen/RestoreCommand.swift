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
        let contents = (try? FileManager.default.contentsOfDirectory(atPath: settings.data)) ?? []
        guard contents.isEmpty else { throw SettingsFault(zh: "数据目录不为空:\(settings.data)", en: "The data folder is not empty: \(settings.data).") }
        let logger = settings.logger()
        try FileManager.default.createDirectory(atPath: settings.data, withIntermediateDirectories: true)
        let mark = OpenHouse.restoreMark(settings.data)
        try Data().write(to: URL(fileURLWithPath: mark))
        if settings.databaseURL == nil { try await Self.restoreDatabase(source, settings, logger: logger) }
        try await Self.requireDatabase(of: copy, settings, logger: logger)
        let house = try await OpenHouse.open(settings, logger: logger, restoring: true)
        do {
            let count = try await Self.restoreBlobs(source, copy, house)
            let missing = try await house.missingBlobs()
            try FileManager.default.removeItem(atPath: mark)
            await house.database.close()
            print("已恢复 restored: \(count) 个文件 blobs → \(settings.data)")
            guard missing.isEmpty else { throw BackupCopy.incomplete(missing) }
        } catch {
            await house.database.close()
            throw SettingsFault(opening: error) ?? error
        }
    }

    /// Before anything is written beside it: the database must be the one that was saved.
    private static func requireDatabase(of copy: BackupCopy, _ settings: Settings, logger: Logger) async throws {
        var asItIs = settings
        // An empty database that is migrated here would get an identity of its own, and the dump could not be restored into it any more.
        if settings.databaseURL != nil { asItIs.ownerURL = nil }
        let database = try await OpenDatabase.open(asItIs, logger: logger)
        let found: Result<String, any Error>
        do { found = .success(try await database.store.databaseIdentity()) } catch { found = .failure(error) }
        await database.close()
        guard try found.get() == copy.database else {
            throw SettingsFault(
                zh: "数据库不是备份的那一个;外部数据库请先由管理员用 pg_restore 恢复 database.dump",
                en:
                    "The database is not the one that was backed up; for a named server the administrator restores database.dump with pg_restore first."
            )
        }
    }

    /// Every blob of the backup, verified by its digest on the way.
    private static func restoreBlobs(_ source: URL, _ copy: BackupCopy, _ house: OpenHouse) async throws -> Int {
        let kept = try FolderBlobs.open(source.path + "/blobs", belongsTo: copy.database)
        var count = 0
        try await kept.forEachBlob { id, size in
            let staged = try await house.blobs.receive(try await kept.read(id), limit: size, expected: id)
            _ = try await house.blobs.commit([staged])
            count += 1
        }
        guard count == copy.blobs else {
            throw SettingsFault(zh: "备份缺少文件:应有 \(copy.blobs),实有 \(count)", en: "The backup holds \(count) of \(copy.blobs) blobs.")
        }
        return count
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
            try PostgresTool.restore.run(
                [
                    "--exit-on-error", "--single-transaction", "--no-owner", "--role=lianshen_owner",
                    "--dbname=\(cluster.url(role: "postgres", database: "lianshen"))", source.path + "/database.dump",
                ], cluster)
            await cluster.leave()
        } catch {
            await cluster.leave()
            throw error
        }
    }
}
