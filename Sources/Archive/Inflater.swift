import CZlib

/// A raw deflate stream being unpacked: zlib's state, owned.
final class Inflater {
    // zlib keeps a pointer back to its z_stream and checks it: the struct must not move, so it lives on the heap.
    private let stream: UnsafeMutablePointer<z_stream>
    private(set) var isFinished = false
    private(set) var isDamaged: Bool

    init() {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        isDamaged = lianshen_inflate_init(stream) != Z_OK
    }

    deinit {
        inflateEnd(stream)
        stream.deinitialize(count: 1)
        stream.deallocate()
    }

    /// Whether all that was fed is used up.
    var needsInput: Bool { stream.pointee.avail_in == 0 }

    /// Gives packed bytes, which must stay where they are until `needsInput`.
    func feed(_ packed: UnsafeRawBufferPointer) {
        stream.pointee.next_in = UnsafeMutablePointer(mutating: packed.baseAddress?.assumingMemoryBound(to: UInt8.self))
        stream.pointee.avail_in = UInt32(packed.count)
    }

    /// Unpacks into `room` until it is full, the input is used up, or the stream ends; returns how many bytes came.
    func inflate(into room: UnsafeMutableRawBufferPointer) -> Int {
        guard !isFinished, !isDamaged, !room.isEmpty else { return 0 }
        stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
        stream.pointee.avail_out = UInt32(room.count)
        switch CZlib.inflate(stream, Z_NO_FLUSH) {
        case Z_OK, Z_BUF_ERROR: break
        case Z_STREAM_END: isFinished = true
        default: isDamaged = true
        }
        return room.count - Int(stream.pointee.avail_out)
    }
}
