import Crypto
import Glibc
public import SafeFiles
public import TransparencyLog

/// The head that was signed last, of every log: a checkpoint a file, in a folder that one process at a time may use.
///
/// What is kept here is the signer's whole memory: who can set it back makes the signer sign two histories. It lies with the signer, not with the log.
public final class HeadStore: Sendable {
    private static let limit = 1 << 20

    private let folder: String
    // Held as long as this process lives; the system gives it back however it ends.
    private let lock: Int32

    /// Opens the folder, which must be there; `isNew` makes it, and fails when there is one that has ever kept a head.
    public init(_ folder: String, isNew: Bool = false) throws(FileFault) {
        self.folder = folder
        if isNew, mkdir(folder, 0o700) != 0, errno != EEXIST { throw .system(path: folder, reason: String(cString: strerror(errno))) }
        lock = open("\(folder)/lock", O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard lock >= 0 else { throw .system(path: folder, reason: String(cString: strerror(errno))) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            close(lock)
            throw .busy(path: folder)
        }
        // Looked at under the lock. Whoever was killed between the folder and its first head has signed nothing.
        if isNew, !Self.isEmpty(folder) {
            close(lock)
            throw .exists(path: folder)
        }
    }

    deinit { close(lock) }

    /// Whether no head was ever kept in the folder; also when there is none.
    public static func isEmpty(_ folder: String) -> Bool {
        guard let listing = opendir(folder) else { return errno == ENOENT }
        defer { closedir(listing) }
        while let entry = readdir(listing) {
            let name = withUnsafeBytes(of: entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            // A head that was being kept first when its writer was killed was never answered with.
            guard [".", "..", "lock"].contains(name) || name.hasSuffix(".partial") else { return false }
        }
        return true
    }

    /// Name of a log's file: hexadecimal SHA-256 of its origin, as monitors ask for it.
    public static func name(of origin: String) -> String {
        SHA256.hash(data: Array(origin.utf8)).map { byte in
            let text = String(byte, radix: 16)
            return byte < 16 ? "0" + text : text
        }.joined()
    }

    /// The checkpoint that was signed last; nil when none was.
    public func latest(_ origin: String) throws(FileFault) -> (note: SignedNote, head: TreeHead)? {
        guard let note = try note(Self.name(of: origin)) else { return nil }
        guard let head = try? TreeHead(body: note.body), head.belongs(to: origin) else { throw .damaged(path: path(Self.name(of: origin))) }
        return (note, head)
    }

    /// The checkpoint of the log whose name has this digest.
    public func note(_ name: String) throws(FileFault) -> SignedNote? {
        guard access(path(name), F_OK) == 0 else {
            if errno == ENOENT { return nil }
            throw .system(path: path(name), reason: String(cString: strerror(errno)))
        }
        let bytes = try SafeFile.read(path(name), limit: Self.limit)
        guard let note = try? SignedNote(bytes) else { throw .damaged(path: path(name)) }
        return note
    }

    /// Keeps a checkpoint as the latest of its log; returns when a power cut cannot take it back.
    public func keep(_ note: SignedNote, of origin: String) throws(FileFault) {
        try SafeFile.replace(path(Self.name(of: origin)), with: note.bytes)
    }

    private func path(_ name: String) -> String { "\(folder)/\(name)" }
}
