import Cosigning
import Foundation
import SafeFiles
import TransparencyLog

/// The heads that an auditor keeps: a signed checkpoint a file. What he holds, nobody else can take back.
struct HeadFolder {
    private static let ending = ".checkpoint"

    /// Checkpoints, receipts and policies are read into memory whole.
    static let longestText = 1 << 20

    let path: String

    /// The heads of one log that were kept so far. Their signatures were checked when they were kept, by the keys of that time.
    func marks(of origin: String, policy: LogPolicy) throws -> [HeadMark] {
        guard FileManager.default.fileExists(atPath: path) else { return [] }
        let names: [String]
        do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
            throw CommandFault("无法读取 \(path):\(error)。", "\(path) cannot be read: \(error).")
        }
        return try names.filter { $0.hasSuffix(Self.ending) }.sorted().compactMap { name in
            let bytes = try SafeFile.bytes("\(path)/\(name)", limit: Self.longestText)
            guard let note = try? SignedNote(bytes), let head = try? TreeHead(body: note.body) else {
                throw CommandFault("保存的日志头 \(path)/\(name) 已损坏;请从备份恢复。", "The kept head \(path)/\(name) is damaged; restore it from a copy.")
            }
            guard head.belongs(to: origin) else { return nil }
            return HeadMark(head: head, witnessed: (try? policy.accept(note))?.witnessed, place: name)
        }
    }

    /// Keeps a head, if it is not there yet. One that contradicts the others is kept as evidence and never as a head.
    /// - Returns: the file's name; nil when it was there.
    @discardableResult
    func keep(_ checkpoint: [UInt8], _ head: TreeHead, isEvidence: Bool = false) throws -> String? {
        let size = String(repeating: "0", count: max(0, 12 - String(head.size).count)) + String(head.size)
        let name = "\(size)-\(head.root.hex.prefix(16))\(isEvidence ? ".evidence" : Self.ending)"
        guard !FileManager.default.fileExists(atPath: "\(path)/\(name)") else { return nil }
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            try SafeFile.replace("\(path)/\(name)", with: checkpoint, mode: 0o644)
        } catch let fault as FileFault {
            throw CommandFault(fault)
        } catch {
            throw CommandFault("无法写入 \(path):\(error)。", "\(path) cannot be written: \(error).")
        }
        return name
    }
}
