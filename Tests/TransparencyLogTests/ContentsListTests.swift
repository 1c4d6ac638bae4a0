import Testing
import TransparencyLog

/// The list of a package's digests: one text for one set of files, and no other text is such a list.
@Suite struct ContentsListTests {
    private func hash(_ byte: UInt8) throws -> TreeHash { try #require(TreeHash([UInt8](repeating: byte, count: 32))) }

    private func sample() throws -> ContentsList {
        ContentsList([
            .init(sha256: try hash(2), sm3: try hash(9), size: 7), .init(sha256: try hash(1), sm3: nil, size: 0),
            .init(sha256: try hash(2), sm3: try hash(9), size: 7),
        ])
    }

    @Test func theSameFilesInAnyOrderAreOneTextWhichIsReadBack() throws {
        let (list, none) = (try sample(), ContentsList([ContentsList.Member]()))
        let (one, two, nine) = (String(repeating: "01", count: 32), String(repeating: "02", count: 32), String(repeating: "09", count: 32))
        #expect(String(decoding: list.bytes, as: UTF8.self) == "lianshen-contents/1\n\(one) - 0\n\(two) \(nine) 7\n")
        #expect(ContentsList(list.bytes) == list)
        #expect(ContentsList(list.members.reversed()) == list)
        #expect(ContentsList(none.bytes) == none)
        // As `sha256sum` says of the text.
        #expect(ContentsList.sha256(of: none.bytes).hex == "89f503324cbf7d845d5fb59035e94672f560d262bd26e1a4133be0da187bbbc9")
    }

    @Test func everyOtherTextIsRefused() throws {
        let bytes = try sample().bytes
        for place in bytes.indices {
            for byte in [0x00, 0x0A, 0x20, 0x2D, 0x30, 0x41, 0x66, 0xFF] as [UInt8] where byte != bytes[place] {
                var other = bytes
                other[place] = byte
                // A digit of a digest or a size is another file; everything else is no list.
                if let read = ContentsList(other) { #expect(read.bytes == other && read.members.count == 2) }
            }
            #expect(ContentsList(bytes[..<place]).map { $0.members.count < 2 } ?? true)
        }
        let text = String(decoding: bytes, as: UTF8.self)
        let lines = text.split(separator: "\n").map(String.init)
        for other in [
            "", "\n", text + "\n", text + text, lines.joined(separator: "\n"), [lines[0], lines[2], lines[1], ""].joined(separator: "\n"),
            [lines[0], lines[1], lines[1], lines[2], ""].joined(separator: "\n"), text.replacing("\n", with: "\r\n"),
            text.replacing(" 7", with: " 07"),
            text.replacing(" 7", with: " +7"), text.replacing(" - ", with: "  - "), text.uppercased(), "lianshen-contents/2\n",
        ] { #expect(ContentsList(Array(other.utf8)) == nil, "\(other)") }
    }
}
