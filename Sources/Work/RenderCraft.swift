public import Blobs
import Foundation
import Intake
import JointReview
public import Sheets
public import Store

/// Draws the thumbnails of a package that intake has accepted: every page of every PDF, sheet or not, each file once.
///
/// A job of its own, behind intake: drawing a page again, larger and in colour, takes as long as all of intake's questions about it, and nobody who
/// waits for the answer of intake needs it.
public struct RenderCraft: Craft {
    /// Pages of one package that are drawn where nobody says otherwise: a large set of drawings with all its books.
    public static let usualPages = 4000
    /// More pages than this are a long job.
    private static let fewPages = 150

    /// Render jobs.
    public let kind = Job.Kind.render
    let blobs: any BlobStore
    let reader: SheetReader
    private let width: Int
    private let most: Int

    /// A craft over the folder of blobs; tools run inside the reader's walls, `width` files at a time.
    /// - Parameter pages: pages of one package that are drawn; the pages of its sheets are drawn in any case.
    public init(blobs: any BlobStore, reader: SheetReader, width: Int = 2, pages: Int = RenderCraft.usualPages) {
        self.width = max(1, width)
        most = pages
        self.blobs = blobs
        self.reader = reader
    }

    /// Draws, makes the pictures blobs, then names them. A page that cannot be drawn has no picture, and nobody waits for it.
    public func carryOut(_ work: Craftwork) async throws {
        let package = work.job.object
        let (sheets, pdfs) = try await work.read { (try await $0.sheets(ofPackage: package), try await $0.readPDFs(ofPackage: package)) }
        let plan = DrawingPlan(pdfs, sheets: sheets, most: most)
        // Nobody waits for pictures; somebody may wait for what stands behind them.
        if plan.count > Self.fewPages { try await work.takesLong() }
        let pace = ReadingPace(.seconds(5)) { try await work.takesLong() }
        defer { pace.end() }
        var staged: [(page: DrawnPage, blob: StagedBlob)] = []
        try await withThrowingTaskGroup(of: [(page: DrawnPage, blob: StagedBlob)].self) { group in
            var next = plan.files.startIndex
            while next < min(width, plan.files.count) {
                let file = plan.files[next]
                group.addTask { try await pictures(of: file.sha256, pages: file.pages) }
                next += 1
            }
            while let drawn = try await group.next() {
                staged += drawn
                guard next < plan.files.count else { continue }
                try await pace.next()
                let file = plan.files[next]
                group.addTask { try await pictures(of: file.sha256, pages: file.pages) }
                next += 1
            }
        }
        let digests = try await blobs.commit(staged.map(\.blob))
        let drawn = Dictionary(
            zip(staged.map(\.page), digests.map { PageThumbnail.Picture(sha256: $0.sha256.bytes, size: Int($0.size)) }),
            uniquingKeysWith: { first, _ in first })
        let thumbnails = sheets.compactMap { sheet in
            drawn[DrawnPage(file: sheet.fileSHA256, page: sheet.entry.page)].map {
                ThumbnailRecord(sheet: sheet.id, sha256: $0.sha256, size: $0.size)
            }
        }
        let pages = plan.listed.map { page in
            var page = page
            page.picture = drawn[DrawnPage(file: page.fileSHA256, page: page.page)]
            return page
        }
        let drawing = PackageDrawing(pages: plan.total, listed: pages.count)
        try await work.finish { tx in
            try await tx.insert(thumbnails)
            try await tx.insert(pages, of: drawing, package: package)
        }
    }

    /// The pictures of pages of one file, staged.
    private func pictures(of file: [UInt8], pages: [Int]) async throws -> [(page: DrawnPage, blob: StagedBlob)] {
        guard let blob = BlobID(bytes: file) else { throw StoreError.invalid("digest of a file") }
        var staged: [(page: DrawnPage, blob: StagedBlob)] = []
        let local = try await blobs.local(blob)
        defer { withExtendedLifetime(local) {} }
        try await reader.thumbnails(path: local.path, pages: pages) { page, picture in
            let stored = try blobs.stage { (writer: inout BlobWriter) in try picture.withUnsafeBytes { try writer.write($0) } }
            staged.append((DrawnPage(file: file, page: page), stored))
        }
        return staged
    }
}
