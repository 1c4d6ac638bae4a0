import Crypto

/// AWS Signature Version 4 of one request, in its `Authorization` field.
///
/// Pure: the same request at the same second has the same signature. Every field that is given is signed.
struct S3Signature {
    /// Seconds since 1970 of the request.
    let instant: Int64
    let region: String
    var service = "s3"
    let credentials: S3Credentials

    /// The instant as `x-amz-date` has it.
    var timestamp: String { Clock.basic(instant) }

    private var day: String { String(timestamp.prefix(8)) }
    private var scope: String { "\(day)/\(region)/\(service)/aws4_request" }

    /// The field's value.
    /// - Parameters:
    ///   - path: percent-encoded.
    ///   - query: not encoded, in any order.
    ///   - fields: names in lower case, `host` among them; values without spaces at their ends.
    ///   - payload: hexadecimal SHA-256 of the body.
    func authorization(method: String, path: String, query: [(String, String)], fields: [(String, String)], payload: String) -> String {
        let fields = fields.sorted { $0.0 < $1.0 }
        let names = fields.map(\.0).joined(separator: ";")
        let request = ([method, path, Self.encoded(query)] + fields.map { "\($0.0):\($0.1)" } + ["", names, payload]).joined(separator: "\n")
        let text = "AWS4-HMAC-SHA256\n\(timestamp)\n\(scope)\n\(Self.hex(SHA256.hash(data: Array(request.utf8))))"
        var key = Array("AWS4\(credentials.secret)".utf8)
        for word in [day, region, service, "aws4_request", text] {
            key = Array(HMAC<SHA256>.authenticationCode(for: Array(word.utf8), using: SymmetricKey(data: key)))
        }
        return "AWS4-HMAC-SHA256 Credential=\(credentials.key)/\(scope),SignedHeaders=\(names),Signature=\(Self.hex(key))"
    }

    /// The query as it is sent and signed: encoded, then sorted.
    static func encoded(_ query: [(String, String)]) -> String {
        query.map { (encoded($0.0), encoded($0.1)) }.sorted { $0 < $1 }.map { "\($0.0)=\($0.1)" }.joined(separator: "&")
    }

    /// Percent-encoded by RFC 3986, with capital digits; of a path the slashes stay.
    static func encoded(_ text: String, isPath: Bool = false) -> String {
        text.utf8.reduce(into: "") { result, byte in
            if isUnreserved(byte) || isPath && byte == 0x2F {
                result.unicodeScalars.append(Unicode.Scalar(byte))
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                result += digits.count == 1 ? "%0\(digits)" : "%\(digits)"
            }
        }
    }

    /// Letters, digits, `-`, `.`, `_` and `~`.
    static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: true
        default: false
        }
    }

    static func hex(_ bytes: some Sequence<UInt8>) -> String {
        bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
}
