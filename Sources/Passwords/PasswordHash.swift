import CArgon2
import Foundation

/// Why a password could not be looked at.
public enum PasswordFault: Error, Hashable, Sendable {
    /// So many wait already that another would wait too long: memory and processors are bounded.
    case busy
    /// The library's own number; out of memory above all.
    case library(Int32)
}

/// What is kept of a password: Argon2id in the PHC form, `$argon2id$v=19$m=…,t=…,p=…$salt$tag`.
public struct PasswordHash: Hashable, Sendable {
    /// The PHC form.
    public let text: String
    /// What it costs to look at.
    public let cost: PasswordCost

    /// Reads the PHC form; nil for any other text.
    public init?(_ text: String) {
        guard
            let match = text.wholeMatch(
                of: /\$argon2id\$v=19\$m=([0-9]{1,9}),t=([0-9]{1,9}),p=([0-9]{1,3})\$[A-Za-z0-9+\/]{11,128}\$[A-Za-z0-9+\/]{16,128}/),
            let memory = UInt32(match.1), let passes = UInt32(match.2), let lanes = UInt32(match.3)
        else { return nil }
        self.text = text
        cost = PasswordCost(memory: memory, passes: passes, lanes: lanes)
    }

    /// The same characters typed on another keyboard are the same password (RFC 8265 in short: composed, full width as half width).
    static func bytes(of password: String) -> [CChar] {
        password.precomposedStringWithCompatibilityMapping.utf8.map { CChar(bitPattern: $0) }
    }

    /// Hashes a password under a new salt of 128 random bits. Takes the cost's memory and time on the calling thread.
    init(of password: String, cost: PasswordCost) throws(PasswordFault) {
        let bytes = Self.bytes(of: password)
        var random = SystemRandomNumberGenerator()
        let salt = (0..<16).map { _ in UInt8.random(in: .min ... .max, using: &random) }
        let length = argon2_encodedlen(cost.passes, cost.memory, cost.lanes, 16, 32, Argon2_id)
        var encoded = [CChar](repeating: 0, count: length)
        let code = argon2id_hash_encoded(cost.passes, cost.memory, cost.lanes, bytes, bytes.count, salt, salt.count, 32, &encoded, length)
        guard code == ARGON2_OK.rawValue else { throw .library(code) }
        text = String(decoding: encoded.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
        self.cost = cost
    }

    /// Whether it is the hash of a password; compared in constant time by the library.
    func matches(_ password: String) throws(PasswordFault) -> Bool {
        let bytes = Self.bytes(of: password)
        let code = argon2id_verify(text, bytes, bytes.count)
        switch code {
        case ARGON2_OK.rawValue: return true
        case ARGON2_VERIFY_MISMATCH.rawValue: return false
        default: throw .library(code)
        }
    }

    /// The hash of no password that anybody knows: looking at it takes as long as at any other.
    static func ofNobody(_ cost: PasswordCost) -> PasswordHash {
        var random = SystemRandomNumberGenerator()
        func field(_ count: Int) -> String {
            let bytes = (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &random) }
            return Data(bytes).base64EncodedString().replacingOccurrences(of: "=", with: "")
        }
        return PasswordHash(text: "$argon2id$v=19$m=\(cost.memory),t=\(cost.passes),p=\(cost.lanes)$\(field(16))$\(field(32))", cost: cost)
    }

    private init(text: String, cost: PasswordCost) {
        (self.text, self.cost) = (text, cost)
    }
}
