import CZlib

extension ZipArchive {
    /// Unpacks `entry` in one pass and hands its bytes to `sink`, in pieces of at most `buffer` bytes (at least 4 KiB are used).
    ///
    /// Throws a `ZipFault` where data, checksum or sizes are not what the entry declares, or whatever `sink` throws. What `sink` has got is
    /// provisional until this returns: the checksum stands at the end. It never gets more than `entry.size` bytes, whatever the data unpack to.
    /// Blocks on the disk: call it from a thread that may wait.
    public func read(_ entry: ZipEntry, buffer: Int = 256 << 10, into sink: (UnsafeRawBufferPointer) throws -> Void) throws {
        var check = ContentCheck(entry, limits: limits)
        let room = UnsafeMutableRawBufferPointer.allocate(byteCount: max(buffer, 4 << 10), alignment: 16)
        defer { room.deallocate() }
        switch entry.method {
        case .stored: try readStored(entry, room, &check, sink)
        case .deflated: try readDeflated(entry, room, &check, sink)
        }
        try check.finish()
    }

    /// The whole of a small entry, at most `limit` bytes; a bigger one is refused before anything is unpacked.
    public func bytes(of entry: ZipEntry, limit: Int) throws(ZipFault) -> [UInt8] {
        guard entry.size <= UInt64(max(limit, 0)) else {
            throw ZipFault(.entrySize, entry: NameRules.shown(entry.name), facts: ["bytes": "\(entry.size)", "limit": "\(limit)"])
        }
        var bytes: [UInt8] = []
        do {
            try read(entry) { bytes.append(contentsOf: $0) }
        } catch let fault as ZipFault {
            throw fault
        } catch {
            // The closure above throws nothing, so this is the only kind that can come; the compiler cannot know.
            throw ZipFault(.data, entry: NameRules.shown(entry.name))
        }
        return bytes
    }

    private func readStored(
        _ entry: ZipEntry, _ room: UnsafeMutableRawBufferPointer, _ check: inout ContentCheck, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var done: UInt64 = 0
        while done < entry.compressedSize {
            let wanted = UnsafeMutableRawBufferPointer(rebasing: room[..<Int(min(UInt64(room.count), entry.compressedSize - done))])
            guard source.read(into: wanted, at: entry.dataOffset + done) == wanted.count else { throw check.cutOff(source) }
            done += UInt64(wanted.count)
            try check.take(UnsafeRawBufferPointer(wanted), sink)
        }
    }

    private func readDeflated(
        _ entry: ZipEntry, _ room: UnsafeMutableRawBufferPointer, _ check: inout ContentCheck, _ sink: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        let inflater = Inflater()
        let packed = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
        defer { packed.deallocate() }
        var taken: UInt64 = 0
        var filled = 0
        while !inflater.isFinished {
            if inflater.needsInput, taken < entry.compressedSize {
                let wanted = UnsafeMutableRawBufferPointer(rebasing: packed[..<Int(min(UInt64(packed.count), entry.compressedSize - taken))])
                guard source.read(into: wanted, at: entry.dataOffset + taken) == wanted.count else { throw check.cutOff(source) }
                taken += UInt64(wanted.count)
                inflater.feed(UnsafeRawBufferPointer(wanted))
            }
            // One byte more than declared is enough to know that the declaration is false.
            let most = Int(min(UInt64(room.count), entry.size - check.count + 1))
            let made = inflater.inflate(into: UnsafeMutableRawBufferPointer(rebasing: room[filled..<most]))
            filled += made
            if inflater.isDamaged || made == 0 && !inflater.isFinished && inflater.needsInput && taken == entry.compressedSize {
                throw check.fault(.data)
            }
            if filled == most || inflater.isFinished {
                try check.take(UnsafeRawBufferPointer(rebasing: room[..<filled]), sink)
                filled = 0
            }
        }
        // Bytes after the stream's end are a place to hide something in.
        guard inflater.needsInput, taken == entry.compressedSize else { throw check.fault(.data) }
    }
}
