import struct Foundation.UUID

extension LeafEntry {
    /// The bytes that are hashed and kept.
    public func bytes() throws(LeafFault) -> [UInt8] {
        if let fault { throw fault }
        var writer = LeafWriter()
        writer.text("act", act)
        writer.hash("actor", actor)
        writer.moment("at", at)
        writer.id("case", caseID)
        writer.hash("detail", detail)
        writer.moment("eff", effective)
        writer.text("from", from)
        writer.id("id", id)
        writer.text("kind", objectKind)
        writer.text("log", log)
        writer.id("obj", objectID)
        writer.id("org", organisation)
        writer.hash("pprev", previous)
        writer.id("proj", project)
        writer.number("pseq", sequence)
        writer.hash("req", request)
        writer.text("res", result)
        writer.text("role", role)
        writer.hash("sha256", sha256)
        writer.number("size", size)
        writer.hash("sm3", sm3)
        writer.text("to", to)
        writer.number("v", Self.version)
        writer.bytes.append(UInt8(ascii: "}"))
        return writer.bytes
    }
}

/// Writes members one after the other; what is absent is not written.
private struct LeafWriter {
    var bytes: [UInt8] = []

    init() {
        bytes.reserveCapacity(800)
    }

    private mutating func member(_ name: StaticString) {
        bytes.append(UInt8(ascii: bytes.isEmpty ? "{" : ","))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
        bytes.append(UInt8(ascii: "\""))
        bytes.append(UInt8(ascii: ":"))
    }

    private mutating func quote() { bytes.append(UInt8(ascii: "\"")) }

    mutating func text(_ name: StaticString, _ text: String?) {
        guard let text else { return }
        member(name)
        quote()
        bytes.append(contentsOf: text.utf8)
        quote()
    }

    mutating func number(_ name: StaticString, _ number: Int?) {
        guard let number else { return }
        member(name)
        bytes.append(contentsOf: String(number).utf8)
    }

    mutating func moment(_ name: StaticString, _ moment: Int?) {
        guard let moment else { return }
        member(name)
        quote()
        LeafTime.append(moment, to: &bytes)
        quote()
    }

    mutating func hash(_ name: StaticString, _ hash: TreeHash?) {
        guard let hash else { return }
        member(name)
        quote()
        hash.withUnsafeBytes { Base64.append($0, to: &bytes) }
        quote()
    }

    mutating func id(_ name: StaticString, _ id: UUID?) {
        guard let id else { return }
        member(name)
        quote()
        append(id)
        quote()
    }

    private mutating func append(_ id: UUID) {
        withUnsafeBytes(of: id.uuid) { raw in
            for (place, byte) in raw.enumerated() {
                if place == 4 || place == 6 || place == 8 || place == 10 { bytes.append(UInt8(ascii: "-")) }
                bytes.append(Hex.digit(byte >> 4))
                bytes.append(Hex.digit(byte & 15))
            }
        }
    }
}
