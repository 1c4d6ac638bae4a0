import Foundation
import Fuzzing
import LogKeeping
import TransparencyLog

/// Reads what follows the first byte in the way that this byte says: everything of a log that comes from somebody whom nobody trusts.
///
/// What can be read has one spelling: written again it is the same bytes, or two people who compare what they hold are not told apart.
private func fuzzLog(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    guard let way = input.first else { return 0 }
    let rest = Array(input.dropFirst())
    switch way {
    case UInt8(ascii: "n"): note(rest)
    case UInt8(ascii: "s"): signatures(rest)
    case UInt8(ascii: "p"): policy(rest)
    case UInt8(ascii: "k"): key(rest)
    case UInt8(ascii: "b"): bundle(rest)
    case UInt8(ascii: "e"): entry(rest)
    case UInt8(ascii: "r"): receipt(rest)
    case UInt8(ascii: "w"): request(rest)
    case UInt8(ascii: "a"): address(rest)
    case UInt8(ascii: "c"): contents(rest)
    case UInt8(ascii: "x"): export(rest)
    default: break
    }
    return 0
}

/// Keys that the seeds were signed by, so that signatures are looked at and not only passed over (`seeds.py`).
private let trust = try? LogPolicy(
    Array(
        """
        log log.example/fuzz+da58392c+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs
        witness one witness.example/fuzz+086ebd9a+BBOY9ixtGkV8UbpqS189vS9p/KkyFiGNyJl+QWvRfZPK
        quorum one

        """.utf8))

private func head(_ note: SignedNote) {
    _ = try? trust?.accept(note)
    guard let head = try? TreeHead(body: note.body) else { return }
    precondition((try? TreeHead(body: head.body)) == head, "a head that was written is not what it was")
    precondition(note.body.utf8.starts(with: head.body.utf8), "a head that the note does not begin with")
}

private func note(_ bytes: [UInt8]) {
    guard let note = try? SignedNote(bytes) else { return }
    precondition(note.bytes == bytes, "two spellings of one note")
    for signature in note.signatures { _ = signature.time }
    head(note)
}

private func signatures(_ bytes: [UInt8]) {
    guard let lines = try? NoteSignature.lines(bytes) else { return }
    precondition(Array(lines.map(\.line).joined().utf8) == bytes, "two spellings of one signature")
}

private func policy(_ bytes: [UInt8]) {
    guard let policy = try? LogPolicy(bytes) else { return }
    let all = Set(policy.witnesses.map(\.name))
    precondition(policy.quorum == nil || !policy.isEnough([]) || policy.isEnough(all), "fewer are enough, and all are not")
}

private func key(_ bytes: [UInt8]) {
    guard let text = String(validating: bytes, as: UTF8.self), let key = try? VerifierKey(text) else { return }
    precondition(Array(key.description.utf8) == bytes, "two spellings of one key")
    precondition(key.verifies([UInt8](repeating: 1, count: 64), body: "a\n") != true, "a signature that nobody made")
}

private func bundle(_ bytes: [UInt8]) {
    guard let count = bytes.first else { return }
    let bundle = Array(bytes.dropFirst())
    let entries = try? EntryBundle.decode(bundle, count: Int(count))
    if let entries { precondition((try? EntryBundle.encode(entries)) == bundle, "two bundles of the same entries") }
    for some in [0, Int(count) / 2, Int(count)] {
        let prefix = try? EntryBundle.prefix(of: bundle, count: some)
        precondition(entries == nil || prefix != nil, "a whole bundle has no beginning")
        if let prefix { precondition(bundle.starts(with: prefix) && (try? EntryBundle.decode(prefix, count: some)) != nil, "no beginning") }
    }
}

private func entry(_ bytes: [UInt8]) {
    guard let entry = try? LeafEntry(bytes) else { return }
    precondition((try? entry.bytes()) == bytes, "two spellings of one entry")
    precondition(entry.differences(from: entry).isEmpty && entry.fault == nil, "an entry that is not itself")
}

private func receipt(_ bytes: [UInt8]) {
    guard let receipt = try? LogReceipt(bytes) else { return }
    precondition(Array(receipt.text.utf8) == bytes, "two spellings of one receipt")
    if let trust { _ = try? receipt.check(leaf: TreeHash.leaf(receipt.extra ?? []), policy: trust) }
    head(receipt.checkpoint)
}

private func request(_ bytes: [UInt8]) {
    if let plain = try? HeadContinuation(bytes) { precondition(Array(plain.text.utf8) == bytes, "two spellings of one question") }
    guard let request = try? WitnessRequest(bytes) else { return }
    precondition(Array(request.text.utf8) == bytes, "two spellings of one request")
    let before = TreeHead(origin: request.head.origin, size: request.continuation.old, root: .empty)
    for latest in [nil, before, request.head] {
        let decision = request.decision(keys: trust?.logs.map(\.key), latest: latest)
        guard case .cosign(let head) = decision else { continue }
        precondition(head == request.head && head.size >= latest?.size ?? 0, "a head that was not asked for")
    }
}

private func address(_ bytes: [UInt8]) {
    guard let path = String(validating: bytes, as: UTF8.self), let address = TileAddress(path: path) else { return }
    precondition(address.path == path && TileAddress(path: address.full.path) == address.full, "two names of one tile")
    precondition(!path.contains("..") && !path.hasPrefix("/"), "a name that leads away")
}

private func contents(_ bytes: [UInt8]) {
    guard let list = ContentsList(bytes) else { return }
    precondition(list.bytes == bytes && ContentsList(list.members.reversed()) == list, "two spellings of one list")
}

/// An export as it comes, in a file of memory: its description and its first parts are read and every proof is tried.
private func export(_ bytes: [UInt8]) {
    let path = "/dev/shm/fuzz-log-\(getpid())"
    guard FileManager.default.createFile(atPath: path, contents: Data(bytes)), let export = try? ReceivedExport(path) else { return }
    _ = try? export.frame()
    if let checkpoint = try? export.read("checkpoint", most: 1 << 20), let note = try? SignedNote(checkpoint) { head(note) }
    for part in 0..<2 {
        for name in ["rows", "entries"] { _ = try? export.lines(name, part: part) }
        for proof in (try? export.proofs(part: part)) ?? [] {
            for size in [0, 1, 1000, Int.max] { _ = try? proof.inclusion(size: size)?.root(leaf: .empty) }
        }
    }
    for address in [TileAddress(level: 0, index: 0, width: 1), TileAddress(entries: 0, width: 1)] { _ = try? export.require(address) }
}

@main struct FuzzLog {
    static func main() { fuzz(fuzzLog) }
}
