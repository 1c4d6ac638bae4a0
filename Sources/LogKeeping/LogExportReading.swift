public import Archive
import Foundation
public import TransparencyLog

/// Why an export cannot be read. What it says is not looked at then.
public enum LogExportFault: Error, Hashable, Sendable {
    /// The archive does not have one reading that is the same for every reader.
    case archive([ZipFault])
    /// A file that must be there is not.
    case missing(String)
    /// A file is longer than any of its kind.
    case tooLong(String)
    /// A file is not what its name says; the line, from 1, where one is meant.
    case malformed(String, line: Int?)
}

/// An export as somebody received it, from whomever: a ZIP file, or a folder of what was in one.
///
/// Nothing of it is believed: each file has a bound, is read alone, and is never unpacked to the disk.
public struct ReceivedExport: Sendable {
    private enum Source: Sendable {
        case zip(ZipArchive, [String: ZipEntry])
        case folder(String)
    }

    /// Bytes of the longest file: a part of `LogExport.partSize` entries with everything that is said of them.
    public static let longestFile = 64 << 20

    private static let limits = ZipLimits(
        entries: 1_000_000, total: 1 << 40, entry: UInt64(longestFile), ratio: 1000, nameSegment: 64, namePath: 128, directory: 256 << 20, nested: [],
        faults: 20)

    private let source: Source

    /// Whether a path names a file, as a packed export is one. What a folder is, a log or what was in an export, only he can say who reads it: what lies in
    /// it says what whoever wrote it likes.
    public static func isPacked(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
    }

    /// Opens an export; only an archive's directory is read.
    public init(_ path: String) throws {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            source = .folder(path)
            return
        }
        let (archive, faults) = ZipArchive.open(path: path, limits: Self.limits)
        guard let archive, faults.isEmpty else { throw LogExportFault.archive(faults) }
        source = .zip(archive, Dictionary(archive.entries.map { ($0.name, $0) }) { first, _ in first })
    }

    /// The bytes of a file; nil when there is none.
    public func read(_ name: String, most: Int = longestFile) throws -> [UInt8]? {
        switch source {
        case .folder(let path):
            do { return try FileCalls.read("\(path)/\(name)", most: most) } catch LogFileFault.tooLong { throw LogExportFault.tooLong(name) }
        case .zip(let archive, let entries):
            guard let entry = entries[name], !entry.isDirectory else { return nil }
            guard entry.size <= UInt64(most) else { throw LogExportFault.tooLong(name) }
            do { return try archive.bytes(of: entry, limit: most) } catch { throw LogExportFault.archive([error]) }
        }
    }

    /// The bytes of a file that must be there.
    public func require(_ name: String, most: Int = longestFile) throws -> [UInt8] {
        guard let bytes = try read(name, most: most) else { throw LogExportFault.missing(name) }
        return bytes
    }

    /// A tile or a bundle of an export of everything.
    public func require(_ address: TileAddress) throws -> [UInt8] {
        try require(address.path, most: address.layer == .entries ? EntryBundle.longest : TileAddress.fullWidth * TreeHash.length)
    }

    /// What the export says of itself.
    public func frame() throws -> LogExport.Frame {
        let bytes = try require("export.json", most: 1 << 20)
        guard let frame = try? JSONDecoder().decode(LogExport.Frame.self, from: Data(bytes)), frame.format == LogExport.Frame.format,
            frame.entries >= 0, frame.parts >= 0, frame.covers != .project || frame.project != nil
        else { throw LogExportFault.malformed("export.json", line: nil) }
        return frame
    }

    /// The lines of a file of a part, each without its end.
    public func lines(_ file: String, part: Int) throws -> [ArraySlice<UInt8>] {
        let name = LogExport.name(file, part: part)
        let bytes = try require(name)
        guard bytes.last ?? 0x0A == 0x0A else { throw LogExportFault.malformed(name, line: nil) }
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        while start < bytes.count, let end = bytes[start...].firstIndex(of: 0x0A) {
            guard lines.count < LogExport.partSize else { throw LogExportFault.malformed(name, line: lines.count + 1) }
            lines.append(bytes[start..<end])
            start = end + 1
        }
        return lines
    }

    /// The proofs of a part.
    public func proofs(part: Int) throws -> [LogExport.Proof] {
        let decoder = JSONDecoder()
        return try lines("proofs", part: part).enumerated().map { place, line in
            guard let proof = try? decoder.decode(LogExport.Proof.self, from: Data(line)) else {
                throw LogExportFault.malformed(LogExport.name("proofs", part: part), line: place + 1)
            }
            return proof
        }
    }
}
