import Foundation
import JointReview
import Sheets
import Testing

/// A comment's place on a later revision: drawn pages, plotted by the same tool as in the service, inside its walls.
@Suite struct RegionFollowTests {
    /// A plan with a wall grid, and in it one stair whose place is followed. Everything is drawn from `at`, in `size`.
    private static func drawing(
        at: (Double, Double) = (800, 600), size: Double = 1, stair: Bool = true, width: String = "1100", page: (Double, Double) = (2384, 1684)
    )
        -> TinyPDF
    {
        var content = "1.5 w\n"
        // Lines that are not regular: no two places of the sheet look alike.
        for step in 0..<24 {
            let place = Double(step * step * 4 + step * 37)
            content +=
                "\(place.truncatingRemainder(dividingBy: 2300)) 60 m \(place.truncatingRemainder(dividingBy: 2100) + 90) \(300 + step * 50) l S\n"
            content += "\(40 + step * 90) \(60 + step * 61) \(30 + step * 3) \(20 + step * 2) re S\n"
        }
        if stair {
            content += "q \(size) 0 0 \(size) \(at.0) \(at.1) cm\n"
            content += "1 g 0 0 220 150 re f 0 g\n"
            for tread in 0..<9 { content += "\(10 + tread * 14 + tread % 3) 10 m \(10 + tread * 14) \(80 + tread * 5) l S\n" }
            content += "0 0 220 150 re S 150 20 m 205 140 l 165 90 l S 30 120 25 18 re f\nBT /F1 16 Tf 60 125 Td (\(width)) Tj ET\nQ\n"
        }
        return TinyPDF(
            pages: [
                .init(
                    content: content, box: "0 0 \(page.0) \(page.1)",
                    entries: "/Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>")
            ])
    }

    private static let region = Region(page: 1, x: 800, y: 600, width: 220, height: 150)

    private func follow(_ bench: borrowing Workbench, _ after: String, page: (Double, Double) = (2384, 1684), region: Region = Self.region)
        async throws
        -> FollowedRegion
    {
        let reader = SheetReader(confinement: await Confinement.detect())
        let before = try bench.put(Self.drawing().bytes, as: "before-\(UUID().uuidString).pdf")
        let old = try #require(try await reader.followedPage(path: before, page: 1, width: 2384, height: 1684, rotation: 0))
        let new = try #require(try await reader.followedPage(path: after, page: 1, width: page.0, height: page.1, rotation: 0))
        return FollowedRegion(region, from: old, to: new)
    }

    private func near(_ found: Region?, _ x: Double, _ y: Double, _ width: Double, by tolerance: Double = 12) -> Bool {
        guard let found else { return false }
        return abs(found.x - x) < tolerance && abs(found.y - y) < tolerance && abs(found.width - width) < 2 * tolerance
    }

    @Test func aSheetThatWasExportedAgainHasThePlaceWhereItWas() async throws {
        let bench = try Workbench()
        let first = try bench.put(Self.drawing().bytes, as: "plot.pdf")
        // The same drawing through another writer: other bytes, other objects, other compression.
        let again = bench.folder.appending(path: "again.pdf").path()
        try bench.run("qpdf", ["--object-streams=generate", "--recompress-flate", "--compression-level=9", first, again])
        let found = try await follow(bench, again)
        #expect(found.fate == .same && found.certainty > 0.95 && near(found.region, 800, 600, 220), "\(found)")
    }

    @Test func whatWasShiftedIsFoundWhereItIsNow() async throws {
        let bench = try Workbench()
        let found = try await follow(bench, try bench.put(Self.drawing(at: (1500, 300)).bytes, as: "shifted.pdf"))
        #expect(found.fate == .moved && found.certainty > 0.6 && near(found.region, 1500, 300, 220), "\(found)")
    }

    @Test func whatIsDrawnInAnotherSizeIsFoundInThatSize() async throws {
        let bench = try Workbench()
        let found = try await follow(bench, try bench.put(Self.drawing(at: (1300, 250), size: 1.5).bytes, as: "scaled.pdf"))
        #expect(found.fate == .moved && near(found.region, 1300, 250, 330, by: 25), "\(found)")
    }

    @Test func aSheetOnSmallerPaperHasThePlaceInItsShare() async throws {
        let bench = try Workbench()
        let first = try bench.put(Self.drawing().bytes, as: "large.pdf")
        let text = String(decoding: try Data(contentsOf: URL(filePath: first)), as: UTF8.self)
        #expect(!text.isEmpty)
        var small = Self.drawing(page: (1192, 842))
        small.pages[0].content = "0.5 0 0 0.5 0 0 cm\n" + small.pages[0].content
        let found = try await follow(bench, try bench.put(small.bytes, as: "small.pdf"), page: (1192, 842))
        #expect(found.fate == .same && near(found.region, 400, 300, 110), "\(found)")
    }

    @Test func whatWasTakenAwayIsGone() async throws {
        let bench = try Workbench()
        let found = try await follow(bench, try bench.put(Self.drawing(stair: false).bytes, as: "deleted.pdf"))
        #expect(found.fate == .gone && found.region == nil && found.certainty > 0.3, "\(found)")
    }

    @Test func aNumberThatChangedIsNotTheSamePlace() async throws {
        let bench = try Workbench()
        let found = try await follow(bench, try bench.put(Self.drawing(width: "1200").bytes, as: "number.pdf"))
        #expect(found.fate == .unknown, "\(found)")
    }

    @Test func whereNothingIsDrawnNothingCanBeFollowed() async throws {
        let bench = try Workbench()
        let found = try await follow(
            bench, try bench.put(Self.drawing().bytes, as: "same.pdf"), region: Region(page: 1, x: 2250, y: 1650, width: 40, height: 20))
        #expect(found.fate == .unknown && found.certainty == 0, "\(found)")
    }

    @Test func whatStandsThereTwiceIsNotGuessed() async throws {
        let bench = try Workbench()
        var twice = Self.drawing(at: (1500, 300))
        let other = Self.drawing(at: (300, 1200))
        twice.pages[0].content += other.pages[0].content.components(separatedBy: "q 1.0 0 0 1.0").dropFirst().map { "q 1.0 0 0 1.0" + $0 }.joined()
        let found = try await follow(bench, try bench.put(twice.bytes, as: "twice.pdf"))
        #expect(found.fate == .unknown, "\(found)")
    }
}
