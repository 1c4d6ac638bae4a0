import Glibc
import Synchronization

/// A temporary file in `blobs/incoming/`: nobody sees it as a blob, and it disappears with its last holder unless it was moved to its place.
final class IncomingFile: Sendable {
    /// How many bytes may be dirty before the kernel is asked to begin writing them.
    private static let writebackStride: Int64 = 8 << 20

    private struct State {
        var file: OpenFile?
        var size: Int64 = 0
        var dirty: Int64 = 0
        var isGone = false
    }

    let path: String
    private let name: String
    private let live: LiveNames
    private let failpoint: Failpoint?
    private let state: Mutex<State>

    init(in folder: String, live: LiveNames, failpoint: Failpoint?) throws {
        let name = String(getpid(), radix: 16) + "-" + String(UInt64.random(in: .min ... .max), radix: 16)
        let path = folder + "/" + name
        // Named as alive before it exists: the sweep must not find it in between.
        live.insert(name)
        do {
            let file = try step(.create, failpoint) { try OpenFile(path, O_RDWR | O_CREAT | O_EXCL) }
            state = Mutex(State(file: file))
        } catch {
            unlink(path)
            live.remove(name)
            throw error
        }
        (self.name, self.path, self.live, self.failpoint) = (name, path, live, failpoint)
    }

    deinit {
        if !state.withLock({ $0.isGone }) { unlink(path) }
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

    /// All bytes are here. With `closing` the descriptor is given back, because a package may have more members than a process may have open files.
    func endWriting(closing: Bool) {
        state.withLock { state in
            state.file?.beginWriteback()
            if closing { state.file = nil }
        }
    }

    /// Returns when the bytes are on the medium.
    func syncData() throws {
        let open = state.withLock { $0.file }
        try (open ?? OpenFile(path, O_RDONLY)).syncData()
    }

    /// Frees the bytes now.
    func discard() {
        unlink(path)
        markGone()
    }

    /// The name no longer belongs to this file: it was moved or removed.
    func markGone() {
        state.withLock { state in
            state.isGone = true
            state.file = nil
        }
    }
}

/// The names of this process's temporary files, which no sweep may take however old they are.
final class LiveNames: Sendable {
    private let names = Mutex(Set<String>())

    func insert(_ name: String) {
        _ = names.withLock { $0.insert(name) }
    }

    func remove(_ name: String) {
        _ = names.withLock { $0.remove(name) }
    }

    func contains(_ name: String) -> Bool {
        names.withLock { $0.contains(name) }
    }
}
