import Locks

/// The hashes of uploads between two requests, so that a sender of many small pieces does not have everything hashed again with each of them.
///
/// Only a saving: what is not here, after a restart or because too many others came, is hashed again from the disk.
final class ContinuedDigests: Sendable {
    private struct Kept {
        let name: String
        let mark: BlobDigests
        let digests: RunningDigests
    }

    /// Some hundred bytes each.
    private static let most = 256
    private let kept = Locked<[Kept]>([])

    func keep(_ name: String, _ mark: BlobDigests, _ digests: RunningDigests) {
        kept.withLock { kept in
            kept.removeAll { $0.name == name }
            if kept.count >= Self.most { kept.removeFirst() }
            kept.append(Kept(name: name, mark: mark, digests: digests))
        }
    }

    /// The hashes at exactly this mark, which may have been made by another process; nil when they are not known.
    func take(_ name: String, at mark: BlobDigests, sm3: Bool) -> RunningDigests? {
        kept.withLock { kept in
            guard let index = kept.firstIndex(where: { $0.name == name }) else { return nil }
            let found = kept.remove(at: index)
            guard found.mark.sha256 == mark.sha256, found.mark.size == mark.size, found.digests.hasSM3 == sm3 else { return nil }
            return found.digests
        }
    }
}
