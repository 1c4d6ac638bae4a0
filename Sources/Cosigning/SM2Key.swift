import COpenSSL
public import SafeFiles
public import TransparencyLog

/// A key of SM2 that signs with SM3 (GB/T 32918.2, GB/T 32905), through OpenSSL.
///
/// Its line stands in the note beside the log's own (private type 0xff), so verifiers of other makes pass over it. The signed bytes are those that Ed25519
/// signs; the signer's identity is the default one of GM/T 0009. The key is a PEM file, as `openssl genpkey -algorithm SM2` makes it.
public struct SM2Key: Sendable {
    /// Identity that both sides put into the digest.
    static let identity = Array("1234567812345678".utf8)
    private static let limit = 64 << 10

    private let key: Held
    /// What others verify with: the identifier of this kind, then the uncompressed point.
    public let verifier: VerifierKey

    /// OpenSSL's key, freed with the last who holds it.
    ///
    /// `@unchecked Sendable`: it is not changed after `init`, and OpenSSL counts its references atomically.
    private final class Held: @unchecked Sendable {
        let pointer: OpaquePointer

        init(_ pointer: OpaquePointer) { self.pointer = pointer }

        deinit { EVP_PKEY_free(pointer) }
    }

    /// OpenSSL could not sign.
    public struct Failed: Error {}

    /// Reads the key of the log of this name; the file must be ours alone.
    public init(path: String, name: String) throws(FileFault) {
        let pem = try SafeFile.read(path, limit: Self.limit, isSecret: true)
        guard let bio = BIO_new_mem_buf(pem, Int32(pem.count)) else { throw .key(path: path, line: 1) }
        defer { BIO_free(bio) }
        // Without a callback OpenSSL would ask the terminal for the password of an encrypted key.
        guard let pointer = PEM_read_bio_PrivateKey(bio, nil, { _, _, _, _ in -1 }, nil) else { throw .key(path: path, line: 1) }
        key = Held(pointer)
        var point: UnsafeMutablePointer<UInt8>?
        let count = EVP_PKEY_get1_encoded_public_key(pointer, &point)
        defer { CRYPTO_free(point, nil, 0) }
        guard EVP_PKEY_is_a(pointer, "SM2") == 1, count == 65, let point else { throw .key(path: path, line: 1) }
        let material = Array(VerifierKey.sm2Identifier.utf8) + UnsafeBufferPointer(start: point, count: count)
        guard let verifier = try? VerifierKey(name: name, kind: .other(0xFF), publicKey: material) else { throw .key(path: path, line: 1) }
        self.verifier = verifier
    }

    /// Signs the body of a checkpoint; the signature is the DER of r and s.
    public func sign(_ body: String) throws(Failed) -> NoteSignature {
        guard let context = EVP_MD_CTX_new() else { throw Failed() }
        defer { EVP_MD_CTX_free(context) }
        guard let parameters = EVP_PKEY_CTX_new(key.pointer, nil) else { throw Failed() }
        // The digest's context does not own one that was set from outside.
        defer { EVP_PKEY_CTX_free(parameters) }
        EVP_MD_CTX_set_pkey_ctx(context, parameters)
        guard EVP_PKEY_CTX_set1_id(parameters, Self.identity, Int32(Self.identity.count)) == 1,
            EVP_DigestSignInit(context, nil, EVP_sm3(), nil, key.pointer) == 1
        else { throw Failed() }
        let bytes = Array(body.utf8)
        var count = 0
        guard EVP_DigestSign(context, nil, &count, bytes, bytes.count) == 1 else { throw Failed() }
        var signature = [UInt8](repeating: 0, count: count)
        guard EVP_DigestSign(context, &signature, &count, bytes, bytes.count) == 1 else { throw Failed() }
        return NoteSignature(name: verifier.name, keyID: verifier.id, bytes: Array(signature.prefix(count)))
    }
}
