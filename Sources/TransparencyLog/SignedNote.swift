/// Why bytes are no signed note, or one that nobody may believe.
public enum NoteFault: Error, Hashable, Sendable {
    /// Longer than 1 MiB.
    case tooLong
    /// Not UTF-8, or with a control character.
    case text
    /// No empty line between the text and its signatures, or the text does not end with a newline.
    case unsigned
    /// The signature line of this place, from 1, is not `— name base64`.
    case signatureLine(Int)
    /// More than 100 signatures.
    case tooManySignatures
    /// A signature claims to be by this key and is not.
    case forged(VerifierKey)
    /// None of the keys that are believed has signed.
    case noKnownSignature
}

/// One signature line of a note.
public struct NoteSignature: Hashable, Sendable {
    /// Name of the key.
    public let name: String
    /// First bytes of a digest of name and key.
    public let keyID: UInt32
    /// What the key made, without the identifier.
    public let bytes: [UInt8]

    /// A line; `bytes` is what the key made.
    public init(name: String, keyID: UInt32, bytes: [UInt8]) {
        (self.name, self.keyID, self.bytes) = (name, keyID, bytes)
    }

    /// The line, with its newline.
    public var line: String {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * $0)) }
        return "— \(name) \(Base64.encode(id + bytes))\n"
    }

    /// When a witness says that it signed, in seconds since 1970; nil unless the bytes have the form of a cosignature.
    public var time: Int? { Cosignature(bytes)?.time }

    /// Reads a line without its newline.
    init?(line: ArraySlice<UInt8>) {
        let dash = Array("— ".utf8)
        guard line.starts(with: dash) else { return nil }
        let parts = line.dropFirst(dash.count).split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard parts.count == 2, let name = NoteText.string(parts[0]), NoteText.isKeyName(name), let bytes = Base64.decode(parts[1]), bytes.count > 4
        else { return nil }
        self.init(name: name, keyID: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }, bytes: Array(bytes.dropFirst(4)))
    }

    /// Reads lines as a witness answers them.
    public static func lines(_ bytes: [UInt8]) throws(NoteFault) -> [NoteSignature] {
        guard let lines = NoteText.lines(bytes[...]), !lines.isEmpty else { throw .unsigned }
        guard lines.count <= SignedNote.mostSignatures else { throw .tooManySignatures }
        var signatures: [NoteSignature] = []
        for (place, line) in lines.enumerated() {
            guard let signature = NoteSignature(line: line) else { throw .signatureLine(place + 1) }
            signatures.append(signature)
        }
        return signatures
    }
}

/// A text and who signed it (C2SP signed-note). That it could be read says nothing about the signatures: ask `signatures(by:)`.
public struct SignedNote: Hashable, Sendable {
    static let longest = 1 << 20
    static let mostSignatures = 100

    /// The text, which ends with a newline.
    public let body: String
    /// The signature lines in their order.
    public private(set) var signatures: [NoteSignature]

    /// A note that was just made.
    public init(body: String, signatures: [NoteSignature]) {
        (self.body, self.signatures) = (body, signatures)
    }

    /// Reads a note.
    public init(_ bytes: some Collection<UInt8>) throws(NoteFault) {
        let bytes = Array(bytes)
        guard bytes.count <= Self.longest else { throw .tooLong }
        guard bytes.allSatisfy({ $0 >= 0x20 || $0 == NoteText.newline }), NoteText.string(bytes) != nil else { throw .text }
        // The last empty line: a body may have some of its own.
        var end = bytes.count - 1
        while end > 0, bytes[end] != NoteText.newline || bytes[end - 1] != NoteText.newline { end -= 1 }
        guard end > 0, let body = NoteText.string(bytes[..<end]) else { throw .unsigned }
        self.init(body: body, signatures: try NoteSignature.lines(Array(bytes[(end + 1)...])))
    }

    /// The whole note.
    public var text: String { body + "\n" + signatures.map(\.line).joined() }

    /// The bytes of the whole note.
    public var bytes: [UInt8] { Array(text.utf8) }

    /// Adds signatures; one that stands there already is not repeated.
    public mutating func add(_ more: [NoteSignature]) {
        for signature in more where !signatures.contains(signature) { signatures.append(signature) }
    }

    /// The signatures by some of `keys`, each checked; lines by others are passed over, and so are kinds that cannot be checked here.
    ///
    /// One false line by a known key makes the whole note worthless: nobody adds those by accident.
    public func signatures(by keys: some Sequence<VerifierKey>) throws(NoteFault) -> [(key: VerifierKey, signature: NoteSignature)] {
        var found: [(key: VerifierKey, signature: NoteSignature)] = []
        for key in keys {
            for line in signatures where key.claims(line) {
                switch key.verifies(line.bytes, body: body) {
                case true?: found.append((key, line))
                case false?: throw .forged(key)
                case nil: break
                }
            }
        }
        return found
    }
}
