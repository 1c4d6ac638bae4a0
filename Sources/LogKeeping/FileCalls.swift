import Glibc

/// Reading, writing and naming files, each call's refusal told with its path.
enum FileCalls {
    /// The whole file; nil when there is none. Never waits for a pipe that somebody put in its place: a copy may come from anywhere.
    static func read(_ path: String, most: Int) throws(LogFileFault) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw fault("open", path)
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw fault("fstat", path) }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= most else { throw .tooLong(path) }
        let size = Int(status.st_size)
        var number: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, filled in
            while filled < size {
                let count = Glibc.read(descriptor, buffer.baseAddress.map { $0 + filled }, size - filled)
                if count > 0 { filled += count } else if count == 0 || errno != EINTR { number = count == 0 ? 0 : errno; break }
            }
        }
        guard number == 0 else { throw .system(call: "read", path: path, number: number) }
        return bytes
    }

    /// Puts bytes under a name in one step, after they are on the medium. With `settling` the name is, too.
    static func write(_ bytes: [UInt8], to path: String, settling: Bool) throws(LogFileFault) {
        let unfinished = "\(folder(of: path))/\(unfinishedPrefix)\(UInt64.random(in: 0 ... .max))"
        // Only hashes and what regulators are shown by authorisation: who may read is decided by the folder above.
        let descriptor = open(unfinished, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw fault("open", unfinished) }
        do throws(LogFileFault) {
            defer { close(descriptor) }
            var written = 0
            while written < bytes.count {
                let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written) }
                if count > 0 { written += count } else if errno != EINTR { throw fault("write", unfinished) }
            }
            guard fsync(descriptor) == 0 else { throw fault("fsync", unfinished) }
        } catch {
            unlink(unfinished)
            throw error
        }
        guard rename(unfinished, path) == 0 else {
            let refusal = fault("rename", path)
            unlink(unfinished)
            throw refusal
        }
        if settling { try settle(folder(of: path)) }
    }

    /// Runs `body` while no other process and no other task does the same for this folder. What holds it ends with the process, however that ends.
    static func alone(in folder: String, _ body: () throws -> Void) throws {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault("open", folder) }
        defer { close(descriptor) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw fault("flock", folder) }
        }
        try body()
    }

    /// Returns when the names in a folder are on the medium.
    static func settle(_ folder: String) throws(LogFileFault) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw fault("open", folder) }
        defer { close(descriptor) }
        guard fsync(descriptor) == 0 else { throw fault("fsync", folder) }
    }

    /// Makes a folder and what is missing above it, durably.
    static func makeFolder(_ path: String) throws(LogFileFault) {
        var missing: [String] = []
        var upper = path
        while !(try exists(upper)) {
            missing.append(upper)
            let above = folder(of: upper)
            guard above != upper else { break }
            upper = above
        }
        for folder in missing.reversed() {
            guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { throw fault("mkdir", folder) }
            try settle(self.folder(of: folder))
        }
    }

    static func exists(_ path: String) throws(LogFileFault) -> Bool {
        if access(path, F_OK) == 0 { return true }
        guard errno == ENOENT || errno == ENOTDIR else { throw fault("access", path) }
        return false
    }

    /// Removes a file; one that is not there is no error.
    static func remove(_ path: String) throws(LogFileFault) {
        guard unlink(path) == 0 || errno == ENOENT else { throw fault("unlink", path) }
    }

    /// Removes a folder of plain files; one that is not there is no error.
    static func removeFolder(_ path: String) throws(LogFileFault) {
        for name in try names(in: path) {
            guard unlink("\(path)/\(name)") == 0 || errno == ENOENT else { throw fault("unlink", "\(path)/\(name)") }
        }
        guard rmdir(path) == 0 || errno == ENOENT else { throw fault("rmdir", path) }
    }

    /// Clears away what a killed process had begun to write, in the folder and all below it.
    static func removeUnfinished(in path: String) throws(LogFileFault) {
        var waiting = [path]
        while let folder = waiting.popLast() {
            for name in try names(in: folder) {
                let path = "\(folder)/\(name)"
                if name.hasPrefix(unfinishedPrefix) {
                    guard unlink(path) == 0 || errno == ENOENT else { throw fault("unlink", path) }
                } else if isFolder(path) {
                    waiting.append(path)
                }
            }
        }
    }

    /// The folder that a path's last name stands in.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static let unfinishedPrefix = ".unfinished-"

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }

    private static func names(in path: String) throws(LogFileFault) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw fault("opendir", path)
        }
        defer { closedir(folder) }
        var names: [String] = []
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func fault(_ call: String, _ path: String) -> LogFileFault {
        .system(call: call, path: path, number: errno)
    }
}
