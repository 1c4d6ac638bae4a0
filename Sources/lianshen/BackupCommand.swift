import ArgumentParser
import Blobs
import Foundation
import LogKeeping
import Logging
import PrivateCluster
import Store
import TransparencyLog

/// `lianshen backup`: database first, then blobs. The other way round loses blobs that the database refers to already.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "备份 (日志、数据库、文件) · Back up: the log, then the database, then the blobs.",
        discussion: """
            签名进程的密钥与状态不在备份中:谁有密钥,就能以日志之名签名;旧的状态会签出两种历史。
            The signer's key and memory are not in it: who has the key signs in the log's name, and an old memory signs a second history.
            """)

    @OptionGroup var options: SettingsOptions

    @Argument(help: "备份目录,须不存在 · Folder for the backup; must not exist.")
    var folder: String

    func run() async throws {
        let settings = try await Settings(options)
        let target = URL(fileURLWithPath: folder)
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw SettingsFault(zh: "备份目录已存在:\(target.path)", en: "The folder exists already: \(target.path).")
        }
        try OpenHouse.requireUsed(settings)
        let house = try await OpenHouse.open(settings, logger: settings.logger())
        do {
            let copy = try await BackupCopy.make(of: house, settings, in: target)
            await house.database.close()
            print("已备份 backed up: \(copy.blobs) 个文件 blobs, \(copy.bytes) 字节 bytes → \(target.path)")
            if let size = copy.logSize {
                print("日志 log: \(size) 条 entries;签名密钥与状态不在其中,请另行保管 the signer's key and memory are not in it; keep them apart")
            }
            // The rest is worth keeping, but nobody may take it for a sound copy.
            guard copy.lost.isEmpty else { throw BackupCopy.incomplete(copy.lost) }
            if let fault = copy.logFault {
                throw SettingsFault(
                    zh: "日志目录未能复制(\(fault));请核验日志 (audit verify)",
                    en: "The log's files could not be copied (\(fault)); find out what is wrong with them (audit verify).")
            }
        } catch {
            await house.database.close()
            throw SettingsFault(opening: error) ?? error
        }
    }
}

/// What a backup says about itself, `backup.json` in its folder.
struct BackupCopy: Codable {
    /// Identity of the database.
    let database: String
    /// When it was begun.
    let madeAt: Date
    /// Number of blobs.
    let blobs: Int
    /// Their bytes.
    let bytes: Int64
    /// Blobs that the database names and that were damaged or missing where they were copied from.
    let lost: [BlobID]
    /// Entries of the log in `log`; absent where none was published, and in backups of older versions.
    var logSize: Int?
    /// Why the log's files are not there.
    var logFault: String?

    static let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    static func make(of house: OpenHouse, _ settings: Settings, in target: URL) async throws -> BackupCopy {
        let begun = Date()
        let partial = target.appendingPathExtension("partial")
        try? FileManager.default.removeItem(at: partial)
        try OpenHouse.makeFolder(partial.path)
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: partial.path)
        let identity = house.database.identity
        // The log before the dump: the database knows everything that its head covers.
        let log = Result { try LogFolder(settings.log.folder).copy(to: LogFolder(partial.path + "/log")) }
        // The dump is one snapshot. Blobs are durable before a row names them and are swept only after days, so every blob of the snapshot is there now.
        try PostgresTool.dump.run(
            ["--format=custom", "--no-owner", "--file=\(partial.path)/database.dump", house.database.dumpURL], house.database.cluster)
        let store = try FolderBlobs.open(partial.path + "/blobs", belongsTo: identity)
        var (count, bytes, lost) = (0, 0 as Int64, [BlobID]())
        let source = house.blobs
        try await source.forEachBlob { id, size in
            guard try await house.database.store.references(sha256: id.bytes) else { return }
            do {
                let staged = try await store.receive(try await source.read(id), limit: size, expected: id)
                _ = try await store.commit([staged])
                count += 1
                bytes += size
            } catch BlobError.damaged {
                lost.append(id)
            }
        }
        lost += try await house.missingBlobs()
        var copy = BackupCopy(database: identity, madeAt: begun, blobs: count, bytes: bytes, lost: lost)
        switch log {
        case .success(let head): copy.logSize = head?.size
        case .failure(let fault): copy.logFault = "\(fault)"
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        encoder.dateEncodingStrategy = .iso8601
        try encoder.encode(copy).write(to: partial.appendingPathComponent("backup.json"))
        // A folder without the ending is a whole backup.
        try FileManager.default.moveItem(at: partial, to: target)
        return copy
    }

    static func incomplete(_ lost: [BlobID]) -> SettingsFault {
        let names = lost.prefix(20).map(\.hex).joined(separator: ", ") + (lost.count > 20 ? " …" : "")
        return SettingsFault(
            zh: "\(lost.count) 个文件已损坏或丢失,请从更早的备份恢复", en: "\(lost.count) blobs are damaged or missing; restore them from an earlier backup: \(names)")
    }

    /// The backups in a folder: the folder itself, or those one level below it.
    /// - Throws: when there is none, because a mistyped folder must not look like one that needs nothing.
    static func all(in folder: String) throws -> [URL] {
        let place = URL(fileURLWithPath: folder)
        func isBackup(_ place: URL) -> Bool { FileManager.default.fileExists(atPath: place.appendingPathComponent("backup.json").path) }
        if isBackup(place) { return [place] }
        let below = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).map(place.appendingPathComponent).filter(isBackup)
        guard !below.isEmpty else { throw SettingsFault(zh: "\(folder) 中没有备份", en: "There is no backup in \(folder).") }
        return below
    }

    static func read(_ folder: URL) throws -> BackupCopy {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("backup.json")) else {
            throw SettingsFault(zh: "不是完整的备份:\(folder.path)", en: "This is no whole backup (backup.json is missing): \(folder.path).")
        }
        return try decoder.decode(BackupCopy.self, from: data)
    }
}

/// PostgreSQL's own tools for dumping and restoring.
enum PostgresTool: String {
    case dump = "pg_dump"
    case restore = "pg_restore"

    /// Runs the tool that fits the private cluster, or the one in PATH for a named server.
    func run(_ arguments: [String], _ cluster: PrivateCluster?) throws {
        let process = Process()
        // A password in the arguments could be read by everybody on this machine.
        var (arguments, environment) = (arguments, ProcessInfo.processInfo.environment)
        for (index, argument) in arguments.enumerated() {
            guard let match = argument.firstMatch(of: /^(.*postgres(?:ql)?:\/\/[^:@\/?]*):([^@\/]*)(@.*)$/) else { continue }
            arguments[index] = String(match.1) + String(match.3)
            environment["PGPASSWORD"] = String(match.2).removingPercentEncoding ?? String(match.2)
        }
        process.environment = environment
        if let programs = cluster?.programs {
            process.executableURL = URL(fileURLWithPath: programs + "/" + rawValue)
            process.arguments = arguments
        } else {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [rawValue] + arguments
        }
        do { try process.run() } catch {
            throw SettingsFault(
                zh: "无法运行 \(rawValue),请安装 PostgreSQL 客户端", en: "\(rawValue) cannot be run; install the client programs of PostgreSQL.")
        }
        process.waitUntilExit()
        // What it printed on standard error says why.
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw SettingsFault(zh: "\(rawValue) 失败", en: "\(rawValue) failed with \(process.terminationStatus).")
        }
    }
}
