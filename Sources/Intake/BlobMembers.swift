public import Blobs
import Locks

/// Members that become blobs of the service: staged while they are unpacked, made durable together by one barrier, then read where they lie.
///
/// Bytes of a package that is refused afterwards belong to nobody and are taken by the sweep; a repeated job finds them stored already. Where blobs
/// lie on another machine, the unpacked members stay here for as long as this value lives.
public final class BlobMembers: MemberStore {
    private let blobs: any BlobStore
    private let makesSM3: Bool
    private let staged = Locked<[BlobID: StagedBlob]>([:])

    /// Members kept in `blobs`, each with its SM3 where `sm3` says so.
    public init(_ blobs: any BlobStore, sm3: Bool = true) {
        self.blobs = blobs
        makesSM3 = sm3
    }

    /// Stages one member.
    public func keep(_ fill: (_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws -> KeptMember {
        let blob = try blobs.stage(sm3: makesSM3) { writer in
            try fill { bytes in try writer.write(bytes) }
        }
        // The same bytes twice are one blob; the second file goes with its holder.
        staged.withLock { staged in
            if staged[blob.digests.sha256] == nil { staged[blob.digests.sha256] = blob }
        }
        return KeptMember(sha256: blob.digests.sha256, sm3: blob.digests.sm3, size: blob.digests.size)
    }

    /// Makes all of them blobs, in one batch.
    public func settle() async throws {
        try await blobs.commit(staged.withLock { Array($0.values) })
    }

    /// Where the bytes lie.
    public func path(of member: KeptMember) -> String {
        staged.withLock { $0[member.sha256]?.localPath } ?? ""
    }
}
