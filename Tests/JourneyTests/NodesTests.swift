import Client
import Foundation
import Glibc
import TestDatabase
import Testing
import Wire

/// Two servers on one database and one data folder.
@Suite struct NodesTests {
    @Test func whatOneServerCommitsTheOtherPushes() async throws {
        try await Site.with { site in
            let own = try await OwnDatabase(site)
            let one = try await site.serve(["--no-work"], own.variables(owner: true))
            let port = try FreePort.next()
            let other = try site.start(["serve", "--data", site.data, "--port", "\(port)"], own.variables())
            try await poll("the second server is ready") { await site.status("/readyz", port: port) == 200 }
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode(own.variables()))
            let elsewhere = office.elsewhere(try #require(URL(string: "http://127.0.0.1:\(port)")))
            let heard = Heard()
            let watch = Task {
                for try await event in elsewhere.events(of: office.caseID) { await heard.add(event) }
            }
            try await poll("the present state") { await heard.states > 0 }

            // The bytes go in through one server; the worker of the other reads them where they lie.
            let package = try await office.designer.upload(try Play.plainPackage(in: site.folder), to: office.caseID)
            try await poll("the upload is told elsewhere") { await heard.happened > 0 }
            try await poll("intake in the other process") { try await office.designer.package(package.id).state != .uploaded }
            let download = try await elsewhereDownload(package, port: port, site, office)
            #expect(download == package.sha256)

            // A listener that was cut off may have missed something: whoever watches is shown the present state.
            let states = await heard.states
            try await own.ask("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE application_name = 'lianshen-listener'")
            try await poll("the present state again") { await heard.states > states }
            _ = try await office.designer.seal(package.id)
            let before = await heard.happened
            _ = try await office.owner.confirm(office.caseID)
            try await poll("events again") { await heard.happened > before }

            watch.cancel()
            await office.close()
            try? await elsewhere.shutdown()
            for server in [one, other] {
                server.signal(SIGTERM)
                #expect(await server.ended() == 0)
            }
        }
    }

    private func elsewhereDownload(_ package: DrawingPackageBody, port: Int, _ site: Site, _ office: Office) async throws -> String {
        let designer = LianshenClient(baseURL: try #require(URL(string: "http://127.0.0.1:\(port)")), token: office.secrets[1])
        let file = try await designer.downloadPackage(package.id, to: site.folder + "/downloaded.zip")
        try await designer.shutdown()
        return file.sha256
    }

    private actor Heard {
        private(set) var states = 0
        private(set) var happened = 0

        func add(_ event: PushedEvent) {
            switch event {
            case .state: states += 1
            case .happened: happened += 1
            }
        }
    }
}
