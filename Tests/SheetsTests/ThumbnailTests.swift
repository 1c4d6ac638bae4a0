import Foundation
import Testing

@testable import Sheets

@Suite struct ThumbnailTests {
    private func thumbnails(_ data: Data, pages: some Sequence<Int>, limits: SheetLimits = SheetLimits()) async throws -> [Int: [UInt8]] {
        let bench = try Workbench()
        let path = try bench.put(data, as: "a.pdf")
        var drawn: [Int: [UInt8]] = [:]
        let reader = SheetReader(confinement: await Confinement.detect())
        try await reader.thumbnails(path: path, pages: Array(pages), limits: limits) { drawn[$0] = $1 }
        return drawn
    }

    @Test func everyPageHasASmallPicture() async throws {
        let pages = (0..<45).map { TinyPDF.Page(content: "0 0 m \($0 * 20) 900 l 40 w S") }
        let drawn = try await thumbnails(TinyPDF(pages: pages).bytes, pages: 1...45)
        #expect(drawn.keys.sorted() == Array(1...45))
        #expect(Set(drawn.values).count == 45)
        let bench = try Workbench()
        for picture in [drawn[1], drawn[45]] {
            let path = try bench.put(Data(try #require(picture)), as: "p.jpg")
            let image = await Workbench.read(path, as: "p.jpg").0?.image
            #expect(image?.width == SheetReader.thumbnailSize && image?.depth == 24)
        }
    }

    @Test func onlyThePagesThatAreAskedForAreDrawn() async throws {
        let pages = (0..<9).map { TinyPDF.Page(content: "0 0 m \($0 * 90) 900 l 40 w S") }
        let all = try await thumbnails(TinyPDF(pages: pages).bytes, pages: 1...9)
        let some = try await thumbnails(TinyPDF(pages: pages).bytes, pages: [2, 3, 7, 9])
        #expect(some == all.filter { [2, 3, 7, 9].contains($0.key) } && some.count == 4)
    }

    @Test func aFileThatCannotBeDrawnHasNoneAndCostsAFewRuns() async throws {
        #expect(try await thumbnails(Data("%PDF-1.7\nnothing".utf8), pages: 1...2000).isEmpty)
        // Strokes enough for seconds: however late a busy machine looks at the time, the picture is not done before.
        let strokes = "40 w\n" + String(repeating: "0 0 m 900 900 l S 0 900 m 900 0 l S\n", count: 100_000)
        let long = TinyPDF(pages: [TinyPDF.Page(content: strokes)]).bytes
        #expect(try await thumbnails(long, pages: [1], limits: SheetLimits(tool: ToolLimits(deadline: .milliseconds(1)))).isEmpty)
    }

    /// A picture with a table that holds the bytes of an end mark, stuffed data, restart marks and a second scan.
    @Test func picturesAreTakenApartWhereverTheBytesAreCut() throws {
        let table: [UInt8] = [0xFF, 0xDB, 0, 6, 0xFF, 0xD9, 0xFF, 0xD9]
        let scan: [UInt8] = [0xFF, 0xDA, 0, 2, 1, 2, 0xFF, 0x00, 3, 0xFF, 0xD3, 4]
        let picture = [0xFF, 0xD8] + table + scan + [0xFF, 0xC4, 0, 2] + scan + [0xFF, 0xD9]
        for size in [1, 3, 1000] {
            var stream = JPEGStream()
            let bytes = picture + picture
            for start in stride(from: 0, to: bytes.count, by: size) {
                try bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { try stream.consume($0) }
            }
            #expect(stream.pictures == [picture, picture])
        }
        var other = JPEGStream()
        #expect(throws: JPEGStream.Fault.malformed) { try Array("P6 640 480 255".utf8).withUnsafeBytes { try other.consume($0) } }
    }
}
