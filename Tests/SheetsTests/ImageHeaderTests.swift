import Foundation
import Testing

@testable import Sheets

@Suite struct ImageHeaderTests {
    private func read(_ bytes: [UInt8], as name: String) async throws -> (SheetFacts?, [String]) {
        let bench = try Workbench()
        return await Workbench.read(try bench.put(Data(bytes), as: "file"), as: name)
    }

    private func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
    private func big(_ value: Int, _ count: Int) -> [UInt8] { little(value, count).reversed() }

    private func png(_ width: Int, _ height: Int) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + big(13, 4) + Array("IHDR".utf8) + big(width, 4) + big(height, 4) + [8, 6, 0, 0, 0]
            + big(0, 4)
    }

    private func tiff(next: Int, order: [UInt8] = [0x49, 0x49, 0x2A, 0], bits: Int = 8, samples: Int = 3) -> [UInt8] {
        let entries: [(Int, Int)] = [(256, 4000), (257, 3000), (258, bits), (277, samples)]
        return order + little(8, 4) + little(entries.count, 2) + entries.flatMap { little($0.0, 2) + little(4, 2) + little(1, 4) + little($0.1, 4) }
            + little(next, 4)
    }

    @Test func sizesAndDepthsAreReadFromTheHeaders() async throws {
        let png = try await read(png(800, 600), as: "a.png").0?.image
        #expect(png == .some(.init(width: 800, height: 600, depth: 32, pictures: 1)))
        // A colour profile and a thumbnail stand before the frame.
        let jpeg =
            [0xFF, 0xD8, 0xFF, 0xE2] + big(4002, 2) + [UInt8](repeating: 0xFF, count: 4000) + [0xFF, 0xC2] + big(17, 2) + [8] + big(1200, 2)
            + big(1600, 2)
        #expect(try await read(jpeg + [3, 0, 0, 0], as: "a.jpg").0?.image == .some(.init(width: 1600, height: 1200, depth: 24, pictures: 1)))
        let bmp =
            Array("BM".utf8) + little(0, 12) + little(40, 4) + little(640, 4) + little((1 << 32) - 480, 4) + little(1, 2) + little(24, 2)
            + little(0, 24)
        #expect(try await read(bmp, as: "a.bmp").0?.image == .some(.init(width: 640, height: 480, depth: 24, pictures: 1)))
        #expect(try await read(tiff(next: 0), as: "a.tif").0?.image == .some(.init(width: 4000, height: 3000, depth: 24, pictures: 1)))
        let gif = Array("GIF89a".utf8) + little(320, 2) + little(200, 2) + [0xF7, 0, 0]
        #expect(try await read(gif, as: "a.gif").0?.image == .some(.init(width: 320, height: 200, depth: 8, pictures: 1)))
    }

    @Test func aRingOfDirectoriesAndAFloodOfPixelsAreFindings() async throws {
        #expect(try await read(tiff(next: 8), as: "ring.tif").1 == ["sheet.image_header"])
        #expect(try await read(tiff(next: 1 << 30), as: "far.tif").1 == ["sheet.image_header"])
        let most = Int(UInt32.max)
        for (bits, samples) in [(most, most), (most, 1), (1, most), (257, 1)] {
            #expect(try await read(tiff(next: 0, bits: bits, samples: samples), as: "deep.tif").1 == ["sheet.image_header"])
        }
        #expect(try await read(png(60_000, 60_000), as: "flood.png").1 == ["sheet.image_size"])
        #expect(try await read(png(Int(UInt32.max), Int(UInt32.max)), as: "flood.png").1 == ["sheet.image_size"])
        #expect(try await read(png(0, 600), as: "none.png").1 == ["sheet.image_header"])
    }

    /// Cut anywhere and with any byte changed, a header gives facts or a finding.
    @Test func mutationsOfHeadersNeverCrash() async throws {
        var random = SystemRandomNumberGenerator()
        let headers: [(String, [UInt8])] = [("a.png", png(800, 600)), ("a.tif", tiff(next: 0)), ("a.dwg", DWGHeaderTests.dwg())]
        for (name, header) in headers {
            for cut in stride(from: 8, to: header.count, by: 3) { _ = try await read(Array(header.prefix(cut)), as: name) }
            for _ in 0..<60 {
                var spoilt = header
                for _ in 0..<3 { spoilt[Int.random(in: 6..<header.count, using: &random)] = UInt8.random(in: 0...255, using: &random) }
                let (facts, codes) = try await read(spoilt, as: name)
                #expect(facts != nil && codes.allSatisfy { $0.hasPrefix("sheet.") })
            }
        }
    }
}

@Suite struct DWGHeaderTests {
    static let sentinel: [UInt8] = [0x1F, 0x25, 0x6D, 0x07, 0xD4, 0x36, 0x28, 0x28, 0x9D, 0x57, 0xCA, 0x3F, 0x9D, 0x44, 0x10, 0x2B]

    /// A DWG up to the picture that it carries: a PNG of 180 by 90.
    static func dwg(codePage: Int = 39, seeker: Int = 0x80) -> [UInt8] {
        func little(_ value: Int, _ count: Int) -> [UInt8] { (0..<count).map { UInt8(value >> (8 * $0) & 255) } }
        var bytes = Array("AC1032".utf8) + little(0, 7) + little(seeker, 4) + [0x1B, 0x28] + little(codePage, 2)
        bytes +=
            little(0, 0x80 - bytes.count) + sentinel + little(100, 4) + [2, 1] + little(0x100, 4) + little(80, 4) + [6] + little(0x180, 4)
            + little(33, 4)
        bytes += little(0, 0x180 - bytes.count)
        let head: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8)
        return bytes + head + [0, 0, 0, 180, 0, 0, 0, 90, 8, 6, 0, 0, 0, 0, 0, 0, 0]
    }

    @Test func versionCodePageAndPreviewComeFromTheHeader() async throws {
        let bench = try Workbench()
        let (facts, codes) = await Workbench.read(try bench.put(Data(Self.dwg()), as: "a.dwg"), as: "建施-06.dwg")
        #expect(codes == [] && facts?.version == "AC1032")
        #expect(facts?.drawing?.codePage == "ANSI_936")
        #expect(facts?.drawing?.preview == .some(.init(format: "png", offset: 0x180, size: 33, width: 180, height: 90)))
        let other = await Workbench.read(try bench.put(Data(Self.dwg(codePage: 44)), as: "b.dwg"), as: "b.dwg").0
        #expect(other?.drawing?.codePage == "44")
    }

    @Test(arguments: [0, 5, 0x7F, 1 << 30]) func aSeekerThatLeadsNowhereIsNoPreview(_ seeker: Int) async throws {
        let bench = try Workbench()
        let (facts, codes) = await Workbench.read(try bench.put(Data(Self.dwg(seeker: seeker)), as: "a.dwg"), as: "a.dwg")
        #expect(codes == [] && facts?.drawing?.preview == nil && facts?.version == "AC1032")
    }
}
