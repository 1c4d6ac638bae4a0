/// Why a checkpoint is not believed.
public enum HeadFault: Error, Hashable, Sendable {
    /// It is no signed note, or one with a false or without a known signature.
    case note(NoteFault)
    /// What was signed is no head of a log.
    case head(TreeHeadFault)
    /// The key that signed is not one of the log that the head names.
    case otherLog(origin: String)
    /// Too few of the witnesses have signed.
    case noQuorum(cosigners: [String])
}

/// A head that a policy believes, and who vouches for it.
public struct AcceptedHead: Hashable, Sendable {
    /// What a witness says: when it saw this head.
    public struct Cosigner: Hashable, Sendable {
        /// Name in the policy.
        public let name: String
        /// Seconds since 1970.
        public let time: Int
    }

    /// The head.
    public let head: TreeHead
    /// Keys of the log that signed it: two while keys rotate.
    public let logKeys: [VerifierKey]
    /// Witnesses that signed it; one that signed twice stands with its earliest time.
    public let cosigners: [Cosigner]

    /// The earliest moment at which enough witnesses had seen it, in seconds since 1970; nil when the policy asks for none.
    public let witnessed: Int?
}

extension LogPolicy {
    /// Returns what a checkpoint says when one of the logs signed it and enough witnesses did.
    public func accept(_ note: SignedNote) throws(HeadFault) -> AcceptedHead {
        let head: TreeHead
        do throws(TreeHeadFault) { head = try TreeHead(body: note.body) } catch { throw .head(error) }
        let signed: [(key: VerifierKey, signature: NoteSignature)]
        let cosigned: [(key: VerifierKey, signature: NoteSignature)]
        do throws(NoteFault) {
            signed = try note.signatures(by: logs.map(\.key))
            cosigned = try note.signatures(by: witnesses.map(\.key))
        } catch { throw .note(error) }
        guard !signed.isEmpty else { throw .note(.noKnownSignature) }
        let own = signed.map(\.key).filter { head.belongs(to: $0.name) }
        guard !own.isEmpty else { throw .otherLog(origin: head.origin) }

        let cosigners = witnesses.compactMap { witness in
            cosigned.filter { $0.key == witness.key }.compactMap(\.signature.time).min().map { AcceptedHead.Cosigner(name: witness.name, time: $0) }
        }
        guard isEnough(Set(cosigners.map(\.name))) else { throw .noQuorum(cosigners: cosigners.map(\.name)) }
        return AcceptedHead(head: head, logKeys: own, cosigners: cosigners, witnessed: witnessed(by: cosigners))
    }

    private func witnessed(by cosigners: [AcceptedHead.Cosigner]) -> Int? {
        guard quorum != nil else { return nil }
        var names: Set<String> = []
        for cosigner in cosigners.sorted(by: { $0.time < $1.time }) {
            names.insert(cosigner.name)
            if isEnough(names) { return cosigner.time }
        }
        return nil
    }
}
