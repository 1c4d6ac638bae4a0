import ArgumentParser
import Blobs
import Foundation
import LogKeeping
import Logging
import Postgres
import PrivateCluster
import Store
import TransparencyLog

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
        try OpenHouse.makeFolder(settings.data)
        let mark = OpenHouse.restoreMark(settings.data)
        try Data().write(to: URL(fileURLWithPath: mark))
        if settings.databaseURL == nil { try await Self.restoreDatabase(source, settings, logger: logger) }
        try await Self.requireDatabase(of: copy, settings, logger: logger)
        let house = try await OpenHouse.open(settings, logger: logger, restoring: true)
        do {
            let count = try await Self.restoreBlobs(source, copy, house)
            let missing = try await house.missingBlobs()
            let log = try Self.restoreLog(source, copy, settings)
            try FileManager.default.removeItem(atPath: mark)
            await house.database.close()
            print("已恢复 restored: \(count) 个文件 blobs → \(settings.data)")
            if let log { print(log) }
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
        await database.close()
        guard database.identity == copy.database else {
            throw SettingsFault(
                zh: "数据库不是备份的那一个;外部数据库请先由管理员用 pg_restore 恢复 database.dump",
                en:
                    "The database is not the one that was backed up; for a named server the administrator restores database.dump with pg_restore first."
            )
        }
    }

    /// The log's files, unless a log is there already: that one may be newer. What to do before it goes on; nil when there is none.
    private static func restoreLog(_ source: URL, _ copy: BackupCopy, _ settings: Settings) throws -> String? {
        guard let size = copy.logSize else { return nil }
        let target = LogFolder(settings.log.folder)
        guard try target.head() == nil else {
            return "日志 log: \(target.path) 中已有,未改动 has one already, which was left alone"
        }
        guard try LogFolder(source.path + "/log").copy(to: target)?.size == size else {
            throw SettingsFault(zh: "备份的日志不完整:应有 \(size) 条", en: "The backup's log is not whole: it should have \(size) entries.")
        }
        guard settings.log.signer == nil else { return "日志 log: \(size) 条 entries" }
        return """
            日志 log: \(size) 条 entries。启动前请放回签名进程的密钥与最新状态 · Before you start it, bring back the signer's key and newest memory:
              \(settings.data)/signer
            """
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
