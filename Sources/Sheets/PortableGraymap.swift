/// Reads the binary grey pictures (PGM, `P5`) that `pdftoppm -gray` writes one after the other, and makes a fingerprint of each, or keeps it.
struct PortableGraymap {
    enum Fault: Error { case malformed }

    /// Fingerprints in page order; nil for a picture that has none.
    private(set) var looks: [String?] = []
    /// The pictures themselves, where they are kept.
    private(set) var pictures: [GreyPicture] = []
    private let keepsPixels: Bool
    private var buffer: [UInt8] = []

    init(keepsPixels: Bool = false) { self.keepsPixels = keepsPixels }

    mutating func consume(_ bytes: UnsafeRawBufferPointer) throws(Fault) {
        buffer.append(contentsOf: bytes)
        while let (width, height, start) = try header() {
            let end = start + width * height
            guard buffer.count >= end else { return }
            if keepsPixels {
                pictures.append(GreyPicture(width: width, height: height, grey: Array(buffer[start..<end])))
            } else {
                looks.append(Look.fingerprint(width: width, height: height, grey: buffer[start..<end]))
            }
            buffer.removeFirst(end)
        }
    }

    /// Width, height and where the pixels begin, once the whole header is there.
    private func header() throws(Fault) -> (Int, Int, Int)? {
        guard buffer.count >= 2 else { return nil }
        guard buffer[0] == UInt8(ascii: "P"), buffer[1] == UInt8(ascii: "5") else { throw .malformed }
        var numbers: [Int] = []
        var position = 2
        while numbers.count < 3 {
            while position < buffer.count, [0x20, 0x0A, 0x0D, 0x09].contains(buffer[position]) { position += 1 }
            var number = 0
            let first = position
            while position < buffer.count, (0x30...0x39).contains(buffer[position]) {
                number = number * 10 + Int(buffer[position] - 0x30)
                guard number <= 1 << 16 else { throw .malformed }
                position += 1
            }
            guard position < buffer.count else { return nil }
            guard position > first else { throw .malformed }
            numbers.append(number)
        }
        guard numbers[2] == 255, numbers[0] > 0, numbers[1] > 0 else { throw .malformed }
        return (numbers[0], numbers[1], position + 1)
    }
}
