import Foundation
import Fuzzing

/// One file for all inputs, without a name: the readers want a path.
private let scratch: Int32 = {
    // mkstemp puts letters of its own in the place of the X.
    var path = Array((FileManager.default.temporaryDirectory.path + "/lianshen-fuzz-XXXXXX").utf8CString)
    let descriptor = mkstemp(&path)
    unlink(path)
    return descriptor
}()

/// Reads the bytes as a DXF, and as whatever else they begin like; the facts must fit into the record.
private func fuzzHeaders(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
    let sniffed = FileKind.sniff(Array(input.prefix(FileKind.headLength)), fileExtension: "dxf")
    guard ftruncate(scratch, 0) == 0, pwrite(scratch, input, input.count, 0) == input.count else { return 0 }
    for kind in Set([FileKind.dxf, sniffed]) {
        let facts = HeaderReading.read(path: "/proc/self/fd/\(scratch)", kind: kind)
        guard let record = try? JSONEncoder().encode(facts) else { preconditionFailure("facts that no record can hold") }
        precondition((try? JSONDecoder().decode(SheetFacts.self, from: record)) == facts, "the record says something else")
    }
    return 0
}

@main struct FuzzHeaders {
    static func main() { fuzz(fuzzHeaders) }
}
