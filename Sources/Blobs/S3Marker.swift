import NIOCore

/// The object which says whose blobs these are; see `Marker`.
///
/// It is put on the condition that there is none, and read back. A server that ignores the condition, as old ones do, lets the last of two databases
/// win that claim a bucket at the same instant; each later start then refuses the other.
struct S3Marker {
    static let key = "lianshen-blobs"
    let client: S3Client

    /// Marks an empty bucket as the owner's, or checks the mark.
    func claim(for owner: String, mayClaim: Bool) async throws {
        if try await matches(owner) { return }
        var isEmpty = true
        try await client.list("") { page in
            if page.contains(where: { $0.key != Self.key }) { isEmpty = false }
        }
        if try await matches(owner) { return }
        guard isEmpty else { throw BlobError.unmarkedFolder(path: client.options.name) }
        guard mayClaim else { throw BlobError.emptyStore(client.options.name) }
        try await client.put(Self.key, ByteBuffer(string: Marker.text(of: owner)), anew: true)
        guard try await matches(owner) else { throw BlobError.unreadableMarker(path: client.options.name + Self.key) }
    }

    private func matches(_ owner: String) async throws -> Bool {
        guard let text = try await client.text(of: Self.key) else { return false }
        guard let found = Marker.owner(in: text) else { throw BlobError.unreadableMarker(path: client.options.name + Self.key) }
        guard found == owner else { throw BlobError.foreignFolder(path: client.options.name, expected: owner, found: found) }
        return true
    }
}
