public import Blobs
import Locks

/// Members that become blobs of the service: staged while they are unpacked, made durable together by one barrier, then read where they lie.
///
/// Bytes of a package that is refused afterwards belong to nobody and are taken by the sweep; a repeated job finds them stored already.
public final class BlobMembers: MemberStore {
    private let blobs: FolderBlobs
    private let staged = Locked<[StagedBlob]>([])

    /// Members kept in `blobs`.
    public init(_ blobs: FolderBlobs) {
        self.blobs = blobs
    }

    /// Stages one member.
    public func keep(_ fill: (_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws -> KeptMember {
        let blob = try blobs.stage { writer in
            try fill { bytes in try writer.write(bytes) }
        }
        staged.withLock { $0.append(blob) }
        return KeptMember(sha256: blob.digests.sha256, size: blob.digests.size)
    }

    /// Makes all of them blobs, in one batch.
    public func settle() async throws {
        try await blobs.commit(staged.withLock { $0 })
    }

    /// Where the blob lies.
    public func path(of member: KeptMember) -> String {
        blobs.path(of: member.sha256)
    }
}
