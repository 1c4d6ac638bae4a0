import Crypto
import Foundation

/// A key that signs checkpoints: a log's own, or a witness's.
///
/// Spelled like the signer keys of Go's `note` package: `PRIVATE+KEY+name+id+base64(type seed)`.
public struct SignerKey: Sendable {
    private static let prefix = "PRIVATE+KEY+"

    private let key: Curve25519.Signing.PrivateKey
    /// What others verify with.
    public let verifier: VerifierKey

    /// A new key. `kind` is `.ed25519` for a log and `.cosignature` for a witness.
    public init(generating name: String, kind: SignatureKind) throws(KeyFault) {
        try self.init(name: name, kind: kind, key: Curve25519.Signing.PrivateKey())
    }

    /// Reads the text of a key.
    public init(_ text: String) throws(KeyFault) {
        guard text.utf8.starts(with: Self.prefix.utf8), let rest = String(text.utf8.dropFirst(Self.prefix.utf8.count)) else { throw .form }
        let (name, id, material) = try VerifierKey.parts(of: rest)
        guard let type = material.first, material.count == 33, let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: material.dropFirst())
        else { throw .material }
        try self.init(name: name, kind: SignatureKind(byte: type), key: key)
        guard verifier.id == id else { throw .identifier }
    }

    private init(name: String, kind: SignatureKind, key: Curve25519.Signing.PrivateKey) throws(KeyFault) {
        if case .other(let byte) = kind { throw .kind(byte) }
        self.key = key
        verifier = try VerifierKey(name: name, kind: kind, publicKey: Array(key.publicKey.rawRepresentation))
    }

    /// The text of the key: a secret.
    public var text: String {
        "\(Self.prefix)\(verifier.name)+\(VerifierKey.text(verifier.id))+\(Base64.encode([verifier.kind.byte] + key.rawRepresentation))"
    }

    /// Signs the body of a note. `time`, in seconds since 1970, is what a witness says about when; a log's signature has none.
    public func sign(_ body: String, time: Int) throws -> NoteSignature {
        let bytes =
            switch verifier.kind {
            case .cosignature:
                Cosignature(time: time, signature: Array(try key.signature(for: Cosignature.message(body: body, time: time)))).bytes
            case .ed25519, .other: Array(try key.signature(for: Array(body.utf8)))
            }
        return NoteSignature(name: verifier.name, keyID: verifier.id, bytes: bytes)
    }
}
