import Blobs
import Foundation
import Intake
import JointReview
import Postgres
import Sheets
import Store
import TestStore
import Testing
import Work

@Suite struct RenderTests {
    private func render(_ shop: Workshop) -> RenderCraft { RenderCraft(blobs: shop.blobs, reader: shop.intake.reader) }

    @Test func everySheetOfAnAcceptedPackageGetsAThumbnailAndKeepsItsFacts() async throws {
        try await Workshop.with { shop in
            let package = try await shop.upload(try Workshop.bytes())
            try await shop.working([shop.intakeCraft, render(shop)]) {
                try await shop.eventually("drawn") { try await shop.kit.number("SELECT count(*) FROM lianshen.sheet_thumbnail") == 2 }
            }
            let designer = try shop.cast.actor("designer")
            let sheets = try await shop.kit.store.transaction(as: designer) { tx in try await tx.sheets(ofPackage: package.id) }
            #expect(sheets.count == 2)
            for sheet in sheets {
                let (picture, facts) = try await shop.kit.store.transaction(as: designer) { tx in
                    (try await tx.thumbnail(of: sheet.id), try await tx.sheetFacts(of: sheet.id))
                }
                let record = try #require(picture)
                let blob = try #require(BlobID(bytes: record.sha256))
                let bytes = try Data(contentsOf: URL(fileURLWithPath: shop.blobs.path(of: blob)))
                #expect(bytes.count == record.size && bytes.starts(with: [0xFF, 0xD8, 0xFF]) && bytes.suffix(2) == Data([0xFF, 0xD9]))
                #expect(try await shop.kit.store.references(sha256: record.sha256))
                let read = try JSONDecoder().decode(SheetFacts.self, from: Data(try #require(facts).utf8))
                #expect(read.kind == .pdf && read.pages.map(\.number) == [sheet.entry.page] && read.pages.first?.paper == "A1")
            }
        }
    }

    /// Drawing again, after a worker that died, draws the same and doubles nothing.
    @Test func aRepeatedJobChangesNothing() async throws {
        try await Workshop.with { shop in
            let package = try await shop.upload(try Workshop.bytes())
            try await shop.working([shop.intakeCraft, render(shop)]) {
                try await shop.eventually("drawn") { try await shop.kit.number("SELECT count(*) FROM lianshen.sheet_thumbnail") == 2 }
            }
            try await shop.kit.store.transaction(as: .system("test")) { tx in
                try await tx.queueJobs(.render, for: package.caseID, objects: [package.id])
            }
            try await shop.working([render(shop)]) {
                try await shop.eventually("again") {
                    try await shop.kit.number("SELECT count(*) FROM lianshen.job WHERE kind = 'render' AND state = 'done'") == 2
                }
            }
            #expect(try await shop.kit.number("SELECT count(*) FROM lianshen.sheet_thumbnail") == 2)
        }
    }

    /// Nobody who waits for an answer waits for pictures: the job to draw is behind in the order.
    @Test func packagesThatWaitToBeReadGoFirst() async throws {
        try await Workshop.with { shop in
            _ = try await shop.upload(try Workshop.bytes())
            try await shop.working([shop.intakeCraft]) {
                try await shop.eventually("read") { try await shop.kit.number("SELECT count(*) FROM lianshen.job WHERE kind = 'render'") == 1 }
            }
            _ = try await shop.upload(try Workshop.bytes())
            let next = try await shop.kit.store.transaction(as: .system("test")) { tx in
                try await tx.claimJobs([.intake, .render], worker: UUID(), count: 1, lease: .seconds(60))
            }
            #expect(next.map(\.kind) == [.intake])
        }
    }
}
