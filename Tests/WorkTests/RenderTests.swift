import Archive
import Blobs
import Foundation
import Intake
import JointReview
import Manifest
import Postgres
import Sheets
import Store
import TestStore
import Testing

@testable import Work

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

    /// A package of 建施-01 with three pages, of which the list names the second, a book of two, and the same book again: each page once.
    @Test func pagesThatNoListNamesAndPagesOfBooksAreDrawnTooAndEqualBytesOnce() async throws {
        try await Workshop.with { shop in
            let (drawing, book) = (Workshop.pdf(marks: [11, 12, 13]), Workshop.pdf(marks: [21, 22], box: "0 0 595 842"))
            let sheet = PackageManifest.Sheet(
                number: "建施-01", title: "平面图", revision: "A", specialty: "建筑", kind: .other, file: "图/建施-01 平面图.pdf", page: 2)
            var manifest = PackageManifest(project: "示例", sheets: [sheet])
            manifest.documents = [.init(title: "计算书", kind: "计算书", file: "计算书.pdf")]
            manifest.references = [.init(file: "计算书(副本).pdf", kind: "other")]
            let list = Array(ManifestWriter.xml(manifest).utf8)
            let bytes = try ZipWriter.bytes { writer in
                try writer.add("manifest.xml", list)
                try writer.add("计算书.pdf", book)
                try writer.add("图/建施-01 平面图.pdf", drawing)
                try writer.add("计算书(副本).pdf", book)
            }
            let package = try await shop.upload(bytes)
            try await shop.working([shop.intakeCraft, render(shop)]) {
                try await shop.eventually("drawn") { try await shop.kit.number("SELECT count(*) FROM lianshen.package_drawing") == 1 }
            }
            let (pages, drawn, sheets) = try await shop.kit.store.transaction(as: shop.cast.actor("designer")) { tx in
                (
                    try await tx.pages(ofPackage: package.id, limit: 100), try await tx.drawing(of: package.id),
                    try await tx.sheets(ofPackage: package.id)
                )
            }
            #expect(drawn == PackageDrawing(pages: 7, listed: 7))
            #expect(
                pages.map { "\($0.file) \($0.page) \($0.role)" } == [
                    "计算书.pdf 1 document", "计算书.pdf 2 document", "图/建施-01 平面图.pdf 1 sheet", "图/建施-01 平面图.pdf 2 sheet",
                    "图/建施-01 平面图.pdf 3 sheet", "计算书(副本).pdf 1 reference", "计算书(副本).pdf 2 reference",
                ])
            #expect(pages.map(\.sheet) == [nil, nil, nil, sheets[0].id, nil, nil, nil])
            let pictures = pages.compactMap(\.picture)
            #expect(pictures.count == 7 && Set(pictures.map(\.sha256)).count == 5 && pages[0].picture == pages[5].picture)
            let own = try await shop.kit.store.transaction(as: shop.cast.actor("designer")) { try await $0.thumbnail(of: sheets[0].id) }
            #expect(own?.sha256 == pages[3].picture?.sha256)
            // A scrub names them, a backup takes them and a sweep leaves them.
            let named = try await shop.kit.store.namedBlobs(after: nil, limit: 1000)
            for picture in pictures {
                #expect(named.contains(picture.sha256))
                #expect(try await shop.kit.store.references(sha256: picture.sha256))
            }
        }
    }

    @Test func soManyPagesAndNoMoreAndSheetsFirst() {
        let (book, file) = ([UInt8](repeating: 1, count: 32), [UInt8](repeating: 2, count: 32))
        let pdfs = [
            PackagePDF(file: "书.pdf", role: .document, sha256: book, pages: 2000), PackagePDF(file: "图.pdf", role: .sheet, sha256: file, pages: 3),
            PackagePDF(file: "坏.pdf", role: .other, sha256: file, pages: 0),
        ]
        let sheets = [1, 3].map { page in
            SheetRecord(
                id: UUID(), package: UUID(), caseID: UUID(), ordinal: page,
                entry: .init(number: "\(page)", title: "", revision: "", specialty: "", kind: .other, file: "图.pdf", page: page), width: 1, height: 1,
                rotation: 0, fileSHA256: file, pageDigest: nil, look: nil)
        }
        let plan = DrawingPlan(pdfs, sheets: sheets, most: 12)
        #expect(plan.total == 2003 && plan.listed.count == 12 && plan.count == 12)
        #expect(plan.listed.map(\.ordinal) == Array(0..<12))
        #expect(plan.listed.map(\.page) == Array(1...10) + [1, 3] && plan.listed.compactMap(\.sheet) == sheets.map(\.id))
        // Sheets are drawn whatever the bound is, and what a report of an older version does not tell is not listed.
        #expect(DrawingPlan(pdfs, sheets: sheets, most: 0).listed.count == 2)
        let old = DrawingPlan([], sheets: sheets, most: 12)
        #expect(old.listed.isEmpty && old.total == 0 && old.files.map(\.pages) == [[1, 3]])
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
