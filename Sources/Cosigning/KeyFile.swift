public import SafeFiles
public import TransparencyLog

/// The secret keys of one signer in a file: one a line, newest first; all of them sign while keys change.
///
/// The file is the signer's own, mode 0600; whoever else could read it could sign.
public struct KeyFile: Sendable {
    private static let limit = 64 << 10

    /// Where it lies.
    public let path: String
    /// The keys, newest first; never none, all of one name and kind.
    public let keys: [SignerKey]

    /// Name of the signer.
    public var name: String { keys[0].verifier.name }

    /// Opens a key file.
    public init(path: String) throws(FileFault) {
        let bytes = try SafeFile.read(path, limit: Self.limit, isSecret: true)
        var keys: [SignerKey] = []
        for (place, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            guard let text = String(validating: line, as: UTF8.self), let key = try? SignerKey(text),
                keys.first.map({ $0.verifier.name == key.verifier.name && $0.verifier.kind == key.verifier.kind }) != false
            else { throw .key(path: path, line: place + 1) }
            keys.append(key)
        }
        guard !keys.isEmpty else { throw .key(path: path, line: 1) }
        (self.path, self.keys) = (path, keys)
    }

    private init(path: String, keys: [SignerKey]) { (self.path, self.keys) = (path, keys) }

    /// Makes a file with a new key; there must be none.
    public static func create(at path: String, name: String, kind: SignatureKind) throws -> KeyFile {
        let file = KeyFile(path: path, keys: [try SignerKey(generating: name, kind: kind)])
        try SafeFile.create(path, with: file.bytes)
        return file
    }

    /// Adds a new key before the ones that there are; from then on all sign.
    public func rotated() throws -> KeyFile {
        let file = KeyFile(path: path, keys: [try SignerKey(generating: name, kind: keys[0].verifier.kind)] + keys)
        try SafeFile.replace(path, with: file.bytes)
        return file
    }

    /// Drops all keys but the newest.
    public func retired() throws(FileFault) -> KeyFile {
        let file = KeyFile(path: path, keys: [keys[0]])
        try SafeFile.replace(path, with: file.bytes)
        return file
    }

    /// The signatures of all keys over the body of a checkpoint.
    public func sign(_ body: String, time: Int) throws -> [NoteSignature] {
        try keys.map { try $0.sign(body, time: time) }
    }

    private var bytes: [UInt8] { Array(keys.map { $0.text + "\n" }.joined().utf8) }
}
