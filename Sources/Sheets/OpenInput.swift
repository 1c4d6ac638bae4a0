import Foundation
import SystemPackage

/// A file that a tool gets open, as its standard input: it may be another user, who could not come to it by its path.
enum OpenInput {
    /// The open file; nothing to read without a path. Whoever takes it closes it.
    static func descriptor(_ path: String?) throws -> FileDescriptor {
        guard let path else { return try .open("/dev/null", .readOnly) }
        let original = try FileDescriptor.open(FilePath(path), .readOnly)
        if Confinement.othersMayRead(path) { return original }
        defer { try? original.close() }
        return try readableCopy(of: original)
    }

    /// A copy without a name. A tool opens its input by path again (`/dev/stdin`), and the kernel asks the file's own rights for that.
    private static func readableCopy(of original: FileDescriptor) throws -> FileDescriptor {
        let path = FilePath(FileManager.default.temporaryDirectory.appendingPathComponent("lianshen-input-\(UUID().uuidString)").path)
        let writer = try FileDescriptor.open(path, .writeOnly, options: [.create, .exclusiveCreate], permissions: .ownerReadWrite)
        defer {
            try? writer.close()
            unlink(path.string)
        }
        let reader = try FileDescriptor.open(path, .readOnly)
        do {
            var buffer = [UInt8](repeating: 0, count: 1 << 20)
            while case let count = try buffer.withUnsafeMutableBytes({ try original.read(into: $0) }), count > 0 {
                try writer.writeAll(buffer.prefix(count))
            }
            guard fchmod(writer.rawValue, 0o444) == 0 else { throw Errno(rawValue: errno) }
            return reader
        } catch {
            try? reader.close()
            throw error
        }
    }
}
