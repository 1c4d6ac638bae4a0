import Archive
import Foundation

/// Files that pack as drawings do, the same for the same number.
enum DrawingBytes {
    enum Kind: String, Sendable {
        /// Content that is packed already: nothing is gained by packing it again.
        case pdf
        /// Coordinates line by line: a fifth of it is left.
        case dxf
    }

    static func make(_ kind: Kind, number: Int, size: Int) -> [UInt8] {
        var random = SplitMix(state: UInt64(number) &* 0x9E37_79B9_7F4A_7C15 &+ 1)
        switch kind {
        case .pdf:
            var bytes = Array("%PDF-1.7\n% \(number)\n".utf8)
            bytes.reserveCapacity(size + 8)
            while bytes.count < size { withUnsafeBytes(of: random.next()) { bytes.append(contentsOf: $0) } }
            return Array(bytes.prefix(size))
        case .dxf:
            var bytes = Array("999\n\(number)\n0\nSECTION\n2\nENTITIES\n".utf8)
            bytes.reserveCapacity(size + 200)
            while bytes.count < size {
                let (x, y) = (random.next() % 84_100, random.next() % 59_400)
                let layer = ["A-WALL", "A-DOOR", "S-COLU", "M-DUCT"][Int(random.next() % 4)]
                bytes +=
                    "0\nLINE\n5\n\(String(bytes.count, radix: 16))\n100\nAcDbEntity\n8\n\(layer)\n100\nAcDbLine\n10\n\(x).0\n20\n\(y).0\n30\n0.0\n"
                    .utf8
                bytes += "11\n\(x).0\n21\n\(y + 300).0\n31\n0.0\n".utf8
            }
            return Array(bytes.prefix(size))
        }
    }

    /// A package of `count` such files, each `size` bytes.
    static func package(_ kind: Kind, count: Int, size: Int, at path: String) throws {
        try ZipWriter.file(at: path) { zip in
            for number in 0..<count { try zip.add("图纸/\(number).\(kind.rawValue)", make(kind, number: number, size: size)) }
        }
    }
}

/// A small generator whose numbers are the same everywhere.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
