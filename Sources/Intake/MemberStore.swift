public import Blobs

/// Where the members of a package go while they are unpacked, and where the confined tools find them.
///
/// Two of them: `ScratchFolder` for a check without a server, `BlobMembers` for the server.
public protocol MemberStore: Sendable {
    /// Takes one member. `fill` is called once and hands over the bytes; when it throws, nothing is kept. Blocks; called from several threads.
    /// - Throws: what `fill` throws, or that the disk is full.
    func keep(_ fill: (_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws -> KeptMember

    /// All members are in: returns when each can be read at `path(of:)`. Called once.
    func settle() async throws

    /// Absolute path of a member that was settled.
    func path(of member: KeptMember) -> String
}

/// A member that was unpacked whole, with its digests.
public struct KeptMember: Hashable, Sendable {
    /// Digest of the bytes.
    public let sha256: BlobID
    /// SM3 of the same bytes; nil where the store makes none.
    public let sm3: SM3Digest?
    /// Number of bytes.
    public let size: Int64

    /// A kept member.
    public init(sha256: BlobID, sm3: SM3Digest? = nil, size: Int64) {
        self.sha256 = sha256
        self.sm3 = sm3
        self.size = size
    }
}
