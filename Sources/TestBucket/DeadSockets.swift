import Foundation
import Glibc

/// SeaweedFS makes sockets in /tmp whatever folder it is told to use, and leaves them when it is killed.
enum DeadSockets {
    /// Removes those at which nobody listens any more. Young ones are left alone: their server may be about to listen.
    static func remove() {
        let old = Date(timeIntervalSinceNow: -600)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/tmp")) ?? [] where name.hasPrefix("seaweedfs-") && name.hasSuffix(".sock")
        {
            let path = "/tmp/" + name
            guard let made = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date, made < old, isDead(path) else {
                continue
            }
            unlink(path)
        }
    }

    private static func isDead(_ path: String) -> Bool {
        let socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        defer { close(socket) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        guard path.utf8.count < MemoryLayout.size(ofValue: address.sun_path) else { return false }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let isTaken = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(socket, $0, socklen_t(MemoryLayout<sockaddr_un>.size)) == 0 }
        }
        return !isTaken && errno == ECONNREFUSED
    }
}
