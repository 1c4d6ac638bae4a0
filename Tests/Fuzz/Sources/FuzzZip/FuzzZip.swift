import Archive
import Fuzzing

/// Reads the bytes as an archive, in every way in which names without a mark can be read, and unpacks every entry.
private func fuzzZip(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    let limits = ZipLimits(entries: 500, total: 4 << 20, entry: 4 << 20, directory: 1 << 20, faults: 20)
    var readings: [Int] = []
    for names in [UnflaggedNames.detect, .utf8, .gb18030] {
        let (archive, faults) = ZipArchive.open(bytes: input, limits: limits, names: names)
        precondition(archive != nil || !faults.isEmpty, "an archive that is refused says why")
        for fault in faults { precondition(!fault.message.zh.isEmpty && !fault.remedy.en.isEmpty, "a fault without words") }
        guard names == .detect, let archive else { continue }
        for entry in archive.entries {
            precondition(entry.name.unicodeScalars.allSatisfy { $0 != "\\" && $0 != "\0" } && !entry.name.hasPrefix("/"), "a name that leads away")
            var seen: UInt64 = 0
            do {
                try archive.read(entry, buffer: 4096) { seen += UInt64($0.count) }
                precondition(seen == entry.size, "an entry that is whole has the size that it declares")
            } catch {
                precondition(seen <= entry.size, "no more comes out than was declared")
            }
            readings.append(Int(seen))
        }
        precondition(readings.reduce(0, +) <= 4 << 20 || !faults.isEmpty, "no more comes out than the limit allows")
    }
    return 0
}

@main struct FuzzZip {
    static func main() { fuzz(fuzzZip) }
}
