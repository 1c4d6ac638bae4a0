/// Thirty-two bytes held without an allocation: the value behind both digest types.
struct Octets32: Hashable, Sendable {
    private let word0: UInt64
    private let word1: UInt64
    private let word2: UInt64
    private let word3: UInt64

    /// Nil unless there are exactly thirty-two bytes.
    init?(bytes: some Sequence<UInt8>) {
        var words: [UInt64] = [0, 0, 0, 0]
        var count = 0
        for byte in bytes {
            guard count < 32 else { return nil }
            words[count / 8] = words[count / 8] << 8 | UInt64(byte)
            count += 1
        }
        guard count == 32 else { return nil }
        (word0, word1, word2, word3) = (words[0], words[1], words[2], words[3])
    }

    /// Nil unless the text is exactly sixty-four lower-case hexadecimal digits: one value has one spelling, and so one file name.
    init?(hex: some StringProtocol) {
        let digits = hex.utf8.map(Self.value(ofDigit:))
        guard digits.count == 64, !digits.contains(nil) else { return nil }
        let values = digits.compactMap { $0 }
        self.init(bytes: (0..<32).map { values[2 * $0] << 4 | values[2 * $0 + 1] })
    }

    var bytes: [UInt8] {
        [word0, word1, word2, word3].flatMap { word in
            (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) }
        }
    }

    var hex: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// The first two bytes, which name the two levels of folders.
    var shard: Shard {
        Shard(first: UInt8(word0 >> 56), second: UInt8(truncatingIfNeeded: word0 >> 48))
    }

    private static func value(ofDigit digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
