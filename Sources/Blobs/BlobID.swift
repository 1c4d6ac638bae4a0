import Crypto

/// The name of a blob: the SHA-256 digest of its bytes.
public struct BlobID: Hashable, Sendable {
    let octets: Octets32

    /// Nil unless there are exactly thirty-two bytes.
    public init?(bytes: some Sequence<UInt8>) {
        guard let octets = Octets32(bytes: bytes) else { return nil }
        self.octets = octets
    }

    /// Names the given bytes by hashing them.
    public init(hashing bytes: UnsafeRawBufferPointer) {
        var hash = SHA256()
        hash.update(bufferPointer: bytes)
        self.init(hash.finalize())
    }

    init(_ digest: SHA256.Digest) {
        guard let octets = Octets32(bytes: digest) else { preconditionFailure("a SHA-256 digest has 32 bytes") }
        self.octets = octets
    }

    /// The thirty-two bytes.
    public var bytes: [UInt8] { octets.bytes }

    /// Sixty-four lower-case hexadecimal digits.
    public var hex: String { octets.hex }
}

extension BlobID: LosslessStringConvertible {
    /// Nil unless the text is sixty-four lower-case hexadecimal digits.
    public init?(_ description: String) {
        guard let octets = Octets32(hex: description) else { return nil }
        self.octets = octets
    }

    /// Sixty-four lower-case hexadecimal digits.
    public var description: String { hex }
}

extension BlobID: Codable {
    /// Reads the hexadecimal text; anything else is corrupted data.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        guard let id = BlobID(try container.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not 64 lower-case hexadecimal digits")
        }
        self = id
    }

    /// Writes the hexadecimal text.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(hex)
    }
}
