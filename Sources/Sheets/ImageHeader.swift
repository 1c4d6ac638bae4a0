/// The headers of picture files: size and depth, without unpacking a pixel.
enum ImageHeader {
    /// Nil when the header is cut, or says nothing that a picture can be.
    static func read(_ file: PrefixedFile, kind: FileKind) -> SheetFacts.Image? {
        let image: SheetFacts.Image? =
            switch kind {
            case .png: png(file)
            case .jpeg: jpeg(file)
            case .tiff: tiff(file)
            case .bmp: bmp(file)
            case .gif: gif(file)
            default: nil
            }
        guard let image, image.width > 0, image.height > 0, image.depth > 0, image.depth <= 256 else { return nil }
        return image
    }

    private static func png(_ file: PrefixedFile) -> SheetFacts.Image? {
        guard file.bytes(12, 4) == Array("IHDR".utf8), let width = file.number(16, 4, bigEndian: true),
            let height = file.number(20, 4, bigEndian: true), let form = file.bytes(24, 2),
            let channels = [0: 1, 2: 3, 3: 1, 4: 2, 6: 4][Int(form[1])]
        else { return nil }
        return SheetFacts.Image(width: width, height: height, depth: Int(form[0]) * channels, pictures: 1)
    }

    /// Segment by segment to the frame header; what lies between may be long (colour profiles), so segments are stepped over, never read.
    private static func jpeg(_ file: PrefixedFile) -> SheetFacts.Image? {
        var offset = 2
        for _ in 0..<10_000 {
            guard let mark = file.bytes(offset, 2), mark[0] == 0xFF else { return nil }
            if mark[1] == 0xFF || mark[1] == 0x01 || (0xD0...0xD7).contains(mark[1]) {
                offset += mark[1] == 0xFF ? 1 : 2
                continue
            }
            guard let length = file.number(offset + 2, 2, bigEndian: true), length >= 2 else { return nil }
            // SOF0 to SOF15, without the tables and definitions that share the range.
            if (0xC0...0xCF).contains(mark[1]), ![0xC4, 0xC8, 0xCC].contains(mark[1]) {
                guard let frame = file.bytes(offset + 4, 6) else { return nil }
                return SheetFacts.Image(
                    width: Int(frame[3]) << 8 | Int(frame[4]), height: Int(frame[1]) << 8 | Int(frame[2]), depth: Int(frame[0]) * Int(frame[5]),
                    pictures: 1)
            }
            if mark[1] == 0xD9 || mark[1] == 0xDA { return nil }
            offset += 2 + length
        }
        return nil
    }

    private static func bmp(_ file: PrefixedFile) -> SheetFacts.Image? {
        guard let header = file.number(14, 4) else { return nil }
        if header == 12 {
            guard let width = file.number(18, 2), let height = file.number(20, 2), let depth = file.number(24, 2) else { return nil }
            return SheetFacts.Image(width: width, height: height, depth: depth, pictures: 1)
        }
        guard header >= 40, let width = file.number(18, 4), let height = file.number(22, 4), let depth = file.number(28, 2) else { return nil }
        // A negative height means rows from the top.
        let rows = height > Int(Int32.max) ? (1 << 32) - height : height
        return SheetFacts.Image(width: width, height: rows, depth: depth, pictures: 1)
    }

    private static func gif(_ file: PrefixedFile) -> SheetFacts.Image? {
        guard let width = file.number(6, 2), let height = file.number(8, 2), let flags = file.bytes(10, 1)?.first else { return nil }
        return SheetFacts.Image(width: width, height: height, depth: Int(flags & 7) + 1, pictures: 1)
    }

    /// Directory by directory; a ring of directories, or more of them than a scanner makes, is no picture.
    private static func tiff(_ file: PrefixedFile) -> SheetFacts.Image? {
        guard let order = file.bytes(0, 2) else { return nil }
        let big = order[0] == 0x4D
        var first: SheetFacts.Image?
        var seen: Set<Int> = []
        var offset = file.number(4, 4, bigEndian: big) ?? 0
        while offset != 0 {
            guard seen.count < 10_000, seen.insert(offset).inserted, let count = file.number(offset, 2, bigEndian: big), count > 0 else { return nil }
            if first == nil {
                first = directory(file, offset + 2, count, big)
                if first == nil { return nil }
            }
            guard let next = file.number(offset + 2 + 12 * count, 4, bigEndian: big) else { return nil }
            offset = next
        }
        first?.pictures = seen.count
        return first
    }

    private static func directory(_ file: PrefixedFile, _ offset: Int, _ count: Int, _ big: Bool) -> SheetFacts.Image? {
        var values: [Int: Int] = [:]
        for index in 0..<count {
            let entry = offset + 12 * index
            guard let tag = file.number(entry, 2, bigEndian: big), let type = file.number(entry + 2, 2, bigEndian: big),
                let length = file.number(entry + 4, 4, bigEndian: big)
            else { return nil }
            // Several bit counts of one pixel lie elsewhere; they are alike in every picture that a scanner writes.
            let place = tag == 258 && length > 2 ? file.number(entry + 8, 4, bigEndian: big) ?? 0 : entry + 8
            values[tag] = file.number(place, type == 4 ? 4 : 2, bigEndian: big)
        }
        // Either may be any number of 32 bits: together they could be more than a number holds.
        let (bits, samples) = (values[258] ?? 1, values[277] ?? 1)
        guard let width = values[256], let height = values[257], bits <= 256, samples <= 256 else { return nil }
        return SheetFacts.Image(width: width, height: height, depth: bits * samples, pictures: 1)
    }
}
