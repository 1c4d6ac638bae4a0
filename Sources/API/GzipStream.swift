import CZlib
import HTTPTypes
import Wire

/// Compresses what is appended as one gzip member (RFC 1952). Used by one task at a time.
final class GzipStream {
    private var stream = z_stream()
    private var checksum: UInt = 0
    private var size: UInt32 = 0
    private var isStarted = false

    init() throws {
        guard lianshen_deflate_init(&stream, 6) == Z_OK else { throw Problem(.internalServerError, .internal) }
    }

    deinit { deflateEnd(&stream) }

    /// What can leave now that these bytes came.
    func deflate(_ bytes: [UInt8]) throws -> [UInt8] {
        checksum = bytes.withUnsafeBufferPointer { crc32(checksum, $0.baseAddress, UInt32($0.count)) }
        size &+= UInt32(truncatingIfNeeded: bytes.count)
        return header() + (try run(bytes, Z_NO_FLUSH))
    }

    /// The rest, with checksum and size.
    func finish() throws -> [UInt8] {
        let rest = header() + (try run([], Z_FINISH))
        return rest + Self.littleEndian(UInt32(truncatingIfNeeded: checksum)) + Self.littleEndian(size)
    }

    private func header() -> [UInt8] {
        guard !isStarted else { return [] }
        isStarted = true
        // Method deflate, no flags, no time, unknown system: the same entries give the same bytes.
        return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]
    }

    private func run(_ input: [UInt8], _ flush: Int32) throws -> [UInt8] {
        var input = input
        var output: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 64 << 10)
        try input.withUnsafeMutableBufferPointer { input in
            stream.next_in = input.baseAddress
            stream.avail_in = UInt32(input.count)
            var isDone = false
            while !isDone {
                let status = chunk.withUnsafeMutableBufferPointer { chunk in
                    stream.next_out = chunk.baseAddress
                    stream.avail_out = UInt32(chunk.count)
                    return CZlib.deflate(&stream, flush)
                }
                guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else { throw Problem(.internalServerError, .internal) }
                output += chunk.prefix(chunk.count - Int(stream.avail_out))
                // Room left over means that nothing more comes out for now.
                isDone = stream.avail_out > 0
            }
        }
        return output
    }

    private static func littleEndian(_ value: UInt32) -> [UInt8] {
        (0..<4).map { UInt8(truncatingIfNeeded: value >> UInt32($0 * 8)) }
    }
}
