import Foundation
import Glibc

/// A token or session as it is kept between commands: a file for each server in the user's configuration folder, for its owner alone.
struct SignIn: Codable, Sendable {
    let server: String
    let token: String
    /// The session that the token belongs to, which signing out ends; nil for a token that was issued.
    var session: UUID?

    /// `$XDG_CONFIG_HOME/lianshen`, or `~/.config/lianshen`.
    private static var folder: String {
        let environment = ProcessInfo.processInfo.environment
        if let folder = environment["XDG_CONFIG_HOME"], folder.hasPrefix("/") { return folder + "/lianshen" }
        return (environment["HOME"] ?? "/") + "/.config/lianshen"
    }

    /// The file of a server.
    static func path(of server: ServerAddress) -> String {
        "\(folder)/sign-in/\(server.fileName).json"
    }

    /// The server that was signed in to last.
    static var latestServer: String? {
        (try? String(contentsOfFile: folder + "/server", encoding: .utf8))?.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// The sign-in for a server; nil when there is none.
    /// - Throws: when others may read the file, for then others may have the token.
    static func read(for server: ServerAddress) throws(CommandFault) -> SignIn? {
        let path = path(of: server)
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        guard status.st_mode & 0o077 == 0 else {
            throw CommandFault(
                "令牌文件 \(path) 可被他人读取;请执行 chmod 600,并考虑吊销该令牌。",
                "Others may read the token in \(path): run `chmod 600` on it, and consider revoking the token.")
        }
        guard let bytes = FileManager.default.contents(atPath: path), let found = try? JSONDecoder().decode(SignIn.self, from: bytes) else {
            throw CommandFault("令牌文件 \(path) 已损坏;请重新登录。", "The file \(path) is damaged; sign in again.")
        }
        return found
    }

    /// Makes the folders; done before a token is asked for that is shown only once.
    static func prepare() throws(CommandFault) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder + "/sign-in", withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } catch {
            throw CommandFault("无法创建 \(folder):\(error)。", "\(folder) cannot be made: \(error).")
        }
    }

    /// Keeps a token, in place of the one before it, and remembers its server as the latest.
    static func keep(_ token: String, session: UUID? = nil, for server: ServerAddress) throws {
        try prepare()
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        try write(encoder.encode(SignIn(server: server.description, token: token, session: session)), to: path(of: server))
        try write(Data((server.description + "\n").utf8), to: folder + "/server")
    }

    /// Forgets the token of a server; the token itself stays valid until it ends or is revoked.
    /// - Returns: whether there was one.
    static func forget(_ server: ServerAddress) -> Bool {
        unlink(path(of: server)) == 0
    }

    // 0600 from its first moment, and whole or not there: a mode that is set afterwards is too late.
    private static func write(_ bytes: Data, to path: String) throws {
        let partial = "\(path).\(getpid())"
        unlink(partial)
        let descriptor = open(partial, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { throw unwritable(path) }
        let file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        do {
            try file.write(contentsOf: bytes)
            try file.synchronize()
        } catch {
            unlink(partial)
            throw error
        }
        guard rename(partial, path) == 0 else { throw unwritable(path) }
    }

    private static func unwritable(_ path: String) -> CommandFault {
        let reason = String(cString: strerror(errno))
        return CommandFault("无法写入 \(path):\(reason)。", "\(path) cannot be written: \(reason).")
    }
}
