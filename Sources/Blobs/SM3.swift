import COpenSSL

/// A running SM3 hash, computed by libcrypto.
final class SM3 {
    private let context: OpaquePointer
    private var failed = false

    /// Throws `noSM3` where libcrypto was built without SM3 or its policy forbids it.
    init() throws(BlobError) {
        guard let context = EVP_MD_CTX_new() else { throw .noSM3 }
        guard let method = EVP_sm3(), EVP_DigestInit_ex(context, method, nil) == 1 else {
            EVP_MD_CTX_free(context)
            throw .noSM3
        }
        self.context = context
    }

    /// The state of a hash on its way to become another one. Its only holder frees it or makes a hash of it.
    ///
    /// `@unchecked Sendable`: the context belongs to nobody else.
    struct Twin: @unchecked Sendable {
        fileprivate let context: OpaquePointer?
        fileprivate let failed: Bool
    }

    /// Goes on from a copied state.
    init(_ twin: Twin) throws(BlobError) {
        guard let context = twin.context else { throw .noSM3 }
        self.context = context
        failed = twin.failed
    }

    /// The same state once more.
    func twin() -> Twin {
        guard let copy = EVP_MD_CTX_new() else { return Twin(context: nil, failed: true) }
        guard EVP_MD_CTX_copy_ex(copy, context) == 1 else {
            EVP_MD_CTX_free(copy)
            return Twin(context: nil, failed: true)
        }
        return Twin(context: copy, failed: failed)
    }

    deinit {
        EVP_MD_CTX_free(context)
    }

    /// Takes the next bytes; a failure of libcrypto is reported by `finish`.
    func update(_ bytes: UnsafeRawBufferPointer) {
        guard let start = bytes.baseAddress, !bytes.isEmpty else { return }
        failed = EVP_DigestUpdate(context, start, bytes.count) != 1 || failed
    }

    /// The digest of everything taken; call once.
    func finish() throws(BlobError) -> SM3Digest {
        var bytes = [UInt8](repeating: 0, count: 32)
        guard !failed, EVP_DigestFinal_ex(context, &bytes, nil) == 1, let digest = SM3Digest(bytes: bytes) else { throw .noSM3 }
        return digest
    }
}
