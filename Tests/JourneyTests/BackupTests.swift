import Foundation
import Glibc
import Testing

/// Backup and restore, rehearsed as an operator does them.
@Suite struct BackupTests {
    @Test func aBackupTakenInTheMiddleOfACaseIsRestoredWholeAndServed() async throws {
        try await Site.with(Play.variables) { site in
            let play = try await Play(site, package: nil)
            try await play.reach(step: 9)
            let before = try await site.ask(Self.identities)
            let backup = try await site.run(["backup", "--data", site.data, site.folder + "/backup"])
            #expect(backup.status == 0, "\(backup.output) \(backup.errors)")
            try await play.finish()
            let after = try await Tally.of(site)
            #expect(try await site.run(["backup", "--data", site.data, site.folder + "/backup"]).status == 2, "a folder that exists is left alone")
            #expect(try await site.run(["restore", "--data", site.data, site.folder + "/backup"]).status == 2, "a data folder in use is left alone")
            #expect(try await Tally.of(site) == after)
            try await play.close()

            let copy = site.folder + "/copy"
            let restore = try await site.run(["restore", "--data", copy, site.folder + "/backup"])
            #expect(restore.status == 0, "\(restore.output) \(restore.errors)")
            try site.bringSigner(to: copy)
            let server = try site.start(["serve", "--data", copy, "--port", "\(site.port)"])
            try await poll("the copy is served") { await site.status("/readyz") == 200 }
            let restored = Set(try await site.ask(Self.identities, data: copy).split(separator: "\n"))
            #expect(Set(before.split(separator: "\n")).subtracting(restored) == [], "everything of the backup's instant is there")
            #expect(before.split(separator: "\n").count > 20)
            let scrub = try await site.run(["scrub", "--data", copy])
            #expect(scrub.status == 0 && scrub.output.contains("损坏 damaged: 0; 缺失 missing: 0"), "\(scrub.output) \(scrub.errors)")

            // Bytes that are newer than the dump, as a copy of the folder made later has them.
            try copyMissing(from: site.data + "/blobs/", to: copy + "/blobs/")
            let again = try await site.run(["scrub", "--data", copy])
            #expect(again.status == 0, "\(again.output) \(again.errors)")
            #expect(await site.status("/readyz") == 200)
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
        }
    }

    /// An empty copy that is called a backup is found out when it is needed.
    @Test(arguments: [["backup", "copy"], ["scrub"]])
    func aDataFolderThatNoServiceUsedIsNeitherBackedUpNorCheckedNorMade(_ command: [String]) async throws {
        try await Site.with { site in
            let mistyped = site.folder + "/dtaa"
            let refused = try await site.run([command[0]] + command.dropFirst().map { "\(site.folder)/\($0)" } + ["--data", mistyped])
            #expect(refused.status == 2 && refused.errors.contains("Name the service's own folder"), "\(refused.errors)")
            #expect(!FileManager.default.fileExists(atPath: mistyped) && !FileManager.default.fileExists(atPath: site.folder + "/copy"))
        }
    }

    @Test func theSweepKeepsWhatAKeptBackupNeedsAndRefusesAFolderWithoutOne() async throws {
        try await Site.with(Play.variables) { site in
            let first = try await site.serve()
            first.signal(SIGTERM)
            #expect(await first.ended() == 0)
            #expect(try await site.run(["backup", "--data", site.data, site.folder + "/kept/early"]).status == 0)
            let play = try await Play(site, package: try Play.plainPackage(in: site.folder))
            try await play.finish()
            #expect(try await site.run(["backup", "--data", site.data, site.folder + "/kept/late"]).status == 0)
            try await play.close()
            // A house that has gone back to the early backup, with the bytes of the late one still in its folder.
            let copy = site.folder + "/copy"
            #expect(try await site.run(["restore", "--data", copy, site.folder + "/kept/early"]).status == 0)
            try copyMissing(from: site.folder + "/kept/late/blobs/", to: copy + "/blobs/")
            let blobs = try agedBlobs(of: copy)
            #expect(blobs > 3)
            func sweep(_ backups: String...) async throws -> Running {
                try await site.run(["scrub", "--data", copy, "--sweep-older-than-days", "2"] + backups.flatMap { ["--backups", $0] })
            }
            let mistyped = try await sweep(site.folder + "/ketp")
            #expect(mistyped.status == 2 && mistyped.errors.contains("There is no backup"), "\(mistyped.errors)")
            #expect(try agedBlobs(of: copy) == blobs)
            #expect(try await sweep(site.folder + "/kept").status == 0)
            #expect(try agedBlobs(of: copy) == blobs, "the late backup needs them")
            #expect(try await sweep(site.folder + "/kept/early").status == 0)
            #expect(try agedBlobs(of: copy) == 0, "nobody needs them")
        }
    }

    @Test func bytesOfAnotherDatabaseAreRefused() async throws {
        try await Site.with { site in
            let (one, other) = (site.folder + "/one", site.folder + "/other")
            for folder in [one, other] { #expect(try await site.run(["migrate", "--data", folder]).status == 0) }
            #expect(try await site.run(["backup", "--data", one, site.folder + "/backup"]).status == 0)
            try FileManager.default.copyItem(atPath: one + "/blobs", toPath: other + "/blobs")
            let serve = try await site.run(["serve", "--data", other, "--port", "\(site.port)"], within: .seconds(60))
            #expect(serve.status == 2)
            #expect(serve.errors.contains("belongs to another database") && serve.errors.contains("属于另一个数据库"), "\(serve.errors)")
            // A backup whose parts are of two databases.
            try FileManager.default.removeItem(atPath: other + "/blobs")
            #expect(try await site.run(["backup", "--data", other, site.folder + "/mixed"]).status == 0)
            try FileManager.default.removeItem(atPath: site.folder + "/mixed/blobs")
            try FileManager.default.copyItem(atPath: site.folder + "/backup/blobs", toPath: site.folder + "/mixed/blobs")
            let restore = try await site.run(["restore", "--data", site.folder + "/third", site.folder + "/mixed"])
            #expect(restore.status == 2 && restore.errors.contains("belongs to another database"), "\(restore.errors)")
            // Half restored is not served.
            let half = try await site.run(["serve", "--data", site.folder + "/third", "--port", "\(site.port)"], within: .seconds(60))
            #expect(half.status == 2 && half.errors.contains("did not come to its end"), "\(half.errors)")
        }
    }

    @Test func aBackupOfADamagedHouseSaysWhatIsLost() async throws {
        try await Site.with(Play.variables) { site in
            let play = try await Play(site, package: try Play.plainPackage(in: site.folder))
            try await play.finish()
            try await play.close()
            let blobs = try blobFiles(of: site.data).sorted { ($0.size, $0.path) < ($1.size, $1.path) }
            let (damaged, lost) = (try #require(blobs.first), try #require(blobs.last))
            try FileManager.default.removeItem(atPath: lost.path)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: damaged.path)
            try Data(repeating: 0x58, count: damaged.size).write(to: URL(fileURLWithPath: damaged.path))
            let scrub = try await site.run(["scrub", "--data", site.data])
            #expect(scrub.status == 1 && scrub.output.contains("缺失 missing: 1"), "\(scrub.output)")
            let backup = try await site.run(["backup", "--data", site.data, site.folder + "/backup"])
            #expect(backup.status == 2 && backup.errors.contains("damaged or missing"), "\(backup.errors)")
            let restore = try await site.run(["restore", "--data", site.folder + "/copy", site.folder + "/backup"])
            #expect(restore.status == 2 && restore.errors.contains("damaged or missing"), "\(restore.errors)")
        }
    }

    private static let identities = """
        SET search_path = lianshen;
        SELECT 'package', package_id, encode(sha256, 'hex') FROM package;
        SELECT 'sheet', sheet_id FROM sheet;
        SELECT 'comment', comment_id FROM comment;
        SELECT 'entry', audit_id, act FROM audit_entry;
        """

    private func copyMissing(from source: String, to target: String) throws {
        for blob in try blobFiles(in: source) {
            let place = target + blob.path.dropFirst(source.count)
            guard !FileManager.default.fileExists(atPath: place) else { continue }
            try FileManager.default.createDirectory(
                atPath: URL(fileURLWithPath: place).deletingLastPathComponent().path, withIntermediateDirectories: true)
            try FileManager.default.copyItem(atPath: blob.path, toPath: place)
        }
    }

    /// Makes every blob ten days old and counts them.
    private func agedBlobs(of data: String) throws -> Int {
        let blobs = try blobFiles(of: data)
        for blob in blobs {
            try FileManager.default.setAttributes([.modificationDate: Date(timeIntervalSinceNow: -864_000)], ofItemAtPath: blob.path)
        }
        return blobs.count
    }

    private func blobFiles(of data: String) throws -> [(path: String, size: Int)] { try blobFiles(in: data + "/blobs/") }

    private func blobFiles(in folder: String) throws -> [(path: String, size: Int)] {
        try FileManager.default.subpathsOfDirectory(atPath: folder).filter { $0.wholeMatch(of: /.*\/[0-9a-f]{64}/) != nil }
            .map { path in
                let attributes = try FileManager.default.attributesOfItem(atPath: folder + path)
                return (folder + path, (attributes[.size] as? Int) ?? 0)
            }
    }
}
