import Foundation

extension PlainTokens {
    /// A name: escaped where it has to be, and nowhere else.
    mutating func name() throws(Departure) -> String {
        at += 1
        var characters = String.UnicodeScalarView()
        while let byte = next, !Self.isSpace(byte), !Self.isDelimiter(byte) {
            at += 1
            guard byte == UInt8(ascii: "#") else {
                characters.append(Unicode.Scalar(byte))
                continue
            }
            guard let high = hexDigit(), let low = hexDigit() else { throw fault(.name) }
            let meant = high << 4 | low
            let isRegular = (0x21...0x7E).contains(meant) && !Self.isDelimiter(meant) && meant != UInt8(ascii: "#")
            guard meant != 0, !isRegular else { throw fault(.name) }
            characters.append(Unicode.Scalar(meant))
        }
        return String(characters)
    }

    private mutating func hexDigit() -> UInt8? {
        guard let digit = next.flatMap({ Character(Unicode.Scalar($0)).hexDigitValue }) else { return nil }
        at += 1
        return UInt8(digit)
    }

    mutating func literal() throws(Departure) -> PlainValue {
        var open = 0
        while let byte = next {
            at += 1
            switch byte {
            case UInt8(ascii: "("): open += 1
            case UInt8(ascii: ")"):
                open -= 1
                if open == 0 { return .other }
            case UInt8(ascii: "\\"): at += 1
            default: break
            }
        }
        throw fault(.object)
    }

    mutating func hex() throws(Departure) -> PlainValue {
        at += 1
        while let byte = next {
            at += 1
            if byte == UInt8(ascii: ">") { return .other }
            guard Self.isSpace(byte) || Character(Unicode.Scalar(byte)).isHexDigit else { throw fault(.token) }
        }
        throw fault(.object)
    }

    /// Whether a text that stands behind a name in an array is read as the same bytes by everybody: it has no mark of an encoding, no line end that
    /// readers change, no half byte, no escape of a number that is none.
    func isPlainTable(_ range: Range<Int>) -> Bool {
        let text = bytes[range]
        if text.first == UInt8(ascii: "<") {
            let digits = text.dropFirst().dropLast().filter { !Self.isSpace($0) }
            let start = String(decoding: digits.prefix(6), as: UTF8.self).uppercased()
            return digits.count.isMultiple(of: 2) && !["FEFF", "FFFE", "EFBBBF"].contains(where: start.hasPrefix)
        }
        let start = firstBytes(ofLiteral: text)
        return !text.contains(0x0D) && ![[0xFE, 0xFF], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF]].contains { start.starts(with: $0) }
    }

    /// What the first three bytes of a text in brackets mean.
    private func firstBytes(ofLiteral text: Data) -> [UInt8] {
        var meant: [UInt8] = []
        var rest = text.dropFirst().dropLast()
        while meant.count < 3, let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escaped = rest.first else {
                meant.append(byte)
                continue
            }
            let octal = rest.prefix(3).prefix { (0x30...0x37).contains($0) }
            rest = rest.dropFirst(max(1, octal.count))
            meant.append(octal.isEmpty ? escaped : octal.reduce(0) { $0 &* 8 &+ ($1 - 0x30) })
        }
        return meant
    }

    /// A number, or a reference to an object.
    mutating func number() throws(Departure) -> PlainValue {
        let start = at
        if let value = digits() {
            let after = at
            if next.map(Self.isSpace) == true {
                skipSpace()
                let place = at
                if let generation = digits(), next.map(Self.isSpace) == true {
                    skipSpace()
                    if takeWord("R") {
                        // Leading noughts have no meaning here.
                        guard generation < 65535, bytes[place] != 0x30 || Self.isSpace(bytes[place + 1]) else { throw Departure(.generation, place) }
                        references.insert(PlainReference(number: value, generation: generation))
                        return .reference(value)
                    }
                }
                at = after
            }
            if isEnd { return .integer(try small(value, start)) }
            at = start
        }
        return try signed()
    }

    private mutating func signed() throws(Departure) -> PlainValue {
        let start = at
        let sign = next
        if sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") { at += 1 }
        var (digits, points, value) = (0, 0, 0)
        while let byte = next, Self.isDigit(byte) || byte == UInt8(ascii: "."), digits < Self.longestNumber {
            at += 1
            if byte == UInt8(ascii: ".") {
                points += 1
            } else {
                digits += 1
                if digits < 12, points == 0 { value = value * 10 + Int(byte - 0x30) }
            }
        }
        guard isEnd, digits > 0, points < 2, points == 1 || digits < 12 else { throw Departure(.token, start) }
        if points == 1 { return .other }
        return .integer(try small(sign == UInt8(ascii: "-") ? -value : value, start))
    }

    private static let longestNumber = 40

    private var isEnd: Bool { next.map { Self.isSpace($0) || Self.isDelimiter($0) } ?? true }

    /// Readers hold whole numbers in 32 bits.
    private func small(_ value: Int, _ start: Int) throws(Departure) -> Int {
        guard abs(value) <= Int(Int32.max) else { throw Departure(.token, start) }
        return value
    }
}
