import Crypto

/// Why a text is no key.
public enum KeyFault: Error, Hashable, Sendable {
    /// It is not `name+id+base64`, or has something around it.
    case form
    /// The name is empty or has a space, a plus or a control character.
    case name
    /// The identifier is not eight lower-case hexadecimal digits, or not that of the key.
    case identifier
    /// The key is no base64, or not of the length that its kind has.
    case material
    /// A signature of this kind cannot be made here.
    case kind(UInt8)
}

/// What a signature is over and how it is made.
public enum SignatureKind: Hashable, Sendable {
    /// Ed25519 over the body: the log's own (type 0x01).
    case ed25519
    /// Ed25519 over time and body: a witness's (type 0x04, cosignature/v1).
    case cosignature
    /// Something that this room cannot check, such as SM2 with SM3 (0xff): ignored, as the format wants it.
    case other(UInt8)

    /// The byte that the format gives it.
    public var byte: UInt8 {
        switch self {
        case .ed25519: 1
        case .cosignature: 4
        case .other(let byte): byte
        }
    }

    init(byte: UInt8) {
        switch byte {
        case 1: self = .ed25519
        case 4: self = .cosignature
        default: self = .other(byte)
        }
    }
}

/// Whom a signature is believed: a name and a public key (vkey of C2SP signed-note).
public struct VerifierKey: Hashable, Sendable {
    /// Name in the signature line; a log's own is its origin.
    public let name: String
    /// What it signs.
    public let kind: SignatureKind
    /// The public key; 32 bytes for Ed25519.
    public let publicKey: [UInt8]
    /// First four bytes of SHA-256(name LF type key).
    public let id: UInt32

    /// Leads the key of a signature by SM2 with SM3 (type 0xff), so that no other private kind is taken for it.
    public static let sm2Identifier = "lianshen/sm2-sm3/v1\n"

    /// A key.
    public init(name: String, kind: SignatureKind, publicKey: [UInt8]) throws(KeyFault) {
        guard NoteText.isKeyName(name) else { throw .name }
        switch kind {
        case .ed25519, .cosignature: guard publicKey.count == 32 else { throw .material }
        case .other: guard !publicKey.isEmpty else { throw .material }
        }
        (self.name, self.kind, self.publicKey) = (name, kind, publicKey)
        id = Self.identifier(name: name, type: kind.byte, publicKey: publicKey)
    }

    /// Reads `name+id+base64(type key)`.
    public init(_ text: String) throws(KeyFault) {
        let (name, id, material) = try Self.parts(of: text)
        guard let type = material.first else { throw .material }
        try self.init(name: name, kind: SignatureKind(byte: type), publicKey: Array(material.dropFirst()))
        guard self.id == id else { throw .identifier }
    }

    /// Splits a key's text. Base64 may have a plus, a name may not.
    static func parts(of text: String) throws(KeyFault) -> (name: String, id: UInt32, material: [UInt8]) {
        let parts = text.utf8.split(separator: UInt8(ascii: "+"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let name = String(parts[0]) else { throw .form }
        guard NoteText.isKeyName(name) else { throw .name }
        guard parts[1].count == 8, let id = Hex.decode(parts[1]) else { throw .identifier }
        guard let material = Base64.decode(parts[2]) else { throw .material }
        return (name, id.reduce(0) { $0 << 8 | UInt32($1) }, material)
    }

    /// First four bytes of SHA-256(name LF type key), as a number.
    public static func identifier(name: String, type: UInt8, publicKey: [UInt8]) -> UInt32 {
        let digest = (Array(name.utf8) + [NoteText.newline, type] + publicKey).withUnsafeBytes { TreeHash.digest($0) }
        return digest.bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
    }

    /// The identifier as the texts have it.
    static func text(_ id: UInt32) -> String {
        Hex.encode((0..<4).map { UInt8(truncatingIfNeeded: id >> (24 - 8 * $0)) })
    }

    /// Whether a line claims to be by this key.
    public func claims(_ line: NoteSignature) -> Bool {
        line.keyID == id && NoteText.same(line.name, name)
    }

    /// Whether the signature is this key's over the body; nil for a kind that cannot be checked here.
    public func verifies(_ signature: [UInt8], body: String) -> Bool? {
        switch kind {
        case .ed25519: Ed25519.verifies(signature, Array(body.utf8), publicKey)
        case .cosignature:
            Cosignature(signature).map { Ed25519.verifies($0.signature, Cosignature.message(body: body, time: $0.time), publicKey) } ?? false
        case .other: nil
        }
    }
}

extension VerifierKey: CustomStringConvertible {
    /// `name+id+base64(type key)`.
    public var description: String { "\(name)+\(Self.text(id))+\(Base64.encode([kind.byte] + publicKey))" }
}
