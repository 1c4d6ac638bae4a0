import Glibc

/// Calls of Linux that Swift's `Glibc` module does not show, because its headers hide them from programs that do not ask for GNU extensions.
///
/// They are looked up once by name. Each has a stand-in for a system library that lacks it, slower or weaker in speed but never in safety.
enum LinuxCalls {
    private typealias RenameAt2 = @convention(c) (Int32, UnsafePointer<CChar>, Int32, UnsafePointer<CChar>, UInt32) -> Int32
    private typealias SyncFS = @convention(c) (Int32) -> Int32
    private typealias SyncFileRange = @convention(c) (Int32, Int64, Int64, UInt32) -> Int32

    private static let renameAt2 = dlsym(nil, "renameat2").map { unsafeBitCast($0, to: RenameAt2.self) }
    private static let syncFS = dlsym(nil, "syncfs").map { unsafeBitCast($0, to: SyncFS.self) }
    private static let syncFileRange = dlsym(nil, "sync_file_range").map { unsafeBitCast($0, to: SyncFileRange.self) }

    /// Renames to a name that must be free: 0, or -1 and `errno` `EEXIST` when it is taken.
    static func renameWithoutReplacing(_ source: String, _ target: String) -> Int32 {
        let noReplace: UInt32 = 1
        if let renameAt2 {
            let result = renameAt2(AT_FDCWD, source, AT_FDCWD, target, noReplace)
            // Some network file systems know no such flag.
            if result == 0 || (errno != EINVAL && errno != ENOSYS) { return result }
        }
        // A hard link refuses a taken name as well, in one step.
        guard link(source, target) == 0 else { return -1 }
        return unlink(source)
    }

    /// Forces everything written to the file system of the open file to the medium: 0, or -1 and `errno`.
    static func syncFileSystem(_ descriptor: Int32) -> Int32 {
        if let syncFS { return syncFS(descriptor) }
        sync()
        return 0
    }

    /// Begins to write the dirty pages of a file and does not wait. A hint: without it the barrier has more to do.
    static func beginWriteback(_ descriptor: Int32) {
        let write: UInt32 = 2
        _ = syncFileRange?(descriptor, 0, 0, write)
    }
}
