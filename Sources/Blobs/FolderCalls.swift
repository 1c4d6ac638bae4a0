import Glibc

/// The calls on names rather than on open files.
enum FolderCalls {
    /// Makes a folder that only its owner may enter; whether it was not there before.
    @discardableResult
    static func make(_ path: String) throws(BlobError) -> Bool {
        if mkdir(path, 0o700) == 0 { return true }
        guard errno == EEXIST else { throw BlobError("mkdir", path) }
        return false
    }

    /// Makes a folder and what is missing above it; its path without links, because an administrator may well have put one in the way.
    static func makeAll(_ path: String) throws(BlobError) -> String {
        var missing: [String] = []
        var upper = path
        while try FileStatus.of(upper) == nil {
            missing.append(upper)
            guard let slash = upper.lastIndex(of: "/"), slash != upper.startIndex else { break }
            upper = String(upper[..<slash])
        }
        for folder in missing.reversed() {
            try make(folder)
            try sync(folder + "/..")
        }
        guard let resolved = realpath(path, nil) else { throw BlobError("realpath", path) }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    /// Moves a file to a name that must be free; false when the name is taken.
    static func moveWithoutReplacing(_ source: String, to target: String) throws(BlobError) -> Bool {
        if LinuxCalls.renameWithoutReplacing(source, target) == 0 { return true }
        guard errno == EEXIST else { throw BlobError("rename", target) }
        return false
    }

    /// Removes a file; one that is not there is no error.
    static func remove(_ path: String) throws(BlobError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw BlobError("unlink", path) }
    }

    /// Sets the time of the last change to now; false when there is no such file.
    static func touch(_ path: String) throws(BlobError) -> Bool {
        if utimensat(AT_FDCWD, path, nil, AT_SYMLINK_NOFOLLOW) == 0 { return true }
        guard errno == ENOENT || errno == ENOTDIR else { throw BlobError("utimensat", path) }
        return false
    }

    /// The names in a folder, sorted, without `.` and `..`; none when there is no such folder.
    static func names(in path: String) throws(BlobError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT { return [] }
            throw BlobError("opendir", path)
        }
        defer { closedir(folder) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(folder) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw BlobError("readdir", path) }
        return names.sorted()
    }

    /// Returns when the entries of the folder are on the medium.
    static func sync(_ path: String) throws(BlobError) {
        try OpenFile(path, O_RDONLY | O_DIRECTORY).syncFolder()
    }
}
