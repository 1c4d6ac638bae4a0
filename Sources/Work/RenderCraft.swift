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

    /// A craft over the folder of blobs; tools run inside the reader's walls.
    public init(blobs: any BlobStore, reader: SheetReader) {
        self.blobs = blobs
        self.reader = reader
    }

    /// Draws, makes the pictures blobs, then names them. A page that cannot be drawn has no picture, and nobody waits for it.
    public func carryOut(_ work: Craftwork) async throws {
        let sheets = try await work.read { try await $0.sheets(ofPackage: work.job.object) }
        // Nobody waits for pictures; somebody may wait for what stands behind them.
        if sheets.count > 150 { try await work.takesLong() }
        var staged: [(sheet: UUID, blob: StagedBlob)] = []
        for (digest, ofFile) in Dictionary(grouping: sheets, by: \.fileSHA256).sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
            guard let blob = BlobID(bytes: digest) else { throw StoreError.invalid("digest of sheet \(ofFile[0].id)") }
            let byPage = Dictionary(grouping: ofFile, by: \.entry.page)
            let pages = byPage.keys.max() ?? 0
            let local = try await blobs.local(blob)
            defer { withExtendedLifetime(local) {} }
            try await reader.thumbnails(path: local.path, pages: pages) { page, picture in
                guard let shown = byPage[page] else { return }
                let stored = try blobs.stage { (writer: inout BlobWriter) in try picture.withUnsafeBytes { try writer.write($0) } }
                staged += shown.map { ($0.id, stored) }
            }
        }
        let digests = try await blobs.commit(staged.map(\.blob))
        let thumbnails = zip(staged, digests).map { ThumbnailRecord(sheet: $0.sheet, sha256: $1.sha256.bytes, size: Int($1.size)) }
        try await work.finish { try await $0.insert(thumbnails) }
    }
}
