import Foundation
import Glibc
import PrivateCluster
import TestDatabase
import Testing

/// The demo and the server that it starts by itself.
@Suite struct DemoServerTests {
    @Test func aDemoThatIsToldToEndTakesItsServerAlong() async throws {
        try await Site.with { site in
            let demo = try site.start(["demo", "--keep", "--output", site.folder + "/out"])
            try await poll("the demo is played; it said \(demo.output.suffix(400)) \(demo.errors.suffix(400))", within: .seconds(180)) {
                demo.status != nil || demo.output.contains("服务 server:")
            }
            let data = try #require(demo.output.firstMatch(of: /数据 data: ([^;]+);/).map { String($0.output.1) })
            defer { try? FileManager.default.removeItem(atPath: data) }
            #expect(FileManager.default.fileExists(atPath: data + "/postgres/postmaster.pid"))
            demo.signal(SIGTERM)
            #expect(await demo.ended() == 128 + SIGTERM)
            try await poll("server and database are gone", within: .seconds(60)) {
                !FileManager.default.fileExists(atPath: data + "/postgres/postmaster.pid")
            }
        }
    }

    /// Another service that answers at the port must not get the one-time code.
    @Test func aPortThatIsTakenIsNotTakenForOnesOwnServer() async throws {
        try await Site.with { site in
            _ = try await site.serve()
            let demo = try await site.run(["demo", "--port", "\(site.port)", "--output", site.folder + "/out"], within: .seconds(180))
            #expect(demo.status == 2 && demo.errors.contains("did not start"), "\(demo.output) \(demo.errors)")
            #expect(try await site.ask("SELECT count(*) FROM lianshen.person") == "0")
        }
    }

    @Test func aPackageThatTheCheckRefusesEndsTheDemoWithOne() async throws {
        try await Site.with { site in
            let path = site.folder + "/broken.zip"
            try Data("no package".utf8).write(to: URL(fileURLWithPath: path))
            let demo = try await site.run(["demo", path, "--output", site.folder + "/out"], within: .seconds(180))
            #expect(demo.status == 1 && demo.errors.contains("zip.not_a_zip"), "\(demo.status) \(demo.errors)")
        }
    }
}
