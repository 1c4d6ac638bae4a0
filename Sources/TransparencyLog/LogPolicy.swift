/// Why a text is no trust policy; `line` counts from 1.
public enum PolicyFault: Error, Hashable, Sendable {
    /// A character that may not stand there.
    case character(line: Int)
    /// No known word begins the line, or the number of words after it is wrong.
    case form(line: Int)
    /// The key of the line is none.
    case key(line: Int, KeyFault)
    /// A log's key must be Ed25519, a witness's a cosignature.
    case kind(line: Int)
    /// The same key stands on an earlier line, maybe under another name.
    case repeatedKey(line: Int)
    /// The name stands on an earlier line, or is `none`.
    case repeatedName(line: Int, String)
    /// The name stands on no earlier line.
    case unknownName(line: Int, String)
    /// The name is a member of an earlier group already.
    case usedName(line: Int, String)
    /// A group's number is not between one and that of its members.
    case threshold(line: Int)
    /// A second quorum.
    case secondQuorum(line: Int)
    /// No line says which witnesses are enough.
    case noQuorum
}

/// Which logs and witnesses are believed, and which of them are enough (C2SP tlog-policy).
public struct LogPolicy: Hashable, Sendable {
    /// A log or a witness.
    public struct Party: Hashable, Sendable {
        /// Name inside the policy; a log has that of its key.
        public let name: String
        /// What it signs with.
        public let key: VerifierKey
        /// Where it is; only who asks it needs that.
        public let url: String?
    }

    /// Some witnesses or groups, of which a number is enough.
    struct Group: Hashable, Sendable {
        let name: String
        let threshold: Int
        let members: [String]
    }

    /// The logs: each key that may have signed.
    public private(set) var logs: [Party] = []
    /// The witnesses.
    public private(set) var witnesses: [Party] = []
    /// Groups, each after its members.
    private var groups: [Group] = []
    /// The witness or group that must have signed; nil when none must.
    public private(set) var quorum: String?

    /// A policy that believes some keys of a log and asks for no witness.
    public init(logs: [VerifierKey]) {
        self.logs = logs.map { Party(name: $0.name, key: $0, url: nil) }
    }

    /// Reads a policy.
    public init(_ text: some Collection<UInt8>) throws(PolicyFault) {
        var reading = Reading()
        for (place, line) in text.split(separator: NoteText.newline, omittingEmptySubsequences: false).enumerated() {
            try reading.read(Array(line), line: place + 1)
        }
        guard reading.hasQuorum else { throw .noQuorum }
        self = reading.policy
    }

    /// Whether these witnesses, by their names in the policy, are enough.
    public func isEnough(_ cosigners: Set<String>) -> Bool {
        guard let quorum else { return true }
        // Members stand before their group: one pass, and no depth that somebody could write down.
        var met = cosigners.intersection(witnesses.map(\.name))
        for group in groups where group.members.count(where: met.contains) >= group.threshold { met.insert(group.name) }
        return met.contains(quorum)
    }

    /// What goes on while a policy is read.
    private struct Reading {
        var policy = LogPolicy(logs: [])
        var hasQuorum = false
        // Names are bytes. Two that Swift takes for the same text (K and the Kelvin sign) are refused, not mixed up.
        private var names: Set<[UInt8]> = [Array("none".utf8)]
        private var texts: Set<String> = ["none"]
        private var used: Set<String> = []

        mutating func read(_ bytes: [UInt8], line: Int) throws(PolicyFault) {
            guard bytes.allSatisfy({ $0 == 9 || 0x20...0x7E ~= $0 || $0 >= 0x80 }) else { throw .character(line: line) }
            let words = bytes.split { $0 == 9 || $0 == 0x20 }
            guard let first = words.first, first.first != UInt8(ascii: "#") else { return }
            var rest: [String] = []
            for word in words.dropFirst() {
                guard let text = NoteText.string(word) else { throw .character(line: line) }
                rest.append(text)
            }
            switch NoteText.string(first) {
            case "log": try log(rest, line)
            case "witness": try witness(rest, line)
            case "group": try group(rest, line)
            case "quorum": try quorum(rest, line)
            default: throw .form(line: line)
            }
        }

        private mutating func log(_ words: [String], _ line: Int) throws(PolicyFault) {
            guard 1...2 ~= words.count else { throw .form(line: line) }
            let key = try key(words[0], .ed25519, among: policy.logs, line)
            policy.logs.append(Party(name: key.name, key: key, url: words.count > 1 ? words[1] : nil))
        }

        private mutating func witness(_ words: [String], _ line: Int) throws(PolicyFault) {
            guard 2...3 ~= words.count else { throw .form(line: line) }
            let key = try key(words[1], .cosignature, among: policy.witnesses, line)
            try name(words[0], line)
            policy.witnesses.append(Party(name: words[0], key: key, url: words.count > 2 ? words[2] : nil))
        }

        private func key(_ text: String, _ kind: SignatureKind, among known: [Party], _ line: Int) throws(PolicyFault) -> VerifierKey {
            let key: VerifierKey
            do throws(KeyFault) { key = try VerifierKey(text) } catch { throw .key(line: line, error) }
            guard key.kind == kind else { throw .kind(line: line) }
            guard !known.contains(where: { $0.key.publicKey == key.publicKey }) else { throw .repeatedKey(line: line) }
            return key
        }

        private mutating func name(_ name: String, _ line: Int) throws(PolicyFault) {
            guard texts.insert(name).inserted, names.insert(Array(name.utf8)).inserted else { throw .repeatedName(line: line, name) }
        }

        private mutating func group(_ words: [String], _ line: Int) throws(PolicyFault) {
            guard words.count >= 3 else { throw .form(line: line) }
            let members = Array(words.dropFirst(2))
            for member in members {
                guard member != "none", names.contains(Array(member.utf8)) else { throw .unknownName(line: line, member) }
                guard used.insert(member).inserted else { throw .usedName(line: line, member) }
            }
            let threshold: Int? =
                switch words[1] {
                case "all": members.count
                case "any": 1
                default: Decimal.decode(words[1].utf8)
                }
            guard let threshold, 1...members.count ~= threshold else { throw .threshold(line: line) }
            try name(words[0], line)
            policy.groups.append(Group(name: words[0], threshold: threshold, members: members))
        }

        private mutating func quorum(_ words: [String], _ line: Int) throws(PolicyFault) {
            guard words.count == 1 else { throw .form(line: line) }
            guard !hasQuorum else { throw .secondQuorum(line: line) }
            guard names.contains(Array(words[0].utf8)) else { throw .unknownName(line: line, words[0]) }
            hasQuorum = true
            policy.quorum = words[0] == "none" ? nil : words[0]
        }
    }
}
