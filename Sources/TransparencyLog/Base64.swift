/// Base64 as C2SP has it: standard alphabet, padded, and one spelling for every value.
///
/// Foundation's decoder lets bits through that no value has; a proof of which two spellings hold is a proof that can be changed unnoticed.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 0xFF, count: 256)
        for (value, letter) in alphabet.enumerated() { values[Int(letter)] = UInt8(value) }
        return values
    }()
    private static let padding = UInt8(ascii: "=")

    static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    static func append(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
        var (bits, held): (UInt32, Int) = (0, 0)
        for byte in bytes {
            bits = bits << 8 | UInt32(byte)
            held += 8
            while held >= 6 {
                held -= 6
                text.append(alphabet[Int(bits >> UInt32(held) & 63)])
            }
        }
        guard held > 0 else { return }
        text.append(alphabet[Int(bits << UInt32(6 - held) & 63)])
        text.append(padding)
        if held == 2 { text.append(padding) }
    }

    /// The bytes; nil when the text is not what `encode` makes of them.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 4 == 0 else { return nil }
        let padded = text.suffix(2).count { $0 == padding }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 4 * 3)
        var (bits, held): (UInt32, Int) = (0, 0)
        for letter in text.dropLast(padded) {
            let value = values[Int(letter)]
            guard value != 0xFF else { return nil }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        // Padding says how many bits are left over, and those are zero.
        guard held == [0, 2, 4][padded], bits & (1 << UInt32(held) - 1) == 0 else { return nil }
        return bytes
    }
}

/// Lower-case hexadecimal.
enum Hex {
    static func encode(_ bytes: some Collection<UInt8>) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    static func append(_ bytes: some Collection<UInt8>, to text: inout [UInt8]) {
        for byte in bytes {
            text.append(digit(byte >> 4))
            text.append(digit(byte & 15))
        }
    }

    static func digit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x57 + value }

    /// The value of one lower-case digit.
    static func value(_ digit: UInt8) -> UInt8? {
        switch digit {
        case 0x30...0x39: digit - 0x30
        case 0x61...0x66: digit - 0x57
        default: nil
        }
    }

    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        guard text.count % 2 == 0 else { return nil }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count / 2)
        var high: UInt8?
        for digit in text {
            guard let value = value(digit) else { return nil }
            if let first = high {
                bytes.append(first << 4 | value)
                high = nil
            } else {
                high = value
            }
        }
        return bytes
    }
}

/// Numbers as the formats write them: decimal, no sign, no leading zero.
enum Decimal {
    static func decode(_ text: some Collection<UInt8>) -> Int? {
        guard let first = text.first, text.count <= 19, text.count == 1 || first != 0x30 else { return nil }
        var number = 0
        for digit in text {
            guard 0x30...0x39 ~= digit else { return nil }
            let (tens, over) = number.multipliedReportingOverflow(by: 10)
            let (sum, above) = tens.addingReportingOverflow(Int(digit - 0x30))
            guard !over, !above else { return nil }
            number = sum
        }
        return number
    }
}
