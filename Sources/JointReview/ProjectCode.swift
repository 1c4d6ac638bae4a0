import Foundation

/// A project code of the national investment platform (投资项目统一代码): `2016-320800-70-03-123456`.
///
/// Year, area, kind of project, industry and sequence: 4-6-2-2-6 digits. The shape is checked, not the registry.
public struct ProjectCode: Hashable, Sendable, LosslessStringConvertible {
    /// The code with plain hyphens.
    public let description: String

    /// Reads a code; nil when its shape is another. Dash variants and full-width digits are read as their plain forms.
    public init?(_ description: String) {
        let plain = SheetNumber.plain(description)
        let parts = plain.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 6, 2, 2, 6] else { return nil }
        guard parts.allSatisfy({ $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }) else { return nil }
        self.description = plain
    }
}

extension ProjectCode: Codable {
    /// Reads the text form.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let code = ProjectCode(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a project code: \(text)")
        }
        self = code
    }

    /// Writes the text form.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}
