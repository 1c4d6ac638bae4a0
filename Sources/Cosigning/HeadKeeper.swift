import Locks
import SafeFiles
public import TransparencyLog

/// A step of signing; tests fail and kill before and after each.
public enum SigningStep: String, CaseIterable, Hashable, Sendable {
    /// The last signed head is read.
    case read
    /// The new head is made durable.
    case keep
    /// The signatures are given out.
    case answer
}

/// Which side of a step a failpoint stands on.
public enum SigningMoment: String, CaseIterable, Hashable, Sendable {
    /// The step has not begun.
    case before
    /// The step has taken effect.
    case after
}

/// What a signer answers.
public enum SigningAnswer: Hashable, Sendable {
    /// Its signatures over the head.
    case signed([NoteSignature])
    /// Why not.
    case refused(WitnessDecision)
}

/// Signs heads, each only when it continues the one that it signed last: a log's own signer, or a witness.
///
/// Whoever holds the log's database can ask for anything and still gets no signature under two histories: the last signed head is made durable before a
/// signature leaves, and nothing is signed that does not contain it.
public final class HeadKeeper: Sendable {
    /// Called before and after every step; what it throws is what the step would have thrown.
    public typealias Failpoint = @Sendable (SigningStep, SigningMoment) throws -> Void

    private let keys: KeyFile
    /// Signs beside the keys, for those who ask for it.
    private let sm2: SM2Key?
    // One request at a time from reading the last head to keeping the next: two could roll each other back.
    private let store: Locked<HeadStore>
    private let now: @Sendable () -> Int
    private let failpoint: Failpoint?

    /// - Parameter now: seconds since 1970.
    public init(keys: KeyFile, sm2: SM2Key? = nil, store: HeadStore, now: @escaping @Sendable () -> Int, failpoint: Failpoint? = nil) {
        (self.keys, self.sm2, self.store, self.now, self.failpoint) = (keys, sm2, Locked(store), now, failpoint)
    }

    /// Name under which it signs.
    public var name: String { keys.name }

    /// Makes the first head of a new log the one that everything must continue: that of no entries.
    public func begin() throws {
        let head = TreeHead(origin: keys.name, size: 0, root: .empty)
        try store.withLock { try $0.keep(SignedNote(body: head.body, signatures: try signatures(over: head)), of: keys.name) }
    }

    /// A log's own signer: signs heads of the log of its name.
    public func sign(_ request: HeadContinuation) throws -> SigningAnswer {
        guard request.head.belongs(to: keys.name) else { return .refused(.unknownLog) }
        return try sign(request, as: SignedNote(body: request.head.body, signatures: [])) { latest in
            // A signer has a head from the first day; one without has lost its memory.
            guard let latest else { throw FileFault.damaged(path: HeadStore.name(of: self.keys.name)) }
            return request.decision(latest: latest)
        }
    }

    /// A witness: signs checkpoints that a key of `log` has signed.
    public func cosign(_ request: WitnessRequest, log: [VerifierKey]?) throws -> SigningAnswer {
        try sign(request.continuation, as: request.checkpoint) { request.decision(keys: log, latest: $0) }
    }

    /// The checkpoint that was signed last, by the digest of the log's name.
    public func latest(_ digest: String) throws -> SignedNote? {
        try store.withLock { try $0.note(digest) }
    }

    private func sign(
        _ request: HeadContinuation, as note: SignedNote, _ decide: (TreeHead?) throws -> WitnessDecision
    ) throws -> SigningAnswer {
        try store.withLock { store in
            let latest = try step(.read) { try store.latest(request.head.origin)?.head }
            let decision = try decide(latest)
            guard case .cosign(let head) = decision else { return .refused(decision) }
            let signatures = try signatures(over: head)
            var kept = note
            kept.add(signatures)
            try step(.keep) { try store.keep(kept, of: head.origin) }
            return try step(.answer) { .signed(signatures) }
        }
    }

    private func signatures(over head: TreeHead) throws -> [NoteSignature] {
        try keys.sign(head.body, time: now()) + (sm2.map { [try $0.sign(head.body)] } ?? [])
    }

    private func step<Result>(_ step: SigningStep, _ body: () throws -> Result) throws -> Result {
        try failpoint?(step, .before)
        let result = try body()
        try failpoint?(step, .after)
        return result
    }
}
