import Glibc
import Locks

/// A temporary file in `blobs/incoming/`: nobody sees it as a blob, and it disappears with its last holder unless it was moved to its place.
final class IncomingFile: Sendable {
    /// How many bytes may be dirty before the kernel is asked to begin writing them.
    private static let writebackStride: Int64 = 8 << 20

    private struct State {
        var file: OpenFile?
        var size: Int64 = 0
        var dirty: Int64 = 0
        var isGone = false
        var failure: BlobError?
    }

    let path: String
    private let name: String
    private let live: LiveFiles
    private let generation: Int
    private let failpoint: Failpoint?
    /// Whether it belongs to an upload that outlives its holder.
    private let isKept: Bool
    private let state: Locked<State>

    init(in folder: String, live: LiveFiles, failpoint: Failpoint?) throws {
        let name = Self.newName()
        let path = folder + "/" + name
        // Named as alive before it exists: the sweep must not find it in between.
        generation = live.insert(name)
        do {
            let file = try step(.create, failpoint) { try OpenFile(path, O_RDWR | O_CREAT | O_EXCL) }
            state = Locked(State(file: file))
        } catch {
            unlink(path)
            live.remove(name)
            throw error
        }
        (self.name, self.path, self.live, self.failpoint, isKept) = (name, path, live, failpoint, false)
    }

    /// Opens the file of an upload that outlives its requests, and locks it. Throws `uploadBusy` when somebody else has it.
    init(keeping path: String, making: Bool, live: LiveFiles, failpoint: Failpoint?) throws {
        let name = String(path.split(separator: "/").last ?? "")
        let file = try step(.create, failpoint) { try Self.locked(path, making: making) }
        state = Locked(State(file: file, size: try file.status().size))
        generation = live.insert(name)
        (self.name, self.path, self.live, self.failpoint, isKept) = (name, path, live, failpoint, true)
    }

    /// A further name for a file that is only read here; nil when it is gone.
    init?(linking source: String, in folder: String, live: LiveFiles) throws {
        let name = Self.newName()
        let path = folder + "/" + name
        generation = live.insert(name)
        (self.name, self.path, self.live, failpoint, isKept) = (name, path, live, nil, false)
        guard link(source, path) == 0 else {
            let code = errno
            live.remove(name)
            state = Locked(State(isGone: true))
            if code == ENOENT { return nil }
            throw BlobError("link", path, code: code)
        }
        do {
            let file = try OpenFile(path, O_RDONLY)
            state = Locked(State(file: file, size: try file.status().size))
        } catch {
            unlink(path)
            live.remove(name)
            state = Locked(State(isGone: true))
            throw error
        }
    }

    private static func newName() -> String { String(getpid(), radix: 16) + "-" + String(UInt64.random(in: .min ... .max), radix: 16) }

    private static func locked(_ path: String, making: Bool) throws -> OpenFile {
        for _ in 0..<3 {
            guard try making || FileStatus.of(path) != nil else { throw BlobError.uploadLost }
            let file = try OpenFile(path, O_RDWR | (making ? O_CREAT : 0))
            guard try file.tryLock() else { throw BlobError.uploadBusy }
            // Between the opening and the lock its last holder may have made a blob of it: that must never be written to again.
            if try FileStatus.of(path)?.inode == file.status().inode { return file }
        }
        throw BlobError.uploadBusy
    }

    deinit {
        if !isKept, !state.withLock({ $0.isGone }) { unlink(path) }
        if isKept { letGo() }
        live.remove(name)
    }

    var size: Int64 { state.withLock { $0.size } }

    /// Appends bytes. Blocks while the disk is busy.
    func write(_ bytes: UnsafeRawBufferPointer) throws {
        try step(.write, failpoint) {
            try state.withLock { state in
                guard let file = state.file else { throw BlobError.uploadClosed }
                try file.write(bytes)
                state.size += Int64(bytes.count)
                state.dirty += Int64(bytes.count)
                if state.dirty >= Self.writebackStride {
                    file.beginWriteback()
                    state.dirty = 0
                }
            }
        }
    }

    /// Drops everything behind the first `size` bytes. Throws `uploadLost` when there are fewer.
    func cut(to size: Int64) throws {
        try state.withLock { state in
            guard let file = state.file else { throw BlobError.uploadClosed }
            guard state.size >= size else { throw BlobError.uploadLost }
            try file.cut(to: size)
            (state.size, state.dirty) = (size, 0)
        }
    }

    /// Fills the buffer from `offset` on, as far as the file goes.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        guard let file = state.withLock({ $0.file }) else { throw BlobError.uploadClosed }
        return try file.read(into: buffer, at: offset)
    }

    /// Gives lock and descriptor back and leaves the bytes where they are.
    func letGo() {
        state.withLock { state in
            state.file?.unlock()
            state.file = nil
        }
    }

    /// All bytes are here. With `closing` the descriptor is given back, because a package may have more members than a process may have open files.
    func endWriting(closing: Bool) {
        state.withLock { state in
            state.file?.beginWriteback()
            if closing { state.file = nil }
        }
    }

    /// Returns when the bytes are on the medium. Once it failed it always fails: the kernel forgets the pages that it could not write, so a second
    /// `fdatasync` would succeed without them.
    func syncData() throws {
        try checkTrust()
        do {
            try step(.barrier, failpoint) {
                let open = state.withLock { $0.file }
                try (open ?? OpenFile(path, O_RDONLY)).syncData()
            }
        } catch let error as BlobError {
            state.withLock { $0.failure = error }
            throw error
        }
    }

    /// Throws when a barrier has failed for this file, or for the whole file system since it was created.
    func checkTrust() throws(BlobError) {
        if let failure = state.withLock({ $0.failure }) { throw failure }
        try live.check(generation)
    }

    /// Frees the bytes now.
    func discard() {
        unlink(path)
        markGone()
    }

    /// Frees the bytes of an upload that outlives its holder: they are kept elsewhere now.
    func discardIfKept() {
        if isKept { discard() }
    }

    /// The name no longer belongs to this file: it was moved or removed.
    func markGone() {
        state.withLock { state in
            state.isGone = true
            if isKept { state.file?.unlock() }
            state.file = nil
        }
    }
}
