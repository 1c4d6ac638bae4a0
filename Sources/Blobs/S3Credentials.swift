import Glibc

/// The key with which requests are signed. Its secret appears in no text: neither printed, nor described, nor reflected.
public struct S3Credentials: Sendable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Why credentials could not be had; says where they were looked for, never what was found.
    public enum Fault: Error, Hashable, Sendable {
        /// Neither the variables nor a file name a key.
        case none
        /// One of key and secret is there without the other, or has characters that none has.
        case incomplete(String)
        /// The file cannot be read.
        case unreadable(String)
        /// Others may read the file.
        case open(String)
    }

    let key: String
    let secret: String
    let token: String?

    /// A key, its secret and, for one that is lent, the session's token; nil when they hold what no key holds.
    public init?(key: String, secret: String, token: String? = nil) {
        let isPlain = [key, secret, token ?? "x"].allSatisfy { text in
            (1...4096).contains(text.utf8.count) && text.utf8.allSatisfy { (0x21...0x7E).contains($0) }
        }
        // The key stands between commas and slashes of a header field.
        guard isPlain, !key.contains(where: { "/,= ".contains($0) }) else { return nil }
        (self.key, self.secret, self.token) = (key, secret, token)
    }

    /// The key of `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and `AWS_SESSION_TOKEN`, or else of a file in the form of `~/.aws/credentials`.
    /// - Parameter file: path of the file, which only its owner and its group may read.
    public static func read(_ environment: [String: String], file: String?) throws(Fault) -> S3Credentials {
        let named = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"].map { name in
            environment[name].flatMap { $0.isEmpty ? nil : $0 }
        }
        if named[0] != nil || named[1] != nil { return try complete(named, "AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY") }
        guard let file else { throw .none }
        var status = stat()
        guard stat(file, &status) == 0, let text = Self.text(of: file) else { throw .unreadable(file) }
        guard status.st_mode & 0o007 == 0 else { throw .open(file) }
        var found: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            guard let equals = line.firstIndex(of: "="), !line.hasPrefix("#") else { continue }
            let (name, value) = (trimmed(line[..<equals]), trimmed(line[line.index(after: equals)...]))
            if found[name] == nil { found[name] = value }
        }
        return try complete(["aws_access_key_id", "aws_secret_access_key", "aws_session_token"].map { found[$0] }, file)
    }

    private static func complete(_ words: [String?], _ place: String) throws(Fault) -> S3Credentials {
        guard let key = words[0], let secret = words[1], let whole = S3Credentials(key: key, secret: secret, token: words[2]) else {
            throw .incomplete(place)
        }
        return whole
    }

    private static func text(of path: String) -> String? {
        guard let file = try? OpenFile(following: path) else { return nil }
        var bytes = [UInt8](repeating: 0, count: 65_536)
        guard let count = try? bytes.withUnsafeMutableBytes({ try file.read(into: $0, at: 0) }) else { return nil }
        return String(validating: bytes.prefix(count), as: UTF8.self)
    }

    private static func trimmed(_ text: Substring) -> String {
        String(text.drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// Says that there is a key, not which.
    public var description: String { "S3Credentials(…)" }
    /// Says that there is a key, not which.
    public var debugDescription: String { description }
    /// Shows nothing.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
