import Foundation
import Glibc
import Locks

/// A `flock` on a file: the kernel gives it back when its process dies, however it dies.
///
/// `flock` and not `fcntl` on purpose: `fcntl` locks belong to the process, so two members inside one process would not see each other,
/// and closing any descriptor of the file drops them all.
final class FileLock: Sendable {
    /// What is held.
    enum Mode { case shared, exclusive }

    let path: String
    private let descriptor: Locked<Int32>

    /// Opens the lock file, creating it when missing, and takes nothing yet.
    ///
    /// The file is never removed: a process that has it open would then lock a file that nobody else sees.
    init(_ path: String) throws(ClusterError) {
        // Close-on-exec, or the server that we start would inherit the lock and hold it as long as it lives.
        let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else { throw .notWritable(path: path, reason: String(cString: strerror(errno))) }
        self.path = path
        self.descriptor = Locked(file)
    }

    /// Opens a folder for locking: for locks of the whole machine, which should leave no file behind.
    init(folder: String) throws(ClusterError) {
        let file = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard file >= 0 else { throw .notWritable(path: folder, reason: String(cString: strerror(errno))) }
        self.path = folder
        self.descriptor = Locked(file)
    }

    deinit { release() }

    /// Takes or converts the lock if that is possible at once.
    func take(_ mode: Mode) -> Bool {
        descriptor.withLock { file in
            file >= 0 && flock(file, (mode == .shared ? LOCK_SH : LOCK_EX) | LOCK_NB) == 0
        }
    }

    /// Waits for the lock, without blocking a thread, for at most `seconds`.
    func wait(_ mode: Mode, seconds: Int) async throws {
        let deadline = ContinuousClock.now + .seconds(seconds)
        while !take(mode) {
            guard ContinuousClock.now < deadline else { throw ClusterError.locked(path: path, seconds: seconds) }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Gives the lock back and closes the file. Doing it twice is harmless.
    func release() {
        descriptor.withLock { file in
            guard file >= 0 else { return }
            // Unlock before closing: a child between fork and exec has a copy of the descriptor, and closing ours alone would leave the lock.
            _ = flock(file, LOCK_UN)
            _ = close(file)
            file = -1
        }
    }
}
