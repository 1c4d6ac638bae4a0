import Testing
import TransparencyLog

@Suite struct NoteTests {
    /// A checkpoint of a log of another make, with its witness.
    static let foreign = """
        audit.example.cn/lianhe-tushen/2026
        70000
        hsDJdm3KyPXaI/iowy31B+tDCPO/na0EU2J6c2YkTyE=

        — audit.example.cn/lianhe-tushen/2026 1Xtnv3IH/QwL8VlNVf2RD+Dy2ILFyeAa4wrWIM66fegBIFKRqZRr7rGCLubx0KqD3tBNfadChfMbBdAt7A+hSxVJ+g0=
        — regulator.example.cn/witness1 RcJeYQAAAABqowqwN10P7FkDq43U6miw6Mb++uwNCLbDAjGjhdwbj0Mhun5/Zs/pfcrUdEkFxmeLIi+rfkT0PqGgAMTkRjdNerRrCQ==

        """
    static let foreignKey = "audit.example.cn/lianhe-tushen/2026+d57b67bf+Aby6Jg5U9fZIsEa+Lh+Nk9DjZqn0SIr1AwOhtgeLDSkf"

    @Test func aForeignCheckpointVerifies() throws {
        let note = try SignedNote(Self.foreign.utf8)
        let key = try VerifierKey(Self.foreignKey)
        #expect(note.text == Self.foreign)
        #expect(try note.signatures(by: [key]).map(\.key) == [key])
        let head = try TreeHead(body: note.body)
        #expect(head.origin == "audit.example.cn/lianhe-tushen/2026")
        #expect(head.size == 70_000)
        #expect(head.body == note.body)
        #expect(note.signatures[1].time == 1_789_070_000)
        let accepted = try LogPolicy(logs: [key]).accept(note)
        #expect(accepted.head == head)
        #expect(accepted.witnessed == nil)
    }

    @Test(arguments: [
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k", foreignKey,
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
    ])
    func keysOfOthersAreReadAndSpelledTheSame(_ text: String) throws {
        let key = try VerifierKey(text)
        #expect(key.description == text)
        #expect(key.kind == .ed25519)
    }

    /// The example in the documentation of Go's package `note`, key and all.
    @Test func ourSignatureIsTheOneThatGoMakes() throws {
        let key = try SignerKey("PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")
        let body = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n"
        let line = "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n"
        #expect(key.verifier.description == "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")
        #expect(try SignedNote((body + "\n" + line).utf8).signatures(by: [key.verifier]).count == 1)
        let made = try SignedNote(SignedNote(body: body, signatures: [key.sign(body, time: 0)]).bytes)
        #expect(try made.signatures(by: [key.verifier]).count == 1)
    }

    @Test(arguments: [SignatureKind.ed25519, .cosignature])
    func aNewKeySignsAndSurvivesItsText(_ kind: SignatureKind) throws {
        let key = try SignerKey(generating: "log.example/1", kind: kind)
        let again = try SignerKey(key.text)
        #expect(again.verifier == key.verifier)
        #expect(try VerifierKey(key.verifier.description) == key.verifier)
        let head = TreeHead(origin: "log.example/1", size: 7, root: .empty)
        let note = SignedNote(body: head.body, signatures: [try again.sign(head.body, time: 1_790_000_000)])
        let read = try SignedNote(note.bytes)
        #expect(read == note)
        #expect(try read.signatures(by: [key.verifier]).count == 1)
        #expect(read.signatures[0].time == (kind == .cosignature ? 1_790_000_000 : nil))
    }

    @Test func textsThatAreNoKeysAreRefusedByName() throws {
        let good = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
        #expect(throws: KeyFault.form) { try VerifierKey("example.com/foo") }
        #expect(throws: KeyFault.name) { try VerifierKey("+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k") }
        #expect(throws: KeyFault.name) { try VerifierKey("exam ple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k") }
        #expect(throws: KeyFault.name) { try VerifierKey("exam\u{3000}ple+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k") }
        #expect(throws: KeyFault.identifier) { try VerifierKey(good.replacing("530d", with: "530D")) }
        #expect(throws: KeyFault.identifier) { try VerifierKey(good.replacing("530d", with: "530e")) }
        #expect(throws: KeyFault.identifier) { try VerifierKey(good.replacing("/foo", with: "/fop")) }
        #expect(throws: KeyFault.material) { try VerifierKey(good + "=") }
        #expect(throws: KeyFault.material) { try VerifierKey(String(good.dropLast(4))) }
        #expect(throws: KeyFault.kind(6)) { try SignerKey(generating: "a", kind: .other(6)) }
        #expect(throws: KeyFault.form) { try SignerKey(good) }
        #expect(throws: KeyFault.material) { try SignerKey("PRIVATE+KEY+a+00000000+AQ==") }
    }

    @Test func everyFlippedBitOfANoteIsRefused() throws {
        let log = try SignerKey(generating: "log.example/1", kind: .ed25519)
        let witness = try SignerKey(generating: "witness.example", kind: .cosignature)
        let policy = try LogPolicy("log \(log.verifier)\nwitness w \(witness.verifier)\nquorum w\n".utf8)
        let head = TreeHead(origin: "log.example/1", size: 123, root: .leaf([1]))
        let note = SignedNote(body: head.body, signatures: [try log.sign(head.body, time: 0), try witness.sign(head.body, time: 1_790_000_000)])
        #expect(try policy.accept(SignedNote(note.bytes)).cosigners.map(\.time) == [1_790_000_000])
        for bit in 0..<note.bytes.count * 8 {
            var bytes = note.bytes
            bytes[bit / 8] ^= 1 << (bit % 8)
            #expect(throws: (any Error).self, "bit \(bit) of byte \(bytes[bit / 8])") { try policy.accept(SignedNote(bytes)) }
        }
    }

    @Test func textsThatAreNoNotesAreRefusedByName() throws {
        let line = "— a AAAAAAA=\n"
        #expect(throws: NoteFault.unsigned) { try SignedNote("".utf8) }
        #expect(throws: NoteFault.unsigned) { try SignedNote("a\n".utf8) }
        #expect(throws: NoteFault.unsigned) { try SignedNote("a\n\n".utf8) }
        #expect(throws: NoteFault.unsigned) { try SignedNote("a\n\n\(line.dropLast())".utf8) }
        #expect(throws: NoteFault.signatureLine(1)) { try SignedNote("a\n\n- a AAAAAAA=\n".utf8) }
        #expect(throws: NoteFault.signatureLine(2)) { try SignedNote("a\n\n\(line)— a b AAAAAAA=\n".utf8) }
        #expect(throws: NoteFault.signatureLine(1)) { try SignedNote("a\n\n— a AAAAAA==\n".utf8) }
        #expect(throws: NoteFault.signatureLine(1)) { try SignedNote("a\n\n— a AAAAAAB=\n".utf8) }
        #expect(throws: NoteFault.signatureLine(1)) { try SignedNote("a\n\n— a+b AAAAAAA=\n".utf8) }
        #expect(throws: NoteFault.text) { try SignedNote("a\tb\n\n\(line)".utf8) }
        #expect(throws: NoteFault.text) { try SignedNote("a\r\n\n\(line)".utf8) }
        #expect(throws: NoteFault.text) { try SignedNote([0xFF, 0x0A, 0x0A] + Array(line.utf8)) }
        #expect(throws: NoteFault.tooLong) { try SignedNote(Array(repeating: 0x61, count: 1 << 20) + Array("\n\n\(line)".utf8)) }
        #expect(throws: NoteFault.tooManySignatures) { try SignedNote(("a\n\n" + String(repeating: line, count: 101)).utf8) }
        #expect(try SignedNote("a\n\nb\n\n\(line)".utf8).body == "a\n\nb\n")
        #expect(try SignedNote("a\n\n\(String(repeating: line, count: 100))".utf8).signatures.count == 100)
    }

    @Test func linesByOthersAreIgnoredAndFalseOnesAreNot() throws {
        let log = try SignerKey(generating: "log.example/1", kind: .ed25519)
        let head = TreeHead(origin: "log.example/1", size: 1, root: .leaf([]))
        let id = VerifierKey.identifier(name: "log.example/1", type: 0xFF, publicKey: Array(VerifierKey.sm2Identifier.utf8) + [4, 5, 6])
        let national = NoteSignature(name: "log.example/1", keyID: id, bytes: [UInt8](repeating: 7, count: 70))
        var note = SignedNote(body: head.body, signatures: [national])
        #expect(throws: HeadFault.note(.noKnownSignature)) { try LogPolicy(logs: [log.verifier]).accept(note) }
        note.add([try log.sign(head.body, time: 0)])
        note.add([national])
        #expect(try SignedNote(note.bytes).signatures.count == 2)
        #expect(try LogPolicy(logs: [log.verifier]).accept(note).logKeys == [log.verifier])
        note.add([NoteSignature(name: log.verifier.name, keyID: log.verifier.id, bytes: [UInt8](repeating: 1, count: 64))])
        #expect(throws: HeadFault.note(.forged(log.verifier))) { try LogPolicy(logs: [log.verifier]).accept(note) }
    }

    @Test func textsThatAreNoHeadsAreRefusedByName() {
        let root = TreeHash.empty.base64
        #expect(throws: TreeHeadFault.incomplete) { try TreeHead(body: "a\n1\n") }
        #expect(throws: TreeHeadFault.incomplete) { try TreeHead(body: "a\n1\n\(root)") }
        #expect(throws: TreeHeadFault.origin) { try TreeHead(body: "\n1\n\(root)\n") }
        #expect(throws: TreeHeadFault.size) { try TreeHead(body: "a\n01\n\(root)\n") }
        #expect(throws: TreeHeadFault.size) { try TreeHead(body: "a\n-1\n\(root)\n") }
        #expect(throws: TreeHeadFault.size) { try TreeHead(body: "a\n9223372036854775808\n\(root)\n") }
        #expect(throws: TreeHeadFault.root) { try TreeHead(body: "a\n1\n\(root.dropLast(4))\n") }
        #expect(throws: TreeHeadFault.extensionLine) { try TreeHead(body: "a\n1\n\(root)\n\n") }
        #expect(throws: Never.self) { try TreeHead(body: "a\n9223372036854775807\n\(root)\nmore\n") }
    }
}
