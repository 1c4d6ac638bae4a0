import Glibc
import Locks

/// Ports of the loopback that nobody listens at.
enum FreePort {
    private static let given = Locked<Set<UInt16>>([])

    /// Below the range from which the kernel takes ports for connections that go out; never the same twice.
    static func take() throws -> Int {
        for _ in 0..<500 {
            let port = UInt16.random(in: 12_000..<20_000)
            let socket = Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
            defer { close(socket) }
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = inet_addr("127.0.0.1")
            let isFree = withUnsafePointer(to: address) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0 }
            }
            if isFree, given.withLock({ $0.insert(port).inserted }) { return Int(port) }
        }
        throw ObjectServer.Failure(description: "no free port")
    }
}
