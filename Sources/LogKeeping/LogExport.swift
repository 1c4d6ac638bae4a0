public import Foundation
public import TransparencyLog

/// An export of the log that proves itself: files that need no server (`Schemas/log/1/export.md`).
///
/// `checkpoint`; `export.json`; `parts/00000/rows.jsonl` and so on, what the service's tables say, one row a line. An export of a selection has beside
/// each part's rows `entries.jsonl`, the bytes that were hashed, and `proofs.jsonl`, that they stand below the checkpoint. An export of everything
/// has instead the log itself, `tile/…`: whoever has that hashes every entry again.
public enum LogExport {
    /// How much of the log an export claims to hold.
    public enum Coverage: String, CaseIterable, Hashable, Sendable, Codable {
        /// Every entry below the checkpoint.
        case everything
        /// Every entry of one project below the checkpoint.
        case project
        /// What some conditions left; nothing shows that it is complete.
        case selection
    }

    /// What an export says of itself (`export.json`). Nobody signed it: it says what is to be checked, never that it holds.
    public struct Frame: Hashable, Sendable, Codable {
        /// Form of the files.
        public static let format = "lianshen-export/1"

        /// Form of the files.
        public var format: String
        /// How much of the log it holds.
        public var covers: Coverage
        /// The project, where it holds one.
        public var project: UUID?
        /// The conditions as they were asked for.
        public var conditions: String
        /// Entries.
        public var entries: Int
        /// Parts.
        public var parts: Int

        /// What an export says of itself.
        public init(covers: Coverage, project: UUID?, conditions: String, entries: Int, parts: Int) {
            format = Self.format
            (self.covers, self.project, self.conditions, self.entries, self.parts) = (covers, project, conditions, entries, parts)
        }
    }

    /// One file of an export.
    public struct File: Hashable, Sendable {
        /// Its name, with `/` between folders.
        public let name: String
        /// What is in it.
        public let bytes: [UInt8]

        /// A file.
        public init(_ name: String, _ bytes: [UInt8]) { (self.name, self.bytes) = (name, bytes) }
    }

    /// One line of `proofs.jsonl`.
    public struct Proof: Hashable, Sendable, Codable {
        /// Place of the entry.
        public var index: Int
        /// Hashes in base64, the leaf's sibling first.
        public var hashes: [String]

        /// A proof.
        public init(index: Int, hashes: [String]) { (self.index, self.hashes) = (index, hashes) }

        /// The proof against a head of `size` entries; nil when a hash is none.
        public func inclusion(size: Int) -> InclusionProof? {
            guard hashes.count <= 64 else { return nil }
            let read = hashes.compactMap { TreeHash(base64: Array($0.utf8)) }
            return read.count == hashes.count ? InclusionProof(index: index, size: size, hashes: read) : nil
        }
    }

    /// Entries of one part, at most; what reads an export takes no more.
    public static let partSize = 500

    /// Name of a file of a part.
    public static func name(_ file: String, part: Int) -> String {
        let number = String(part)
        return "parts/\(String(repeating: "0", count: max(0, 5 - number.count)))\(number)/\(file).jsonl"
    }

    /// The file that says what the export is.
    public static func frame(_ frame: Frame) throws -> File {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return File("export.json", Array(try encoder.encode(frame)))
    }

    /// What somebody finds who unpacks it and has nothing else.
    public static let readme = File(
        "README.txt",
        Array(
            """
            联审审计日志的导出,自带证明,无需服务器。用法:lianshen audit verify 本文件 --policy 信任策略
            checkpoint:签名的日志头(C2SP tlog-checkpoint)。parts/…/entries.jsonl:逐行为入日志的原始字节;叶哈希 = SHA-256(0x00 ‖ 该行)。
            proofs.jsonl:同一行条目到日志头的包含证明(RFC 9162 2.1.3)。rows.jsonl:可读记录。tile/…:整本日志(C2SP tlog-tiles),仅全量导出才有。

            An export of Lianshen's audit log that carries its own proof and needs no server: lianshen audit verify FILE --policy POLICY
            checkpoint: a signed head (C2SP tlog-checkpoint). parts/…/entries.jsonl: a line is what was hashed; leaf hash = SHA-256(0x00 || line).
            proofs.jsonl: the same line's proof of inclusion (RFC 9162 2.1.3). rows.jsonl: readable rows. tile/…: the log (C2SP tlog-tiles), if it is all.

            """.utf8))
}

/// Makes the parts of an export from the files of a log, for one head.
public struct LogExportSource: Sendable {
    private let folder: LogFolder
    private let size: Int

    /// Over a log's folder, against the head of `size` entries.
    public init(_ folder: LogFolder, size: Int) { (self.folder, self.size) = (folder, size) }

    /// The files of a part: of each row its place in the log and its line. With `proofs`, the entries and their proofs beside the rows.
    ///
    /// Blocks on the disk. Memory: the tiles and bundles that the part's entries lie in.
    public func part(_ number: Int, _ rows: [(index: Int, line: [UInt8])], proofs: Bool) throws -> [LogExport.File] {
        func lines(_ lines: [[UInt8]]) -> [UInt8] { lines.flatMap { $0 + [0x0A] } }
        var files = [LogExport.File(LogExport.name("rows", part: number), lines(rows.map(\.line)))]
        guard proofs else { return files }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var (entries, proven): ([[UInt8]], [[UInt8]]) = ([], [])
        var tiles: [TileAddress: [UInt8]] = [:]
        var bundle: (address: TileAddress?, entries: [ArraySlice<UInt8>]) = (nil, [])
        for row in rows {
            let proof = try InclusionProof(of: row.index, size: size) { address in
                if let known = tiles[address] { return known }
                let bytes = try folder.require(address)
                tiles[address] = bytes
                return bytes
            }
            let place = row.index >> 8
            let address = TileAddress(entries: place, width: min(TileAddress.fullWidth, size - place << 8))
            if bundle.address != address { bundle = (address, try EntryBundle.decode(folder.require(address), count: address.width)) }
            entries.append(Array(bundle.entries[row.index & 255]))
            proven.append(Array(try encoder.encode(LogExport.Proof(index: row.index, hashes: proof.hashes.map(\.base64)))))
        }
        files.append(LogExport.File(LogExport.name("entries", part: number), lines(entries)))
        files.append(LogExport.File(LogExport.name("proofs", part: number), lines(proven)))
        return files
    }

    /// Names of all files of the log below the head, for an export of everything.
    public var tiles: LogFiles { LogFiles(size: size) }

    /// A file of the log. Blocks on the disk.
    public func file(_ address: TileAddress) throws -> LogExport.File { LogExport.File(address.path, try folder.require(address)) }
}
