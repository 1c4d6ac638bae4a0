public import Blobs
import Foundation
import JointReview
public import Sheets
public import Store

/// Draws the thumbnails of a package that intake has accepted: every page of every sheet's file, each file once.
///
/// A job of its own, behind intake: drawing a page again, larger and in colour, takes as long as all of intake's questions about it, and nobody who
/// waits for the answer of intake needs it.
public struct RenderCraft: Craft {
    /// Render jobs.
    public let kind = Job.Kind.render
    let blobs: any BlobStore
    let reader: SheetReader
    private let width: Int

    /// A craft over the folder of blobs; tools run inside the reader's walls, `width` files at a time.
    public init(blobs: any BlobStore, reader: SheetReader, width: Int = 2) {
        self.width = max(1, width)
        self.blobs = blobs
        self.reader = reader
    }

    /// Draws, makes the pictures blobs, then names them. A page that cannot be drawn has no picture, and nobody waits for it.
    public func carryOut(_ work: Craftwork) async throws {
        let sheets = try await work.read { try await $0.sheets(ofPackage: work.job.object) }
        // Nobody waits for pictures; somebody may wait for what stands behind them.
        if sheets.count > 150 { try await work.takesLong() }
        let files = Dictionary(grouping: sheets, by: \.fileSHA256).sorted { $0.key.lexicographicallyPrecedes($1.key) }.map(\.value)
        var staged: [(sheet: UUID, blob: StagedBlob)] = []
        try await withThrowingTaskGroup(of: [(sheet: UUID, blob: StagedBlob)].self) { group in
            var next = files.startIndex
            while next < min(width, files.count) {
                let file = files[next]
                group.addTask { try await pictures(of: file) }
                next += 1
            }
            while let drawn = try await group.next() {
                staged += drawn
                guard next < files.count else { continue }
                let file = files[next]
                group.addTask { try await pictures(of: file) }
                next += 1
            }
        }
        let digests = try await blobs.commit(staged.map(\.blob))
        let thumbnails = zip(staged, digests).map { ThumbnailRecord(sheet: $0.sheet, sha256: $1.sha256.bytes, size: Int($1.size)) }
        try await work.finish { try await $0.insert(thumbnails) }
    }

    /// The pictures of the sheets that lie in one file, staged.
    private func pictures(of sheets: [SheetRecord]) async throws -> [(sheet: UUID, blob: StagedBlob)] {
        guard let first = sheets.first else { return [] }
        guard let blob = BlobID(bytes: first.fileSHA256) else { throw StoreError.invalid("digest of sheet \(first.id)") }
        let byPage = Dictionary(grouping: sheets, by: \.entry.page)
        var staged: [(sheet: UUID, blob: StagedBlob)] = []
        let local = try await blobs.local(blob)
        defer { withExtendedLifetime(local) {} }
        try await reader.thumbnails(path: local.path, pages: byPage.keys.max() ?? 0) { page, picture in
            guard let shown = byPage[page] else { return }
            let stored = try blobs.stage { (writer: inout BlobWriter) in try picture.withUnsafeBytes { try writer.write($0) } }
            staged += shown.map { ($0.id, stored) }
        }
        return staged
    }
}
