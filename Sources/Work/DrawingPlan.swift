import Foundation
import JointReview
import Store

/// Which pages of a package are drawn: every page of every PDF, as far as the bound goes, and the pages of sheets whatever it says.
struct DrawingPlan {
    /// The pages that are listed, without their pictures, in the order of the package's files.
    let listed: [PageThumbnail]
    /// Pages of all PDFs.
    let total: Int
    /// What is drawn of each file, ascending. Files with the same bytes are one: no page is drawn twice.
    let files: [(sha256: [UInt8], pages: [Int])]

    /// - Parameter most: pages that are listed and drawn at most; sheets come first, then the others in their order.
    init(_ pdfs: [PackagePDF], sheets: [SheetRecord], most: Int) {
        var shown: [Place: UUID] = [:]
        for sheet in sheets.reversed() { shown[Place(file: sheet.entry.file, page: sheet.entry.page)] = sheet.id }
        total = pdfs.reduce(0) { $0 + $1.pages }
        var room = max(0, most - shown.count)
        var listed: [PageThumbnail] = []
        var wanted: [[UInt8]: Set<Int>] = [:]
        for sheet in sheets { wanted[sheet.fileSHA256, default: []].insert(sheet.entry.page) }
        for pdf in pdfs where pdf.pages > 0 {
            for page in 1...pdf.pages {
                let sheet = shown[Place(file: pdf.file, page: page)]
                guard sheet != nil || room > 0 else { continue }
                if sheet == nil { room -= 1 }
                listed.append(
                    PageThumbnail(ordinal: listed.count, file: pdf.file, page: page, role: pdf.role, fileSHA256: pdf.sha256, sheet: sheet))
                wanted[pdf.sha256, default: []].insert(page)
            }
        }
        self.listed = listed
        files = wanted.map { ($0.key, $0.value.sorted()) }.sorted { $0.sha256.lexicographicallyPrecedes($1.sha256) }
    }

    /// Pages to draw.
    var count: Int { files.reduce(0) { $0 + $1.pages.count } }

    private struct Place: Hashable {
        let file: String
        let page: Int
    }
}

/// A page of certain bytes, whatever its file is called.
struct DrawnPage: Hashable, Sendable {
    let file: [UInt8]
    let page: Int
}
