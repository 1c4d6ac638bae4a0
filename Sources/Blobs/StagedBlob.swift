import Locks

/// Bytes that are received and hashed, but not yet a blob: invisible until `BlobStore.commit` returns.
///
/// Letting go of a staged blob that was never committed frees its bytes.
public final class StagedBlob: Sendable {
    /// Where the bytes are.
    enum Place: Sendable {
        /// In a temporary file of its own.
        case incoming(IncomingFile)
        /// Under its final name; perhaps not yet durably so. The path is nil where that is on another machine.
        case placed(String?)
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

    init(alreadyStored digests: BlobDigests, at path: String?) {
        self.digests = digests
        wasStored = true
        place = Locked(.placed(path))
    }

    /// The temporary file; nil when the bytes are already under their final name.
    var incoming: IncomingFile? {
        guard case .incoming(let file) = place.withLock({ $0 }) else { return nil }
        return file
    }

    /// Where the bytes can be read on this machine for as long as this value lives; nil where they are on another one only.
    public var localPath: String? {
        switch place.withLock({ $0 }) {
        case .incoming(let file): file.path
        case .placed(let path): path
        }
    }

    func markPlaced(at path: String) {
        incoming?.markGone()
        place.withLock { $0 = .placed(path) }
    }
}
