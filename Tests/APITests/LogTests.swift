import Foundation
import LogKeeping
import TestLog
import Testing
import TransparencyLog

/// The public log over HTTP.
@Suite(.timeLimit(.minutes(10))) struct LogTests {
    @Test func everybodyGetsTheHashesAndRegulatorsTheEntries() async throws {
        try await House.with { house in
            #expect(try await house.call(.get, "/log/checkpoint").status == 404)
            let log = try SampleLog(300)
            try log.write(to: URL(filePath: house.folder + "-log"))
            let folder = LogFolder(house.folder + "-log")
            let checkpoint = try await house.call(.get, "/log/checkpoint")
            #expect(
                checkpoint.status == 200 && checkpoint["Content-Type"] == "text/plain; charset=utf-8"
                    && checkpoint["Cache-Control"] == "public, max-age=1")
            let published = try folder.checkpoint()
            #expect(Array(checkpoint.body) == published)
            for address in TileAddress.tiles(grownFrom: 0, to: 300) {
                let tile = try await house.call(.get, "/log/" + address.path)
                let kept = try folder.require(address)
                #expect(tile.status == 200 && Array(tile.body) == kept)
                #expect(tile["Cache-Control"] == "public, max-age=31536000, immutable")
            }
            for address in TileAddress.bundles(grownFrom: 0, to: 300) {
                #expect(try await house.call(.get, "/log/" + address.path).status == 401)
                #expect(try await house.call(.get, "/log/" + address.path, as: "owner").status == 403)
                let bundle = try await house.call(.get, "/log/" + address.path, as: "regulator")
                let kept = try folder.require(address)
                #expect(bundle.status == 200 && Array(bundle.body) == kept)
                #expect(bundle["Cache-Control"] == "private, no-store")
            }
            #expect(
                try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'audit.query'") == 2, "that they were read is in the log"
            )
        }
    }

    @Test func aPartialTileIsCutFromTheFullOneAndNothingElseIsServed() async throws {
        try await House.with { house in
            try SampleLog(300).write(to: URL(filePath: house.folder + "-log"))
            let full = try await house.call(.get, "/log/tile/0/000").body
            #expect(try await house.call(.get, "/log/tile/0/000.p/7").body == full.prefix(7 * 32))
            for path in [
                "tile/0/000.p/0", "tile/0/0", "tile/0/x000", "tile/9/000", "tile/0/../checkpoint", "tile/0/002", "tile/64/000", "tile/a/000",
            ] {
                #expect(try await house.call(.get, "/log/" + path).status == 404, "\(path)")
            }
        }
    }
}
