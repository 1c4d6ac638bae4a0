import Testing
import TransparencyLog

@Suite struct PolicyTests {
    let log: SignerKey
    let witnesses: [SignerKey]

    init() throws {
        log = try SignerKey(generating: "log.example/1", kind: .ed25519)
        witnesses = try (1...4).map { try SignerKey(generating: "w\($0).example", kind: .cosignature) }
    }

    private func text(_ rest: String) -> String {
        "# who is believed\n\n log\t\(log.verifier) https://log.example/log\n"
            + witnesses.enumerated().map { "witness W\($0 + 1) \($1.verifier) https://w\($0 + 1).example\n" }.joined() + rest
    }

    /// A two-level quorum against its definition, for every set of witnesses.
    @Test func theQuorumDecidesForEverySetOfWitnesses() throws {
        let policy = try LogPolicy(text("group A 2 W1 W2 W3\ngroup B all A W4\nquorum B\n").utf8)
        #expect(policy.logs.map(\.url) == ["https://log.example/log"])
        #expect(policy.witnesses.map(\.name) == ["W1", "W2", "W3", "W4"])
        let any = try LogPolicy(text("group A any W1 W2 W3\ngroup B 1 A W4\nquorum B").utf8)
        let none = try LogPolicy(text("quorum none").utf8)
        for bits in 0..<16 {
            let there = Set((0..<4).filter { bits >> $0 & 1 == 1 }.map { "W\($0 + 1)" })
            #expect(policy.isEnough(there) == (there.count { $0 != "W4" } >= 2 && there.contains("W4")))
            #expect(any.isEnough(there) == !there.isEmpty)
            #expect(none.isEnough(there))
        }
    }

    @Test func aCheckpointIsBelievedWhenEnoughHaveSigned() throws {
        let policy = try LogPolicy(text("group A 2 W1 W2 W3\nquorum A\n").utf8)
        let head = TreeHead(origin: "log.example/1", size: 5, root: .empty)
        var note = SignedNote(body: head.body, signatures: [try log.sign(head.body, time: 0)])
        #expect(throws: HeadFault.noQuorum(cosigners: [])) { try policy.accept(note) }
        note.add([
            try witnesses[0].sign(head.body, time: 300), try witnesses[0].sign(head.body, time: 100), try witnesses[3].sign(head.body, time: 10),
        ])
        #expect(throws: HeadFault.noQuorum(cosigners: ["W1", "W4"])) { try policy.accept(note) }
        note.add([try witnesses[2].sign(head.body, time: 200)])
        let accepted = try policy.accept(note)
        #expect(accepted.head == head)
        #expect(accepted.cosigners.map(\.name) == ["W1", "W3", "W4"])
        #expect(accepted.witnessed == 200)
        // A witness's signature is over one head, not over any.
        let other = TreeHead(origin: "log.example/1", size: 6, root: .empty)
        var moved = SignedNote(body: other.body, signatures: [try log.sign(other.body, time: 0)])
        moved.add(Array(note.signatures.dropFirst()))
        #expect(throws: HeadFault.note(.forged(witnesses[0].verifier))) { try policy.accept(moved) }
    }

    @Test func aKeyOfAnotherLogDoesNotSpeakForThisOne() throws {
        let head = TreeHead(origin: "log.example/2", size: 5, root: .empty)
        let note = SignedNote(body: head.body, signatures: [try log.sign(head.body, time: 0)])
        #expect(throws: HeadFault.otherLog(origin: "log.example/2")) { try LogPolicy(logs: [log.verifier]).accept(note) }
        #expect(throws: HeadFault.head(.incomplete)) {
            try LogPolicy(logs: [log.verifier]).accept(SignedNote(body: "hello\n", signatures: [try log.sign("hello\n", time: 0)]))
        }
    }

    @Test func whatIsWrongIsNamedWithItsLine() throws {
        func fault(_ rest: String) -> PolicyFault? {
            do throws(PolicyFault) { _ = try LogPolicy(text(rest).utf8) } catch { return error }
            return nil
        }
        #expect(fault("") == .noQuorum)
        #expect(fault("quorum W1\nquorum W1") == .secondQuorum(line: 9))
        #expect(fault("quorum W9") == .unknownName(line: 8, "W9"))
        #expect(fault("quorum G\ngroup G any W1") == .unknownName(line: 8, "G"))
        #expect(fault("group G any none") == .unknownName(line: 8, "none"))
        #expect(fault("group none any W1") == .repeatedName(line: 8, "none"))
        #expect(fault("group W1 any W2") == .repeatedName(line: 8, "W1"))
        #expect(fault("group G any W1 W1") == .usedName(line: 8, "W1"))
        #expect(fault("group G any W1\ngroup H any W1") == .usedName(line: 9, "W1"))
        for threshold in ["0", "3", "-1", "02", "some"] { #expect(fault("group G \(threshold) W1 W2") == .threshold(line: 8)) }
        #expect(fault("group G any") == .form(line: 8))
        #expect(fault("quorum") == .form(line: 8))
        #expect(fault("quorum W1 W2") == .form(line: 8))
        #expect(fault("Quorum W1") == .form(line: 8))
        #expect(fault("quorum W1\r\n") == .character(line: 8))
        #expect(fault("log \(log.verifier)") == .repeatedKey(line: 8))
        #expect(fault("witness W9 \(witnesses[0].verifier)") == .repeatedKey(line: 8))
        #expect(fault("witness W9 \(log.verifier)") == .kind(line: 8))
        #expect(fault("log \(witnesses[0].verifier)") == .kind(line: 8))
        #expect(fault("log abc") == .key(line: 8, .form))
        #expect(fault("quorum \u{212A}") == .unknownName(line: 8, "\u{212A}"))
    }

    /// Any text made of what policies, notes and proofs are made of: it is read or refused, and never brings the reader down.
    @Test func noTextBringsAReaderDown() throws {
        var numbers = SeededNumbers(seed: 11)
        let head = TreeHead(origin: "log.example/1", size: 5, root: .empty)
        let note = SignedNote(body: head.body, signatures: [try log.sign(head.body, time: 0)]).text
        let pieces = [
            "log ", "witness ", "group ", "quorum ", "none", "any ", "all ", "W1 ", "2 ", "\n", "\n\n", "— ", "é", "+", "=", "old 5\n", "index 3\n",
            "extra ",
            "c2sp.org/tlog-proof@v1\n", "AAAA", TreeHash.empty.base64 + "\n", "\(log.verifier)", "\(witnesses[0].verifier)", note, head.body, "\u{0}",
            " ",
            "99999999999999999999", "{\"act\":\"", "\"", "/000", "tile/", "x001", ".p/",
        ]
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...8, using: &numbers)).map { _ in pieces.randomElement(using: &numbers) ?? "" }.joined()
            let bytes = Array(text.utf8)
            if let note = try? SignedNote(bytes) { #expect(note.bytes == bytes) }
            if let receipt = try? LogReceipt(bytes) { #expect(receipt.text == text) }
            if let request = try? WitnessRequest(bytes) { #expect(request.text == text) }
            if let head = try? TreeHead(body: text) { #expect(text.hasPrefix(head.body)) }
            if let key = try? VerifierKey(text) { #expect(key.description == text) }
            if let address = TileAddress(path: text) { #expect(address.path == text) }
            _ = try? LogPolicy(bytes)
            _ = try? SignerKey(text)
            _ = try? NoteSignature.lines(bytes)
            _ = try? LeafEntry(bytes)
        }
    }
}
