/// An SM3 digest (GB/T 32905-2016), kept beside SHA-256 where Chinese signatures need it.
public struct SM3Digest: Hashable, Sendable {
    private let octets: Octets32

    /// Nil unless there are exactly thirty-two bytes.
    public init?(bytes: some Sequence<UInt8>) {
        guard let octets = Octets32(bytes: bytes) else { return nil }
        self.octets = octets
    }

    /// Hashes the given bytes; throws `BlobError.noSM3` where libcrypto has no SM3.
    public init(hashing bytes: UnsafeRawBufferPointer) throws(BlobError) {
        let hash = try SM3()
        hash.update(bytes)
        self = try hash.finish()
    }

    /// The thirty-two bytes.
    public var bytes: [UInt8] { octets.bytes }

    /// Sixty-four lower-case hexadecimal digits.
    public var hex: String { octets.hex }
}

extension SM3Digest: LosslessStringConvertible {
    /// Nil unless the text is sixty-four lower-case hexadecimal digits.
    public init?(_ description: String) {
        guard let octets = Octets32(hex: description) else { return nil }
        self.octets = octets
    }

    /// Sixty-four lower-case hexadecimal digits.
    public var description: String { hex }
}

extension SM3Digest: Codable {
    /// Reads the hexadecimal text; anything else is corrupted data.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let digest = SM3Digest(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 64 lower-case hexadecimal digits")
        }
        self = digest
    }

    /// Writes the hexadecimal text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
