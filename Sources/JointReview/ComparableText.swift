import Foundation

/// A comment's text as it is compared with others: NFKC, lower case, letters and digits only, cut into trigrams.
struct ComparableText {
    /// The trigrams, sorted, each once: three scalars of 21 bits in one word.
    let trigrams: [UInt64]
    /// Numbers and marks that the text names, sorted, each once: `1.30`, `m-0312`, 三.
    let numbers: [[UInt32]]
    /// Folded scalars; runs of anything but letters and digits are one blank, also at both ends.
    let scalars: [UInt32]
    private let bits: (UInt64, UInt64, UInt64, UInt64)

    init(_ text: String) {
        let folded = Self.fold(text)
        scalars = folded.spaced
        numbers = folded.numbers
        trigrams = Self.trigrams(folded.spaced.filter { $0 != Self.blank })
        var bits: [UInt64] = [0, 0, 0, 0]
        for trigram in trigrams {
            let place = Int((trigram &* 0x9E37_79B9_7F4A_7C15) >> 56)
            bits[place >> 6] |= 1 << UInt64(place & 63)
        }
        self.bits = (bits[0], bits[1], bits[2], bits[3])
    }

    /// Whether the shared trigrams are so many hundredths of both texts' trigrams (Dice), in whole numbers.
    func isLike(_ other: ComparableText, percent: Int) -> Bool {
        let all = percent * (trigrams.count + other.trigrams.count)
        // Twice the shared ones, in hundredths; what cannot reach it is not counted out.
        guard 200 * min(trigrams.count, other.trigrams.count) >= all, !trigrams.isEmpty, !other.trigrams.isEmpty else { return false }
        guard 200 * (trigrams.count - missing(in: other)) >= all, 200 * (other.trigrams.count - other.missing(in: self)) >= all else { return false }
        var (shared, one, two) = (0, 0, 0)
        while one < trigrams.count, two < other.trigrams.count {
            let (left, right) = (trigrams[one], other.trigrams[two])
            if left == right { shared += 1 }
            if left <= right { one += 1 }
            if right <= left { two += 1 }
        }
        return 200 * shared >= all
    }

    /// How many of the trigrams are certainly not in the other text.
    private func missing(in other: ComparableText) -> Int {
        (bits.0 & ~other.bits.0).nonzeroBitCount + (bits.1 & ~other.bits.1).nonzeroBitCount + (bits.2 & ~other.bits.2).nonzeroBitCount
            + (bits.3 & ~other.bits.3).nonzeroBitCount
    }

    private static func trigrams(_ letters: [UInt32]) -> [UInt64] {
        guard letters.count >= 3 else {
            // A text of one or two letters is like itself only.
            return letters.isEmpty ? [] : [letters.reduce(UInt64(1) << 63) { $0 << 21 | UInt64($1) } | 1 << 63]
        }
        var trigrams: [UInt64] = []
        trigrams.reserveCapacity(letters.count - 2)
        var word = UInt64(letters[0]) << 21 | UInt64(letters[1])
        for letter in letters[2...] {
            word = (word << 21 | UInt64(letter)) & ((1 << 63) - 1)
            trigrams.append(word)
        }
        trigrams.sort()
        var last: UInt64?
        trigrams.removeAll { trigram in
            defer { last = trigram }
            return trigram == last
        }
        return trigrams
    }
}

extension ComparableText {
    static let blank: UInt32 = 0x20

    /// The folded scalars with single blanks between words, and the numbers among them.
    static func fold(_ text: String) -> (spaced: [UInt32], numbers: [[UInt32]]) {
        let plain = plainScalars(text)
        var spaced: [UInt32] = [blank]
        spaced.reserveCapacity(plain.count + 2)
        var numbers: [[UInt32]] = []
        var mark: [UInt32] = []
        func close() {
            // A point or dash at the end belongs to the sentence.
            while let last = mark.last, last == 0x2E || last == 0x2D { mark.removeLast() }
            if mark.contains(where: { (0x30...0x39).contains($0) }) { numbers.append(mark) }
            mark = []
        }
        for scalar in plain {
            let isPlainLetter = (0x30...0x39).contains(scalar) || (0x61...0x7A).contains(scalar)
            if isPlainLetter || !mark.isEmpty && (scalar == 0x2E || scalar == 0x2D || scalar == 0x23) {
                mark.append(scalar)
            } else if !mark.isEmpty {
                close()
            }
            if isPlainLetter || isLetter(scalar) {
                if hanNumbers.contains(scalar) { numbers.append([scalar]) }
                spaced.append(scalar)
            } else if spaced.last != blank {
                spaced.append(blank)
            }
        }
        close()
        if spaced.last != blank { spaced.append(blank) }
        return (spaced, numbers.count > 1 ? Set(numbers).sorted { $0.lexicographicallyPrecedes($1) } : numbers)
    }

    /// NFKC and lower case. What drawings mostly say is its own NFKC, or moves by a constant: the library is asked for the rest only.
    static func plainScalars(_ text: String) -> [UInt32] {
        var plain: [UInt32] = []
        plain.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x41...0x5A: plain.append(scalar.value + 0x20)
            case 0x00...0x7E, 0xB0, 0xB7, 0xD7, 0x2012...0x2015, 0x2018...0x201D, 0x2264...0x2265, 0x3001...0x3002, 0x3008...0x3011, 0x4E00...0x9FFF:
                plain.append(scalar.value)
            // The superscripts of m² and m³.
            case 0xB2, 0xB3: plain.append(scalar.value - 0x80)
            // Full-width forms of ASCII.
            case 0xFF21...0xFF3A: plain.append(scalar.value - 0xFEE0 + 0x20)
            case 0xFF01...0xFF5E: plain.append(scalar.value - 0xFEE0)
            case 0x3000: plain.append(blank)
            default: return text.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars.map(\.value)
            }
        }
        return plain
    }

    private static func isLetter(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return false }
        if (0x4E00...0x9FFF).contains(scalar) { return true }
        guard let properties = Unicode.Scalar(scalar)?.properties else { return false }
        return properties.isAlphabetic || properties.numericType != nil
    }

    private static let hanNumbers: Set<UInt32> = Set("一二三四五六七八九十百两零".unicodeScalars.map(\.value))
}
