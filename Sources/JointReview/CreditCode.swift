import Foundation

/// A unified social credit code (统一社会信用代码, GB 32100-2015) whose check character is right: the key of an organisation.
///
/// A value of this type is always valid and always upper-case half-width; there is no unchecked way to make one.
public struct CreditCode: Hashable, Comparable, Sendable, LosslessStringConvertible {
    /// Why a text is not a credit code.
    public enum Fault: Error, Hashable, Sendable {
        /// Not 18 characters.
        case length(Int)
        /// A character that the code does not use at a place, counted from 1: I, O, S, V, Z anywhere, a letter in the area code.
        case character(Character, place: Int)
        /// The last character is not the one that the first 17 require.
        case checkCharacter(found: Character, expected: Character)

        /// Stable code of the fault.
        public var code: String {
            switch self {
            case .length: "credit_code.length"
            case .character: "credit_code.character"
            case .checkCharacter: "credit_code.check_character"
            }
        }
    }

    /// The 18 characters.
    public let description: String

    /// Reads a code, or says what is wrong with it.
    ///
    /// Full-width and lower-case characters are read as their plain forms; surrounding white space is ignored.
    public init(reading text: String) throws(Fault) {
        let plain = text.precomposedStringWithCompatibilityMapping.trimmingCharacters(in: .whitespacesAndNewlines).uppercased()
        let characters = Array(plain)
        guard characters.count == 18 else { throw .length(characters.count) }
        for (index, character) in characters.enumerated() {
            guard let value = Self.values[character] else { throw .character(character, place: index + 1) }
            // Places 3 to 8 are the area code of the registering authority: digits only.
            if (2...7).contains(index), value > 9 { throw .character(character, place: index + 1) }
        }
        let expected = Self.checkCharacter(for: characters[..<17])
        guard characters[17] == expected else { throw .checkCharacter(found: characters[17], expected: expected) }
        description = plain
    }

    /// Reads a code; nil when it is not one.
    public init?(_ description: String) {
        guard let code = try? CreditCode(reading: description) else { return nil }
        self = code
    }

    /// Whether one code sorts before another.
    public static func < (left: CreditCode, right: CreditCode) -> Bool {
        left.description < right.description
    }

    // Weight of place i is 3^(i-1) mod 31; the check character completes the sum to a multiple of 31.
    private static func checkCharacter(for body: ArraySlice<Character>) -> Character {
        var weight = 1
        var sum = 0
        for character in body {
            sum += (values[character] ?? 0) * weight
            weight = weight * 3 % 31
        }
        return alphabet[(31 - sum % 31) % 31]
    }

    // Digits and letters without I, O, S, V, Z: they look like other characters, or like each other.
    private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY")
    private static let values = Dictionary(uniqueKeysWithValues: alphabet.enumerated().map { ($1, $0) })
}

extension CreditCode: Codable {
    /// Reads the 18 characters.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        do {
            self = try CreditCode(reading: text)
        } catch {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "\(error.code): \(text)")
        }
    }

    /// Writes the 18 characters.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
