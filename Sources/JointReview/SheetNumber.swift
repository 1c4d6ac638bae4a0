import Foundation

/// A sheet number in the one form in which numbers are compared: `建施-06`.
///
/// Title block, drawing list, manifest and file name write the same number with full-width digits, other dashes or inner spaces;
/// this form makes them equal. The form as printed is kept elsewhere.
public struct SheetNumber: Hashable, Sendable, LosslessStringConvertible {
    /// The number in compatibility form (NFKC), with plain hyphens, without white space.
    public let description: String

    /// The comparable form of a number as written; nil when nothing is left of it.
    public init?(_ description: String) {
        let plain = Self.plain(description)
        guard !plain.isEmpty else { return nil }
        self.description = plain
    }

    /// The comparable form of a text: NFKC, dash variants to '-', white space and invisible characters removed.
    public static func plain(_ text: String) -> String {
        var plain = String.UnicodeScalarView()
        for scalar in text.precomposedStringWithCompatibilityMapping.unicodeScalars {
            if dashes.contains(scalar) {
                plain.append("-")
            } else if !scalar.properties.isWhitespace, !scalar.properties.isDefaultIgnorableCodePoint {
                plain.append(scalar)
            }
        }
        return String(plain)
    }

    // Hyphens, dashes, minus signs and their box-drawing and Japanese look-alikes; NFKC folds only some of them.
    private static let dashes: Set<Unicode.Scalar> = [
        "\u{00AD}", "\u{02D7}", "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2015}", "\u{2043}", "\u{2212}", "\u{2500}",
        "\u{2796}", "\u{30FC}", "\u{FE63}", "\u{FE58}", "\u{FF0D}", "\u{FF70}",
    ]
}

extension SheetNumber: Codable {
    /// Reads a number in any written form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let number = SheetNumber(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "an empty sheet number")
        }
        self = number
    }

    /// Writes the comparable form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
