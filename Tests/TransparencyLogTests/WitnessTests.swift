import Testing
import TransparencyLog

@Suite struct WitnessTests {
    let log: SignerKey
    let shelf = TileShelf(120)

    init() throws { log = try SignerKey(generating: "log.example/1", kind: .ed25519) }

    private func head(_ size: Int) -> TreeHead {
        TreeHead(origin: "log.example/1", size: size, root: TileShelf(size).edge.root)
    }

    private func request(_ old: Int, _ head: TreeHead, _ hashes: [TreeHash]? = nil) throws -> WitnessRequest {
        let note = SignedNote(body: head.body, signatures: [try log.sign(head.body, time: 0)])
        let proof = try hashes ?? (old > head.size ? [] : ConsistencyProof(from: old, size: head.size, tiles: TileShelf(head.size).read).hashes)
        return try WitnessRequest(old: old, hashes: proof, checkpoint: note)
    }

    @Test func aRequestIsReadAsItWasWritten() throws {
        let made = try request(50, head(120))
        #expect(made.text.hasPrefix("old 50\n"))
        #expect(try WitnessRequest(Array(made.text.utf8)) == made)
        #expect(try WitnessRequest(Array(try request(0, head(0)).text.utf8)).continuation.hashes.isEmpty)
    }

    @Test func aWitnessSignsWhatContinuesItsLastHeadAndNothingElse() throws {
        let keys = [log.verifier]
        let (small, large) = (head(50), head(120))
        let wrong = TreeHead(origin: "log.example/1", size: 120, root: small.root)
        #expect(try request(0, small).decision(keys: keys, latest: nil) == .cosign(small))
        #expect(try request(50, large).decision(keys: keys, latest: small) == .cosign(large))
        #expect(try request(120, large).decision(keys: keys, latest: large) == .cosign(large))
        // Never seen by this witness.
        #expect(try request(0, large).decision(keys: nil, latest: nil) == .unknownLog)
        #expect(try request(50, large).decision(keys: keys, latest: nil) == .otherSize(0))
        // It has signed more, or less, than the log believes.
        #expect(try request(0, large).decision(keys: keys, latest: small) == .otherSize(50))
        #expect(try request(50, large).decision(keys: keys, latest: large) == .otherSize(120))
        // A rollback, a fork of the same size, a rewritten history.
        #expect(try request(120, small, []).decision(keys: keys, latest: large) == .shrinks)
        #expect(try request(120, wrong, []).decision(keys: keys, latest: large) == .inconsistent(.oldRootDiffers))
        #expect(try request(50, wrong, []).decision(keys: keys, latest: small) == .inconsistent(.tooShort))
        let rewritten = TreeHead(origin: "log.example/1", size: 50, root: .leaf([9]))
        #expect(try request(50, large).decision(keys: keys, latest: rewritten) == .inconsistent(.oldRootDiffers))
        #expect(
            [200, 400, 403, 404, 409, 422]
                == [
                    WitnessDecision.cosign(small), .shrinks, .notSigned, .unknownLog, .otherSize(3), .inconsistent(.tooShort),
                ].map(\.status))
    }

    @Test func aHeadThatTheLogDidNotSignIsRefused() throws {
        let other = try SignerKey(generating: "log.example/1", kind: .ed25519)
        let elsewhere = try SignerKey(generating: "log.example/2", kind: .ed25519)
        #expect(try request(0, head(50)).decision(keys: [other.verifier], latest: nil) == .notSigned)
        // While keys rotate, one of the two is enough.
        #expect(try request(0, head(50)).decision(keys: [other.verifier, log.verifier], latest: nil) == .cosign(head(50)))
        // A key is believed for the log of its own name.
        let note = SignedNote(body: head(50).body, signatures: [try elsewhere.sign(head(50).body, time: 0)])
        #expect(try WitnessRequest(old: 0, hashes: [], checkpoint: note).decision(keys: [elsewhere.verifier], latest: nil) == .notSigned)
        let false0 = NoteSignature(name: log.verifier.name, keyID: log.verifier.id, bytes: [UInt8](repeating: 0, count: 64))
        let forged = SignedNote(body: head(50).body, signatures: [false0])
        #expect(try WitnessRequest(old: 0, hashes: [], checkpoint: forged).decision(keys: [log.verifier], latest: nil) == .notSigned)
    }

    @Test func bodiesThatAreNoRequestsAreRefusedByName() throws {
        let note = try request(50, head(120)).checkpoint.text
        let hash = TreeHash.empty.base64 + "\n"
        func fault(_ text: String) -> ContinuationFault? {
            do throws(ContinuationFault) { _ = try WitnessRequest(Array(text.utf8)) } catch { return error }
            return nil
        }
        #expect(fault("old 5\n\n" + note) == nil)
        #expect(fault("old 05\n\n" + note) == .oldSize)
        #expect(fault("old  5\n\n" + note) == .oldSize)
        #expect(fault("old -5\n\n" + note) == .oldSize)
        #expect(fault("Old 5\n\n" + note) == .oldSize)
        #expect(fault("old 5") == .oldSize)
        #expect(fault("old 5\n" + hash + "x\n\n" + note) == .hash(2))
        #expect(fault("old 5\n" + String(repeating: hash, count: 63) + "\n" + note) == nil)
        #expect(fault("old 5\n" + String(repeating: hash, count: 64) + "\n" + note) == .tooManyHashes)
        #expect(fault("old 5\n" + hash) == .noCheckpoint)
        #expect(fault("old 5\n\nabc\n") == .note(.unsigned))
        #expect(fault("old 5\n\nabc\n\n— a AAAAAAA=\n") == .head(.incomplete))
    }

    @Test func aSignerIsAskedWithTheBareHead() throws {
        let made = try HeadContinuation(old: 50, hashes: ConsistencyProof(from: 50, size: 120, tiles: shelf.read).hashes, head: head(120))
        #expect(try HeadContinuation(Array(made.text.utf8)) == made)
        #expect(made.decision(latest: head(50)) == .cosign(head(120)))
        #expect(made.decision(latest: head(49)) == .otherSize(49))
        #expect(made.decision(latest: TreeHead(origin: "log.example/1", size: 50, root: .empty)) == .inconsistent(.oldRootDiffers))
        // Neither extension lines nor signatures are signed with it.
        #expect(throws: ContinuationFault.head(.origin)) { try HeadContinuation(Array((made.text + "more\n").utf8)) }
        #expect(throws: ContinuationFault.head(.extensionLine)) { try HeadContinuation(Array((made.text + "\n— a AAAAAAA=\n").utf8)) }
    }

    @Test func aReceiptProvesItsEntryAndNoOther() throws {
        let entries = NaiveTree.entries(120)
        let policy = LogPolicy(logs: [log.verifier])
        let checkpoint = try request(0, head(120)).checkpoint
        for index in [0, 1, 64, 119] {
            let hashes = try InclusionProof(of: index, size: 120, tiles: shelf.read).hashes
            let receipt = LogReceipt(extra: index == 0 ? nil : entries[index], index: index, hashes: hashes, checkpoint: checkpoint)
            let read = try LogReceipt(Array(receipt.text.utf8))
            #expect(read == receipt)
            #expect(try read.check(leaf: .leaf(entries[index]), policy: policy).head == head(120))
            #expect(throws: ReceiptFault.proof(.rootDiffers)) { try read.check(leaf: .leaf(entries[2]), policy: policy) }
            let other = try SignerKey(generating: "log.example/1", kind: .ed25519)
            #expect(throws: ReceiptFault.head(.note(.noKnownSignature))) {
                try read.check(leaf: .leaf(entries[index]), policy: LogPolicy(logs: [other.verifier]))
            }
            // The extra line proves nothing, so nothing but it may change.
            let bytes = Array(LogReceipt(index: index, hashes: hashes, checkpoint: checkpoint).text.utf8)
            for bit in 0..<bytes.count * 8 {
                var changed = bytes
                changed[bit / 8] ^= 1 << (bit % 8)
                #expect(throws: ReceiptFault.self) { try LogReceipt(changed).check(leaf: .leaf(entries[index]), policy: policy) }
            }
        }
    }

    @Test func textsThatAreNoReceiptsAreRefusedByName() throws {
        let note = try request(0, head(120)).checkpoint.text
        func fault(_ text: String) -> ReceiptFault? {
            do throws(ReceiptFault) { _ = try LogReceipt(Array(text.utf8)) } catch { return error }
            return nil
        }
        let form = "c2sp.org/tlog-proof@v1\n"
        #expect(fault(form + "index 0\n\n" + note) == nil)
        #expect(fault("c2sp.org/tlog-proof@v2\nindex 0\n\n" + note) == .form)
        #expect(fault(form) == .index)
        #expect(fault(form + "index 00\n\n" + note) == .index)
        #expect(fault(form + "extra A\nindex 0\n\n" + note) == .extra)
        #expect(fault(form + "index 0\nextra AAAA\n\n" + note) == .hash(1))
        #expect(fault(form + "index 0\n" + String(repeating: TreeHash.empty.base64 + "\n", count: 65) + "\n" + note) == .hash(65))
        #expect(fault(form + "index 0\n") == .noCheckpoint)
        #expect(fault(form + "index 0\n\n") == .head(.note(.unsigned)))
    }
}
