/// A province, city or county by what the codes of its divisions begin with (GB/T 2260): 32, 3208 or 320812.
public struct DivisionPrefix: Hashable, Sendable {
    /// Which level of the administration it names.
    public enum Level: Int, CaseIterable, Sendable {
        case province = 2
        case city = 4
        case county = 6
    }

    /// The leading digits: two, four or six.
    public let digits: String
    /// The level that so many digits name.
    public let level: Level

    /// Reads a code with or without the zeros that fill it up: 32, 3200 and 320000 are the same province. Nil for anything else.
    public init?(_ code: String) {
        guard 2...6 ~= code.utf8.count, code.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { return nil }
        let digits = String(DivisionCode.prefix(code))
        guard let level = Level(rawValue: digits.utf8.count), !digits.hasPrefix("0") else { return nil }
        (self.digits, self.level) = (digits, level)
    }
}
