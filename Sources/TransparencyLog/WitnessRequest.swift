/// What a log asks a witness: to sign a head, with the proof that nothing was changed since the last one (C2SP tlog-witness).
public struct WitnessRequest: Hashable, Sendable {
    /// The head, and how it continues what the witness signed last.
    public let continuation: HeadContinuation
    /// The checkpoint with the log's signature.
    public let checkpoint: SignedNote

    /// What the checkpoint says.
    public var head: TreeHead { continuation.head }

    /// A request.
    public init(old: Int, hashes: [TreeHash], checkpoint: SignedNote) throws(ContinuationFault) {
        let head: TreeHead
        do throws(TreeHeadFault) { head = try TreeHead(body: checkpoint.body) } catch { throw .head(error) }
        continuation = try HeadContinuation(old: old, hashes: hashes, head: head)
        self.checkpoint = checkpoint
    }

    /// Reads the body of a request.
    public init(_ bytes: [UInt8]) throws(ContinuationFault) {
        let (old, hashes, rest) = try HeadContinuation.parts(of: bytes)
        let note: SignedNote
        do throws(NoteFault) { note = try SignedNote(rest) } catch { throw .note(error) }
        try self.init(old: old, hashes: hashes, checkpoint: note)
    }

    /// The body of the request.
    public var text: String { continuation.proofText + checkpoint.text }
}

/// What a witness does with a request.
public enum WitnessDecision: Hashable, Sendable {
    /// 200: keep this head, then sign it.
    case cosign(TreeHead)
    /// 404: not a log that it watches.
    case unknownLog
    /// 403: no key of the log has signed, or a signature is false.
    case notSigned
    /// 400: the old size is above the new one.
    case shrinks
    /// 409: the witness has signed another size last; the answer's body is that size.
    case otherSize(Int)
    /// 422: the proof does not hold: the log has been forked or rewritten.
    case inconsistent(ProofFault)

    /// The status of the answer.
    public var status: Int {
        switch self {
        case .cosign: 200
        case .shrinks: 400
        case .notSigned: 403
        case .unknownLog: 404
        case .otherSize: 409
        case .inconsistent: 422
        }
    }
}

extension WitnessRequest {
    /// What a witness that watches a log with these keys answers, when `latest` is the head that it signed last; nil keys when it does not watch it.
    public func decision(keys: [VerifierKey]?, latest: TreeHead?) -> WitnessDecision {
        guard let keys, !keys.isEmpty else { return .unknownLog }
        guard let signed = try? checkpoint.signatures(by: keys), signed.contains(where: { head.belongs(to: $0.key.name) }) else { return .notSigned }
        return continuation.decision(latest: latest)
    }
}

extension HeadContinuation {
    /// Whether a signer signs, when `latest` is the head that it signed last.
    ///
    /// Reading `latest` and keeping the new head are one step that no other request comes between, or two of them could roll it back.
    public func decision(latest: TreeHead?) -> WitnessDecision {
        guard old <= head.size else { return .shrinks }
        guard old == latest?.size ?? 0 else { return .otherSize(latest?.size ?? 0) }
        let proof = ConsistencyProof(old: old, size: head.size, hashes: hashes)
        do throws(ProofFault) { try proof.check(oldRoot: latest?.root ?? .empty, root: head.root) } catch { return .inconsistent(error) }
        return .cosign(head)
    }
}
