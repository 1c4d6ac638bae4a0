import AsyncHTTPClient
import Client
import Foundation
import Glibc
import NIOCore
import NIOHTTP1
import Testing
import Wire

/// The product on a database server that somebody else runs.
@Suite struct NamedDatabaseTests {
    @Test func serveWorkMigrateBackupAndRestoreUseTheServerThatIsNamed() async throws {
        try await Site.with { site in
            let own = try await OwnDatabase(site)
            let unmade = try await site.run(["serve", "--data", site.data, "--port", "\(site.port)"], own.variables())
            #expect(unmade.status == 2 && unmade.errors.contains("LIANSHEN_OWNER_URL"), "\(unmade.errors)")
            #expect(try await site.run(["migrate", "--data", site.data], own.variables(owner: true)).status == 0)
            let server = try await site.serve(["--no-work"], own.variables())
            let worker = try site.start(["work", "--data", site.data], own.variables())
            #expect(!FileManager.default.fileExists(atPath: site.data + "/postgres"), "no private database beside it")
            let code = try await site.bootstrapCode(own.variables())
            let demo = try await site.run(
                ["demo", try Play.plainPackage(in: site.folder), "--server", "\(site.url)", "--code", code, "--output", site.folder + "/out"])
            #expect(demo.status == 0, "\(demo.output.suffix(1000)) \(demo.errors)")

            let backup = try await site.run(["backup", "--data", site.data, site.folder + "/backup"], own.variables(owner: true))
            #expect(backup.status == 0, "\(backup.output) \(backup.errors)")
            for running in [server, worker] { running.signal(SIGTERM) }
            #expect(await server.ended() == 0)
            #expect(await worker.ended() == 0)

            // The administrator restores the dump; then the bytes follow.
            try await own.ask("CREATE DATABASE again", in: "postgres")
            try await own.ask(try await site.run(["migrate", "--print-roles"]).output, in: "again")
            let copy = site.folder + "/copy"
            let early = try await site.run(
                ["restore", "--data", copy, site.folder + "/backup"], own.variables(owner: true, database: "again"))
            #expect(early.status == 2, "the dump comes first")
            let restored = try await own.restore(site.folder + "/backup/database.dump", into: "again")
            #expect(restored == 0)
            try FileManager.default.removeItem(atPath: copy)
            let restore = try await site.run(["restore", "--data", copy, site.folder + "/backup"], own.variables(owner: true, database: "again"))
            #expect(restore.status == 0, "\(restore.errors)")
            #expect(try await site.run(["scrub", "--data", copy], own.variables(database: "again")).status == 0)
            #expect(LogReading.secrets(of: site, besides: [OwnDatabase.password]) == [])
        }
    }

    @Test func aRoleThatMayTooMuchIsRefused() async throws {
        try await Site.with { site in
            let own = try await OwnDatabase(site)
            #expect(try await site.run(["migrate", "--data", site.data], own.variables(owner: true)).status == 0)
            try await own.ask("CREATE ROLE passer LOGIN BYPASSRLS IN ROLE lianshen_service; ALTER ROLE passer SET search_path = lianshen")
            for (role, because) in [("postgres", "SUPERUSER"), ("passer", "BYPASSRLS"), ("lianshen_owner", "owns tables")] {
                let serve = try await site.run(
                    ["serve", "--data", site.data, "--port", "\(site.port)"], own.variables(role: role), within: .seconds(60))
                #expect(serve.status == 2, "\(role)")
                #expect(serve.errors.contains("too powerful (\(because))") && serve.errors.contains("服务拒绝启动"), "\(serve.errors)")
            }
        }
    }

    @Test func aFolderThatBelongsToAnotherDatabaseIsRefused() async throws {
        try await Site.with { site in
            let own = try await OwnDatabase(site)
            try await own.ask("CREATE DATABASE other", in: "postgres")
            try await own.ask(try await site.run(["migrate", "--print-roles"]).output, in: "other")
            for database in ["house", "other"] {
                #expect(try await site.run(["migrate", "--data", site.data], own.variables(owner: true, database: database)).status == 0)
            }
            #expect(try await site.run(["scrub", "--data", site.data], own.variables()).status == 0)
            for command in [["serve", "--port", "\(site.port)"], ["work"], ["scrub"]] {
                let refused = try await site.run(command + ["--data", site.data], own.variables(database: "other"), within: .seconds(60))
                #expect(refused.status == 2 && refused.errors.contains("belongs to another database"), "\(command) \(refused.errors)")
            }
        }
    }

    @Test func aDatabaseThatGoesAwayIsAnsweredFor() async throws {
        try await Site.with { site in
            let own = try await OwnDatabase(site)
            let server = try await site.serve([], own.variables(owner: true))
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode(own.variables()))
            try await own.stop()
            try await poll("unready") { await site.status("/readyz") == 503 }
            #expect(await site.status("/healthz") == 200)
            let refused = try await site.get("/v1/me", headers: [("authorization", "Bearer \(office.secrets[0])")])
            #expect(refused.status.code == 503)
            #expect(refused.headers.first(name: "content-type")?.hasPrefix("application/problem+json") == true)
            #expect(refused.headers.first(name: "retry-after").flatMap(Int.init) ?? 0 > 0)
            // An act that began while it was away is done when it is back.
            async let opened = office.owner.case(office.caseID)
            try await own.start()
            #expect(try await opened.id == office.caseID)
            try await poll("ready again") { await site.status("/readyz") == 200 }
            #expect(server.status == nil, "nobody started it again")
            await office.close()
            server.signal(SIGTERM)
            #expect(await server.ended() == 0)
            #expect(LogReading.odd(server.errors) == [])
            #expect(LogReading.secrets(of: site, besides: office.secrets + [OwnDatabase.password]) == [])
        }
    }
}
