/// SplitMix64: the same numbers on every machine.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ z >> 30) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ z >> 27) &* 0x94D0_49BB_1331_11EB
        return z ^ z >> 31
    }
}

/// `bytes` with one to four random changes: bits, bytes, numbers, pieces that are lost, doubled or moved, and signatures of records.
func mutated(_ bytes: [UInt8], _ random: inout SeededRandom) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...4, using: &random) {
        let place = Int.random(in: 0..<max(bytes.count, 1), using: &random)
        guard place < bytes.count else { break }
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1: bytes[place] = [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
        case 2: bytes.removeSubrange(place..<min(place + Int.random(in: 1...40, using: &random), bytes.count))
        case 3: bytes.insert(contentsOf: bytes[place..<min(place + 40, bytes.count)], at: Int.random(in: 0...bytes.count, using: &random))
        case 4:
            let values: [UInt64] = [0, 1, 0xFFFF, 0x7FFF_FFFF, 0xFFFF_FFFF, .max, UInt64(bytes.count)]
            let width = [2, 4, 8].randomElement(using: &random) ?? 2
            let value = le(values.randomElement(using: &random) ?? 0, width)
            bytes.replaceSubrange(place..<min(place + width, bytes.count), with: value)
        case 5: bytes.append(contentsOf: bytes.suffix(Int.random(in: 1...100, using: &random)))
        default:
            bytes.replaceSubrange(place..<min(place + 4, bytes.count), with: Array("PK".utf8) + [[3, 4], [1, 2], [5, 6], [7, 8]][place % 4])
        }
    }
    return bytes
}
