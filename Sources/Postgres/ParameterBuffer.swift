import CLibPQ

/// Parameters in the shape that libpq takes; its memory is used again for the next statement.
struct ParameterBuffer {
    private var bytes: [UInt8] = []
    /// -1 is NULL.
    private var offsets: [Int] = []
    private var types: [Oid] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []
    private var pointers: [UnsafePointer<CChar>?] = []

    typealias Body<Value> = (
        Int32, UnsafePointer<Oid>?, UnsafePointer<UnsafePointer<CChar>?>?, UnsafePointer<Int32>?, UnsafePointer<Int32>?
    ) -> Value

    /// Calls `body` with count, types, values, lengths and formats; the pointers hold until it returns.
    mutating func with<Value>(_ binds: [Bind], _ body: Body<Value>) -> Value {
        guard !binds.isEmpty else { return body(0, nil, nil, nil, nil) }
        fill(binds)
        return bytes.withUnsafeBytes { bytes in
            for offset in offsets {
                // The pointers are C strings only by type: the format says binary, so the lengths count.
                pointers.append(offset < 0 ? nil : bytes.baseAddress.map { ($0 + offset).assumingMemoryBound(to: CChar.self) })
            }
            return body(Int32(binds.count), types, pointers, lengths, formats)
        }
    }

    private mutating func fill(_ binds: [Bind]) {
        bytes.removeAll(keepingCapacity: bytes.count < 1 << 20)
        offsets.removeAll(keepingCapacity: true)
        types.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        pointers.removeAll(keepingCapacity: true)
        // An empty value is not NULL, so there must be an address to point at.
        bytes.append(0)
        for bind in binds {
            let offset = bytes.count
            bind.write(into: &bytes)
            offsets.append(bind.isNull ? -1 : offset)
            lengths.append(Int32(clamping: bytes.count - offset))
            types.append(bind.type.rawValue)
            formats.append(1)
        }
    }
}
