import Foundation
import Glibc

/// The folder of the server's unix socket: reachable only by the account that runs the server (and root), and short enough for the kernel.
struct SocketFolder: Sendable {
    /// `sun_path` has 108 bytes, the last for the terminator.
    static let longestPath = 107
    /// The port only names the socket file; nothing listens on TCP.
    static let port = 5432

    let path: String
    /// The socket itself.
    var file: String { Self.file(in: path) }

    /// Inside the home folder when the path fits, because nobody else tidies there; else a folder named after a digest of the home.
    ///
    /// `XDG_RUNTIME_DIR` is not used: it is emptied when its user logs out, while the server may outlive the session, and a service
    /// and a shell would disagree about it.
    init(home: String, account: ServerAccount) {
        let inside = "\(home)/socket"
        if Self.isUsable(inside) {
            path = inside
        } else {
            let digest = Self.digest(home)
            path = geteuid() == 0 ? "/run/\(ServerAccount.systemName)-\(digest)" : "/tmp/\(ServerAccount.systemName)-\(account.uid)-\(digest)"
        }
    }

    /// Short enough with the longest name in it, and without a comma, which separates hosts in a connection string, escaped or not.
    static func isUsable(_ folder: String) -> Bool {
        "\(file(in: folder)).lock".utf8.count <= longestPath && !folder.contains(",")
    }

    private static func file(in folder: String) -> String { "\(folder)/.s.PGSQL.\(port)" }

    /// Makes sure that the folder exists, is a real folder (no link), belongs to the account and is closed to others.
    ///
    /// In `/tmp` somebody else may have put something under our name first; then it is refused, never used.
    func prepare(for account: ServerAccount) throws(ClusterError) {
        if mkdir(path, 0o700) == 0 {
            guard !account.mustSwitch || chown(path, account.uid, account.gid) == 0 else { throw refused() }
        } else if errno != EEXIST {
            throw refused()
        }
        var status = stat()
        guard lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw .notWritable(path: path, reason: "not a folder")
        }
        guard status.st_uid == account.uid else {
            throw .foreignOwner(path: path, owner: "\(status.st_uid)", needed: account.name)
        }
        guard status.st_mode & 0o777 == 0o700 || chmod(path, 0o700) == 0 else { throw refused() }
    }

    private func refused() -> ClusterError { .notWritable(path: path, reason: String(cString: strerror(errno))) }

    /// FNV-1a, 64 bits: it only has to tell the homes of one machine apart, and must not change between versions of the program.
    private static func digest(_ text: String) -> String {
        let hash = text.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
        return String(hash, radix: 16)
    }
}
