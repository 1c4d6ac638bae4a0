public import Cosigning
import Locks
public import TransparencyLog

/// The log's signer in its process, as the sequencer asks it.
public final class SignerLine: HeadSigner {
    /// The log's name.
    public let origin: String
    private let client: SigningClient
    private let socket: String
    /// Size of the head that it signed last, as far as is known here.
    private let last = Locked(0)

    /// The signer of the log `origin` that listens on `socket`.
    public init(origin: String, client: SigningClient, socket: String) {
        (self.origin, self.client, self.socket) = (origin, client, socket)
    }

    /// Asks from where the signer last signed, and once more from where it says that it did.
    public func sign(_ head: TreeHead, proof: @Sendable (_ from: Int) throws -> [TreeHash]) async throws -> [NoteSignature] {
        let from = min(last.withLock { $0 }, head.size)
        do {
            return try await sign(head, from: from, proof)
        } catch SigningFault.otherSize(let size) where size <= head.size && size != from {
            return try await sign(head, from: size, proof)
        } catch SigningFault.otherSize(let size) {
            throw LogStop.behind(database: head.size, published: size)
        } catch SigningFault.refused {
            throw LogStop.differs(size: head.size)
        }
    }

    private func sign(_ head: TreeHead, from: Int, _ proof: (_ from: Int) throws -> [TreeHash]) async throws -> [NoteSignature] {
        let signatures = try await client.sign(HeadContinuation(old: from, hashes: try proof(from), head: head), socket: socket)
        last.withLock { $0 = head.size }
        return signatures
    }
}
