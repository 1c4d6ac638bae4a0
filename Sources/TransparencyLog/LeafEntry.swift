public import struct Foundation.UUID

/// Why bytes are no entry of this log, or values make none.
public enum LeafFault: Error, Hashable, Sendable {
    /// At this byte stands something else than the one way to write an entry.
    case form(at: Int)
    /// The member has a value that it may not have.
    case value(LeafEntry.Member)
    /// The member is missing, or its presence contradicts another's.
    case presence(LeafEntry.Member)
}

/// What an entry of the audit log says: who did what to what, when, and which entry of the same project came before.
///
/// Its bytes are canonical JSON (RFC 8785), written here and nowhere else; they are what is hashed, and are kept as bytes for good. It has neither
/// personal data nor free text: texts are words of a fixed alphabet, persons and details are commitments of 32 bytes.
public struct LeafEntry: Hashable, Sendable {
    /// Members in the order in which they are written: that of their names.
    public enum Member: String, CaseIterable, Sendable {
        case act, actor, at, `case`, detail, eff, from, id, kind, log, obj, org, pprev, proj, pseq, req, res, role, sha256, size, sm3, to, v
    }

    /// The log's origin and the UTC year of `at` (`log`).
    public var log: String
    /// The entry's own identifier (`id`).
    public var id: UUID
    /// When it was recorded, in milliseconds since 1970, cut and not rounded (`at`).
    public var at: Int
    /// When it took effect by the business clock; apart from `at` only in a simulated database (`eff`).
    public var effective: Int
    /// The project (`proj`).
    public var project: UUID?
    /// Place among the entries of the project, from 1; reads and denials have none (`pseq`).
    public var sequence: Int?
    /// Leaf hash of the project's entry before it; absent with the first and with unnumbered ones (`pprev`).
    public var previous: TreeHash?
    /// The case (`case`).
    public var caseID: UUID?
    /// What was done (`act`).
    public var act: String
    /// Commitment to the person (`actor`).
    public var actor: TreeHash?
    /// The organisation (`org`).
    public var organisation: UUID?
    /// As what the person acted (`role`).
    public var role: String
    /// What it was done to (`kind`).
    public var objectKind: String
    /// Which one (`obj`).
    public var objectID: UUID?
    /// State before (`from`).
    public var from: String?
    /// State after (`to`).
    public var to: String?
    /// SHA-256 of the file (`sha256`).
    public var sha256: TreeHash?
    /// SM3 of the file (`sm3`).
    public var sm3: TreeHash?
    /// Bytes of the file (`size`).
    public var size: Int?
    /// `ok`, `denied` or `failed` (`res`).
    public var result: String
    /// SHA-256 of the request's key (`req`).
    public var request: TreeHash
    /// Commitment to what was said and changed (`detail`).
    public var detail: TreeHash?

    /// Form of the entries (`v`).
    static let version = 1

    /// An entry with what every entry has.
    public init(
        origin: String, id: UUID, at: Int, effective: Int, act: String, role: String, objectKind: String, objectID: UUID?, result: String,
        request: TreeHash
    ) {
        log = Self.log(origin: origin, at: at)
        (self.id, self.at, self.effective, self.act, self.role) = (id, at, effective, act, role)
        (self.objectKind, self.objectID, self.result, self.request) = (objectKind, objectID, result, request)
    }

    /// What stands for a request's key.
    public static func digest(ofRequest key: String) -> TreeHash {
        Array(key.utf8).withUnsafeBytes { TreeHash.digest($0) }
    }

    /// What entries of this moment name as their log.
    public static func log(origin: String, at: Int) -> String { "\(origin)/\(LeafTime.year(of: at))" }

    /// What is wrong with the values; nil when the entry may be written.
    public var fault: LeafFault? {
        let words: [(Member, String?)] = [(.act, act), (.role, role), (.kind, objectKind), (.from, from), (.to, to), (.res, result)]
        for (member, word) in words {
            if let word, !Self.isWord(word.utf8) { return .value(member) }
        }
        if !Self.isLogName(log.utf8) { return .value(.log) }
        if !LeafTime.range.contains(at) { return .value(.at) }
        if !LeafTime.range.contains(effective) { return .value(.eff) }
        if let size, !(0..<Self.unsafeInteger ~= size) { return .value(.size) }
        if let sequence {
            if !(1..<Self.unsafeInteger ~= sequence) { return .value(.pseq) }
            if project == nil { return .presence(.proj) }
        }
        if (previous != nil) != (sequence ?? 1 > 1) { return .presence(.pprev) }
        return nil
    }

    /// Not every reader of JSON has integers from here on.
    static let unsafeInteger = 1 << 53

    /// Words are letters, digits and a little punctuation: nothing that JSON escapes, that Unicode spells in two ways, or that makes a sentence.
    static func isWord(_ text: some Collection<UInt8>) -> Bool {
        1...100 ~= text.count
            && text.allSatisfy {
                switch $0 {
                case 0x61...0x7A, 0x41...0x5A, 0x30...0x39, 0x5F, 0x2E, 0x2D, 0x2F, 0x3A: true
                default: false
                }
            }
    }

    /// A log's name is that of its key: no space, no plus; and nothing that JSON escapes.
    static func isLogName(_ text: some Collection<UInt8>) -> Bool {
        1...200 ~= text.count && text.allSatisfy { 0x21...0x7E ~= $0 && $0 != 0x22 && $0 != 0x5C && $0 != 0x2B }
    }
}
