import COpenSSL
public import Foundation

/// A trusted timestamp (RFC 3161) that was checked: somebody outside vouches that these bytes were there at this time.
public struct Timestamp: Hashable, Sendable {
    /// The whole answer of the authority, DER, as `openssl ts -verify -in` takes it.
    public let bytes: [UInt8]
    /// When the authority saw the digest.
    public let time: Date

    /// Checks an answer against its request: status, digest, nonce, signature, and the authority's certificate up to one in the file `authorities` (PEM).
    public init(_ bytes: [UInt8], to request: TimestampRequest, authorities: String) throws(TimestampFault) {
        var start: UnsafePointer<UInt8>?
        let asked: OpaquePointer? = request.bytes.withUnsafeBufferPointer { buffer in
            start = buffer.baseAddress
            return d2i_TS_REQ(nil, &start, buffer.count)
        }
        guard let asked else { throw .failed }
        defer { TS_REQ_free(asked) }
        guard let context = TS_REQ_to_TS_VERIFY_CTX(asked, nil) else { throw .failed }
        defer { TS_VERIFY_CTX_free(context) }
        self = try Self.check(bytes, context, authorities)
    }

    /// Checks an answer that was kept, against the SHA-256 of what it is for.
    public init(_ bytes: [UInt8], sha256 digest: [UInt8], authorities: String) throws(TimestampFault) {
        guard digest.count == 32, let context = TS_VERIFY_CTX_new(), let imprint = CRYPTO_malloc(32, nil, 0) else { throw .failed }
        defer { TS_VERIFY_CTX_free(context) }
        imprint.copyMemory(from: digest, byteCount: 32)
        // Both belong to the context from here on.
        TS_VERIFY_CTX_set_imprint(context, imprint.assumingMemoryBound(to: UInt8.self), 32)
        TS_VERIFY_CTX_set_flags(context, Int32(TS_VFY_VERSION | TS_VFY_IMPRINT))
        self = try Self.check(bytes, context, authorities)
    }

    private init(bytes: [UInt8], time: Date) { (self.bytes, self.time) = (bytes, time) }

    private static func check(_ bytes: [UInt8], _ context: OpaquePointer, _ authorities: String) throws(TimestampFault) -> Timestamp {
        guard let store = X509_STORE_new() else { throw .failed }
        // The context frees it.
        TS_VERIFY_CTX_set_store(context, store)
        guard X509_STORE_load_file(store, authorities) == 1 else { throw .noAuthorities(authorities) }
        TS_VERIFY_CTX_add_flags(context, Int32(TS_VFY_SIGNATURE))
        let response: OpaquePointer? = bytes.withUnsafeBufferPointer { buffer in
            var start = buffer.baseAddress
            return d2i_TS_RESP(nil, &start, buffer.count)
        }
        ERR_clear_error()
        guard let response else { throw .refused("no TimeStampResp") }
        defer { TS_RESP_free(response) }
        let status = TS_RESP_get_status_info(response).map { ASN1_INTEGER_get(TS_STATUS_INFO_get0_status($0)) } ?? -1
        // 0 granted, 1 granted with modifications (RFC 3161, 2.4.2).
        guard status == 0 || status == 1 else { throw .refused("PKIStatus \(status)") }
        guard TS_RESP_verify_response(context, response) == 1 else { throw .untrue(lastReason()) }
        var parts = tm()
        guard let info = TS_RESP_get_tst_info(response), let time = TS_TST_INFO_get_time(info), ASN1_TIME_to_tm(time, &parts) == 1 else {
            throw .failed
        }
        return Timestamp(bytes: bytes, time: Date(timeIntervalSince1970: Double(timegm(&parts))))
    }

    /// What OpenSSL says went wrong last.
    private static func lastReason() -> String {
        let code = ERR_peek_last_error()
        ERR_clear_error()
        return ERR_reason_error_string(code).map { String(cString: $0) } ?? "verification failed"
    }
}
