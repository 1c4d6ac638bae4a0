import Crypto
import Foundation

/// Ed25519 over bytes.
enum Ed25519 {
    static func verifies(_ signature: [UInt8], _ message: [UInt8], _ key: [UInt8]) -> Bool {
        guard signature.count == 64, let key = try? Curve25519.Signing.PublicKey(rawRepresentation: key) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

/// What a witness puts behind its key's identifier: when, and a signature over time and body (cosignature/v1).
struct Cosignature {
    private static let latest = 253_402_300_799

    /// Seconds since 1970.
    let time: Int
    let signature: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard bytes.count == 72 else { return nil }
        let time = bytes.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        // Beyond the year 9999 nobody has signed: calendars and milliseconds go wrong there before anything else does.
        guard let time = Int(exactly: time), time <= Self.latest else { return nil }
        (self.time, signature) = (time, Array(bytes.dropFirst(8)))
    }

    init(time: Int, signature: [UInt8]) { (self.time, self.signature) = (time, signature) }

    var bytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: time >> (56 - 8 * $0)) } + signature }

    static func message(body: String, time: Int) -> [UInt8] {
        Array("cosignature/v1\ntime \(time)\n\(body)".utf8)
    }
}
