import Foundation
import Fuzzing

/// Asks whether the bytes are a PDF in plain form. Whatever the answer, it is the same twice; and a plain file with something behind its end is plain no more.
private func fuzzPlain(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Data(UnsafeBufferPointer(start: bytes, count: count))
    let mostUnpacked = 1 << 22
    let first = PlainFile.departure(input, mostUnpacked: mostUnpacked)
    precondition(PlainFile.departure(input, mostUnpacked: mostUnpacked) == first, "two answers for the same bytes")
    if first == nil {
        precondition(PlainFile.departure(input + Data("%x".utf8), mostUnpacked: mostUnpacked) != nil, "bytes behind the end were not seen")
    }
    return 0
}

@main struct FuzzPlain {
    static func main() { fuzz(fuzzPlain) }
}
