/// Deflate data written by hand: a text and then one byte again and again. No zlib packs it, so the bytes are the same everywhere.
struct Runs {
    private(set) var bytes: [UInt8] = []
    private var byte: UInt8 = 0
    private var filled = 0

    /// `text`, followed by `count` blanks. Each run of `step` blanks takes 13 bits at 258 and 18 bits at 220: 158:1, or 97:1.
    static func packed(_ text: [UInt8] = [], blanks count: Int, step: Int) -> [UInt8] {
        var runs = Runs()
        // The last block, packed with the fixed codes.
        runs.put(0b1, 1)
        runs.put(0b01, 2)
        for byte in text + [0x20] { runs.literal(byte) }
        var left = count - 1
        while left >= step {
            runs.match(step)
            left -= step
        }
        for _ in 0..<left { runs.literal(0x20) }
        runs.code(0, 7)
        if runs.filled > 0 { runs.put(0, 8 - runs.filled) }
        return runs.bytes
    }

    /// One byte as it is: RFC 1951, 3.2.6.
    private mutating func literal(_ byte: UInt8) {
        if byte < 144 { code(0x30 + Int(byte), 8) } else { code(0x190 + Int(byte) - 144, 9) }
    }

    /// The byte before, `length` times more: 258 has a code of its own, 195…226 share code 283 and say the rest in five bits.
    private mutating func match(_ length: Int) {
        if length == 258 {
            code(0b1100_0101, 8)
        } else {
            code(0b1100_0011, 8)
            put(length - 195, 5)
        }
        code(0, 5)
    }

    /// Codes go in by their most significant bit first.
    private mutating func code(_ value: Int, _ width: Int) {
        for bit in (0..<width).reversed() { put(value >> bit & 1, 1) }
    }

    /// Numbers go in by their least significant bit first.
    private mutating func put(_ value: Int, _ width: Int) {
        for bit in 0..<width {
            byte |= UInt8(value >> bit & 1) << UInt8(filled)
            filled += 1
            guard filled == 8 else { continue }
            bytes.append(byte)
            (byte, filled) = (0, 0)
        }
    }
}
