import Foundation
import Glibc
import Locks

/// A port of the loopback for something that a test starts.
public enum FreePort {
    /// Why there is none.
    public struct NoPort: Error {}

    private static let given = Locked<Set<UInt16>>([])

    /// A port that nobody listens on and that this process gave to nobody yet; below the range from which the kernel takes ports for connections that go out.
    public static func next() throws -> Int {
        for _ in 0..<200 {
            let port = UInt16.random(in: 12_000..<32_000)
            // Not for children: a process started meanwhile would keep the port bound as long as it lives.
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            defer { close(socket) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let isFree = withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
            }
            // Free is not yet taken: somebody of this process may be about to listen there.
            if isFree, given.withLock({ $0.insert(port).inserted }) { return Int(port) }
        }
        throw NoPort()
    }
}
