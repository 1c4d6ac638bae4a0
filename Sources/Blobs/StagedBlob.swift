import Locks

/// Bytes that are received and hashed, but not yet a blob: invisible until `FolderBlobs.commit` returns.
///
/// Letting go of a staged blob that was never committed frees its bytes.
public final class StagedBlob: Sendable {
    /// Where the bytes are.
    enum Place: Sendable {
        /// In a temporary file of its own.
        case incoming(IncomingFile)
        /// Under its final name; perhaps not yet durably so.
        case placed
    }

    /// The digests and size of all of the bytes.
    public let digests: BlobDigests
    /// Whether the same bytes were already stored, so that nothing was kept a second time.
    public let wasStored: Bool
    private let place: Locked<Place>

    init(_ digests: BlobDigests, in file: IncomingFile) {
        self.digests = digests
        wasStored = false
        place = Locked(.incoming(file))
    }

    init(alreadyStored digests: BlobDigests) {
        self.digests = digests
        wasStored = true
        place = Locked(.placed)
    }

    /// The temporary file; nil when the bytes are already under their final name.
    var incoming: IncomingFile? {
        guard case .incoming(let file) = place.withLock({ $0 }) else { return nil }
        return file
    }

    func markPlaced() {
        incoming?.markGone()
        place.withLock { $0 = .placed }
    }
}
