import CZlib

/// A raw deflate stream being made: zlib's state, owned. Level 6 always: another level is another archive.
final class Deflater {
    // On the heap for the reason that `Inflater` gives.
    private let stream: UnsafeMutablePointer<z_stream>
    private let room = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        // Fails only without memory; deflate then answers Z_STREAM_ERROR, which `run` reports.
        _ = lianshen_deflate_init(stream, 6)
    }

    deinit {
        deflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
        room.deallocate()
    }

    func pack(_ piece: UnsafeRawBufferPointer, into out: ByteSink) throws(ZipWriteError) {
        try run(piece, Z_NO_FLUSH, out)
    }

    func finish(into out: ByteSink) throws(ZipWriteError) {
        try run(UnsafeRawBufferPointer(start: nil, count: 0), Z_FINISH, out)
    }

    private func run(_ piece: UnsafeRawBufferPointer, _ flush: Int32, _ out: ByteSink) throws(ZipWriteError) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: piece.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(piece.count)
        repeat {
            stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
            stream.pointee.avail_out = UInt32(room.count)
            let code = deflate(stream, flush)
            guard code == Z_OK || code == Z_STREAM_END || code == Z_BUF_ERROR else { throw ZipWriteError(errno: 12) }
            try out.write(UnsafeRawBufferPointer(rebasing: room[..<(room.count - Int(stream.pointee.avail_out))]))
        } while stream.pointee.avail_out == 0
    }
}
