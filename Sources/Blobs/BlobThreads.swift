import Glibc
import NIOPosix

/// The threads on which blobs are written and hashed, so that a slow disk never blocks a thread that answers requests.
final class BlobThreads: Sendable {
    /// Threads that wait for the disk and compute SHA-256.
    let disk: NIOThreadPool
    /// Threads that compute SM3 and nothing else: it is several times slower than SHA-256 and would hold the disk's threads up.
    let sm3: NIOThreadPool
    /// How many disk threads there are, and so how many barriers may run side by side.
    let diskCount = 8

    init() {
        disk = NIOThreadPool(numberOfThreads: diskCount)
        sm3 = NIOThreadPool(numberOfThreads: max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN))))
        disk.start()
        sm3.start()
    }

    deinit {
        disk.shutdownGracefully { _ in }
        sm3.shutdownGracefully { _ in }
    }

    /// Runs a body on a disk thread. A cancelled task waits for it all the same: the body may be half-way through a rename.
    func onDisk<Result: Sendable>(_ body: @escaping @Sendable () throws -> Result) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            disk.submit { state in
                guard case .active = state else { return continuation.resume(throwing: BlobError.shuttingDown) }
                continuation.resume(with: Swift.Result { try body() })
            }
        }
    }
}
