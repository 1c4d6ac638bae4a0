import COpenSSL
import Foundation

/// Why there is no timestamp.
public enum TimestampFault: Error, Hashable, Sendable {
    /// OpenSSL could not do its part.
    case failed
    /// The authority cannot be reached, or answered with this status.
    case unreachable(String)
    /// The answer is none, or refuses.
    case refused(String)
    /// The token is for something else, or nobody who is trusted signed it.
    case untrue(String)
    /// The certificates that are trusted cannot be read.
    case noAuthorities(String)
}

/// Asks for a trusted timestamp (RFC 3161) over the SHA-256 of something.
public struct TimestampRequest: Sendable {
    /// The digest that the time is asked for, 32 bytes.
    public let digest: [UInt8]
    /// DER of the TimeStampReq, with a nonce; the authority's certificates are asked for, so the token can be checked for good.
    public let bytes: [UInt8]

    /// A request with a random nonce.
    public init(sha256 digest: [UInt8]) throws(TimestampFault) {
        guard digest.count == 32, let request = TS_REQ_new() else { throw .failed }
        defer { TS_REQ_free(request) }
        guard let imprint = TS_MSG_IMPRINT_new(), let algorithm = X509_ALGOR_new(), let nonce = ASN1_INTEGER_new() else { throw .failed }
        defer {
            TS_MSG_IMPRINT_free(imprint)
            X509_ALGOR_free(algorithm)
            ASN1_INTEGER_free(nonce)
        }
        // OpenSSL copies each part into the request.
        // It is only read.
        var imprinted = digest
        guard TS_REQ_set_version(request, 1) == 1, X509_ALGOR_set0(algorithm, OBJ_nid2obj(NID_sha256), V_ASN1_NULL, nil) == 1,
            TS_MSG_IMPRINT_set_algo(imprint, algorithm) == 1, TS_MSG_IMPRINT_set_msg(imprint, &imprinted, 32) == 1,
            TS_REQ_set_msg_imprint(request, imprint) == 1, ASN1_INTEGER_set_uint64(nonce, .random(in: 1 ... .max)) == 1,
            TS_REQ_set_nonce(request, nonce) == 1, TS_REQ_set_cert_req(request, 1) == 1
        else { throw .failed }
        var der: UnsafeMutablePointer<UInt8>?
        let count = i2d_TS_REQ(request, &der)
        defer { CRYPTO_free(der, nil, 0) }
        guard count > 0, let der else { throw .failed }
        bytes = Array(UnsafeBufferPointer(start: der, count: Int(count)))
        self.digest = digest
    }
}
