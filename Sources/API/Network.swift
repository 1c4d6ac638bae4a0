import Glibc

/// A range of addresses in CIDR notation, IPv4 or IPv6.
public struct Network: Hashable, Sendable, LosslessStringConvertible {
    private let bytes: [UInt8]
    private let prefix: Int

    /// This machine.
    public static let loopback = ["127.0.0.0/8", "::1/128"].compactMap(Network.init)

    /// Reads `10.0.0.0/8`, `fd00::/8` or a single address; nil for anything else.
    public init?(_ description: String) {
        let parts = description.split(separator: "/", omittingEmptySubsequences: false)
        guard let bytes = parts.first.flatMap({ Self.bytes(of: String($0)) }) else { return nil }
        guard let prefix = parts.count == 1 ? bytes.count * 8 : Int(parts[1]), parts.count <= 2, (0...bytes.count * 8).contains(prefix) else {
            return nil
        }
        self.bytes = bytes
        self.prefix = prefix
    }

    /// The range as text.
    public var description: String {
        let address =
            bytes.count == 4
            ? bytes.map(String.init).joined(separator: ".")
            : stride(from: 0, to: 16, by: 2).map { String(UInt16(bytes[$0]) << 8 | UInt16(bytes[$0 + 1]), radix: 16) }.joined(separator: ":")
        return "\(address)/\(prefix)"
    }

    /// Whether an address lies in the range.
    public func contains(_ address: String) -> Bool {
        guard let other = Self.bytes(of: address), other.count == bytes.count else { return false }
        return (0..<prefix).allSatisfy { bit in
            (bytes[bit / 8] ^ other[bit / 8]) & (0x80 >> UInt8(bit % 8)) == 0
        }
    }

    /// What counts as one place: an IPv4 address, or the 64 bits of an IPv6 network, of which everybody has as many addresses as he likes.
    static func place(of address: String) -> String {
        guard let bytes = bytes(of: address), bytes.count == 16 else { return address }
        return bytes.prefix(8).hex
    }

    private static func bytes(of address: String) -> [UInt8]? {
        var four = in_addr()
        if inet_pton(AF_INET, address, &four) == 1 {
            return withUnsafeBytes(of: four) { Array($0) }
        }
        var six = in6_addr()
        guard inet_pton(AF_INET6, address, &six) == 1 else { return nil }
        let bytes = withUnsafeBytes(of: six) { Array($0) }
        // ::ffff:192.0.2.1 is the IPv4 address that it maps.
        let mapped = bytes.prefix(10).allSatisfy { $0 == 0 } && bytes[10] == 0xFF && bytes[11] == 0xFF
        return mapped ? Array(bytes.suffix(4)) : bytes
    }
}

/// Who sent a request, as far as it can be known.
struct Sender: Hashable, Sendable {
    /// Address of the client; empty on a socket of the file system without a proxy.
    let address: String
    /// Whether the client spoke TLS, to us or to a proxy that we trust.
    let isSecure: Bool

    /// - Parameters:
    ///   - peer: address of the connection; nil on a socket of the file system, which only this machine reaches.
    ///   - forwardedFor: all `X-Forwarded-For` lines in order. Read from the right: only what trusted proxies added counts, the rest is the client's own claim.
    init(peer: String?, isTLS: Bool, forwardedFor: [String], forwardedProto: String?, trusted: [Network]) {
        func isTrusted(_ address: String) -> Bool { trusted.contains { $0.contains(address) } }
        let peerIsTrusted = peer.map(isTrusted) ?? !trusted.isEmpty
        guard peerIsTrusted else {
            address = peer ?? ""
            isSecure = isTLS
            return
        }
        let hops = forwardedFor.flatMap { $0.split(separator: ",") }.map { $0.trimmingPrefix(while: \.isWhitespace) }
            .map { String($0.prefix { !$0.isWhitespace }) }
        let claimed = hops.last { !isTrusted($0) } ?? hops.first
        address = claimed.flatMap { Network($0) == nil ? nil : $0 } ?? peer ?? ""
        isSecure = isTLS || forwardedProto?.lowercased() == "https"
    }
}
