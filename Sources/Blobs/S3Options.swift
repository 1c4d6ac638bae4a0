/// Which bucket of which S3-compatible server, and how it is spoken to.
public struct S3Options: Sendable {
    /// How the bucket is named in an address.
    public enum Addressing: String, CaseIterable, Sendable {
        /// `https://server/bucket/key`: what servers of one's own understand.
        case path
        /// `https://bucket.server/key`: what public clouds ask for.
        case virtual
    }

    /// Where the server is.
    public var endpoint: S3Endpoint
    /// The region that requests are signed for; a server of one's own usually does not mind.
    public var region = "us-east-1"
    /// The bucket, which exists already.
    public var bucket: String
    /// What every key begins with: empty, or letters, digits, `.`, `_`, `-` and `/`, with a `/` at its end.
    public var prefix = ""
    /// How the bucket is named in an address.
    public var addressing = Addressing.path
    /// Who asks.
    public var credentials: S3Credentials
    /// Path of a PEM file that is trusted instead of the system's authorities.
    public var certificateAuthorities: String?
    /// Bytes of one part of a large blob, at least 5 MiB by the protocol.
    public var partSize = 8 << 20
    /// Uploads and verifications of one batch at the same time.
    public var connections = 8
    /// Bytes of copies that are kept on this machine's disk.
    public var copies: Int64 = 4 << 30
    /// How long one request is repeated before it is given up.
    public var patience = Duration.seconds(60)
    /// How long one attempt may take until its answer begins, and how long an answer may pause.
    public var timeout = Duration.seconds(60)
    /// A stored blob that is uploaded again is only marked as wanted anew when it is older than this; no sweep takes what is younger.
    var renewal = Duration.seconds(3600)
    /// Addresses of names that the system does not know, for tests.
    var addresses: [String: String] = [:]

    /// A bucket under the default settings.
    public init(endpoint: S3Endpoint, bucket: String, credentials: S3Credentials) {
        (self.endpoint, self.bucket, self.credentials) = (endpoint, bucket, credentials)
    }

    /// Whether a name may be a bucket's: 3 to 63 lower-case letters, digits, hyphens and dots, a letter or digit at both ends.
    public static func isBucket(_ name: String) -> Bool {
        let plain = Set("abcdefghijklmnopqrstuvwxyz0123456789".utf8)
        guard (3...63).contains(name.utf8.count), let first = name.utf8.first, let last = name.utf8.last else { return false }
        return plain.contains(first) && plain.contains(last) && name.utf8.allSatisfy { plain.contains($0) || $0 == 0x2D || $0 == 0x2E }
            && !name.contains("..")
    }

    /// Whether a text may be what every key begins with.
    public static func isPrefix(_ text: String) -> Bool {
        guard !text.isEmpty else { return true }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        return text.utf8.count <= 256 && text.hasSuffix("/")
            && parts.dropLast().allSatisfy { part in
                !part.isEmpty && part != "." && part != ".." && part.utf8.allSatisfy { S3Signature.isUnreserved($0) && $0 != 0x7E }
            }
    }

    /// What the bucket is called in messages; holds no secret.
    var name: String { "s3://\(bucket)/\(prefix)" }
    /// The host that requests go to, as the `Host` field has it.
    var host: String { (addressing == .virtual ? bucket + "." : "") + endpoint.host + (endpoint.port.map { ":\($0)" } ?? "") }
    /// What stands before a key in a path.
    var root: String { addressing == .virtual ? "/" : "/\(bucket)/" }
    /// The path of the bucket itself.
    var bucketPath: String { addressing == .virtual ? "/" : "/\(bucket)" }
}

/// The address of an S3-compatible server: scheme, host and, where it is not the scheme's own, port.
public struct S3Endpoint: Hashable, Sendable {
    let scheme: String
    let host: String
    let port: Int?

    /// Nil unless the text is `http://host[:port]` or `https://host[:port]`, perhaps with a `/` behind it, and nothing else: no name, no password, no path.
    public init?(_ text: String) {
        guard let match = text.wholeMatch(of: /(https?):\/\/([A-Za-z0-9.-]+|\[[0-9A-Fa-f:.]+\])(?::([0-9]{1,5}))?\/?/) else { return nil }
        scheme = String(match.1)
        host = match.2.lowercased()
        let number = match.3.flatMap { Int($0) }
        guard number.map((1...65_535).contains) != false else { return nil }
        port = number == (scheme == "https" ? 443 : 80) ? nil : number
    }

    /// Whether what is sent can be read on its way.
    public var isPlain: Bool { scheme == "http" }
    /// Whether the server is on this machine.
    public var isLocal: Bool { host == "localhost" || host == "[::1]" || host.hasPrefix("127.") }
}
