import Foundation

extension LeafEntry {
    /// Reads an entry that has exactly the bytes that `bytes()` writes.
    public init(_ bytes: some Collection<UInt8>) throws(LeafFault) {
        let bytes = Array(bytes)
        self = try bytes.withUnsafeBufferPointer { bytes throws(LeafFault) in try LeafEntry(raw: UnsafeRawBufferPointer(bytes)) }
    }

    /// The same, of bytes where they lie.
    public init(raw: UnsafeRawBufferPointer) throws(LeafFault) {
        // Each member has one spelling and one place, so bytes that can be read are those that would be written.
        var reader = LeafReader(bytes: raw)
        let act = try reader.needed(.act, reader.word(.act))
        let actor = try reader.hash(.actor)
        let at = try reader.needed(.at, reader.moment(.at))
        let caseID = try reader.id(.case)
        let detail = try reader.hash(.detail)
        let effective = try reader.needed(.eff, reader.moment(.eff))
        let from = try reader.word(.from)
        let id = try reader.needed(.id, reader.id(.id))
        let kind = try reader.needed(.kind, reader.word(.kind))
        let log = try reader.needed(.log, reader.text(.log))
        let object = try reader.id(.obj)
        let organisation = try reader.id(.org)
        let previous = try reader.hash(.pprev)
        let project = try reader.id(.proj)
        let sequence = try reader.number(.pseq)
        let request = try reader.needed(.req, reader.hash(.req))
        let result = try reader.needed(.res, reader.word(.res))
        let role = try reader.needed(.role, reader.word(.role))
        let sha256 = try reader.hash(.sha256)
        let size = try reader.number(.size)
        let sm3 = try reader.hash(.sm3)
        let to = try reader.word(.to)
        guard try reader.needed(.v, reader.number(.v)) == Self.version else { throw .value(.v) }
        try reader.end()

        self.init(
            origin: "", id: id, at: at, effective: effective, act: act, role: role, objectKind: kind, objectID: object, result: result,
            request: request)
        self.log = log
        (self.actor, self.caseID, self.detail, self.from) = (actor, caseID, detail, from)
        (self.organisation, self.previous, self.project, self.sequence) = (organisation, previous, project, sequence)
        (self.sha256, self.size, self.sm3, self.to) = (sha256, size, sm3, to)
        if let fault { throw fault }
    }
}

/// Reads members in their order.
private struct LeafReader {
    let bytes: UnsafeRawBufferPointer
    private var next = 0

    init(bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    func needed<Value>(_ member: LeafEntry.Member, _ value: Value?) throws(LeafFault) -> Value {
        guard let value else { throw .presence(member) }
        return value
    }

    /// Whether the member stands next; goes to its value when it does.
    private mutating func begins(_ member: LeafEntry.Member) -> Bool {
        let name = member.name
        let length = name.utf8CodeUnitCount
        guard bytes.count - next >= length + 4, bytes[next] == UInt8(ascii: next == 0 ? "{" : ","), bytes[next + 1] == UInt8(ascii: "\""),
            bytes[next + length + 2] == UInt8(ascii: "\""), bytes[next + length + 3] == UInt8(ascii: ":")
        else { return false }
        for place in 0..<length where bytes[next + 2 + place] != name.utf8Start[place] { return false }
        next += length + 4
        return true
    }

    /// What stands between quotes. Nothing that has an escape is a value of ours.
    private mutating func quoted(_ member: LeafEntry.Member) throws(LeafFault) -> UnsafeRawBufferPointer? {
        guard begins(member) else { return nil }
        guard next < bytes.count, bytes[next] == UInt8(ascii: "\"") else { throw .form(at: next) }
        let first = next + 1
        var end = first
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") { end += 1 }
        guard end < bytes.count else { throw .form(at: end) }
        next = end + 1
        return UnsafeRawBufferPointer(rebasing: bytes[first..<end])
    }

    mutating func text(_ member: LeafEntry.Member) throws(LeafFault) -> String? {
        guard let text = try quoted(member) else { return nil }
        // The values are checked once the entry stands; here only that they are text at all.
        guard let text = String(validating: text, as: UTF8.self) else { throw .value(member) }
        return text
    }

    mutating func word(_ member: LeafEntry.Member) throws(LeafFault) -> String? { try text(member) }

    mutating func moment(_ member: LeafEntry.Member) throws(LeafFault) -> Int? {
        guard let text = try quoted(member) else { return nil }
        guard let moment = LeafTime.read(text) else { throw .value(member) }
        return moment
    }

    mutating func hash(_ member: LeafEntry.Member) throws(LeafFault) -> TreeHash? {
        guard let text = try quoted(member) else { return nil }
        guard let hash = TreeHash(base64: text) else { throw .value(member) }
        return hash
    }

    mutating func number(_ member: LeafEntry.Member) throws(LeafFault) -> Int? {
        guard begins(member) else { return nil }
        var end = next
        while end < bytes.count, 0x30...0x39 ~= bytes[end] { end += 1 }
        guard let number = Decimal.decode(bytes[next..<end]) else { throw .value(member) }
        next = end
        return number
    }

    mutating func id(_ member: LeafEntry.Member) throws(LeafFault) -> UUID? {
        guard let text = try quoted(member) else { return nil }
        guard let id = Self.id(text) else { throw .value(member) }
        return id
    }

    func end() throws(LeafFault) {
        guard bytes.count == next + 1, bytes[next] == UInt8(ascii: "}") else { throw .form(at: next) }
    }

    private static func id(_ text: UnsafeRawBufferPointer) -> UUID? {
        guard text.count == 36 else { return nil }
        var id: uuid_t = (0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
        let valid = withUnsafeMutableBytes(of: &id) { raw in
            var place = 0
            for byte in 0..<16 {
                if byte == 4 || byte == 6 || byte == 8 || byte == 10 {
                    guard text[place] == UInt8(ascii: "-") else { return false }
                    place += 1
                }
                guard let high = Hex.value(text[place]), let low = Hex.value(text[place + 1]) else { return false }
                raw[byte] = high << 4 | low
                place += 2
            }
            return true
        }
        return valid ? UUID(uuid: id) : nil
    }
}

extension LeafEntry.Member {
    /// The name without making a string of it.
    fileprivate var name: StaticString {
        switch self {
        case .act: "act"
        case .actor: "actor"
        case .at: "at"
        case .case: "case"
        case .detail: "detail"
        case .eff: "eff"
        case .from: "from"
        case .id: "id"
        case .kind: "kind"
        case .log: "log"
        case .obj: "obj"
        case .org: "org"
        case .pprev: "pprev"
        case .proj: "proj"
        case .pseq: "pseq"
        case .req: "req"
        case .res: "res"
        case .role: "role"
        case .sha256: "sha256"
        case .size: "size"
        case .sm3: "sm3"
        case .to: "to"
        case .v: "v"
        }
    }
}
