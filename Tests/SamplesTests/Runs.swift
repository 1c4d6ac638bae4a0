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

    /// `data`, whose bytes repeat after 13: runs of 258 at that distance take 15 bits, what does not repeat stands as it is.
    static func packed(period13 data: [UInt8]) -> [UInt8] {
        var runs = Runs()
        runs.put(0b1, 1)
        runs.put(0b01, 2)
        var place = 0
        while place < data.count {
            let end = place + 258
            if place >= 13, end <= data.count, data[place..<end].elementsEqual(data[(place - 13)..<(end - 13)]) {
                runs.code(0b1100_0101, 8)
                // Distances 13 to 16: which of them stands in two more bits.
                runs.code(7, 5)
                runs.put(0, 2)
                place = end
            } else {
                runs.literal(data[place])
                place += 1
            }
        }
        runs.code(0, 7)
        if runs.filled > 0 { runs.put(0, 8 - runs.filled) }
        return runs.bytes
    }

    /// Deflate data as PDF has them (RFC 1950), for a content whose Adler-32 is given.
    static func zlib(_ packed: [UInt8], adler: UInt32) -> [UInt8] {
        [0x78, 0x01] + packed + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: adler >> $0) }
    }

    /// The Adler-32 of some bytes.
    static func adler(_ bytes: [UInt8]) -> UInt32 {
        let (low, high) = bytes.reduce((1, 0)) { sums, byte in
            let low = (sums.0 + Int(byte)) % 65_521
            return (low, (sums.1 + low) % 65_521)
        }
        return UInt32(high << 16 | low)
    }

    /// The Adler-32 of `count` blanks, without writing them down: after n of them the low sum is 1 + 32 n.
    static func adler(blanks count: Int) -> UInt32 {
        let low = (1 + 32 * count) % 65_521
        let high = (count + 32 * (count * (count + 1) / 2 % 65_521)) % 65_521
        return UInt32(high << 16 | low)
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
