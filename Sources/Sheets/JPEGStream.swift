/// Takes apart the JPEG pictures that `pdftoppm -jpeg` writes one after the other.
///
/// A picture ends at its end mark (FF D9). Inside the drawn data FF is always stuffed, and the header segments are stepped over by their lengths, so
/// that the mark cannot be met earlier.
struct JPEGStream {
    enum Fault: Error { case malformed }

    /// The whole pictures so far.
    private(set) var pictures: [[UInt8]] = []
    private var buffer: [UInt8] = []
    /// What is known to hold no end of the current picture.
    private var read = 0
    private var isDrawn = false
    /// A small picture of a page has some ten kilobytes.
    private static let largest = 8 << 20

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        buffer.append(contentsOf: bytes)
        while try advance() {}
        if buffer.count > Self.largest { throw .malformed }
    }

    /// One step: a header segment, or the drawn data up to the next mark. False when more bytes are needed.
    private mutating func advance() throws(Fault) -> Bool {
        if read == 0 {
            guard buffer.count >= 2 else { return false }
            guard buffer[0] == 0xFF, buffer[1] == 0xD8 else { throw .malformed }
            read = 2
            return true
        }
        return isDrawn ? skipDrawn() : try skipSegment()
    }

    private mutating func skipSegment() throws(Fault) -> Bool {
        guard buffer.count >= read + 4 else { return false }
        guard buffer[read] == 0xFF, buffer[read + 1] >= 0xC0 else { throw .malformed }
        let length = Int(buffer[read + 2]) << 8 | Int(buffer[read + 3])
        guard length >= 2 else { throw .malformed }
        guard buffer.count >= read + 2 + length else { return false }
        isDrawn = buffer[read + 1] == 0xDA
        read += 2 + length
        return true
    }

    private mutating func skipDrawn() -> Bool {
        while read + 1 < buffer.count {
            guard buffer[read] == 0xFF else {
                read += 1
                continue
            }
            switch buffer[read + 1] {
            case 0x00, 0xD0...0xD7, 0xFF: read += buffer[read + 1] == 0xFF ? 1 : 2
            case 0xD9:
                pictures.append(Array(buffer[..<(read + 2)]))
                buffer.removeFirst(read + 2)
                (read, isDrawn) = (0, false)
                return true
            default:
                // A further scan of a progressive picture begins with its own segments.
                isDrawn = false
                return true
            }
        }
        return false
    }
}
