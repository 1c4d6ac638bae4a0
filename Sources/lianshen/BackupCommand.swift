import ArgumentParser
import Blobs
import Foundation
import Logging
import PrivateCluster
import Store

/// `lianshen backup`: database first, then blobs. The other way round loses blobs that the database refers to already.
struct Backup: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "备份 (先数据库,后文件) · Back up: the database first, then the blobs.")

    @OptionGroup var options: SettingsOptions

    @Argument(help: "备份目录,须不存在 · Folder for the backup; must not exist.")
    var folder: String

    func run() async throws {
        let settings = try await Settings(options)
        let target = URL(fileURLWithPath: folder)
        guard !FileManager.default.fileExists(atPath: target.path) else {
            throw ValidationError("备份目录已存在 · The folder exists already: \(target.path)")
        }
        let house = try await OpenHouse.open(settings, logger: settings.logger())
        do {
            let copy = try await BackupCopy.make(of: house, settings, in: target)
            await house.database.close()
            print("已备份 backed up: \(copy.blobs) 个文件 blobs, \(copy.bytes) 字节 bytes → \(target.path)")
        } catch {
            await house.database.close()
            throw error
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

    static let format = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    static func make(of house: OpenHouse, _ settings: Settings, in target: URL) async throws -> BackupCopy {
        let begun = Date()
        let partial = target.appendingPathExtension("partial")
        try? FileManager.default.removeItem(at: partial)
        try FileManager.default.createDirectory(at: partial, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let identity = try await house.database.store.databaseIdentity()
        // The dump is one snapshot. Blobs are durable before a row names them and are swept only after days, so every blob of the snapshot is there now.
        try PostgresTool.dump.run(["--format=custom", "--no-owner", "--file=\(partial.path)/database.dump", house.database.dumpURL], house.database)
        let store = try FolderBlobs.open(partial.path + "/blobs", belongsTo: identity)
        var count = 0
        var bytes: Int64 = 0
        let source = house.blobs
        try await source.forEachBlob { id, size in
            guard try await house.database.store.references(sha256: id.bytes) else { return }
            let staged = try await store.receive(try await source.read(id), limit: size, expected: id)
            _ = try await store.commit([staged])
            count += 1
            bytes += size
        }
        let copy = BackupCopy(database: identity, madeAt: begun, blobs: count, bytes: bytes)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
        encoder.dateEncodingStrategy = .iso8601
        try encoder.encode(copy).write(to: partial.appendingPathComponent("backup.json"))
        // A folder without the ending is a whole backup.
        try FileManager.default.moveItem(at: partial, to: target)
        return copy
    }

    static func read(_ folder: URL) throws -> BackupCopy {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard let data = try? Data(contentsOf: folder.appendingPathComponent("backup.json")) else {
            throw ValidationError("不是完整的备份 · This is no whole backup (backup.json is missing): \(folder.path)")
        }
        return try decoder.decode(BackupCopy.self, from: data)
    }
}

/// PostgreSQL's own tools for dumping and restoring.
enum PostgresTool: String {
    case dump = "pg_dump"
    case restore = "pg_restore"

    /// Runs the tool that fits the private cluster, or the one in PATH for a named server.
    func run(_ arguments: [String], _ database: OpenDatabase) throws {
        let process = Process()
        if let programs = database.cluster?.programs {
            process.executableURL = URL(fileURLWithPath: programs + "/" + rawValue)
            process.arguments = arguments
        } else {
            process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            process.arguments = [rawValue] + arguments
        }
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw ValidationError("\(rawValue) 失败 · \(rawValue) failed with \(process.terminationStatus)")
        }
    }
}
