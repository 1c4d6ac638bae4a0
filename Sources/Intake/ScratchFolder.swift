import Blobs
import Crypto
import Foundation
import Synchronization

/// Members in a temporary folder of our own, gone with this value: for a check without a server.
public final class ScratchFolder: MemberStore {
    private let folder: String
    private let next = Atomic<Int>(0)

    /// Makes an empty folder, for us alone, inside `parent`, or inside the system's folder for temporary files.
    public init(in parent: String? = nil) throws {
        folder = "\(parent ?? FileManager.default.temporaryDirectory.path)/lianshen-check-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Writes one member to a file named by its digest; the archive's own names never become paths.
    public func keep(_ fill: (_ write: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws -> KeptMember {
        let path = "\(folder)/incoming-\(next.add(1, ordering: .relaxed).newValue)"
        guard FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o644]) else {
            throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path])
        }
        do {
            let file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            defer { try? file.close() }
            var hasher = SHA256()
            var size: Int64 = 0
            try fill { bytes in
                hasher.update(bufferPointer: bytes)
                size += Int64(bytes.count)
                try file.write(contentsOf: bytes)
            }
            guard let sha256 = BlobID(bytes: hasher.finalize()) else { throw CocoaError(.fileWriteUnknown) }
            let member = KeptMember(sha256: sha256, size: size)
            // The same bytes twice are one file: `rename` replaces it with its equal.
            guard rename(path, self.path(of: member)) == 0 else { throw CocoaError(.fileWriteUnknown, userInfo: [NSFilePathErrorKey: path]) }
            return member
        } catch {
            unlink(path)
            throw error
        }
    }

    /// Nothing to wait for: the files can be read already, and need not survive.
    public func settle() {}

    /// Where the file lies.
    public func path(of member: KeptMember) -> String { "\(folder)/\(member.sha256.hex)" }
}
