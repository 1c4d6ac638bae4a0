public import Foundation
import TransparencyLog

extension Tampering {
    /// Writes a log to `folder` as it is after it was tampered with, and to `heads` the checkpoints that an auditor of the sound log kept.
    public func write(_ original: SampleLog, to folder: URL, heads: URL) throws {
        let (log, checkpoint) = try done(to: original)
        try log.write(to: folder, size: try TreeHead(body: checkpoint.body).size, checkpoint: checkpoint)
        switch self {
        case .tile: try Self.flip(folder.appendingPathComponent("tile/0/000"), at: Self.place * 32)
        case .length: try Self.flip(folder.appendingPathComponent("tile/entries/000"), at: 0)
        default: break
        }
        try FileManager.default.createDirectory(at: heads, withIntermediateDirectories: true)
        for size in Self.keptSizes + (self == .tailDropped ? [500] : []) {
            try Data(try original.checkpoint(size).bytes).write(to: heads.appendingPathComponent("\(size).checkpoint"))
        }
    }

    private static func flip(_ file: URL, at place: Int) throws {
        var bytes = try Data(contentsOf: file)
        bytes[place] ^= 0x40
        try bytes.write(to: file)
    }
}
